import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The folder that everything happens in. */
export const folder: string = mkdtempSync(join(tmpdir(), 'threads-sdk-rehearsal-'));

const servers: ChildProcess[] = [];

// Whatever the end is: nothing stays behind.
process.on('exit', () => {
  for (const server of servers) server.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));

/** How a program is run. */
export interface RunOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Makes a folder in the rehearsal's. */
export function makeFolder(name: string): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  return path;
}

/**
 * Runs a program to its end and returns what it printed.
 *
 * @throws {Error} with all it printed, if it fails or takes more than two minutes
 */
export async function run(command: string, args: readonly string[], options: RunOptions): Promise<string> {
  const running = promisify(execFile)(command, args, {
    ...options,
    timeout: 120_000,
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  });
  running.child.stdin?.end(); // nobody is there to answer
  try {
    return (await running).stdout;
  } catch (error) {
    const { stdout, stderr } = Object(error);
    throw new Error(`${[command, ...args].join(' ')} failed:\n${stdout ?? String(error)}${stderr ?? ''}`, {
      cause: error,
    });
  }
}

/** Runs a program that has to fail, and returns what it printed. */
export async function runToFail(
  command: string,
  args: readonly string[],
  options: RunOptions,
): Promise<string> {
  const outcome = await run(command, args, options).then(
    () => undefined,
    (error: Error) => error.message,
  );
  if (outcome === undefined) throw new Error(`${[command, ...args].join(' ')} did not fail.`);
  return outcome;
}

/**
 * Starts a server and waits for what it prints when it is ready.
 *
 * @param ready its first group is returned
 */
export function startServer(args: readonly string[], ready: RegExp, options: RunOptions): Promise<string> {
  const server = spawn(process.execPath, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  servers.push(server);
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const found = ready.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.on('error', reject);
    server.on('exit', () => reject(new Error(`${args.join(' ')} ended:\n${output}`)));
  });
}

/** Does a part of the rehearsal and prints how long it took; a failure ends the rehearsal. */
export async function step<Result>(
  name: string,
  work: () => Promise<Result>,
  describe: (result: Result) => string = () => '',
): Promise<Result> {
  const start = performance.now();
  try {
    const result = await work();
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    const detail = describe(result);
    console.log(`ok    ${name}${detail && `: ${detail}`} (${seconds} s)`);
    return result;
  } catch (error) {
    console.error(`FAIL  ${name}\n${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
}
