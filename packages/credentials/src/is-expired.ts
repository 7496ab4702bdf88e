import type { Credentials } from './credentials.ts';
import { expiresIn } from './expires-in.ts';

/**
 * Tells whether the token has expired. It counts as expired in its last second already.
 *
 * @param credentials the credentials to look at
 * @param now the present, in milliseconds since 1970; default `Date.now()`
 * @returns whether less than one whole second is left
 *
 * @example
 * ```ts
 * import { type Credentials, isExpired } from '@threads-sdk/credentials';
 *
 * export function mustLogIn(credentials: Credentials | undefined): boolean {
 *   return credentials === undefined || isExpired(credentials);
 * }
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/get-started/long-lived-tokens
 * @category Hold a token
 */
export function isExpired(credentials: Credentials, now: number = Date.now()): boolean {
  return expiresIn(credentials, now) === 0;
}
