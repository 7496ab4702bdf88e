import type { RequestOptions } from '@threads-sdk/core-http';
import type { Credentials, Scope } from '@threads-sdk/credentials';
import type { App } from './app.ts';
import { checkInput, isText, scopeRules } from './check-input.ts';
import { readCallback } from './read-callback.ts';
import { sendCode } from './send-code.ts';
import { sendShortLivedToken } from './send-short-lived-token.ts';

/**
 * Completes a login: checks the callback, exchanges its code for a token, and that for one that lives 60 days. Runs on a
 * server, since it needs the app's secret.
 *
 * The code works once. If the first step fails after it was sent, or the second fails for good, the login has to start
 * again; to keep the short-lived token in between, call {@link exchangeCode} and {@link extendToken} yourself.
 *
 * @param app the app that the login began with
 * @param params `callbackUrl`: the address that the user came back to, whole or as a server knows it (path and query), a
 *   trailing `#_` does not matter; `state`: the one of {@link createAuthorizationUrl}; `scopes`: what was asked for, since
 *   Threads does not say what was granted; `shortLived`: `true` to stop at the token of one hour, default `false`
 * @param options `signal` to abort, `timeout` in milliseconds for each exchange
 * @returns the user's credentials
 * @throws InvalidInputError (`INVALID_INPUT`) with every fault; nothing was sent
 * @throws ThreadsError `AUTHORIZATION_STATE_MISMATCH` if the state is missing, doubled or different,
 *   `AUTHORIZATION_DENIED` if the user refused, `AUTHORIZATION_FAILED` if Threads reported another error,
 *   `AUTHORIZATION_CALLBACK_INVALID` if there is not exactly one code; nothing was sent
 * @throws ThreadsError `CODE_REJECTED` if the code is unknown, used, too old, or belongs to another redirect URI
 * @throws ApiError `GRANT_MISSING` if the user is no accepted tester of an app without review, or another refusal
 * @throws TransportError if no usable answer came
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
 * @see https://developers.facebook.com/docs/threads/get-started/get-access-tokens-and-permissions
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
  const { callbackUrl, scopes, shortLived = false, state } = Object(params);
  checkInput('completeAuthorization', app, [
    ['callbackUrl', isText(callbackUrl), 'must be the address that the user came back to'],
    ['state', isText(state), 'must be what createAuthorizationUrl returned; is the session lost?'],
    ...scopeRules(scopes),
    ['shortLived', typeof shortLived === 'boolean', 'must be true or false'],
  ]);
  const code = readCallback(params.callbackUrl, params.state, app.redirectUri);
  const credentials = await sendCode(app, code, params.scopes, options);
  return params.shortLived === true ? credentials : sendShortLivedToken(app, credentials, options);
}
