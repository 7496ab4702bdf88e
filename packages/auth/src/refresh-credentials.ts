import { createClient, type RequestOptions } from '@threads-sdk/core-http';
import type { Credentials } from '@threads-sdk/credentials';
import { InvalidInputError } from '@threads-sdk/errors';
import type { App } from './app.ts';
import { checkInput, credentials } from './check-input.ts';
import { credentialsFromAnswer } from './credentials-from-answer.ts';
import { refreshToken } from './generated/oauth/refresh-token.ts';
import { refuseExpired } from './refuse-expired.ts';

/**
 * Renews a long-lived token for another 60 days. Threads takes tokens that are at least 24 hours old; `isRefreshDue` of
 * `@threads-sdk/credentials` says when it is time. Store what is returned: the token may be a new one.
 *
 * @param app the app that the token was issued for
 * @param params `credentials`: long-lived ones that have not expired
 * @param options `signal` to abort, `timeout` in milliseconds for each attempt
 * @returns credentials of the same user, with the same scopes, valid for 60 days
 * @throws InvalidInputError (`INVALID_INPUT`) with every fault, short-lived credentials among them; nothing was sent
 * @throws ThreadsError `CREDENTIALS_EXPIRED`; nothing was sent
 * @throws ApiError `TOKEN_INVALID`, `GRANT_MISSING` or another refusal
 * @throws TransportError if no usable answer came
 *
 * @example
 * ```ts
 * import { refreshCredentials, type App } from '@threads-sdk/auth';
 * import { type Credentials, isRefreshDue } from '@threads-sdk/credentials';
 *
 * export async function keepFresh(app: App, credentials: Credentials): Promise<Credentials> {
 *   return isRefreshDue(credentials) ? refreshCredentials(app, { credentials }) : credentials;
 * }
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/get-started/long-lived-tokens#refresh-a-long-lived-token
 */
export async function refreshCredentials(
  app: App,
  params: { readonly credentials: Credentials },
  options?: RequestOptions,
): Promise<Credentials> {
  checkInput('refreshCredentials', { ...params, app }, { credentials });
  if (params.credentials.shortLived) {
    throw new InvalidInputError(
      'refreshCredentials',
      [{ path: 'credentials.shortLived', message: 'must be false: a short-lived token cannot be refreshed' }],
      { remedy: 'Extend the token with extendToken first. Nothing was sent.' },
    );
  }
  const client = createClient(app.http);
  refuseExpired('refreshCredentials', params.credentials, client.clock.now());
  const request = { access_token: params.credentials.accessToken };
  const { access_token: accessToken, expires_in: lifetime } = await refreshToken(client, request, options);
  return credentialsFromAnswer('refreshCredentials', client, {
    ...params.credentials,
    shortLived: false,
    accessToken,
    lifetime,
  });
}
