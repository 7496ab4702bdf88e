import type { Emulator } from '../emulator.ts';
import { serve } from '../serve.ts';
import { type CliEnvironment, messageOf, reporter } from './cli-environment.ts';
import { giveTokens, type UserWithToken, variablesOf } from './environment.ts';
import type { Https } from './https.ts';
import { keepState } from './keep-state.ts';
import { logRequests } from './log-requests.ts';
import type { Arguments } from './read-arguments.ts';
import { startEmulator } from './start-emulator.ts';
import { subscribeWhenReady } from './subscribe-webhook.ts';

/** An emulator that is served. */
export interface OpenEmulator {
  readonly emulator: Emulator;
  readonly users: readonly UserWithToken[];
  /** Where a person and an app find it. */
  readonly url: string;
  /** What stands in front of it. */
  readonly publicUrl?: string;
  /** What clients have to trust, if it serves https. */
  readonly https?: Https;
  /** What an app has to know, by the names of variables. */
  readonly variables: Readonly<Record<string, string>>;
  /** Whether only this machine reaches it. */
  readonly isLoopback: boolean;
  /** Stops it. Whether its state is kept, if it is to be. */
  close(): Promise<boolean>;
}

/** Where an emulator that runs for a person speaks. */
interface Voice {
  /** Receives a sentence that the person should know. */
  readonly report: (sentence: string) => void;
  /** Receives a line for each request. */
  readonly log: (line: string) => void;
  readonly isColoured: boolean;
}

/**
 * Starts and serves the emulator that the arguments ask for.
 *
 * @throws {Error} with a sentence for the person if the state cannot be used, or the port.
 */
async function openEmulator(parsed: Arguments, { report, log, isColoured }: Voice): Promise<OpenEmulator> {
  // Making certificates needs a library that nothing else does.
  const https = parsed.https ? (await import('./https.ts')).prepareHttps() : undefined;
  const { publicUrl } = parsed;
  const stop = new AbortController();
  const { emulator, stateFile } = startEmulator(parsed, stop.signal);
  const kept = stateFile === undefined ? undefined : keepState(emulator, stateFile, report);
  const answering = kept?.emulator ?? emulator;
  let served;
  try {
    served = await serve(parsed.log ? logRequests(answering, log, isColoured) : answering, {
      port: parsed.port,
      hostname: parsed.host,
      hosts: [...parsed.allowedHosts, ...(https?.hosts ?? [])],
      onRefused: withoutRepeating(report),
      ...(publicUrl === undefined ? {} : { publicUrl }),
      ...(https === undefined ? {} : { https: https.certificate }),
    });
  } catch (error) {
    kept?.close();
    throw new Error(describeListenError(error, parsed), { cause: error });
  }
  const url = addressToOpen(served.url);
  const users = giveTokens(emulator);
  kept?.changed();
  const subscribed =
    parsed.webhook === undefined
      ? undefined
      : subscribeWhenReady(emulator, stop.signal, (sentence) => {
          kept?.changed();
          report(sentence);
        });
  return {
    emulator,
    users,
    url,
    ...(https === undefined ? {} : { https }),
    ...(publicUrl === undefined ? {} : { publicUrl }),
    variables: {
      ...variablesOf(emulator, url, users, parsed.webhook?.verifyToken),
      ...(https === undefined ? {} : { NODE_EXTRA_CA_CERTS: https.authorityFile }),
    },
    isLoopback: /^https?:\/\/(?:127\.|\[::1\])/.test(served.url),
    close: async () => {
      const pending = emulator.deliveries.filter(({ state }) => state === 'pending').length;
      // An app that does not answer holds nobody up.
      stop.abort();
      await subscribed;
      await served.close();
      if (pending > 0)
        report(`${pending} webhook ${pending === 1 ? 'delivery was' : 'deliveries were'} not taken`);
      return kept?.close() ?? true;
    },
  };
}

/** Does the same for the command line; `undefined` where it could not, and the person was told why. */
export async function openOrSayWhy(
  parsed: Arguments,
  { printError, isColoured }: CliEnvironment,
): Promise<OpenEmulator | undefined> {
  const report = reporter(printError);
  try {
    return await openEmulator(parsed, { report, log: printError, isColoured });
  } catch (error) {
    report(messageOf(error));
    return undefined;
  }
}

// Clients try again and again.
function withoutRepeating(report: (sentence: string) => void): (sentence: string) => void {
  let last: string | undefined;
  return (sentence) => {
    if (sentence !== last) report(sentence);
    last = sentence;
  };
}

// What listens on every address is opened at one of them: not every system connects to the unspecified address.
function addressToOpen(url: string): string {
  return url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');
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
