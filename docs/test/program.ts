import { spawn } from 'node:child_process';

/** How a program ended and what it printed. */
export interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

/**
 * Runs a program to its end.
 *
 * @param onOutput is given everything printed so far, a way to type into the program, and one to interrupt it
 */
export function runProgram(
  args: readonly string[],
  options: { cwd: string; env?: Record<string, string> },
  onOutput?: (output: string, type: (line: string) => void, interrupt: () => void) => void,
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
    });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
      onOutput?.(
        output,
        (line) => child.stdin.write(`${line}\n`),
        () => child.kill('SIGINT'),
      );
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}
