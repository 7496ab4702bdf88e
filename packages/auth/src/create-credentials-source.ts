import { createClient, isApiError, isTransportError } from '@threads-sdk/core-http';
import {
  type Credentials,
  type CredentialsStore,
  isExpired,
  isRefreshDue,
  type StoredCredentials,
} from '@threads-sdk/credentials';
import { isThreadsError, type ThreadsError } from '@threads-sdk/errors';
import type { App } from './app.ts';
import { checkInput, isText } from './check-input.ts';
import { credentialsMissing } from './credentials-missing.ts';
import { refuseExpired } from './refuse-expired.ts';
import { isRefusal, renewStored } from './renew-stored.ts';
import { saveRenewed } from './save-renewed.ts';
import { durationRule, functionRule, storeRule } from './store-rules.ts';

/**
 * A refresh that failed. The old credentials stay in use as long as they are valid, unless Threads refused them.
 *
 * @category Stay logged in
 */
export interface RefreshFailure {
  /** Whose refresh it was: the key of the store. */
  readonly key: string;

  /** Why. It holds no token. */
  readonly error: ThreadsError;

  /** When the next call tries again; not before. */
  readonly retryAt: Date;
}

/**
 * What {@link createCredentialsSource} takes beside the app.
 *
 * @category Stay logged in
 */
export interface CredentialsSourceOptions {
  /** Where the credentials are. Processes that share a store need one with `compareAndSet`, see its own documentation. */
  readonly store: CredentialsStore;

  /** The key of the user's credentials in the store. */
  readonly key: string;

  /**
   * Milliseconds until the store is read again, default 60,000: so late at most does this process see what another one
   * stored. `0`: before each call. Credentials that are due for a refresh are always read again first.
   */
  readonly maxAge?: number;

  /** Milliseconds, at least, from a refresh that failed to the next attempt, default 300,000 (five minutes). */
  readonly retryInterval?: number;

  /** Is told about each refresh that failed; what it throws is printed with `console.error` and changes nothing. */
  readonly onRefreshFailed?: (failure: RefreshFailure) => unknown;
}

/**
 * Makes a function for `createClient({ credentials })` that reads a user's credentials from a store and keeps them
 * fresh: the user stays logged in as long as something is called every 30 days.
 *
 * When less than half of the 60 days is left, the next call refreshes the token, once, however many calls wait. The old
 * one stays in the store until the new one is there. If several processes refresh at once, they all go on with what the
 * first of them stored; without `compareAndSet` with what expires last. A refresh that fails for a passing reason leaves
 * the old token in use; `onRefreshFailed` hears of it, and `retryInterval` passes before the next attempt.
 *
 * Nobody documents whether the old token works after a refresh. If it does not, a process that finds it refused waits up
 * to four seconds for the new one in the store; a call that was sent with the old token in that moment fails with
 * `TOKEN_INVALID` and works when it is repeated; and if the only answer with the new token is lost, the user has to log
 * in again. Time is that of `app.http.clock`; the clocks of the processes may differ by `maxAge`.
 *
 * @param app the app that the tokens were issued for
 * @param options `store` and `key`: where the credentials are; `maxAge`, `retryInterval`, `onRefreshFailed`
 * @returns a function that gives the credentials of the moment. It throws `CREDENTIALS_MISSING` if nothing is stored
 *   under the key, `CREDENTIALS_EXPIRED` if it is too late to refresh, `TOKEN_INVALID`, `GRANT_MISSING` or
 *   `PERMISSION_MISSING` if Threads refused to refresh (each call reads the store then, so that a new login counts at
 *   once), and what the store throws when it is read
 * @throws InvalidInputError (`INVALID_INPUT`) with every fault
 *
 * @example
 * ```ts
 * import { type App, createCredentialsSource } from '@threads-sdk/auth';
 * import { type Client, createClient } from '@threads-sdk/core-http';
 * import type { CredentialsStore } from '@threads-sdk/credentials';
 *
 * export function clientOf(app: App, store: CredentialsStore, account: string): Client {
 *   return createClient({ credentials: createCredentialsSource(app, { store, key: account }) });
 * }
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/get-started/long-lived-tokens#refresh-a-long-lived-token
 * @category Stay logged in
 */
