import type { Credentials } from './credentials.ts';

/**
 * Says how long the token still works.
 *
 * @param credentials the credentials to look at
 * @param now the present, in milliseconds since 1970; default `Date.now()`
 * @returns whole seconds, rounded down, never below 0
 *
 * @example
 * ```ts
 * import { createCredentials, expiresIn } from '@threads-sdk/credentials';
 *
 * const expiration = new Date('2026-03-01T12:00:00Z');
 * const credentials = createCredentials({
 *   userId: '17841405793187218',
 *   scopes: ['threads_basic'],
 *   shortLived: true,
 *   accessToken: 'THAA-a-token',
 *   expiration,
 * });
 * console.log(expiresIn(credentials, expiration.getTime() - 1500)); // 1
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/get-started/long-lived-tokens
 * @category Hold a token
 */
export function expiresIn(credentials: Credentials, now: number = Date.now()): number {
  const seconds = Math.floor((credentials.expiration.getTime() - now) / 1000);
  return seconds > 0 ? seconds : 0; // so that an invalid date counts as expired
}
