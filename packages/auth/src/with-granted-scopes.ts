import type { RequestOptions } from '@threads-sdk/core-http';
import type { Credentials } from '@threads-sdk/credentials';
import { ThreadsError } from '@threads-sdk/errors';
import type { App } from './app.ts';
import { checkInput, credentialsRules, isText } from './check-input.ts';
import { credentialsFromAnswer } from './credentials-from-answer.ts';
import { debugToken } from './debug-token.ts';

/**
 * Makes credentials hold the permissions that the user granted, in place of those that the login asked for. A user can
 * deselect all but `threads_basic`, and only {@link debugToken} tells.
 *
 * A function of its own, and not a step of the login, so that its failure costs nothing: the credentials that are passed
 * stay as good as they were.
 *
 * @param app the app that the token was issued for
 * @param params `credentials`: those of the user; `testerToken`: the token to ask with, which Meta wants to be one of a
 *   tester of the app, default the user's own
 * @param options `signal` to abort, `timeout` in milliseconds for each attempt
 * @returns credentials that differ in `scopes` only
 * @throws InvalidInputError (`INVALID_INPUT`) with every fault; nothing was sent
 * @throws ThreadsError `TOKEN_INVALID` if Threads says that the token cannot be used; `RESPONSE_INVALID` if it does not
 *   say what was granted
 * @throws ApiError if Threads does not answer `testerToken`: `PERMISSION_MISSING`, `TOKEN_INVALID` or another refusal
 * @throws TransportError if no usable answer came
 *
 * @example
 * ```ts
 * import { type App, withGrantedScopes } from '@threads-sdk/auth';
 * import { type Credentials, hasScope } from '@threads-sdk/credentials';
 *
 * export async function mayPublish(app: App, credentials: Credentials): Promise<boolean> {
 *   return hasScope(await withGrantedScopes(app, { credentials }), 'threads_content_publish');
 * }
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/reference/debug
 * @category Single steps of a login
 */
export async function withGrantedScopes(
  app: App,
  params: { readonly credentials: Credentials; readonly testerToken?: string | undefined },
  options?: RequestOptions,
): Promise<Credentials> {
  const { credentials, testerToken } = Object(params);
  checkInput('withGrantedScopes', app, [
    ...credentialsRules(credentials),
    [
      'testerToken',
      testerToken === undefined || isText(testerToken),
      'must be the token of a tester of the app',
    ],
  ]);
  const request = { token: params.credentials.accessToken, testerToken: params.testerToken };
  const { isValid, scopes } = await debugToken(app, request, options);
  if (isValid === false) {
    throw new ThreadsError('TOKEN_INVALID', 'withGrantedScopes: Threads says that the token is not valid.', {
      remedy: 'Let the user log in again with createAuthorizationUrl.',
    });
  }
  if (scopes === undefined) {
    throw new ThreadsError('RESPONSE_INVALID', 'withGrantedScopes: Threads did not say what was granted.', {
      remedy: 'Go on with the credentials as they are; a missing permission shows when it is needed.',
    });
  }
  return credentialsFromAnswer('withGrantedScopes', { ...params.credentials, scopes });
}
