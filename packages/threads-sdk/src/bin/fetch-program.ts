import { spawn } from 'node:child_process';
import { delimiter, isAbsolute } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { findProgram } from './find-program.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Lets npm bring `@threads-sdk/cli` into its cache, where it is not there yet, and finds its program. Where that fails, it says
 * what to do, and sets the exit code: nothing was sent.
 */
export async function fetchProgram(version: string): Promise<string | undefined> {
  const wanted = `@threads-sdk/cli@${version}`;
  say(`npm brings ${wanted}, which has the commands. To keep it here: npm install --save-dev ${wanted}`);
  const { path, fault } = await askNpm(wanted);
  const program = path
    .trim()
    .split(delimiter)
    .filter((folder) => isAbsolute(folder))
    .map((folder) => findProgram(version, folder))
    .find((found) => found !== undefined);
  if (fault === undefined && program !== undefined) return program;
  process.exitCode = fault === 'interrupted' ? 130 : 1;
  if (fault === 'interrupted') return undefined;
  const reason = fault === 'missing' ? 'npm cannot be run here' : 'npm did not bring it';
  say(
    `${reason}, and nothing was sent. Install ${wanted} with what you use, and type threads for threads-sdk`,
  );
  return undefined;
}

/** Runs nothing but a word with the package, to hear by which `PATH` npm would find its programs. */
async function askNpm(
  wanted: string,
): Promise<{ readonly path: string; readonly fault?: 'interrupted' | 'missing' | 'failed' }> {
  const args = ['exec', '--yes', `--package=${wanted}`, '--', 'node', '-p', 'process.env.PATH'];
  // What is typed or piped is for the command that comes afterwards.
  const stdio = ['ignore', 'pipe', 'inherit'] as const;
  let interrupted = false;
  const interrupt = (signal: NodeJS.Signals): void => {
    interrupted = true;
    npm.kill(signal);
  };
  // Before npm is started, which takes a while: it would else go on by itself.
  for (const signal of signals) process.on(signal, interrupt);
  // On Windows npm is a script, which takes a shell, and that a line of words without spaces.
  const npm =
    process.platform === 'win32'
      ? spawn(['npm', ...args].join(' '), { stdio: [...stdio], shell: true })
      : spawn('npm', args, { stdio: [...stdio] });
  const ended = new Promise<'missing' | 'failed' | undefined>((resolve) => {
    npm.on('error', () => resolve('missing'));
    npm.on('close', (code) => resolve(code === 0 ? undefined : 'failed'));
  });
  const [path, fault] = await Promise.all([text(npm.stdout), ended]);
  for (const signal of signals) process.off(signal, interrupt);
  if (interrupted) return { path, fault: 'interrupted' };
  return fault === undefined ? { path } : { path, fault };
}

function say(sentence: string): void {
  process.stderr.write(`threads-sdk: ${sentence}.\n`);
}
