import type { Clock } from '@threads-sdk/core-http/fetch';
import { type Credentials, type CredentialsStore, isExpired, isRefreshDue } from '@threads-sdk/credentials';
import { AbortError, type AnyThreadsError, isThreadsError } from '@threads-sdk/errors';
import { callable, custom, notify } from '@threads-sdk/internal';
import type * as v from 'valibot';
import { type App, checkWithApp, clientOf } from './app.ts';
import {
  betweenLooks,
  isClaimed,
  millisecondsSchema,
  type Place,
  readStored,
  renewStored,
  saveRenewed,
  type Stored,
  storeSchema,
  tellable,
} from './stored-credentials.ts';

/**
 * What became of one key: `refreshed` (new credentials are stored, by this sweep or by another process in the same
 * moment), `notDue` (also if another process refreshed it meanwhile), `expired` (the user has to log in again), or `failed`
 * with the error.
 *
 * @category Stay logged in
 */
export type RefreshResult =
  | { readonly key: string; readonly status: 'refreshed'; readonly expiration: Date }
  | { readonly key: string; readonly status: 'notDue' | 'expired' }
  | { readonly key: string; readonly status: 'failed'; readonly error: AnyThreadsError };

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
  readonly failed: readonly { readonly key: string; readonly error: AnyThreadsError }[];
}

/**
 * What {@link refreshDueCredentials} takes beside the app.
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

  /**
   * Hears what became of each key, before the sweep resolves or rejects, and is waited for. What it throws is printed
   * with `console.error` and changes nothing.
   */
  readonly onResult?: (result: RefreshResult) => unknown;

  /** Ends the sweep: no further refresh is begun, those under way are finished and stored. */
  readonly signal?: AbortSignal;
}

/**
 * Refreshes all credentials of a store that are due: for people with many accounts, from a cron job. An account that
 * fails stops no other.
 *
 * It can be ended at any time and run again, also on several machines at once: what is due stands in the store, and
 * nothing else is remembered. While a refresh is under way, `compareAndSet` protects a login and a logout, and no other
 * process refreshes the same account, as in {@link createCredentialsSource}. What another one has claimed is looked at again
 * when all else is done, until that one has stored it, or its claim has run out after 30 seconds.
 *
 * After `RATE_LIMITED` no refresh is begun until the error's `retryAt` (without one, for five minutes); then the account
 * is tried again, three times in all. Time is that of the clock of `app.client`.
 *
 * @param app the app that the tokens were issued for
 * @param options `store`, `keys`: what to look at; `concurrency`, `spread`: how fast; `onResult`, `signal`
 * @returns what was done, when all is done; the failure of an account is part of it
 * @throws {InvalidInputError} if the app or the options are not usable, naming every fault; nothing was sent
 * @throws {AbortError} if the signal was aborted before all was done. The refreshes under way were finished and stored
 *   before; `onResult` has heard of every key that was done, and the message counts them
 * @throws {unknown} what `keys` throws, after the refreshes under way have ended
 *
 * @example
 * ```ts
 * import { type App, refreshDueCredentials } from '@threads-sdk/auth';
 * import type { CredentialsStore } from '@threads-sdk/credentials';
 *
 * export async function everyNight(app: App, store: CredentialsStore): Promise<void> {
 *   const { refreshed, expired, failed } = await refreshDueCredentials(app, { store });
 *   console.log(`${refreshed} refreshed; to log in again: ${expired.join()}`);
 *   for (const { key, error } of failed) console.error(key, error);
 * }
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/get-started/long-lived-tokens#refresh-a-long-lived-token
 * @category Stay logged in
 */
export async function refreshDueCredentials(app: App, options: RefreshDueOptions): Promise<RefreshSummary> {
  const { store, keys = typeof store?.keys === 'function' ? store.keys() : undefined } = Object(options);
  checkWithApp(call, app, requiredSchemas(), { ...Object(options), keys }, optionalSchemas());
  const { concurrency = 4, onResult, signal, spread = 100 } = options;

  const { clock } = clientOf(app);
  const turns = createTurns(clock, spread, signal);
  const counts = { refreshed: 0, notDue: 0 };
  const expired: string[] = [];
  const failed: { readonly key: string; readonly error: AnyThreadsError }[] = [];
  /** What other processes have claimed: looked at again when all else is done. */
  const claimed: string[] = [];
  let isEnded = false;

  const work = async (key: string, isLast: boolean): Promise<void> => {
    const place = { call, clock, key, store };
    const result = await visit(app, place, turns, isLast).catch((error: unknown): RefreshResult => {
      return { key, status: 'failed', error: isThreadsError(error) ? error : tellable(call, error) };
    });
    if (result === 'ended') isEnded = true;
    else if (result === 'claimed') claimed.push(key);
    else {
      if (result.status === 'failed') failed.push({ key, error: result.error });
      else if (result.status === 'expired') expired.push(key);
      else counts[result.status] += 1;
      await notify('onResult', onResult, result);
    }
  };

  const workThrough = async (
    list: NonNullable<RefreshDueOptions['keys']>,
    isLast: boolean,
  ): Promise<void> => {
    const running = new Set<Promise<void>>();
    try {
      for await (const key of list) {
        isEnded ||= signal?.aborted ?? false;
        if (isEnded) break;
        const working = work(key, isLast).finally(() => running.delete(working));
        running.add(working);
        if (running.size >= concurrency) await Promise.race(running);
      }
    } finally {
      await Promise.all(running);
    }
  };
  await workThrough(keys, false);
  await workThrough(claimed, true);
  const summary = Object.freeze({ ...counts, expired, failed });
  if (isEnded) throw sweepEnded(summary, signal?.reason);
  return summary;
}

