import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { text as readAll } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** The built program, as it is published. */
export const program: string = fileURLToPath(new URL('../dist/bin/threads-emulator.js', import.meta.url));

/** The program in a process of its own. */
export interface RunningProgram extends AsyncDisposable {
  readonly child: ChildProcess;
  /** Everything that it printed until it was ready. */
  readonly text: string;
  /** What it wrote to standard error so far. */
  errors(): string;
  readonly url: string;
  /** The token that it printed for a user. */
  token(username: string): string;
  /** Sends a signal and gives how the process ended: its exit code, or else the signal that ended it. */
  end(signal: NodeJS.Signals): Promise<readonly [code: number | null, signal: NodeJS.Signals | null]>;
}

/** Runs the program to its end, for starts that fail. */
export async function runProgram(
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly errors: string }> {
  const child = spawn(process.execPath, [program, '--port', '0', ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 20_000, // should it start nevertheless
  });
  const [errors, [code]] = await Promise.all([readAll(child.stderr), once(child, 'exit')]);
  return { code, errors };
}

/** Starts the program on a free port and waits until it is ready. */
export async function startProgram(
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<RunningProgram> {
  const child = spawn(process.execPath, [program, '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const exited = once(child, 'exit');
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const lines: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    lines.push(line);
    if (line.includes('Ctrl+C')) break;
  }
  const text = lines.join('\n');
  const end: RunningProgram['end'] = async (signal) => {
    child.kill(signal);
    const [code, ended] = await exited;
    return [code, ended];
  };
  return {
    child,
    text,
    errors: () => errors,
    url: /https?:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? '',
    token: (username) => new RegExp(`@${username} +\\d+\\n +(\\S+)`).exec(text)?.[1] ?? '',
    end,
    // No process outlives its test, however that ends.
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) await end('SIGKILL');
    },
  };
}
