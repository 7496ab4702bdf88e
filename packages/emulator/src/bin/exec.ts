import process from 'node:process';
import spawn from 'cross-spawn';
import { type CliEnvironment, exitCodeOf, reporter } from './cli-environment.ts';
import { openOrSayWhy } from './open-emulator.ts';
import type { Arguments } from './read-arguments.ts';
import { trustByVariables } from './trust-by-variables.ts';

/** What is handed on to the command. Of others Windows does not know. */
const handedOn: readonly NodeJS.Signals[] =
  process.platform === 'win32'
    ? ['SIGINT', 'SIGBREAK', 'SIGHUP']
    : ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP', 'SIGUSR2'];

/**
 * Runs a command while an emulator is there for it, by the variables that the command is given.
 *
 * @returns The exit code of the command; 128 and the number of the signal that ended it, as shells have it; 127 where there is
 * no such command and 126 where it cannot be run; 1 where the emulator could not start or not keep its state.
 */
export async function runExec(parsed: Arguments, environment: CliEnvironment): Promise<number> {
  const open = await openOrSayWhy(parsed, environment);
  if (open === undefined) return 1;
  const { url, https, variables } = open;
  const given = { ...environment.variables, ...variables };
  // What there is to trust besides is said by the variables of this program.
  const trust =
    https && trustByVariables(https, url, environment.variables, reporter(environment.printError));
  const code = await runCommand(parsed.command, { ...given, ...trust?.variables }, environment);
  trust?.remove();
  const isKept = await open.close();
  return code === 0 && !isKept ? 1 : code;
}

async function runCommand(
  [command = '', ...args]: readonly string[],
  variables: NodeJS.ProcessEnv,
  { printError, signal: stop }: CliEnvironment,
): Promise<number> {
  if (stop.aborted) return exitCodeOf(stop.reason);
  const child = spawn(command, args, { stdio: 'inherit', env: variables });
  const listeners = handedOn.map((signal) => {
    const listener = (): void => {
      // A terminal sends these to the command itself, as to all that runs in it.
      if (process.stdin.isTTY && (signal === 'SIGINT' || signal === 'SIGQUIT')) return;
      child.kill(signal);
    };
    process.on(signal, listener);
    return [signal, listener] as const;
  });
  try {
    return await new Promise((resolve) => {
      child.once('error', (error) => {
        const code = 'code' in error ? error.code : undefined;
        printError(`threads-emulator: ${describe(command, code, error)}`);
        resolve(code === 'ENOENT' ? 127 : 126);
      });
      child.once('exit', (code, signal) => resolve(code ?? exitCodeOf(signal)));
    });
  } finally {
    for (const [signal, listener] of listeners) process.off(signal, listener);
  }
}

function describe(command: string, code: unknown, error: Error): string {
  if (code === 'ENOENT') return `there is no command ${command}: install it, or write its path`;
  if (code === 'EACCES') return `${command} may not be run: see whether it is a program, and its rights`;
  return `${command} could not be run: ${error.message}`;
}