const call = 'refreshDueCredentials';

function requiredSchemas(): v.ObjectEntries {
  const isIterable = (value: unknown): boolean =>
    typeof value === 'object' &&
    value !== null &&
    (Symbol.iterator in value || Symbol.asyncIterator in value);
  return {
    store: storeSchema(),
    keys: custom(
      isIterable,
      'must be keys: a list or an async iterable, since this store cannot list its own',
    ),
  };
}

function optionalSchemas(): v.ObjectEntries {
  return {
    concurrency: custom(
      (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 64,
      'must be an integer from 1 to 64',
    ),
    spread: millisecondsSchema(),
    onResult: callable(),
  };
}

/** Who may begin a refresh, and when. */
interface Turns {
  /** Waits until a refresh may begin; `false` if the sweep has ended. */
  readonly take: () => Promise<boolean>;
  /** Waits so many milliseconds, or until the sweep has ended; `false` if it has. */
  readonly wait: (milliseconds: number) => Promise<boolean>;
  /** Lets no refresh begin before a time, in milliseconds since 1970. */
  readonly pauseUntil: (time: number) => void;
}

function createTurns(clock: Clock, spread: number, signal: AbortSignal | undefined): Turns {
  let earliest = -Infinity;
  const wait = async (milliseconds: number): Promise<boolean> => {
    await clock.sleep(milliseconds, signal).catch((error: unknown) => {
      if (!signal?.aborted) throw error;
    });
    return !signal?.aborted;
  };
  return {
    take: async () => {
      for (;;) {
        if (signal?.aborted) return false;
        const now = clock.now();
        if (now >= earliest) {
          earliest = now + spread;
          return true;
        }
        await wait(Math.min(earliest - now, 2 ** 31 - 1));
      }
    },
    wait,
    pauseUntil: (time) => {
      earliest = Math.max(earliest, time);
    },
  };
}

const triesWhenLimited = 3;
const pauseWhenLimited = 300_000;

/**
 * Does what is to be done for a key.
 *
 * @param isLast whether to wait for another process that has claimed it
 * @returns `ended` if the sweep ended before it was its turn; `claimed` if another process does it
 */
async function visit(
  app: App,
  place: Place,
  turns: Turns,
  isLast: boolean,
): Promise<RefreshResult | 'claimed' | 'ended'> {
  const { clock, key } = place;
  const isDue = ({ credentials }: Stored): boolean => isRefreshDue(credentials, clock.now());

  let stored = await readStored(place);
  for (let tries = 1; isDue(stored);) {
    if (isClaimed(stored, clock.now())) {
      if (!isLast) return 'claimed';
      if (!(await turns.wait(betweenLooks))) return 'ended';
      stored = await readStored(place);
      continue;
    }
    if (!(await turns.take())) return 'ended';
    stored = await readStored(place); // time has passed
    if (!isDue(stored)) break;
    try {
      const result = await renewStored(app, place, stored);
      if (result.outcome === 'renewed') return refreshed(key, await saveRenewed(place, result.renewal));
      ({ stored } = result);
      if (result.outcome === 'stored') return refreshed(key, stored.credentials);
      if (!isLast) return 'claimed';
    } catch (error) {
      if (!isThreadsError(error) || error.code !== 'RATE_LIMITED') throw error;
      turns.pauseUntil(error.retryAt?.getTime() ?? clock.now() + pauseWhenLimited);
      if (tries === triesWhenLimited) throw error;
      tries += 1;
    }
  }
  return { key, status: isExpired(stored.credentials, clock.now()) ? 'expired' : 'notDue' };
}

function refreshed(key: string, { expiration }: Credentials): RefreshResult {
  return { key, status: 'refreshed', expiration };
}

function sweepEnded({ expired, failed, notDue, refreshed }: RefreshSummary, reason: unknown): AbortError {
  const counts = `${refreshed} refreshed, ${notDue} not due, ${expired.length} expired, ${failed.length} failed`;
  return new AbortError('ABORTED', `${call}: the signal was aborted after ${counts}.`, {
    call,
    remedy:
      'Call it again: it goes on with what is still due. onResult has heard of every key that was done.',
    retryable: 'now',
    carriedOut: refreshed + failed.length > 0 ? 'maybe' : 'unsent',
    cause: reason,
  });
}
