import { type Credentials, type CredentialsStore, isExpired, isRefreshDue } from '@threads-sdk/credentials';
import {
  type ApiError,
  type CredentialsError,
  isThreadsError,
  type TransportError,
} from '@threads-sdk/errors';
import { callable, notify } from '@threads-sdk/internal';
import { type App, checkWithApp, clientOf, text } from './app.ts';
import {
  findOthers,
  isClaimed,
  isRefusal,
  millisecondsSchema,
  readStored,
  type Renewal,
  renewStored,
  saveRenewed,
  type Stored,
  storeSchema,
  tellable,
} from './stored-credentials.ts';
import { refuseExpired } from './tokens.ts';

/**
 * A refresh that failed, or a store that could not be read. The old credentials stay in use as long as they are valid.
 *
 * @category Stay logged in
 */
export interface RefreshFailure {
  /** Whose refresh it was: the key of the store. */
  readonly key: string;

  /** Why: Threads, the way to it, or the store that did not take the new credentials. It holds no token. */
  readonly error: ApiError | CredentialsError | TransportError;

  /** When the next call tries again; not before. */
  readonly retryAt: Date;
}

/**
 * What {@link createCredentialsSource} takes beside the app.
 *
 * @category Stay logged in
 */
export interface CredentialsSourceOptions {
  /** Where the credentials are. Processes that share a store need one with `compareAndSet`. */
  readonly store: CredentialsStore;

  /** The key of the user's credentials in the store. */
  readonly key: string;

  /**
   * Milliseconds until the store is read again, default 60,000: this process notices what another one stored after that
   * time at the latest. `0`: before each call. Credentials that are due for a refresh are always read again first.
   */
  readonly maxAge?: number;

  /** Milliseconds, at least, from a refresh that failed to the next attempt, default 300,000 (five minutes). */
  readonly retryInterval?: number;

  /**
   * Hears of each refresh that failed, and of a store that could not be read while there was a token in memory. What it
   * throws is printed with `console.error` and changes nothing.
   */
  readonly onRefreshFailed?: (failure: RefreshFailure) => unknown;
}

/**
 * Makes a function for `createClient({ credentials })` that reads a user's credentials from a store and keeps them
 * fresh: the user stays logged in as long as something is called every 30 days.
 *
 * When less than half of the 60 days is left, the next call refreshes the token, once, however many calls wait. The old
 * one stays in the store until the new one is there. A refresh that fails leaves the old token in use as long as it lives;
 * `onRefreshFailed` hears of it, and `retryInterval` passes before the next attempt.
 *
 * Of many processes one refreshes, where the store has `compareAndSet`: it claims the refresh in the store for 30 seconds,
 * as `claimedUntil` of the credentials. The others wait up to four seconds for the new token, then use the old one, and look
 * into the store with each call. If the process dies, its claim runs out, and another one refreshes. Without
 * `compareAndSet` each refreshes, and they go on with what expires last.
 *
 * Nobody documents whether the old token works after a refresh. If it does not, a call that was sent with the old token in
 * that moment fails with `TOKEN_INVALID` and works when it is repeated; and if the only answer with the new token is lost,
 * or the process dies before it has stored it, the user has to log in again. Time is that of the clock of `app.client`; the
 * clocks of the processes may differ by some seconds. Where they differ by more than 30, a token may be refreshed twice.
 *
 * @param app the app that the tokens were issued for
 * @param options `store` and `key`: where the credentials are; `maxAge`, `retryInterval`, `onRefreshFailed`
 * @returns a function that gives the credentials of the moment. It rejects with a `CredentialsError` if nothing is stored
 *   under the key (`CREDENTIALS_MISSING`) or the token has expired (`CREDENTIALS_EXPIRED`); and when no token is in memory,
 *   with `STORED_CREDENTIALS_INVALID` if the store gives something else than credentials, or `STORE_FAILED` if it fails or
 *   does not answer within 10 seconds.
 *   Nothing else that fails stops a token that still works: if Threads refuses to refresh it (`TOKEN_INVALID`,
 *   `GRANT_MISSING`, `PERMISSION_MISSING`), `onRefreshFailed` hears of it, and each call reads the store, so that a new login
 *   counts at once
 * @throws {InvalidInputError} if the app or the options are not usable, naming every fault
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
 * @see https://developers.facebook.com/documentation/threads/get-started/long-lived-tokens#refresh-a-long-lived-token
 * @category Stay logged in
 */
