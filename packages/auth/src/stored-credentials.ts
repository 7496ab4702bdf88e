import type { Clock } from '@threads-sdk/core-http/fetch';
import type { Credentials, CredentialsStore } from '@threads-sdk/credentials';
import { type ApiError, CredentialsError, isThreadsError, type TransportError } from '@threads-sdk/errors';
import {
  inTime,
  credentialsSchema,
  custom,
  freezeCredentials,
  issuesOf,
  reasonOf,
} from '@threads-sdk/internal';
import type * as v from 'valibot';
import type { App } from './app.ts';
import { refuseExpired, sendLongLivedToken } from './tokens.ts';

/** Where credentials are, and for whom: the name of the call that works on them, and its clock. */
export interface Place {
  readonly call: string;
  readonly clock: Clock;
  readonly key: string;
  readonly store: CredentialsStore;
}

/** What a store has under a key. */
export interface Stored {
  /** Without the claim, which is nobody's business but the store's. */
  readonly credentials: Credentials;
  /** Milliseconds since 1970; 0 if nobody has claimed the refresh. */
  readonly claimedUntil: number;
  readonly version: string;
}

/** New credentials, and those in the store that they were made from. */
export interface Renewal {
  readonly renewed: Credentials;
  readonly replaced: Stored;
}

/** @internal A store of credentials. */
export function storeSchema(): v.GenericSchema {
  const isStore = (value: unknown): boolean => {
    const { compareAndSet, get, keys, set } = Object(value);
    return (
      [get, set].every((member) => typeof member === 'function') &&
      [compareAndSet, keys].every((member) => member === undefined || typeof member === 'function')
    );
  };
  return custom(isStore, 'must be a store of credentials, such as createMemoryStore()');
}

/** @internal Milliseconds that a timer can wait. */
export function millisecondsSchema(): v.GenericSchema {
  return custom(
    (value) => typeof value === 'number' && value >= 0 && value < 2 ** 31,
    'must be milliseconds from 0 to 2147483647',
  );
}

/** Nothing is stored under the key. It is not named: it may be the id of a session. */
export function credentialsMissing(call: string): CredentialsError {
  return new CredentialsError(
    'CREDENTIALS_MISSING',
    `${call}: no credentials are stored under the key. Nothing was sent.`,
    {
      remedy:
        'Let the user log in again with createAuthorizationUrl, and store the new credentials under the same key; or correct the key.',
    },
  );
}

/**
 * Reads what is stored.
 *
 * @throws {CredentialsError} with code `CREDENTIALS_MISSING` if there is nothing; with `STORED_CREDENTIALS_INVALID` if the
 *   store gives something else than credentials, with `STORE_FAILED` if it fails
 */
export async function readStored({ call, key, store }: Place): Promise<Stored> {
  const stored = await ofStore(async () => store.get(key)).catch((error: unknown) => {
    throw tellable(call, error);
  });
  if (!stored) throw credentialsMissing(call);
  const { credentials, version } = stored;
  const faults = issuesOf(credentialsSchema, credentials).map(({ path, message }) => `${path} ${message}`);
  if (faults.length > 0) {
    throw new CredentialsError(
      'STORED_CREDENTIALS_INVALID',
      `${call}: the store gives no usable credentials: ${faults.join(', ')}.`,
      {
        remedy: 'Let the store use credentialsToJson and credentialsFromJson: a copy has no token.',
      },
    );
  }
  const { accessToken, claimedUntil = 0, ...others } = credentials;
  return { credentials: freezeCredentials({ ...others, accessToken }), claimedUntil, version };
}

/** How long a store may take to answer, in milliseconds. */
const storeTimeout = 10_000;

/**
 * Gives up waiting for a store that does not answer: it must not stop a token that works. Nobody knows then whether it did
 * what it was asked for. By a timer and not by the client's clock, which may be one that sleeping moves on.
 */
async function ofStore<Result>(work: () => Promise<Result>): Promise<Result> {
  const late = (): unknown =>
    Object.assign(new Error(`no answer within ${storeTimeout} ms`), { code: 'TIMED_OUT' });
  return inTime(work(), storeTimeout, late);
}

/** How long a process leaves a refresh to the one that has claimed it, in milliseconds: as long as one takes at most. */
const claimTime = 30_000;

/**
 * Whether another process has claimed the refresh, and there is time to leave it to that one. A claim ends by itself, since
 * a process may be killed. One that seems to last too long was made by a wrong clock, and one that outlives the token may
 * not cost it.
 */
export function isClaimed({ claimedUntil, credentials }: Stored, now: number): boolean {
  const isAhead = claimedUntil > now && claimedUntil <= now + 2 * claimTime;
  return isAhead && claimedUntil < credentials.expiration.getTime();
}

/** What became of a renewal: new credentials, those that another process has stored, or the old ones, which it has claimed. */
export type Renewed =
  | { readonly outcome: 'renewed'; readonly renewal: Renewal }
  | { readonly outcome: 'stored' | 'claimed'; readonly stored: Stored };

/**
 * Refreshes stored credentials, unless another process does. In a store that can compare and set it claims the refresh
 * first: the credentials are written once more, with a time until which the others leave it to this process. The new
 * credentials take the claim away, and so does a failure.
 *
 * Threads may refuse a token only because another process has just refreshed it; then that one's credentials are taken as
 * soon as they are stored.
 *
 * @throws {ApiError} with code `TOKEN_INVALID`, `GRANT_MISSING` or `PERMISSION_MISSING` if Threads refused for good
 * @throws {unknown} what `refreshCredentials` throws for credentials that are due, and what the store throws
 */
