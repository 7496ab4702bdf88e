import { createCredentials } from './create-credentials.ts';
import type { Credentials } from './credentials.ts';

/**
 * Writes credentials as JSON that {@link credentialsFromJson} and PyThreads read: `user_id` (a string), `scopes`,
 * `short_lived`, `access_token`, `expiration` (ISO 8601 in UTC with `+00:00`), in this order. The text holds the token:
 * store it as you store a password.
 *
 * @param credentials the credentials to write
 * @returns one JSON object on one line
 * @throws InvalidInputError (`INVALID_INPUT`) with every fault of a hand-made object
 *
 * @example
 * ```ts
 * import { createCredentials, credentialsToJson } from '@threads-sdk/credentials';
 *
 * const credentials = createCredentials({
 *   userId: '17841405793187218',
 *   scopes: ['threads_basic'],
 *   shortLived: false,
 *   accessToken: 'THAA-a-token',
 *   expiration: new Date('2026-03-01T12:00:00Z'),
 * });
 * const text = credentialsToJson(credentials); // {"user_id":"17841405793187218","scopes":["threads_basic"], … }
 * ```
 *
 * @see https://github.com/marclove/pythreads
 * @category Hold a token
 */
export function credentialsToJson(credentials: Credentials): string {
  const { userId, scopes, shortLived, accessToken, expiration } = createCredentials(credentials);
  return JSON.stringify({
    user_id: userId,
    scopes,
    short_lived: shortLived,
    access_token: accessToken,
    expiration: expiration.toISOString().replace('Z', '+00:00'),
  });
}
