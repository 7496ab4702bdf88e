import type { Credentials } from './credentials.ts';
import { longLivedTokenSeconds } from './generated/limits.ts';

/**
 * Says how long the token still works.
 *
 * @param credentials the credentials to look at
 * @param now the current time, in milliseconds since 1970; default `Date.now()`
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
 * @category Hold a token
 */
export function expiresIn(credentials: Credentials, now: number = Date.now()): number {
  const seconds = Math.floor((credentials.expiration.getTime() - now) / 1000);
  return seconds > 0 ? seconds : 0; // so that an invalid date counts as expired
}

/**
 * Tells whether the token has expired. It counts as expired in its last second already.
 *
 * @param credentials the credentials to look at
 * @param now the current time, in milliseconds since 1970; default `Date.now()`
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
 * @category Hold a token
 */
export function isExpired(credentials: Credentials, now: number = Date.now()): boolean {
  return !(credentials.expiration.getTime() - now >= 1000); // so that an invalid date counts as expired
}

/**
 * Tells whether it is time to refresh the token: it is long-lived, still works, and less than half of its 60 days is
 * left. Threads refuses to refresh a token in its first 24 hours; one that is due is older than that.
 *
 * @param credentials the credentials to look at
 * @param now the current time, in milliseconds since 1970; default `Date.now()`
 * @returns whether to refresh now; `false` for short-lived and for expired credentials, which cannot be refreshed
 *
 * @example
 * ```ts
 * import { type Credentials, isRefreshDue } from '@threads-sdk/credentials';
 *
 * export function dueAmong(accounts: readonly Credentials[]): readonly Credentials[] {
 *   return accounts.filter((credentials) => isRefreshDue(credentials));
 * }
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/get-started/long-lived-tokens#refresh-a-long-lived-token
 * @category Hold a token
 */
export function isRefreshDue(credentials: Credentials, now: number = Date.now()): boolean {
  const seconds = expiresIn(credentials, now);
  return !credentials.shortLived && seconds > 0 && seconds < longLivedTokenSeconds / 2;
}
