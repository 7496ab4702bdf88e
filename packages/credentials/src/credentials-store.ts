import type { Credentials } from './credentials.ts';

/**
 * Credentials as a store keeps them. `version` changes with every write.
 *
 * @example
 * ```ts
 * import { createMemoryStore, type StoredCredentials } from '@threads-sdk/credentials';
 *
 * const stored: StoredCredentials | undefined = await createMemoryStore().get('mika');
 * console.log(stored?.version); // undefined: nothing was stored
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/get-started/long-lived-tokens
 * @category Store credentials
 */
export interface StoredCredentials {
  /** What was stored. */
  readonly credentials: Credentials;

  /** Names this very write; only good for `compareAndSet`. */
  readonly version: string;
}

/**
 * Where credentials live between requests and restarts, one entry for each key. A key is the app's own name for an
 * account: the id of its user, of a session, or the `userId` of the credentials.
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
 * @see https://developers.facebook.com/docs/threads/get-started/long-lived-tokens
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
