import { createClient, isApiError } from '@threads-sdk/core-http';
import {
  type CredentialsStore,
  isExpired,
  isRefreshDue,
  type StoredCredentials,
} from '@threads-sdk/credentials';
import type { App } from './app.ts';
import { checkInput } from './check-input.ts';
import { credentialsMissing } from './credentials-missing.ts';
import { renewStored } from './renew-stored.ts';
import { saveRenewed } from './save-renewed.ts';
import { durationRule, functionRule, storeRule } from './store-rules.ts';

/**
 * What became of one key: `refreshed` (new credentials are stored, by this sweep or by another process in the same
 * moment), `notDue`, `expired` (the user has to log in again), or `failed` with the error.
 *
 * @category Stay logged in
 */
export type RefreshResult =
  | { readonly key: string; readonly status: 'refreshed'; readonly expiration: Date }
  | { readonly key: string; readonly status: 'notDue' | 'expired' }
  | { readonly key: string; readonly status: 'failed'; readonly error: unknown };

/**
 * What a sweep did.
 *
 * @category Stay logged in
 */
export interface RefreshSummary {
  /** How many have new credentials. */
  readonly refreshed: number;

  /** How many needed none. */
  readonly notDue: number;

  /** The keys whose users have to log in again. */
  readonly expired: readonly string[];

  /** The keys that failed, and why. */
  readonly failed: readonly { readonly key: string; readonly error: unknown }[];

  /** `false` if `signal` ended the sweep: what was due then is due in the next one. */
  readonly isComplete: boolean;
}

/**
 * What {@link refreshDue} takes beside the app.
 *
 * @category Stay logged in
 */
export interface RefreshDueOptions {
  /** Where the credentials are. */
  readonly store: CredentialsStore;

  /** The keys to look at; default all, which takes a store with `keys`. */
  readonly keys?: Iterable<string> | AsyncIterable<string>;

  /** How many keys are worked on at a time, default 4, at most 64. */
  readonly concurrency?: number;

  /** Milliseconds, at least, from the start of one refresh to the start of the next, default 100. */
  readonly spread?: number;

  /** Is told what became of each key, and waited for; what it throws ends the sweep. */
  readonly onResult?: (result: RefreshResult) => unknown;

  /** Ends the sweep: no further refresh is begun, those under way are finished and stored. */
  readonly signal?: AbortSignal;
}

const triesWhenLimited = 3;
const pauseWhenLimited = 300_000;

/**
 * Refreshes all credentials of a store that are due: for people with many accounts, from a cron job. An account that
 * fails stops no other.
 *
 * It can be ended at any time and run again, also on several machines at once: what is due stands in the store, and
 * nothing else is remembered. Between a look at the store and the end of a refresh, `compareAndSet` protects a login, a
 * logout and the refresh of another process, as in {@link createCredentialsSource}.
 *
 * At `RATE_LIMITED` no refresh is begun until the error's `retryAt` (without one, for five minutes); then the account is
 * tried again, three times in all. Time is that of `app.http.clock`.
 *
 * @param app the app that the tokens were issued for
 * @param options `store`, `keys`: what to look at; `concurrency`, `spread`: how fast; `onResult`, `signal`
 * @returns what was done, when all is done; no failure of an account throws
 * @throws InvalidInputError (`INVALID_INPUT`) with every fault; nothing was sent
 * @throws what `keys` and `onResult` throw, after the refreshes under way have ended
 *
 * @example
 * ```ts
 * import { type App, refreshDue } from '@threads-sdk/auth';
 * import type { CredentialsStore } from '@threads-sdk/credentials';
 *
 * export async function everyNight(app: App, store: CredentialsStore): Promise<void> {
 *   const { refreshed, expired, failed } = await refreshDue(app, { store, signal: AbortSignal.timeout(3_600_000) });
 *   console.log(`${refreshed} refreshed; to log in again: ${expired.join()}`);
 *   for (const { key, error } of failed) console.error(key, error);
 * }
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/get-started/long-lived-tokens#refresh-a-long-lived-token
 * @category Stay logged in
 */
