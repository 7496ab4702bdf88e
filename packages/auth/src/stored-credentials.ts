import type { Clock } from '@threads-sdk/core-http/fetch';
import type { Credentials, CredentialsStore, StoredCredentials } from '@threads-sdk/credentials';
import { custom, reasonOf } from '@threads-sdk/internal';
import { ApiError, createRedactor, CredentialsError, isThreadsError } from '@threads-sdk/errors';
import type * as v from 'valibot';
import type { App } from './app.ts';
import { refreshCredentials } from './tokens.ts';

/** Where credentials are, and for whom: the name of the call that works on them, and its clock. */
export interface Place {
  readonly call: string;
  readonly clock: Clock;
  readonly key: string;
  readonly store: CredentialsStore;
}

/** New credentials, and those in the store that they were made from. */
export interface Renewal {
  readonly renewed: Credentials;
  readonly replaced: StoredCredentials;
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
        'Let the user log in with createAuthorizationUrl and store the credentials under this key; or correct the key.',
    },
  );
}

/** Milliseconds between two looks for the credentials of another process: it may be about to store them. */
const looks = [0, 250, 500, 1000, 2000];

/**
 * Refreshes stored credentials. Threads may refuse a token only because another process has just refreshed it; then that
 * one's credentials are taken as soon as they are stored.
 *
 * @returns the new credentials, and whether they are in the store already
 * @throws {ApiError} with code `TOKEN_INVALID`, `GRANT_MISSING` or `PERMISSION_MISSING` if Threads refused for good
 * @throws {unknown} what `refreshCredentials` and the store throw
 */
export async function renewStored(
  app: App,
  place: Place,
  { credentials }: StoredCredentials,
): Promise<{ readonly credentials: Credentials; readonly isStored: boolean }> {
  try {
    return { credentials: await refreshCredentials(app, { credentials }), isStored: false };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const others = error.code === 'TOKEN_INVALID' ? await findOthers(place, credentials) : undefined;
    if (others) return { credentials: others, isStored: true };
    const remedy =
      'Let the user log in again with createAuthorizationUrl, and store the new credentials under the same key.';
    throw new ApiError(
      error.code,
      `${place.call}: the stored credentials were refused. ${error.message}`,
      Object.assign({}, error, { remedy, cause: error }),
    );
  }
}

/** Whether an error means that these credentials will never be refreshed. */
export function isRefusal(error: unknown): error is ApiError {
  return (
    isThreadsError(error) &&
    error.name === 'ApiError' &&
    /^(?:TOKEN_INVALID|GRANT_MISSING|PERMISSION_MISSING)$/.test(error.code)
  );
}

async function findOthers(
  { call, clock, key, store }: Place,
  refused: Credentials,
): Promise<Credentials | undefined> {
  for (const delay of looks) {
    if (delay > 0) await clock.sleep(delay);
    const stored = await store.get(key);
    if (!stored) throw credentialsMissing(call);
    if (stored.credentials.accessToken !== refused.accessToken) return stored.credentials;
  }
  return undefined;
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
      return await write(place, renewal);
    } catch (error) {
      if (isThreadsError(error) && error.code === 'CREDENTIALS_MISSING') throw error;
      const pause = pauses[attempt];
      if (pause === undefined) throw storeFailed(place, error, renewal);
      await place.clock.sleep(pause);
    }
  }
}

async function write({ call, key, store }: Place, { renewed, replaced }: Renewal): Promise<Credentials> {
  let { version } = replaced;
  for (;;) {
    if (await store.compareAndSet?.(key, renewed, version)) return renewed;
    const current = await store.get(key);
    if (!current) throw credentialsMissing(call);
    const isOld = current.credentials.accessToken === replaced.credentials.accessToken;
    if (!store.compareAndSet) {
      if (!isOld && current.credentials.expiration >= renewed.expiration) return current.credentials;
      await store.set(key, renewed);
      return renewed;
    }
    if (!isOld) return current.credentials;
    if (current.version === version) throw new Error('compareAndSet refused the version that is stored');
    version = current.version;
  }
}

/** Without a cause: clients of databases put what they were asked for into their errors. */
export function storeUnread(error: unknown): CredentialsError {
  if (isThreadsError(error) && error.name === 'CredentialsError') return error;
  return new CredentialsError(
    'STORE_FAILED',
    `createCredentialsSource: the store could not be read${reasonOf(error)}.`,
    {
      remedy: 'Check the store. The token in memory is used as long as it lives.',
      retryable: 'later',
    },
  );
}

/** Without a cause: clients of databases put what they were to write into their errors. */
function storeFailed({ call }: Place, error: unknown, { renewed, replaced }: Renewal): CredentialsError {
  const redact = createRedactor([renewed.accessToken, replaced.credentials.accessToken]);
  const reason = redact(String(error)).slice(0, 500);
  return new CredentialsError(
    'STORE_FAILED',
    `${call}: the store did not take the renewed credentials: ${reason}`,
    {
      remedy:
        'Check the store. If Threads ends a token when it is refreshed, the user has to log in again, unless this process can still store the new one.',
      retryable: 'later',
      carriedOut: 'maybe',
    },
  );
}
