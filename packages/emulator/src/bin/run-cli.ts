import { readFileSync } from 'node:fs';
import { serve } from '../serve.ts';
import { describeStart } from './describe-start.ts';
import { keepState } from './keep-state.ts';
import { openBrowser } from './open-browser.ts';
import { readArguments, usage, type Arguments } from './read-arguments.ts';
import { startEmulator } from './start-emulator.ts';

/** How the program talks to the outside and learns that it should end. */
export interface CliEnvironment {
  /** Receives one line for standard output. */
  print(line: string): void;
  /** Receives one line for standard error. */
  printError(line: string): void;
  /** Aborts when the program should close the server and end. */
  readonly signal: AbortSignal;
}

/**
 * Runs the command line program until the signal aborts.
 *
 * @param argv - The arguments after the program's name.
 * @param environment - Where to print and when to stop.
 * @returns The exit code: 0 after a clean end, 1 if it could not start or not keep its state, 2 for arguments that make no
 * sense.
 */
export async function runCli(argv: readonly string[], environment: CliEnvironment): Promise<number> {
  const parsed = readArguments(argv);
  if ('faults' in parsed) {
    for (const fault of parsed.faults) environment.printError(`threads-emulator: ${fault}`);
    environment.printError('Try threads-emulator --help');
    return 2;
  }
  if (parsed.help) {
    environment.print(usage);
    return 0;
  }
  if (parsed.version) {
    environment.print(readVersion());
    return 0;
  }

  const reportFailure = (sentence: string): void => environment.printError(`threads-emulator: ${sentence}`);
  let started;
  let https;
  try {
    // Making certificates needs a library that nothing else does.
    https = parsed.https ? (await import('./https.ts')).prepareHttps() : undefined;
    started = startEmulator(parsed);
  } catch (error) {
    reportFailure(messageOf(error));
    return 1;
  }
  const { emulator, stateFile } = started;
  const kept = stateFile === undefined ? undefined : keepState(emulator, stateFile, reportFailure);
  let served;
  try {
    served = await serve(kept?.emulator ?? emulator, {
      port: parsed.port,
      hostname: parsed.host,
      hosts: [...parsed.allowedHosts, ...(https?.hosts ?? [])],
      onRefused: withoutRepeating(reportFailure),
      ...(parsed.publicUrl === undefined ? {} : { publicUrl: parsed.publicUrl }),
      ...(https === undefined ? {} : { https: https.certificate }),
    });
  } catch (error) {
    kept?.close();
    reportFailure(describeListenError(error, parsed));
    return 1;
  }
  const url = addressToOpen(served.url);
  for (const line of describeStart(emulator, url, { ...parsed, https })) environment.print(line);
  if (!isLoopback(served.url))
    reportFailure(`whoever reaches ${parsed.host} can read and change everything here`);
  if (parsed.open) await openBrowser(url).catch((error: unknown) => reportFailure(messageOf(error)));
  await aborted(environment.signal);
  await served.close();
  const saved = kept?.close() ?? true;
  environment.print('Stopped.');
  return saved ? 0 : 1;
}

// What listens on every address is opened at one of them: not every system connects to the unspecified address.
function addressToOpen(url: string): string {
  return url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');
}

function isLoopback(url: string): boolean {
  return /^https?:\/\/(?:127\.|\[::1\])/.test(url);
}

// Clients try again and again.
function withoutRepeating(report: (sentence: string) => void): (sentence: string) => void {
  let last: string | undefined;
  return (sentence) => {
    if (sentence !== last) report(sentence);
    last = sentence;
  };
}

function readVersion(): string {
  // Two folders up both from src/bin and from dist/bin.
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const description: unknown = JSON.parse(text);
  if (typeof description === 'object' && description !== null && 'version' in description) {
    return String(description.version);
  }
  throw new Error('package.json has no version');
}

function describeListenError(error: unknown, { host, port }: Arguments): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return `port ${port} is in use: stop what listens there, or choose another with --port`;
  }
  if (code === 'EACCES') return `port ${port} needs more rights: choose one from 1024 on with --port`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `this machine has no address ${host}: choose one of its own with --host`;
  }
  return `could not listen on ${host}, port ${port}: ${messageOf(error)}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
