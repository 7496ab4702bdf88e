import { type App, createAuthorizationUrl, readAuthorizationError } from '@threads-sdk/auth';
import { isSameSecret, unlessAborted } from '@threads-sdk/internal';
import { interrupted } from '../../ask.ts';
import { CommandError } from '../../command-error.ts';
import type { Context } from '../../context.ts';
import { exitCodes } from '../../exit-codes.ts';
import { type Listener, listenForCallback } from './callback-listener.ts';
import { type CallbackPage, elsewherePage, failedPage, loggedInPage } from './callback-page.ts';
import { openBrowser } from './open-browser.ts';
import { readPasted } from './read-pasted.ts';

/** How a person is asked. */
export interface Consent {
  readonly scopes: readonly string[];
  readonly opensBrowser: boolean;
}

/**
 * Sends a person to Threads and waits until they come back: at the redirect address, if it is one of this machine, and at the
 * same time for the address that they paste. What comes first is taken, and nothing else, since a code works once. What does
 * not belong to this login is answered and does not end the waiting.
 *
 * @param complete makes a login of the address that the person came back to, and of the state
 * @throws {CommandError} if nobody can come back, or the person pressed Ctrl+C
 * @throws {unknown} what `complete` throws
 */
export async function askForConsent<Person extends { readonly username: string }>(
  context: Context,
  app: App,
  { scopes, opensBrowser }: Consent,
  complete: (callbackUrl: string, state: string) => Promise<Person>,
): Promise<Person> {
  const { messages, signal } = context;
  const { url, state } = createAuthorizationUrl(app, { scopes });
  const { arrived, resolve, reject } = makeArrival<Person>();
  let first: Promise<Person> | undefined;
  const take = (callbackUrl: string): Promise<Person> => {
    first ??= complete(callbackUrl, state);
    resolve(first);
    return first;
  };
  const isOurs = async (callbackUrl: string): Promise<boolean> => {
    const [answered = '', ...others] = new URL(callbackUrl, app.redirectUri).searchParams.getAll('state');
    // Threads appends #_, which a pasted address may carry anywhere.
    return others.length === 0 && isSameSecret(answered.replace(/#_$/, ''), state);
  };
  const answer = async (callbackUrl: string): Promise<CallbackPage> => {
    if (!(await isOurs(callbackUrl))) return elsewherePage;
    return take(callbackUrl).then(({ username }) => loggedInPage(username), failedPage);
  };
  const takePasted = async (text: string): Promise<string | undefined> => {
    if (readAuthorizationError(text)) void take(text).catch(() => undefined); // told by who waits
    else if (!URL.canParse(text)) return 'That is no address. Paste the whole line of the address bar.';
    else if (!(await isOurs(text)))
      return 'That address is not of this login. Begin with the address above, and paste the one that you come back to.';
    else void take(text).catch(() => undefined);
    return undefined;
  };

  const { listener, reason } = await tryToListen(app.redirectUri, answer);
  const pasting = new AbortController();
  try {
    messages.write(`Open this address and say yes there:\n\n${url}\n\n`);
    messages.write(hint(listener !== undefined, reason, app.redirectUri));
    if (opensBrowser && messages.isTerminal) await openBrowser(context, url);
    void readPasted(context, AbortSignal.any([signal, pasting.signal]), takePasted).then((canArrive) => {
      if (canArrive || listener || first) return;
      reject(nobodyCanArrive(reason));
    }, reject);
    return await unlessAborted(arrived, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    // Who was about to be logged in is told what became of that.
    if (first) return await first;
    throw interrupted();
  } finally {
    pasting.abort();
    await listener?.close();
  }
}

/** Somebody who will come back, or not. */
function makeArrival<Person>(): {
  readonly arrived: Promise<Person>;
  readonly resolve: (person: Promise<Person>) => void;
  readonly reject: (error: unknown) => void;
} {
  let resolve: (person: Promise<Person>) => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const arrived = new Promise<Person>((...settle) => {
    [resolve, reject] = settle;
  });
  return { arrived, resolve, reject };
}

/** Listens, or says why not. */
async function tryToListen(
  redirectUri: string,
  answer: (callbackUrl: string) => Promise<CallbackPage>,
): Promise<{ readonly listener?: Listener; readonly reason?: string }> {
  try {
    return { listener: await listenForCallback(new URL(redirectUri), answer) };
  } catch (error) {
    if (error instanceof CommandError) return { reason: error.message };
    throw error;
  }
}

function hint(listens: boolean, reason: string | undefined, redirectUri: string): string {
  const warning = redirectUri.startsWith('https:')
    ? ' The browser will warn about the certificate, which was made just now: go on there ("Advanced"), or paste the address of the page with the warning here, since the code is already in it.'
    : '';
  return listens
    ? `Waiting for you to come back to ${redirectUri}.${warning}\nIf Threads shows an error in place of its question, paste what it shows.\n`
    : `${reason} When you have said yes, paste the address that the browser ends at. If Threads shows an error, paste what it shows.\n`;
}

function nobodyCanArrive(reason: string | undefined): CommandError {
  return new CommandError(
    exitCodes.refused,
    `${reason} And standard input has ended, so that no address can be pasted.`,
    'Log in at a terminal, or with a token from the dashboard: threads login --token-stdin.',
  );
}
