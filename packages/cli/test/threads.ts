import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { spawn as spawnInTerminal } from '@lydell/node-pty';
import { afterAll, onTestFinished } from 'vitest';

/** The built program, as it is published. */
export const program: string = fileURLToPath(new URL('../dist/threads.js', import.meta.url));

/** How a command ended, and what it wrote. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A machine of a person: a data folder of its own, and the variables of their shell. */
export interface Machine {
  readonly home: string;
  /** Runs a command to its end in pipes. */
  readonly run: (args: readonly string[], options?: RunOptions) => Promise<Ran>;
  /** Starts a command that goes on until it is ended. */
  readonly start: (args: readonly string[], options?: RunOptions) => Running;
  /** Types a command into a terminal and waits for its end; gives all that the terminal showed. */
  readonly type: (
    args: readonly string[],
    options?: TypeOptions,
  ) => Promise<{ code: number; screen: string }>;
}

/** A command that has not ended. */
export interface Running {
  readonly ended: Promise<Ran>;
  /** Waits until it has written something; gives all that it wrote there. */
  readonly shown: (where: 'stdout' | 'stderr', what: string | RegExp) => Promise<string>;
  /** Sends a signal and waits for the end. */
  readonly end: (signal: NodeJS.Signals) => Promise<Ran>;
}

export interface RunOptions {
  /** What is on standard input; nothing by default. */
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

export interface TypeOptions extends Omit<RunOptions, 'input'> {
  /** Columns of the terminal; 80 by default. */
  readonly columns?: number;
  /** What the person types, once the terminal has shown a text: pairs of them, one after the other. */
  readonly answers?: readonly (readonly [shown: string | RegExp, typed: string])[];
}

/** Makes a machine whose data folder is removed after the tests of the file. */
export function createMachine(variables: Readonly<Record<string, string>> = {}): Machine {
  const home = mkdtempSync(join(tmpdir(), 'threads-cli-'));
  afterAll(() => rmSync(home, { recursive: true, force: true }));
  // Nothing of who runs the tests: neither their accounts nor their token.
  const base = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    THREADS_HOME: home,
    TERM: 'xterm-256color',
    ...variables,
  };
  const start = (args: readonly string[], { input = '', env = {}, cwd = home }: RunOptions = {}): Running => {
    const child = spawn(process.execPath, [program, ...args], { env: { ...base, ...env }, cwd });
    child.stdin.on('error', () => undefined); // it may end before it has read all
    child.stdin.end(input);
    const written = { stdout: '', stderr: '' };
    for (const where of ['stdout', 'stderr'] as const)
      child[where].setEncoding('utf8').on('data', (text: string) => (written[where] += text));
    const ended = once(child, 'close').then(([code]): Ran => ({ code, ...written }));
    // No process outlives the tests, however these end.
    onTestFinished(() => void child.kill('SIGKILL'));
    return {
      ended,
      shown: async (where, what) => {
        while (!new RegExp(what).test(written[where])) {
          const next = await Promise.race([once(child[where], 'data'), ended]);
          if ('code' in next && !new RegExp(what).test(written[where]))
            throw new Error(`It ended with ${next.code} before it wrote ${what}: ${JSON.stringify(written)}`);
        }
        return written[where];
      },
      end: (signal) => {
        child.kill(signal);
        return ended;
      },
    };
  };
  return {
    home,
    run: (args, options) => start(args, options).ended,
    start,
    type: async (args, { columns = 80, answers = [], env = {}, cwd = home } = {}) => {
      const terminal = spawnInTerminal(process.execPath, [program, ...args], {
        cols: columns,
        rows: 40,
        env: { ...base, ...env },
        cwd,
      });
      let screen = '';
      let seen = 0;
      const waiting = [...answers];
      terminal.onData((data) => {
        screen += data;
        const [shown, typed] = waiting[0] ?? [];
        if (shown === undefined || typed === undefined) return;
        const match = new RegExp(shown).exec(screen.slice(seen));
        if (match === null) return;
        seen += match.index + match[0].length;
        waiting.shift();
        terminal.write(typed);
      });
      const code = await new Promise<number>((resolve) =>
        terminal.onExit(({ exitCode }) => resolve(exitCode)),
      );
      return { code, screen };
    },
  };
}
