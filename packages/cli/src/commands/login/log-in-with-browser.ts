import { type App, completeAuthorization, readGrantedScopes } from '@threads-sdk/auth';
import type { Credentials } from '@threads-sdk/credentials';
import { getUser } from '@threads-sdk/endpoints';
import { isThreadsError } from '@threads-sdk/errors';
import type { AppMemory } from '../../accounts/remembered-app.ts';
import { makeClient } from '../../connect.ts';
import type { Context } from '../../context.ts';
import type { Origin } from '../../origin.ts';
import { inOurWords } from '../../in-our-words.ts';
import { askForConsent } from './ask-for-consent.ts';
import { findApp } from './find-app.ts';
import { type Person, tellMissing } from './log-in.ts';

/** What a login in the browser needs besides. */
export interface BrowserLogin {
  readonly scopes: readonly string[];
  readonly opensBrowser: boolean;
  readonly apps: AppMemory;
  /** Keeps who has logged in. Only then the browser says so. */
  readonly keep: (person: Person) => Promise<void>;
}

/** Logs somebody in who says yes in the browser. */
export async function logInWithBrowser(
  context: Context,
  origin: Origin,
  { scopes, opensBrowser, apps, keep }: BrowserLogin,
): Promise<Person> {
  const app = await findApp(context, origin, apps.get());
  return askForConsent(context, app, { scopes, opensBrowser }, async (callbackUrl, state) => {
    const { signal } = context;
    const granted = await completeAuthorization(app, { callbackUrl, state, scopes }, { signal });
    const client = makeClient(context, origin, granted);
    const { username = granted.userId } = await getUser(client, { fields: ['username'] }, { signal });
    const credentials = await readScopes(context, app, granted);
    await keep({ username, credentials });
    apps.set(app);
    return { username, credentials };
  });
}

/** Reads what was granted, as far as Threads says so: to testers of the app alone. */
async function readScopes(context: Context, app: App, credentials: Credentials): Promise<Credentials> {
  try {
    const known = await readGrantedScopes(app, { credentials }, { signal: context.signal });
    tellMissing(context, credentials.scopes, known.scopes);
    return known;
  } catch (error) {
    if (!isThreadsError(error) || error.code === 'ABORTED') throw error;
    context.messages.write(
      `Threads did not say which permissions were granted (${inOurWords(error.message)}). Those that were asked for are noted.\n`,
    );
    return credentials;
  }
}
