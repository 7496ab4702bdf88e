import type { RequestOptions } from '@threads-sdk/core-http/fetch';
import type { Credentials, Scope } from '@threads-sdk/credentials';
import { AuthorizationError, isThreadsError } from '@threads-sdk/errors';
import { flag } from '@threads-sdk/internal';
import { type App, checkWithApp, clientOf, loginScopesSchema, text } from './app.ts';
import { readCallback, startAgain, withoutFragment } from './callback.ts';
import { authorizationCodeSeconds, shortLivedTokenSeconds } from './generated/limits.ts';
import { authorizeUrl } from './generated/oauth/authorize.ts';
import { exchangeCode as sendCode } from './generated/oauth/exchange-code.ts';
import { credentialsFromAnswer, expirationOf, explainSecret, sendShortLivedToken } from './tokens.ts';

/**
 * Begins a login: makes the address to send the user's browser to, and the state that binds the answer to this browser.
 * Keep the state in the user's session and use it once.
 *
 * @param app your app
 * @param params `scopes`: the permissions to ask for, `threads_basic` among them; the user may deselect the others
 * @returns `url`, to be opened in a browser, and `state`: 32 random bytes, written in 43 characters
 * @throws {InvalidInputError} if the app or the scopes are not usable, naming every fault
 *
 * @example
 * ```ts
 * import { createAuthorizationUrl } from '@threads-sdk/auth';
 *
 * const app = { clientId: '9906352117420854', clientSecret: 'secret', redirectUri: 'https://app.example/callback' };
 * const { url, state } = createAuthorizationUrl(app, { scopes: ['threads_basic', 'threads_content_publish'] });
 * console.log(url, state.length); // https://threads.com/oauth/authorize?… 43
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/get-started/get-access-tokens-and-permissions
 * @category Log a user in
 */
export function createAuthorizationUrl(
  app: App,
  params: { readonly scopes: readonly Scope[] },
): { readonly url: string; readonly state: string } {
  checkWithApp('createAuthorizationUrl', app, { scopes: loginScopesSchema() }, params);
  const state = randomText();
  const url = authorizeUrl(app.authorizationUrl ?? 'https://threads.com/oauth/authorize', {
    client_id: app.clientId,
    redirect_uri: app.redirectUri,
    scope: params.scopes,
    state,
  });
  return { url, state };
}

