import { type App, createAuthorizationUrl, getAppToken, readAuthorizationError } from '@threads-sdk/auth';
import type { RequestOptions } from '@threads-sdk/core-http/fetch';
import { AbortError } from '@threads-sdk/errors';
import { isLocalHttp, readBody } from '@threads-sdk/internal';
import type { SetupApp } from './options.ts';
import { found, foundBy, type SetupFinding } from './finding.ts';

/** The app: its id, its secret and its redirect address. */
export async function checkApp(
  given: SetupApp,
  send: (request: Request) => Promise<Response>,
  request: RequestOptions,
): Promise<readonly SetupFinding[]> {
  const faults = [...formOfId(given), ...formOfSecret(given), ...formOfRedirect(given)];
  if (faults.length > 0) return faults;
  const { clientId = '', clientSecret = '', redirectUri = '', ...others } = given;
  const known = Object.entries(others).filter(([, value]) => value !== undefined);
  const app: App = {
    clientId,
    // Nothing is sent with it.
    clientSecret: clientSecret || 'unused',
    redirectUri,
    ...Object.fromEntries(known),
  };
  const secret = clientSecret === '' ? noSecret : await checkSecret(app, request);
  const page = await checkPage(app, send, request);
  return [
    secret.level === 'ok' ? found('app id', 'ok', `Threads knows the app ${clientId}.`) : page.id,
    secret,
    page.redirect,
  ];
}

function formOfId({ clientId = '' }: SetupApp): readonly SetupFinding[] {
  if (/^\d+$/.test(clientId)) return [];
  return [
    found(
      'app id',
      'problem',
      clientId === '' ? 'The id of the app is not known.' : 'The id of the app is no number.',
      'Set clientId to the Threads app id of the dashboard, not to the id of the Meta app.',
    ),
  ];
}

function formOfSecret({ clientSecret = '' }: SetupApp): readonly SetupFinding[] {
  if (!/\s/.test(clientSecret)) return [];
  return [
    found(
      'secret',
      'problem',
      'The secret of the app has white space in it, which may be a line break at its end.',
      'Set clientSecret to the Threads app secret of the dashboard, and to nothing else.',
    ),
  ];
}

function formOfRedirect({ redirectUri = '', allowInsecure = false }: SetupApp): readonly SetupFinding[] {
  const fault =
    redirectUri === ''
      ? 'is not known'
      : !URL.canParse(redirectUri) || /\s/.test(redirectUri)
        ? 'is no address'
        : /^https:/i.test(redirectUri) || (allowInsecure && isLocalHttp(redirectUri))
          ? undefined
          : 'is not https: Threads admits nothing else, for localhost too';
  if (fault === undefined) return [];
  return [
    found(
      'redirect',
      'problem',
      `The redirect address ${fault}.`,
      'Set redirectUri to the letter as it is registered in the dashboard, such as https://localhost:3000/callback.',
    ),
  ];
}

const noSecret = /* @__PURE__ */ found(
  'secret',
  'unknown',
  'The secret of the app is not known.',
  'Set clientSecret to have it looked at.',
);

async function checkSecret(app: App, request: RequestOptions): Promise<SetupFinding> {
  try {
    await getAppToken(app, request);
    return found('secret', 'ok', 'Threads takes the id and the secret of the app.');
  } catch (error) {
    return foundBy('secret', error);
  }
}

/** What the page where permissions are granted says before anybody has logged in. */
async function checkPage(
  app: App,
  send: (request: Request) => Promise<Response>,
  { signal }: RequestOptions,
): Promise<{ readonly id: SetupFinding; readonly redirect: SetupFinding }> {
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
  const shown = await readPage(url, send, signal);
  if (shown === undefined) return unsaid;
  const error = readAuthorizationError(shown);
  if (error === undefined) return isThreads(url) ? unsaid : saidByEmulator(app);
  const isOfId = /\b(?:1349026|4476002)\b/.test(error.message);
  const check = isOfId ? 'app id' : 'redirect';
  return { ...unsaid, [isOfId ? 'id' : 'redirect']: found(check, 'problem', error.message, error.remedy) };
}

/** What the page says; nothing where it does not answer. */
async function readPage(
  url: string,
  send: (request: Request) => Promise<Response>,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const ends = AbortSignal.any([AbortSignal.timeout(10_000), ...(signal ? [signal] : [])]);
  try {
    // A login page is no error, wherever it is.
    const answer = await send(new Request(url, { redirect: 'manual', signal: ends }));
    const bytes = await readBody(answer.body, 1_048_576, ends);
    ends.throwIfAborted(); // what was read is only a part
    return bytes && new TextDecoder().decode(bytes);
  } catch (error) {
    if (!signal?.aborted) return undefined;
    throw new AbortError('ABORTED', 'checkSetup: the signal was aborted. Nothing was changed.', {
      call: 'checkSetup',
      remedy: 'Check again whenever you like.',
      retryable: 'now',
      carriedOut: 'no',
      cause: error,
    });
  }
}

/** An emulator looks at the request before anybody has logged in; whether Threads does is not known. */
function isThreads(url: string): boolean {
  return /(?:^|\.)threads\.(?:com|net)$/.test(new URL(url).hostname);
}

function saidByEmulator({ redirectUri }: App): Awaited<ReturnType<typeof checkPage>> {
  return {
    id: found('app id', 'ok', 'The emulator knows the app.'),
    redirect: found('redirect', 'ok', `${redirectUri} is registered.`),
  };
}
