import { createCredentials } from './credentials.ts';
import type { CredentialsStore, StoredCredentials } from './store.ts';

/**
 * Makes a store that forgets everything when the process ends: for tests, for scripts, and to try things out.
 *
 * @returns an empty store, with `compareAndSet` and `keys`. Writing throws `InvalidInputError` for
 *   credentials that are not usable
 *
 * @example
 * ```ts
 * import { createCredentials, createMemoryStore } from '@threads-sdk/credentials';
 *
 * const store = createMemoryStore();
 * await store.set(
 *   'mika',
 *   createCredentials({
 *     userId: '17841405793187218',
 *     scopes: ['threads_basic'],
 *     shortLived: false,
 *     accessToken: 'THAA-a-token',
 *     expiration: new Date(Date.now() + 60 * 24 * 60 * 60 * 1000),
 *   }),
 * );
 * console.log((await store.get('mika'))?.credentials.userId); // 17841405793187218
 * ```
 * @category Store credentials
 */
export function createMemoryStore(): CredentialsStore {
  const entries = new Map<string, StoredCredentials>();
  let writes = 0;

  const set: CredentialsStore['set'] = async (key, credentials) => {
    const checked = createCredentials(credentials);
    writes += 1;
    entries.set(key, Object.freeze({ credentials: checked, version: String(writes) }));
  };
  return Object.freeze({
    get: async (key: string) => entries.get(key),
    set,
    delete: async (key: string) => {
      entries.delete(key);
    },
    compareAndSet: async (key, credentials, version) => {
      if (entries.get(key)?.version !== version) return false;
      await set(key, credentials);
      return true;
    },
    keys: async function* () {
      yield* entries.keys();
    },
  } satisfies CredentialsStore);
}
