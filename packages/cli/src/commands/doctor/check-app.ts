import {
  type App,
  createAuthorizationUrl,
  getAppToken,
  loadApp,
  readAuthorizationError,
} from '@threads-sdk/auth';
import { isLocalHttp } from '@threads-sdk/internal';
import { rememberApps } from '../../accounts/remembered-app.ts';
import { makeClient } from '../../connect.ts';
import type { Context } from '../../context.ts';
import { openDatabase } from '../../open-database.ts';
import type { Origin } from '../../origin.ts';
import { inOurWords } from '../../in-our-words.ts';
import { ask } from './check-machine.ts';
import { type Finding, found, foundBy } from './finding.ts';

/** What is known of the app, from the variables or the last login. */
interface Known {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly secret: string;
}

/** The app: its id, its secret, its redirect address, and its testers. */
export async function checkApp(context: Context, origin: Origin): Promise<readonly Finding[]> {
  const { env } = context;
  const remembered = rememberApps(openDatabase(context), origin.name).get();
  const known: Known = {
    clientId: env['THREADS_APP_ID'] || (remembered?.clientId ?? ''),
    redirectUri: env['THREADS_REDIRECT_URI'] || (remembered?.redirectUri ?? ''),
    secret: env['THREADS_API_SECRET'] ?? '',
  };
  if (known.clientId === '' && known.redirectUri === '')
    return [
      found(
        'app',
        'warning',
        'No app is known. One is needed to log in in the browser; a token of the dashboard needs none.',
        'Set THREADS_APP_ID, THREADS_API_SECRET and THREADS_REDIRECT_URI, or let `threads login` ask for them.',
      ),
    ];
  const faults = [...formOfId(known), ...formOfRedirect(known, origin)];
  if (faults.length > 0) return faults;

  const app = {
    ...loadApp({
      ...origin.env,
      THREADS_APP_ID: known.clientId,
      THREADS_API_SECRET: known.secret || 'unused',
      THREADS_REDIRECT_URI: known.redirectUri,
    }),
    client: makeClient(context, origin),
  };
  const secret = await checkSecret(context, app, known);
  const page = await checkPage(context, app, origin);
  const isTaken = secret.level === 'ok';
  return [
    isTaken ? found('app id', 'ok', `Threads knows the app ${known.clientId}.`) : page.id,
    secret,
    page.redirect,
  ];
}

function formOfId({ clientId }: Known): readonly Finding[] {
  if (/^\d+$/.test(clientId)) return [];
  return [
    found(
      'app id',
      'problem',
      clientId === '' ? 'The id of the app is not known.' : 'The id of the app is no number.',
      'Set THREADS_APP_ID to the Threads app id of the dashboard, not to the id of the Meta app.',
    ),
  ];
}

function formOfRedirect({ redirectUri }: Known, { isEmulator }: Origin): readonly Finding[] {
  const fault =
    redirectUri === ''
      ? 'is not known'
      : !URL.canParse(redirectUri) || /\s/.test(redirectUri)
        ? 'is no address'
        : /^https:/i.test(redirectUri) || (isEmulator && isLocalHttp(redirectUri))
          ? undefined
          : 'is not https: Threads admits nothing else, for localhost too';
  if (fault === undefined) return [];
  return [
    found(
      'redirect',
      'problem',
      `The redirect address ${fault}.`,
      'Set THREADS_REDIRECT_URI to the letter as it is registered in the dashboard, such as https://localhost:3000/callback.',
    ),
  ];
}

async function checkSecret(context: Context, app: App, { secret }: Known): Promise<Finding> {
  if (secret === '')
    return found(
      'secret',
      'unknown',
      'The secret of the app is not kept, and not in THREADS_API_SECRET either.',
      'Set the variable for this command to have it looked at.',
    );
  try {
    await getAppToken(app, { signal: context.signal });
    return found('secret', 'ok', 'Threads takes the id and the secret of the app.');
  } catch (error) {
    return foundBy('secret', error);
  }
}

/** What the page where permissions are granted says before anybody has logged in. */
async function checkPage(
  context: Context,
  app: App,
  { isEmulator }: Origin,
): Promise<{ readonly id: Finding; readonly redirect: Finding }> {
  const unsaid = {
    id: found(
      'app id',
      'unknown',
      'Threads does not refuse the id; whether it looks at it before somebody has logged in is not known.',
      'If the login shows 1349026, it is the id of the Meta app: the dashboard shows a Threads app id as well.',
    ),
    redirect: found(
      'redirect',
      'unknown',
      `Whether ${app.redirectUri} is registered cannot be asked.`,
      'Compare it with the dashboard to the letter: a slash may have been added at its end. If the login shows 1349168, they differ, or the form there was not saved: it wants an uninstall and a delete address too.',
    ),
  };
  const { url } = createAuthorizationUrl(app, { scopes: ['threads_basic'] });
  const answer = await ask(context, url);
  if (typeof answer === 'string') return unsaid;
  const error = readAuthorizationError(await answer.text());
  if (error === undefined)
    return isEmulator
      ? {
          id: found('app id', 'ok', 'The emulator knows the app.'),
          redirect: found('redirect', 'ok', `${app.redirectUri} is registered.`),
        }
      : unsaid;
  const [message, remedy] = [inOurWords(error.message), inOurWords(error.remedy)];
  return message.includes('1349026') || message.includes('4476002')
    ? { ...unsaid, id: found('app id', 'problem', message, remedy) }
    : { ...unsaid, redirect: found('redirect', 'problem', message, remedy) };
}