function randomText(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/**
 * Completes a login: checks the callback, exchanges its code for a token, and that for one that lives 60 days. Runs on a
 * server, since it needs the app's secret.
 *
 * The code works once. If the first step fails after it was sent, or the second fails, the login has to start again. To
 * keep the short-lived token in between, call {@link exchangeCode} and {@link extendToken} yourself.
 *
 * @param app the app that the login began with
 * @param params `callbackUrl`: the address that the user came back to, whole or as a server knows it (path and query),
 *   with or without a `#_` at its end; `state`: the one of {@link createAuthorizationUrl}; `scopes`: what was asked for,
 *   since Threads does not say what was granted; `shortLived`: `true` to stop at the token of one hour, default `false`
 * @param options `signal` to abort, `timeout` in milliseconds for each exchange
 * @returns the user's credentials
 * @throws {InvalidInputError} if the app or the parameters are not usable, naming every fault; nothing was sent
 * @throws {AuthorizationError} if the login failed: `AUTHORIZATION_STATE_MISMATCH` if the state is missing, doubled or
 *   different, `AUTHORIZATION_DENIED` if the user refused, `AUTHORIZATION_FAILED` if Threads reported another error,
 *   `AUTHORIZATION_CALLBACK_INVALID` if there is not exactly one code (nothing was sent in these four cases), and
 *   `CODE_REJECTED` if the code is unknown, used, too old, or belongs to another redirect URI
 * @throws {ApiError} if Threads refused in another way: `GRANT_MISSING` if the app is not reviewed and the user is not an
 *   accepted tester
 * @throws {TransportError} if no usable answer came
 * @throws {AbortError} if the signal was aborted
 *
 * @example
 * ```ts
 * import { completeAuthorization, type App } from '@threads-sdk/auth';
 *
 * export async function callback(app: App, request: Request, session: { state: string }): Promise<Response> {
 *   const credentials = await completeAuthorization(app, {
 *     callbackUrl: request.url,
 *     state: session.state,
 *     scopes: ['threads_basic', 'threads_content_publish'],
 *   });
 *   return new Response(`Welcome, user ${credentials.userId}`);
 * }
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/get-started/get-access-tokens-and-permissions
 * @category Log a user in
 */
export async function completeAuthorization(
  app: App,
  params: {
    readonly callbackUrl: string;
    readonly state: string;
    readonly scopes: readonly Scope[];
    readonly shortLived?: boolean;
  },
  options?: RequestOptions,
): Promise<Credentials> {
  const members = {
    callbackUrl: text('must be the address of the callback'),
    state: text('must be what createAuthorizationUrl returned; is the session lost?'),
    scopes: loginScopesSchema(),
  };
  checkWithApp('completeAuthorization', app, members, params, { shortLived: flag });
  const code = await readCallback(params.callbackUrl, params.state, app.redirectUri);
  const credentials = await credentialsOfCode(app, code, params.scopes, options);
  if (params.shortLived === true) return credentials;
  return sendShortLivedToken(app, credentials, options).catch((error: unknown) => {
    // The token could be sent again, but nobody has it any more.
    throw isThreadsError(error) && error.retryable !== 'never' ? codeUsedUp(error) : error;
  });
}

/**
 * Exchanges an authorization code for a token that lives one hour: the first half of {@link completeAuthorization}. The
 * code works once, so it is sent again only where Threads certainly did not look at it: when no connection was made, and
 * when the app's rate limit is reached. Runs on a server, since it needs the app's secret.
 *
 * @param app the app that the login began with
 * @param params `code`: from the callback, with or without the `#_` at its end, valid for one hour; `scopes`: what was
 *   asked for, since Threads does not say what was granted
 * @param options `signal` to abort, `timeout` in milliseconds for each attempt
 * @returns short-lived credentials
 * @throws {InvalidInputError} if the app or the parameters are not usable, naming every fault; nothing was sent
 * @throws {AuthorizationError} with code `CODE_REJECTED` if the code is unknown, used, too old, or belongs to another
 *   redirect URI
 * @throws {ApiError} if Threads refused in another way
 * @throws {TransportError} if no usable answer came
 * @throws {AbortError} if the signal was aborted
 *
 * @example
 * ```ts
 * import { exchangeCode, type App } from '@threads-sdk/auth';
 * import { credentialsToJson } from '@threads-sdk/credentials';
 *
 * export async function firstToken(app: App, code: string): Promise<string> {
 *   return credentialsToJson(await exchangeCode(app, { code, scopes: ['threads_basic'] }));
 * }
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/get-started/get-access-tokens-and-permissions
 * @category Single steps of a login
 */
export async function exchangeCode(
  app: App,
  params: { readonly code: string; readonly scopes: readonly Scope[] },
  options?: RequestOptions,
): Promise<Credentials> {
  const members = { code: text('must be the code of the callback'), scopes: loginScopesSchema() };
  checkWithApp('exchangeCode', app, members, params);
  return credentialsOfCode(app, withoutFragment(params.code), params.scopes, options);
}

/** Sends a code for a token of one hour. The input has been checked. */
async function credentialsOfCode(
  app: App,
  code: string,
  scopes: readonly Scope[],
  options?: RequestOptions,
): Promise<Credentials> {
  const client = clientOf(app);
  const sentAt = client.clock.now();
  try {
    const request = {
      client_id: app.clientId,
      client_secret: app.clientSecret,
      code,
      redirect_uri: app.redirectUri,
    };
    const answer = await sendCode(client, request, options).catch(explainSecret);
    const lifetime: unknown = Reflect.get(answer, 'expires_in'); // not documented here, but said to occur
    return credentialsFromAnswer(
      'exchangeCode',
      { operation: 'exchangeCode', method: 'POST', path: '/oauth/access_token' },
      {
        userId: answer.user_id,
        scopes,
        shortLived: true,
        accessToken: answer.access_token,
        expiration: expirationOf(sentAt, lifetime, shortLivedTokenSeconds),
      },
    );
  } catch (error) {
    throw explained(error);
  }
}

/** Says what an error means for a code: Threads rejects one in several shapes, and a lost answer uses it up. */
function explained(error: unknown): unknown {
  if (!isThreadsError(error)) return error;
  if (error.name === 'ApiError') {
    const { apiCode = 400, apiSubcode, code } = error;
    // 4279030, or the shape of this endpoint with code 400, or a bare message as for a wrong redirect URI.
    if (apiSubcode === 4279030 || (apiCode === 400 && code === 'UNKNOWN_API_ERROR')) {
      return new AuthorizationError('CODE_REJECTED', error.message, {
        remedy: `${startAgain}. A code works once, for ${authorizationCodeSeconds / 60} minutes, and only with exactly the redirectUri that it was asked for with.`,
        carriedOut: 'no',
        cause: error,
      });
    }
  }
  return error.carriedOut === 'maybe' ? codeUsedUp(error) : error;
}

/** Corrects what an error says of a call that cannot be made again, since its code may have been used. */
function codeUsedUp(error: Error): Error {
  const remedy = `${startAgain}: a code works once, and this one may be used up.`;
  return Object.assign(error, { remedy, retryable: 'never' });
}
