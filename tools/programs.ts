import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';

const windows = process.platform === 'win32';
const running = new Set<ChildProcessWithoutNullStreams>();

/** How a program is run. */
export interface RunOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** In milliseconds; two minutes where it is not given. */
  readonly timeout?: number;
  /** Is given all that was printed so far, and a way to type. Without it there is nothing to read for the program. */
  readonly onOutput?: (output: string, type: (line: string) => void) => void;
}

/**
 * Runs a program to its end and returns what it printed.
 *
 * @throws {Error} with all it printed, if it fails or takes too long
 */
export function run(command: string, args: readonly string[], options: RunOptions): Promise<string> {
  const title = [command, ...args].join(' ');
  const program = start(command, args, options);
  const timer = setTimeout(() => end(program), options.timeout ?? 120_000);
  if (!options.onOutput) program.stdin.end();
  return new Promise((resolve, reject) => {
    let stdout = '';
    let all = '';
    program.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    for (const stream of [program.stdout, program.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        all += chunk.toString();
        options.onOutput?.(all, (line) => program.stdin.write(`${line}\n`));
      });
    }
    program.on('error', reject);
    program.on('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve(stdout);
      else reject(new Error(`${title} ended with ${code ?? signal}:\n${all}`));
    });
  });
}

/** Runs a program that has to fail, and returns what it printed. */
export async function runToFail(
  command: string,
  args: readonly string[],
  options: RunOptions,
): Promise<string> {
  const message = await run(command, args, options).then(
    () => undefined,
    (error: Error) => error.message,
  );
  if (message === undefined) throw new Error(`${[command, ...args].join(' ')} did not fail.`);
  return message;
}

/**
 * Starts a program that goes on until the end, and waits for what it prints when it is ready.
 *
 * @param ready its first group is returned
 */
export function serve(
  command: string,
  args: readonly string[],
  ready: RegExp,
  options: RunOptions,
): Promise<string> {
  const program = start(command, args, options);
  if (!options.onOutput) program.stdin.end();
  return new Promise((resolve, reject) => {
    let output = '';
    for (const stream of [program.stdout, program.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        options.onOutput?.(output, (line) => program.stdin.write(`${line}\n`));
        const found = ready.exec(output)?.[1];
        if (found !== undefined) resolve(found);
      });
    }
    program.on('error', reject);
    program.on('close', () => reject(new Error(`${[command, ...args].join(' ')} ended:\n${output}`)));
  });
}

/** Ends everything that is running, and what it started. */
export function endPrograms(): void {
  for (const program of running) end(program);
}

function start(
  command: string,
  args: readonly string[],
  { cwd, env }: RunOptions,
): ChildProcessWithoutNullStreams {
  // A group of its own, since ending npm alone would leave behind what npm has started.
  const program = spawn(command, args, { cwd, env, detached: !windows, shell: windows });
  running.add(program);
  program.on('exit', () => {
    running.delete(program);
    end(program); // what it started and left behind
  });
  return program;
}

function end(program: ChildProcessWithoutNullStreams): void {
  if (program.pid === undefined) return;
  if (windows) return void program.kill();
  try {
    process.kill(-program.pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error; // nothing is left of it
  }
}
