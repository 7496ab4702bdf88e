import { createClient, type RequestOptions } from '@threads-sdk/core-http';
import type { Credentials } from '@threads-sdk/credentials';
import { InvalidInputError, ThreadsError } from '@threads-sdk/errors';
import type { App } from './app.ts';
import { checkInput, credentialsRules } from './check-input.ts';
import { credentialsFromAnswer, expirationOf } from './credentials-from-answer.ts';
import { refreshToken } from './generated/oauth/refresh-token.ts';
import { refuseExpired } from './refuse-expired.ts';

const youth = 59 * 24 * 60 * 60 * 1000; // what is left of the 60 days of a token that is 24 hours old

/**
 * Renews a long-lived token for another 60 days. `isRefreshDue` of `@threads-sdk/credentials` says when it is time.
 * Store what is returned, and use the old credentials until that is done: the token may be a new one.
 *
 * Threads refuses a token in its first 24 hours, and so does this function. Credentials do not say when their token was
 * issued: its age is what is missing of 60 days until `expiration`, which holds to the minute for tokens that this
 * package received (Meta's example lives 56 seconds less) and for others as well as their `expiration` does. A token that
 * lives shorter than 60 days looks older than it is: then Threads decides, and the refusal is an `ApiError`.
 *
 * @param app the app that the token was issued for
 * @param params `credentials`: long-lived ones, at least 24 hours old, that have not expired
 * @param options `signal` to abort, `timeout` in milliseconds for each attempt
 * @returns credentials of the same user, with the same scopes, valid for 60 days
 * @throws InvalidInputError (`INVALID_INPUT`) with every fault, short-lived credentials among them; nothing was sent
 * @throws ThreadsError `CREDENTIALS_EXPIRED`, or `TOKEN_TOO_YOUNG` with the time from which on it can be refreshed;
 *   nothing was sent
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
 * @category Stay logged in
 */
export async function refreshCredentials(
  app: App,
  params: { readonly credentials: Credentials },
  options?: RequestOptions,
): Promise<Credentials> {
  checkInput('refreshCredentials', app, credentialsRules(Object(params).credentials));
  const { credentials } = params;
  if (credentials.shortLived) {
    throw new InvalidInputError(
      'refreshCredentials',
      [{ path: 'credentials.shortLived', message: 'must be false: a short-lived token cannot be refreshed' }],
      { remedy: 'Extend the token with extendToken first. Nothing was sent.' },
    );
  }
  const client = createClient(app.http);
  const sentAt = client.clock.now();
  refuseExpired('refreshCredentials', credentials, sentAt);
  refuseYoung(credentials, sentAt);
  const answer = await refreshToken(client, { access_token: credentials.accessToken }, options);
  return credentialsFromAnswer('refreshCredentials', {
    ...credentials,
    accessToken: answer.access_token,
    expiration: expirationOf(sentAt, answer.expires_in),
  });
}

function refuseYoung({ expiration }: Credentials, now: number): void {
  const from = expiration.getTime() - youth;
  if (now >= from) return;
  throw new ThreadsError(
    'TOKEN_TOO_YOUNG',
    'refreshCredentials: the token is younger than 24 hours, going by its expiration. Nothing was sent.',
    { remedy: `Use the token as it is; it can be refreshed from ${new Date(from).toISOString()} on.` },
  );
}
