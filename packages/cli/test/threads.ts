import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
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
  readonly start: (args: readonly string[], options?: RunOptions) => Running;
  /** Types a command into a terminal and waits for its end; gives all that the terminal showed. */
  readonly type: (
    args: readonly string[],
    options?: TypeOptions,
  ) => Promise<{ code: number; screen: string }>;
}

/** A command that runs. */
export interface Running {
  readonly pid: number;
  /** Waits until it has written something; gives what matches. */
  readonly shown: (where: 'stdout' | 'stderr', what: string | RegExp) => Promise<string>;
  /** Writes a line on its standard input, which stays open. */
  readonly write: (line: string) => void;
  /** Sends a signal and waits for the end. */
  readonly end: (signal: NodeJS.Signals) => Promise<Ran>;
  readonly ended: Promise<Ran>;
}

export interface RunOptions {
  /** What is on standard input, which is closed after it; nothing by default with `run`. */
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

export interface TypeOptions extends Omit<RunOptions, 'input'> {
  /** Whether only standard output goes to the terminal. */
  readonly hidesMessages?: boolean;
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
  const afterEnd: (() => void)[] = [];
  afterAll(() => {
    for (const end of afterEnd) end();
    rmSync(home, { recursive: true, force: true });
  });
  const compiled = process.env['NODE_COMPILE_CACHE'];
  // Nothing of who runs the tests: neither their accounts nor their token.
  const base = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    THREADS_HOME: home,
    TERM: 'xterm-256color',
    ...(compiled && { NODE_COMPILE_CACHE: compiled }),
    ...variables,
  };
  const start: Machine['start'] = (args, { input, env = {}, cwd = home } = {}) =>
    startProgram(args, { ...base, ...env }, cwd, input, afterEnd);
  return {
    home,
    run: (args, options) => start(args, { input: '', ...options }).ended,
    start,
    type: async (args, { columns = 80, answers = [], env = {}, cwd = home, hidesMessages = false } = {}) => {
      const command = [process.execPath, program, ...args];
      const [file = '', ...rest] = hidesMessages
        ? ['/bin/sh', '-c', 'exec "$@" 2>/dev/null', 'sh', ...command]
        : command;
      const terminal = spawnInTerminal(file, rest, {
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

function startProgram(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd: string,
  input: string | Uint8Array | undefined,
  afterEnd: (() => void)[],
): Running {
  const child = spawn(process.execPath, [program, ...args], { env, cwd });
  const written = { stdout: '', stderr: '' };
  const heard = new EventEmitter();
  for (const where of ['stdout', 'stderr'] as const)
    child[where].setEncoding('utf8').on('data', (text: string) => {
      written[where] += text;
      heard.emit('more');
    });
  child.stdin.on('error', () => undefined); // it may end before it has read all
  if (input !== undefined) child.stdin.end(input);
  let hasEnded = false;
  const ended = once(child, 'close').then(([code]): Ran => {
    hasEnded = true;
    heard.emit('more');
    return { code, ...written };
  });
  // No process outlives its tests, however these end.
  afterEnd.push(() => void child.kill('SIGKILL'));
  return {
    pid: child.pid ?? 0,
    shown: async (where, what) => {
      for (;;) {
        const [match] = new RegExp(what).exec(written[where]) ?? [];
        if (match !== undefined) return match;
        if (hasEnded) throw new Error(`It ended before it wrote ${what}: ${JSON.stringify(written)}`);
        await once(heard, 'more');
      }
    },
    write: (line) => void child.stdin.write(`${line}\n`),
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
    ended,
  };
}
