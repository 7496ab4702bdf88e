import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type CliEnvironment, messageOf, refuse, reporter } from './cli-environment.ts';
import { describeStart } from './describe-start.ts';
import { writeEnvFile } from './env-file.ts';
import { dotenvFaults, dotenvLines } from './environment.ts';
import { openBrowser } from './open-browser.ts';
import { type OpenEmulator, openOrSayWhy } from './open-emulator.ts';
import { type Arguments, readArguments, usage } from './read-arguments.ts';
import { resolveFile } from './resolve-file.ts';

/**
 * Runs the command line program `threads-emulator`.
 *
 * @param argv - The arguments after the program's name.
 * @param environment - Where to print and when to stop.
 * @returns The exit code: 0 after a clean end, 1 if it could not start, not keep its state or not do what it was asked for,
 * 2 for arguments that make no sense; with `exec` that of the command.
 *
 * @example
 * ```ts
 * import { runCli } from '@threads-sdk/emulator/cli';
 *
 * process.exitCode = await runCli(['--version'], {
 *   print: (line) => console.log(line),
 *   printError: (line) => console.error(line),
 *   isColoured: false,
 *   variables: process.env,
 *   signal: AbortSignal.timeout(60_000),
 * });
 * ```
 *
 * @category Start
 */
export async function runCli(argv: readonly string[], environment: CliEnvironment): Promise<number> {
  const [command, ...rest] = argv;
  // Loaded only where they are asked for.
  if (command === 'trigger') return (await import('./trigger.ts')).runTrigger(rest, environment);
  if (command === 'webhooks') return (await import('./webhooks.ts')).runWebhooks(rest, environment);

  const isExec = command === 'exec';
  const parsed = isExec ? readArguments(rest, 'exec') : readArguments(argv);
  if ('faults' in parsed) return refuse(parsed.faults, environment);
  if (parsed.help) {
    environment.print(usage());
    return 0;
  }
  if (parsed.version) {
    environment.print(readVersion());
    return 0;
  }
  return isExec
    ? (await import('./exec.ts')).runExec(parsed, environment)
    : serveUntilStopped(parsed, environment);
}

async function serveUntilStopped(parsed: Arguments, environment: CliEnvironment): Promise<number> {
  const { print, printError, signal } = environment;
  const report = reporter(printError);
  try {
    // Before anything is opened. What both are is known only once links are followed.
    const [envFile, stateFile] = [parsed.envFile, parsed.stateFile].map((path) => path && resolveFile(path));
    if (envFile !== undefined && envFile === stateFile)
      return refuse(['--write-env and --state name the same file: each needs one of its own'], environment);
  } catch (error) {
    report(messageOf(error));
    return 1;
  }
  const open = await openOrSayWhy(parsed, environment);
  if (open === undefined) return 1;
  // Only now: a start that failed must not change what an app reads.
  const faults = handOver(parsed, open);
  if (faults.length > 0) {
    for (const fault of faults) report(fault);
    await open.close();
    return 1;
  }
  for (const line of parsed.env ? dotenvLines(open.variables) : describeStart(open, parsed.envFile))
    print(line);
  if (!open.isLoopback) report(`whoever reaches ${parsed.host} can read and change everything here`);
  if (parsed.open) await openBrowser(open.url).catch((error: unknown) => report(messageOf(error)));
  await aborted(signal);
  const isKept = await open.close();
  if (!parsed.env) print('Stopped.');
  return isKept ? 0 : 1;
}

/** Writes the file for the app, if it is asked for. Gives what keeps it, or lines of such a file, from being written. */
function handOver({ env, envFile }: Arguments, { variables }: OpenEmulator): readonly string[] {
  if (!env && envFile === undefined) return [];
  const faults = dotenvFaults(variables);
  if (faults.length > 0 || envFile === undefined) return faults;
  try {
    writeEnvFile(envFile, dotenvLines(variables));
    return [];
  } catch (error) {
    return [messageOf(error)];
  }
}

function readVersion(): string {
  // By its name, since this module is bundled into several places.
  const path = createRequire(import.meta.url).resolve('@threads-sdk/emulator/package.json');
  const description: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (typeof description === 'object' && description !== null && 'version' in description) {
    return String(description.version);
  }
  throw new Error('package.json has no version');
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