export function createCredentialsSource(
  app: App,
  options: CredentialsSourceOptions,
): () => Promise<Credentials> {
  const members = {
    store: storeSchema(),
    key: text('must be a text, the key of the credentials in the store'),
  };
  checkWithApp(call, app, members, options, {
    maxAge: millisecondsSchema(),
    retryInterval: millisecondsSchema(),
    onRefreshFailed: callable(),
  });
  const { key, maxAge = 60_000, onRefreshFailed, retryInterval = 300_000, store } = options;
  const { clock } = clientOf(app);
  const place = { call, clock, key, store };

  /** Does what comes next. What it throws means that there is no token: the next call begins anew. */
  const carryOut = async (next: Work): Promise<Event> => {
    const since = clock.now();
    try {
      if (next.step === 'read') return { event: 'read', stored: await readStored(place), since };
      if (next.step === 'save')
        return { event: 'stored', credentials: await saveRenewed(place, next.renewal), since };
      const result = await renewStored(app, place, next.stored);
      if (result.outcome === 'renewed') return { event: 'renewed', renewal: result.renewal };
      const { credentials } = result.stored;
      if (result.outcome === 'stored') return { event: 'stored', credentials, since };
      const others = await findOthers(place, result.stored);
      return others
        ? { event: 'stored', credentials: others.credentials, since }
        : { event: 'claimed', stored: result.stored, now: clock.now() };
    } catch (error) {
      if (isThreadsError(error) && error.code.startsWith('CREDENTIALS_')) throw error;
      return { event: 'failed', error, now: clock.now() };
    }
  };

  let state: State = begun;
  const take = (event: Event): void => {
    const { failure } = state;
    state = Object.freeze(advance(state, event, { maxAge, retryInterval }));
    if (state.failure === failure || !state.failure) return;
    const { error, until } = state.failure;
    void notify('onRefreshFailed', onRefreshFailed, { key, error, retryAt: new Date(until) });
  };
  const settle = async (): Promise<Credentials> => {
    for (;;) {
      const { next } = state;
      if (next.step === 'give') return next.credentials;
      if (next.step === 'throw') throw next.error;
      try {
        take(await carryOut(next));
      } catch (error) {
        state = begun; // a token that was deleted is not remembered
        throw error;
      }
    }
  };

  let settling: Promise<Credentials> | undefined;
  return async () => {
    if (settling) return settling;
    take({ event: 'called', now: clock.now() });
    settling = settle().finally(() => {
      settling = undefined;
    });
    return settling;
  };
}

const call = 'createCredentialsSource';

/** What a source remembers from call to call, and what it does next. Times are in milliseconds since 1970. */
interface State {
  readonly next: Work | Result;
  /** What may be given out again without a look at the store, and since when it is known. */
  readonly known?: { readonly credentials: Credentials; readonly since: number } | undefined;
  /** What was given out last. */
  readonly last?: Credentials;
  /** The last refresh that failed, or look at the store, for a token. */
  readonly failure?: {
    readonly token: string;
    readonly error: RefreshFailure['error'];
    readonly since: number;
    readonly until: number;
  };
  /** What the store did not take yet: the new token is nowhere but here. */
  readonly unsaved?: Renewal | undefined;
  /** The claim of another process that was waited for already. */
  readonly awaited?: number;
}

type Work =
  | { readonly step: 'read' }
  | { readonly step: 'refresh'; readonly stored: Stored; readonly since: number }
  | { readonly step: 'save'; readonly renewal: Renewal };

type Result =
  | { readonly step: 'give'; readonly credentials: Credentials }
  | { readonly step: 'throw'; readonly error: unknown };

type Event =
  /** Somebody asks for credentials, and nobody else waits for them. */
  | { readonly event: 'called'; readonly now: number }
  /** The store was read, beginning at `since`. */
  | { readonly event: 'read'; readonly stored: Stored; readonly since: number }
  /** Another process has claimed the refresh, and was waited for in vain. */
  | { readonly event: 'claimed'; readonly stored: Stored; readonly now: number }
  /** There are new credentials, and the store does not have them. */
  | { readonly event: 'renewed'; readonly renewal: Renewal }
  /** The store has new credentials. */
  | { readonly event: 'stored'; readonly credentials: Credentials; readonly since: number }
  /** What was to be done failed. */
  | { readonly event: 'failed'; readonly error: unknown; readonly now: number };

