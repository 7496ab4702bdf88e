import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { text as readAll } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { spawn as spawnInTerminal } from '@lydell/node-pty';
import { afterAll } from 'vitest';

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
  /** Starts a command in pipes, to go on with while it runs. */
  readonly start: (args: readonly string[], options?: Omit<RunOptions, 'input'>) => Running;
  /** Types a command into a terminal and waits for its end; gives all that the terminal showed. */
  readonly type: (
    args: readonly string[],
    options?: TypeOptions,
  ) => Promise<{ code: number; screen: string }>;
}

/** A command that runs. */
export interface Running {
  readonly pid: number;
  /** Waits until it has written something on standard error; gives what matches. */
  readonly shows: (text: RegExp) => Promise<string>;
  /** Writes a line on its standard input. */
  readonly write: (line: string) => void;
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly ended: Promise<Ran>;
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
  readonly answers?: readonly (readonly [shown: string | RegExp, typed: Typed])[];
}

/** What a person types: a text, or one that follows from what was shown. */
export type Typed = string | ((shown: string) => Promise<string>);

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
  return {
    home,
    run: async (args, { input = '', env = {}, cwd = home } = {}) => {
      const child = spawn(process.execPath, [program, ...args], { env: { ...base, ...env }, cwd });
      child.stdin.on('error', () => undefined); // it may end before it has read all
      child.stdin.end(input);
      const [stdout, stderr, [code]] = await Promise.all([
        readAll(child.stdout),
        readAll(child.stderr),
        once(child, 'close'),
      ]);
      return { code, stdout, stderr };
    },
    start: (args, { env = {}, cwd = home } = {}) => start([program, ...args], { ...base, ...env }, cwd),
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
      // One write of the program may show more than one text that is waited for; each is answered before the next is looked for.
      let isTyping = false;
      const answer = async (): Promise<void> => {
        const [shown, typed] = waiting[0] ?? [];
        const match = shown === undefined ? null : new RegExp(shown).exec(screen.slice(seen));
        if (isTyping || match === null || typed === undefined) return;
        isTyping = true;
        seen += match.index + match[0].length;
        waiting.shift();
        terminal.write(typeof typed === 'string' ? typed : await typed(match[0]));
        isTyping = false;
        await answer();
      };
      const code = await new Promise<number>((resolve, reject) => {
        terminal.onData((data) => {
          screen += data;
          answer().catch((error: unknown) => {
            terminal.kill();
            reject(error);
          });
        });
        terminal.onExit(({ exitCode }) => resolve(exitCode));
      });
      return { code, screen };
    },
  };
}

function start(args: readonly string[], env: Readonly<Record<string, string>>, cwd: string): Running {
  const child = spawn(process.execPath, args, { env, cwd });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (data: string) => {
    stdout += data;
  });
  const heard = new EventEmitter();
  child.stderr.setEncoding('utf8').on('data', (data: string) => {
    stderr += data;
    heard.emit('more');
  });
  child.stdin.on('error', () => undefined);
  const ended = once(child, 'close').then(([code]) => {
    heard.emit('more', code);
    return { code, stdout, stderr };
  });
  return {
    pid: child.pid ?? 0,
    shows: async (text) => {
      for (;;) {
        const match = text.exec(stderr);
        if (match) return match[0];
        if (child.exitCode !== null) throw new Error(`It has ended without ${text.source}: ${stderr}`);
        await once(heard, 'more');
      }
    },
    write: (line) => void child.stdin.write(`${line}\n`),
    kill: (signal) => void child.kill(signal),
    ended,
  };
}