export async function refreshDue(app: App, options: RefreshDueOptions): Promise<RefreshSummary> {
  const call = 'refreshDue';
  const given: RefreshDueOptions = Object(options);
  const { concurrency = 4, onResult, signal, spread = 100, store } = given;
  const keys = given.keys ?? (typeof store?.keys === 'function' ? store.keys() : undefined);
  checkInput(call, app, [
    storeRule(store),
    [
      'keys',
      isIterable(keys),
      'must be keys: a list or an async iterable, since this store cannot list its own',
    ],
    [
      'concurrency',
      Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= 64,
      'must be an integer from 1 to 64',
    ],
    durationRule('spread', spread),
    functionRule('onResult', onResult),
  ]);
  const { clock } = createClient(app.http);
  let earliest = -Infinity;

  /** Waits until a refresh may begin; `false` if the sweep has ended. */
  const takeTurn = async (): Promise<boolean> => {
    for (;;) {
      if (signal?.aborted) return false;
      const now = clock.now();
      if (now >= earliest) {
        earliest = now + spread;
        return true;
      }
      await clock.sleep(Math.min(earliest - now, 2 ** 31 - 1), signal).catch((error: unknown) => {
        if (!signal?.aborted) throw error;
      });
    }
  };

  const look = async (
    key: string,
  ): Promise<{ readonly stored: StoredCredentials; readonly isDue: boolean }> => {
    const stored = await store.get(key);
    if (!stored) throw credentialsMissing(call);
    return { stored, isDue: isRefreshDue(stored.credentials, clock.now()) };
  };

  const visit = async (key: string): Promise<RefreshResult | undefined> => {
    let { stored, isDue } = await look(key);
    for (let tries = 1; isDue; tries += 1) {
      if (!(await takeTurn())) return undefined;
      ({ stored, isDue } = await look(key)); // time has passed
      if (!isDue) break;
      try {
        const place = { call, clock, key, store };
        const { credentials, isStored } = await renewStored(app, place, stored);
        const { expiration } = isStored ? credentials : await saveRenewed(place, credentials, stored);
        return { key, status: 'refreshed', expiration };
      } catch (error) {
        if (!isApiError(error) || error.code !== 'RATE_LIMITED') throw error;
        earliest = Math.max(earliest, error.retryAt?.getTime() ?? clock.now() + pauseWhenLimited);
        if (tries === triesWhenLimited) throw error;
      }
    }
    return { key, status: isExpired(stored.credentials, clock.now()) ? 'expired' : 'notDue' };
  };

  const counts = { refreshed: 0, notDue: 0 };
  const expired: string[] = [];
  const failed: { readonly key: string; readonly error: unknown }[] = [];
  let isComplete = true;
  let broken: { readonly error: unknown } | undefined;

  const work = async (key: string): Promise<void> => {
    const result = await visit(key).catch((error: unknown): RefreshResult => ({
      key,
      status: 'failed',
      error,
    }));
    if (!result) {
      isComplete = false;
      return;
    }
    if (result.status === 'failed') failed.push({ key, error: result.error });
    else if (result.status === 'expired') expired.push(key);
    else counts[result.status] += 1;
    try {
      await onResult?.(Object.freeze(result));
    } catch (error) {
      broken ??= { error };
    }
  };

  const running = new Set<Promise<void>>();
  try {
    for await (const key of keys ?? []) {
      if (signal?.aborted) isComplete = false;
      if (signal?.aborted || broken) break;
      const working = work(key).finally(() => running.delete(working));
      running.add(working);
      if (running.size >= concurrency) await Promise.race(running);
    }
  } finally {
    await Promise.all(running);
  }
  if (broken) throw broken.error;
  return Object.freeze({ ...counts, expired, failed, isComplete });
}

function isIterable(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && (Symbol.iterator in value || Symbol.asyncIterator in value)
  );
}