interface Durations {
  readonly maxAge: number;
  readonly retryInterval: number;
}

const begun: State = { next: { step: 'read' } };

/** What a source knows after an event. Nothing is known while it works: what Threads refuses must not be given out again. */
function advance(state: State, event: Event, durations: Durations): State {
  switch (event.event) {
    case 'called':
      return whenCalled(state, event.now, durations);
    case 'read':
      return whenRead(state, event.stored, event.since);
    case 'claimed':
      return giveOld({ ...state, awaited: event.stored.claimedUntil }, event.stored.credentials, event.now);
    case 'renewed':
      return save(state, event.renewal);
    case 'stored':
      return give(state, event.credentials, event.since);
    case 'failed':
      return whenFailed(state, event.error, event.now, durations);
  }
}

function whenCalled(state: State, now: number, { maxAge }: Durations): State {
  const { known, unsaved } = state;
  if (known && isWithin(known.since, known.since + maxAge, now)) {
    const { credentials, since } = known;
    const isDue = unsaved !== undefined || isRefreshDue(credentials, now);
    const mayWait = !isDue || failureOf(state, credentials, now) !== undefined;
    if (mayWait && !isExpired(credentials, now)) return give(state, credentials, since);
  }
  if (!unsaved) return work(state, { step: 'read' });
  return failureOf(state, unsaved.renewed, now) ? give(state, unsaved.renewed, now) : save(state, unsaved);
}

function whenRead(state: State, stored: Stored, since: number): State {
  const { credentials } = stored;
  refuseExpired(call, credentials, since);
  if (!isRefreshDue(credentials, since)) return give(state, credentials, since);
  const error = failureOf(state, credentials, since);
  if (error) return isRefusal(error) ? giveOld(state, credentials, since) : give(state, credentials, since);
  if (isClaimed(stored, since) && stored.claimedUntil === state.awaited)
    return giveOld(state, credentials, since);
  return work(state, { step: 'refresh', stored, since });
}

/** What fails stops no token that still works: that of the store, or what was given out last. */
function whenFailed(state: State, thrown: unknown, now: number, { maxAge, retryInterval }: Durations): State {
  const { last, next, failure } = state;
  const error = tellable(call, thrown);
  const failed = (token: string, until: number): State => ({
    ...state,
    failure: { token, error, since: now, until },
  });
  if (next.step === 'save') {
    const { renewed } = next.renewal;
    const after = failed(renewed.accessToken, now + retryInterval);
    return { ...give(after, renewed, now), unsaved: next.renewal };
  }
  if (next.step === 'refresh') {
    const { credentials } = next.stored;
    refuseExpired(call, credentials, now);
    const until = Math.max(now + retryInterval, error.retryAt?.getTime() ?? 0);
    const after = failed(credentials.accessToken, until);
    return isRefusal(error) ? giveOld(after, credentials, now) : give(after, credentials, next.since);
  }
  if (!last || isExpired(last, now)) return { ...state, next: { step: 'throw', error } };
  // A refresh that failed before is not tried earlier for that.
  const earlier = failureOf(state, last, now) && failure ? failure.until : 0;
  return give(failed(last.accessToken, Math.max(now + Math.min(maxAge, retryInterval), earlier)), last, now);
}

function give(state: State, credentials: Credentials, since: number): State {
  return { ...state, known: { credentials, since }, last: credentials, next: { step: 'give', credentials } };
}

/** Gives out a token that may soon be replaced: the next call reads the store. */
function giveOld(state: State, credentials: Credentials, since: number): State {
  return { ...give(state, credentials, since), known: undefined };
}

function save(state: State, renewal: Renewal): State {
  return { ...work(state, { step: 'save', renewal }), unsaved: undefined };
}

function work(state: State, next: Work): State {
  return { ...state, known: undefined, next };
}

/** Why credentials are not to be refreshed yet, if they are not. */
function failureOf(
  { failure }: State,
  { accessToken }: Credentials,
  now: number,
): RefreshFailure['error'] | undefined {
  return failure?.token === accessToken && isWithin(failure.since, failure.until, now)
    ? failure.error
    : undefined;
}

/** Whether the present lies in a span of time; after a clock was set back it does not. */
function isWithin(since: number, until: number, now: number): boolean {
  return now >= since && now < until;
}