export function createCredentialsSource(
  app: App,
  options: CredentialsSourceOptions,
): () => Promise<Credentials> {
  const call = 'createCredentialsSource';
  const given: CredentialsSourceOptions = Object(options);
  const { key, maxAge = 60_000, onRefreshFailed, retryInterval = 300_000, store } = given;
  checkInput(call, app, [
    storeRule(store),
    ['key', isText(key), 'must be a text, the key of the credentials in the store'],
    durationRule('maxAge', maxAge),
    durationRule('retryInterval', retryInterval),
    functionRule('onRefreshFailed', onRefreshFailed),
  ]);
  const { clock } = createClient(app.http);
  const place = { call, clock, key, store };

  /** What was read or stored last. */
  let known: { readonly credentials: Credentials; readonly since: number } | undefined;
  /** The last refresh that failed, for a token. */
  let failed:
    | { readonly token: string; readonly since: number; readonly until: number; readonly error: ThreadsError }
    | undefined;
  /** What could not be stored yet. */
  let unsaved: { readonly renewed: Credentials; readonly replaced: StoredCredentials } | undefined;
  let loading: Promise<Credentials> | undefined;

  const failureOf = ({ accessToken }: Credentials, now: number): ThreadsError | undefined =>
    failed?.token === accessToken && isWithin(failed, now) ? failed.error : undefined;

  const know = (credentials: Credentials, since: number): Credentials => {
    known = { credentials, since };
    return credentials;
  };

  const fail = (error: ThreadsError, { accessToken }: Credentials): void => {
    const since = clock.now();
    const until = Math.max(since + retryInterval, retryAtOf(error));
    failed = { token: accessToken, since, until, error };
    tell(onRefreshFailed, { key, error, retryAt: new Date(until) });
  };

  const save = async (renewal: NonNullable<typeof unsaved>): Promise<Credentials> => {
    const since = clock.now();
    unsaved = undefined;
    try {
      return know(await saveRenewed(place, renewal.renewed, renewal.replaced), since);
    } catch (error) {
      if (!isThreadsError(error) || error.code !== 'STORE_FAILED') throw error;
      // The new token is nowhere but here: it is used from here, and stored as soon as that is possible.
      unsaved = renewal;
      fail(error, renewal.renewed);
      return know(renewal.renewed, since);
    }
  };

  const load = async (): Promise<Credentials> => {
    known = undefined; // what Threads refuses meanwhile must not be given out again
    const now = clock.now();
    if (unsaved) return failureOf(unsaved.renewed, now) ? know(unsaved.renewed, now) : save(unsaved);
    const stored = await store.get(key);
    if (!stored) throw credentialsMissing(call);
    const { credentials } = stored;
    refuseExpired(call, credentials, now);
    if (!isRefreshDue(credentials, now)) return know(credentials, now);
    const failure = failureOf(credentials, now);
    if (isRefusal(failure)) throw failure;
    if (failure) return know(credentials, now);
    try {
      const renewal = await renewStored(app, place, stored);
      if (renewal.isStored) return know(renewal.credentials, now);
      return await save({ renewed: renewal.credentials, replaced: stored });
    } catch (error) {
      if (!isFailedRefresh(error)) throw error;
      fail(error, credentials);
      if (isRefusal(error) || isExpired(credentials, clock.now())) throw error;
      return know(credentials, now);
    }
  };

  return async () => {
    const now = clock.now();
    if (known && isWithin({ since: known.since, until: known.since + maxAge }, now)) {
      const { credentials } = known;
      const isDue = (unsaved !== undefined || isRefreshDue(credentials, now)) && !failureOf(credentials, now);
      if (!isDue && !isExpired(credentials, now)) return credentials;
    }
    loading ??= load().finally(() => {
      loading = undefined;
    });
    return loading;
  };
}

/** Whether the present lies in a span of time; after a clock was set back it does not. */
function isWithin(
  { since, until }: { readonly since: number; readonly until: number },
  now: number,
): boolean {
  return now >= since && now < until;
}

/** Whether it is the refresh that failed, and not the store or the call. */
function isFailedRefresh(error: unknown): error is ThreadsError {
  return (
    isApiError(error) ||
    isTransportError(error) ||
    isRefusal(error) ||
    (isThreadsError(error) && error.code === 'RESPONSE_INVALID')
  );
}

function retryAtOf(error: ThreadsError): number {
  return isApiError(error) ? (error.retryAt?.getTime() ?? 0) : 0;
}

function tell(hook: CredentialsSourceOptions['onRefreshFailed'], failure: RefreshFailure): void {
  if (!hook) return;
  // What a promise's executor throws rejects the promise, as a promise that it resolves with does.
  new Promise((resolve) => {
    resolve(hook(Object.freeze(failure)));
  }).catch((error: unknown) => {
    // oxlint-disable-next-line no-console -- neither hidden nor in the way of the call
    console.error('@threads-sdk: the hook onRefreshFailed failed.', error);
  });
}
