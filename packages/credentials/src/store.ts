import { CredentialsError, isThreadsError } from '@threads-sdk/errors';
import { callable, shape } from '@threads-sdk/internal';
import type * as v from 'valibot';
import type { Credentials } from './credentials.ts';
import { credentialsFromJson, credentialsToJson } from './credentials-json.ts';

/**
 * Credentials as a store keeps them.
 *
 * @category Store credentials
 */
export interface StoredCredentials {
  /** What was stored. */
  readonly credentials: Credentials;

  /** Names this very write, and changes with every write; only good for `compareAndSet`. */
  readonly version: string;
}

/**
 * Where credentials live between requests and restarts, one entry for each key. A key is the app's own name for an
 * account: the id of its user, of a session, or the `userId` of the credentials.
 *
 * A store of your own has to keep every member of the credentials, as `credentialsToJson` and `credentialsFromJson` do, or
 * `sealCredentials` and `openCredentials`; a spread copy or `structuredClone` has no token. Where a process refreshes a token
 * it writes `claimedUntil` with it, so that the others do not. A store that loses that member loses no token, but each process
 * may refresh it.
 *
 * @example
 * ```ts
 * import { createMemoryStore, type Credentials, type CredentialsStore } from '@threads-sdk/credentials';
 *
 * const store: CredentialsStore = createMemoryStore();
 *
 * export async function logIn(account: string, credentials: Credentials): Promise<void> {
 *   await store.set(account, credentials);
 * }
 * ```
 *
 * @category Store credentials
 */
export interface CredentialsStore {
  /** Reads what is stored under the key. */
  readonly get: (key: string) => Promise<StoredCredentials | undefined>;

  /** Writes, whatever was stored before. */
  readonly set: (key: string, credentials: Credentials) => Promise<void>;

  /** Deletes what is stored under the key, if anything is. */
  readonly delete: (key: string) => Promise<void>;

  /**
   * Writes only if the stored version is still `version` (`undefined`: nothing stored); `false` if it is not. Absent
   * where the backend cannot.
   */
  readonly compareAndSet?: (
    key: string,
    credentials: Credentials,
    version: string | undefined,
  ) => Promise<boolean>;

  /** Every key, for sweeps. Absent where the backend cannot list. */
  readonly keys?: () => AsyncIterable<string>;
}

/**
 * How a store turns credentials into the text that its backend keeps, and back.
 *
 * @example
 * ```ts
 * import {
 *   createSealingKey,
 *   openCredentials,
 *   sealCredentials,
 *   type StoreSealing,
 * } from '@threads-sdk/credentials';
 *
 * const keys = [createSealingKey()];
 *
 * export const sealing: StoreSealing = {
 *   seal: (credentials) => sealCredentials(credentials, { keys }),
 *   open: (text) => openCredentials(text, { keys }),
 * };
 * ```
 *
 * @category Store credentials
 */
export interface StoreSealing {
  /** Makes a text from which nobody can tell the token. */
  readonly seal: (credentials: Credentials) => Promise<string>;

  /** Reads what `seal` made. */
  readonly open: (text: string) => Promise<Credentials>;
}

/**
 * The options of every store on a backend.
 *
 * @category Store credentials
 */
export interface StoreOptions {
  /**
   * Seals what the backend keeps. Default: none, so that everyone who can read the backend can read the tokens, as
   * `credentialsToJson` writes them.
   */
  readonly sealing?: StoreSealing;
}

/** @internal The schema of {@link StoreOptions}, and of more options that a store has. */
export function optionsSchema(others: v.ObjectEntries = {}): v.GenericSchema {
  return shape({ ...others, sealing: shape({ seal: callable(), open: callable() }, ['seal', 'open']) });
}

/** @internal Makes the entry that a backend keeps: a version, a space, and the text of the credentials. */
export async function writeEntry({ sealing }: StoreOptions, credentials: Credentials): Promise<string> {
  // A random version, because writers do not know of each other.
  const version = crypto.getRandomValues(new Uint32Array(4)).join('-');
  return `${version} ${await (sealing ? sealing.seal(credentials) : credentialsToJson(credentials))}`;
}

/**
 * @internal
 * Reads what {@link writeEntry} made, from whatever a backend answers.
 *
 * @throws {CredentialsError} with code `STORED_CREDENTIALS_INVALID` if it is something else
 */
export async function readEntry(
  { sealing }: StoreOptions,
  key: string,
  entry: unknown,
): Promise<StoredCredentials | undefined> {
  if (entry === undefined || entry === null) return undefined;
  const [, version, text] = /^(\d+(?:-\d+){3}) (.+)$/s.exec(typeof entry === 'string' ? entry : '') ?? [];
  if (version === undefined || text === undefined) throw damaged(key, 'it was not written by this store.');
  try {
    const credentials = await (sealing ? sealing.open(text) : credentialsFromJson(text));
    return Object.freeze({ credentials, version });
  } catch (error) {
    // Our own errors never show a value. Those of others may quote the text.
    throw damaged(key, isThreadsError(error) ? error.message : 'it could not be opened.');
  }
}

function damaged(key: string, reason: string): CredentialsError {
  return new CredentialsError(
    'STORED_CREDENTIALS_INVALID',
    `The entry ${JSON.stringify(key)} of the store cannot be read: ${reason}`,
    {
      remedy:
        'Check that the store has the keys that the entry was sealed with. If it is damaged, delete it and let the user log in again.',
    },
  );
}