export async function renewStored(app: App, place: Place, stored: Stored): Promise<Renewed> {
  const { credentials } = stored;
  const { clock } = place;
  let replaced = stored;
  if (place.store.compareAndSet) {
    if (isClaimed(stored, clock.now())) return { outcome: 'claimed', stored };
    const claimedUntil = clock.now() + claimTime;
    const isSet = await write(
      place,
      { ...credentials, accessToken: credentials.accessToken, claimedUntil },
      stored,
    );
    // What stands there tells more than an answer, which may be lost. A store that takes no claim stops no refresh.
    replaced = await readStored(place);
    if (!isSame(replaced, stored)) return { outcome: 'stored', stored: replaced };
    const hasChanged = replaced.version !== stored.version;
    if (isSet !== true && hasChanged) return { outcome: 'claimed', stored: replaced };
  }
  try {
    refuseExpired(place.call, credentials, clock.now());
    const renewed = await sendLongLivedToken(place.call, app, credentials);
    return { outcome: 'renewed', renewal: { renewed, replaced } };
  } catch (error) {
    const others =
      isRefusal(error) && error.code === 'TOKEN_INVALID' ? await findOthers(place, stored) : undefined;
    if (others) return { outcome: 'stored', stored: others };
    await write(place, credentials, replaced);
    if (!isRefusal(error)) throw error;
    const remedy =
      'Let the user log in again with createAuthorizationUrl, and store the new credentials under the same key.';
    throw Object.assign(error, { remedy });
  }
}

/** Writes only over what was read, if the store can tell; `undefined` if the store fails. */
async function write(
  { key, store }: Place,
  credentials: Credentials,
  { version }: Stored,
): Promise<boolean | undefined> {
  try {
    return await ofStore(async () => store.compareAndSet?.(key, freezeCredentials(credentials), version));
  } catch {
    return undefined; // whoever asks reads the store next, and a claim that stays runs out
  }
}

/** Whether two entries have one token. */
function isSame(one: Stored, other: Stored): boolean {
  return one.credentials.accessToken === other.credentials.accessToken;
}

/** Whether an error means that these credentials will never be refreshed. */
export function isRefusal(error: unknown): error is ApiError {
  return (
    isThreadsError(error) &&
    error.name === 'ApiError' &&
    /^(?:TOKEN_INVALID|GRANT_MISSING|PERMISSION_MISSING)$/.test(error.code)
  );
}

/** How long the new credentials of another process are waited for, in milliseconds. */
const patience = 4000;

/** The time between two looks into the store, in milliseconds. */
export const betweenLooks = 200;

/** Waits for credentials that another process is about to store. */
export async function findOthers(place: Place, old: Stored): Promise<Stored | undefined> {
  const { clock } = place;
  for (const begun = clock.now(); ; await clock.sleep(betweenLooks)) {
    const stored = await readStored(place);
    if (!isSame(stored, old)) return stored;
    const waited = clock.now() - begun;
    if (waited < 0 || waited >= patience) return undefined;
  }
}

/** Milliseconds before each further attempt to write: the old token may be dead, and the new one is nowhere else. */
const pauses = [250, 500, 1000];

/**
 * Stores renewed credentials in place of those that they were made from. Credentials that somebody else stored meanwhile
 * stay; the old token, written again, does not count as such.
 *
 * @returns what is stored now: the renewed credentials or the other ones
 * @throws {CredentialsError} with code `CREDENTIALS_MISSING` if they were deleted meanwhile, and stay deleted; with
 *   `STORE_FAILED` if the store cannot be written
 */
export async function saveRenewed(place: Place, renewal: Renewal): Promise<Credentials> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await replace(place, renewal);
    } catch (error) {
      if (isThreadsError(error) && error.code === 'CREDENTIALS_MISSING') throw error;
      const pause = pauses[attempt];
      if (pause === undefined) throw storeFailed(place.call, error);
      await place.clock.sleep(pause);
    }
  }
}

async function replace(place: Place, { renewed, replaced }: Renewal): Promise<Credentials> {
  const { key, store } = place;
  let { version } = replaced;
  for (;;) {
    const expected = version;
    if (await ofStore(async () => store.compareAndSet?.(key, renewed, expected))) return renewed;
    const current = await readStored(place);
    const isOld = isSame(current, replaced);
    if (!store.compareAndSet) {
      if (!isOld && current.credentials.expiration >= renewed.expiration) return current.credentials;
      await ofStore(() => store.set(key, renewed));
      return renewed;
    }
    if (!isOld) return current.credentials;
    if (current.version === version) throw new Error('compareAndSet refused the version that is stored');
    version = current.version;
  }
}

/**
 * What may be told of a failure while a token still works. Errors of the SDK hold no secret; what a store throws itself may
 * quote what it keeps, in its message, its cause or its members, so that only its code is told.
 */
export function tellable(call: string, error: unknown): ApiError | CredentialsError | TransportError {
  if (isThreadsError(error)) {
    const { name } = error;
    if (name === 'ApiError' || name === 'CredentialsError' || name === 'TransportError') return error;
  }
  return new CredentialsError('STORE_FAILED', `${call}: the store could not be read${reasonOf(error)}.`, {
    remedy: 'Check the store. The token in memory is used as long as it lives.',
    retryable: 'later',
  });
}

function storeFailed(call: string, error: unknown): CredentialsError {
  const reason = isThreadsError(error) ? `. ${error.message}` : `${reasonOf(error)}.`;
  return new CredentialsError(
    'STORE_FAILED',
    `${call}: the store did not take the renewed credentials${reason}`,
    {
      remedy:
        'Check the store. If Threads ends a token when it is refreshed, and this process ends before it can store the new one, let the user log in again.',
      retryable: 'later',
      carriedOut: 'maybe',
    },
  );
}
