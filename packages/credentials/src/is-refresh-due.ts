import type { Credentials } from './credentials.ts';
import { expiresIn } from './expires-in.ts';

const halfLifetime = 30 * 24 * 60 * 60; // seconds: half of the 60 days of a long-lived token

/**
 * Tells whether it is time to refresh the token: it is long-lived, still works, and less than half of its 60 days is
 * left. Threads refuses to refresh a token in its first 24 hours; one that is due is older than that.
 *
 * @param credentials the credentials to look at
 * @param now the present, in milliseconds since 1970; default `Date.now()`
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
 * @see https://developers.facebook.com/docs/threads/get-started/long-lived-tokens#refresh-a-long-lived-token
 * @category Hold a token
 */
export function isRefreshDue(credentials: Credentials, now: number = Date.now()): boolean {
  const seconds = expiresIn(credentials, now);
  return !credentials.shortLived && seconds > 0 && seconds < halfLifetime;
}
