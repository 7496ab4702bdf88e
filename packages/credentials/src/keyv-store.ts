import { callable, checkInput, guardKeyv, keyvSchema, shape, useStore } from '@threads-sdk/internal';
import { type CredentialsStore, optionsSchema, readEntry, type StoreOptions, writeEntry } from './store.ts';

/**
 * What is used of a Keyv, so that this package does not depend on one.
 *
 * @example
 * ```ts
 * import type { CredentialsKeyv } from '@threads-sdk/credentials';
 *
 * const entries = new Map<string, unknown>();
 *
 * export const keyv: CredentialsKeyv = {
 *   get: async (key) => entries.get(key),
 *   set: async (key, value) => entries.set(key, value) === entries,
 *   delete: async (key) => entries.delete(key),
 * };
 * ```
 *
 * @category Store credentials
 */
export interface CredentialsKeyv {
  /** Resolves to the value, or to `undefined` where there is none. */
  get(key: string): Promise<unknown>;

  /** Resolves to `false` if the value was not stored. */
  set(key: string, value: string): Promise<unknown>;

  /** Deletes the value, if there is one. */
  delete(key: string): Promise<unknown>;

  /** `true` with Keyv 5, which else answers a failed read as if nothing were stored. */
  readonly throwOnErrors?: boolean;

  /** Keyv 6 reports errors here alone. */
  on?(event: 'error', listener: (error: unknown) => void): unknown;

  /** Walks over pairs of key and value. Without it the store has no `keys`. */
  readonly iterator?: ((namespace?: unknown) => AsyncIterable<readonly [string, unknown]>) | undefined;
}

/**
 * Makes a store on a Keyv, and so on Redis, Postgres, MySQL, SQLite, MongoDB and whatever else it has adapters for. Keyv
 * has no compare-and-set: when several processes share the entries, prefer `createRedisStore`, or let one process
 * refresh.
 *
 * The store listens to the Keyv's errors. It lists every key of the Keyv: give it a Keyv with a `namespace` of its own.
 *
 * @param keyv a Keyv, made with `throwOnErrors: true` if it is Keyv 5; or anything else with `get`, `set`, `delete` and
 *   perhaps `iterator`
 * @param options `sealing`: how the entries are sealed, default not at all
 * @returns a store without `compareAndSet`, and with `keys` if the Keyv can list. Its functions throw `CredentialsError`:
 *   `STORE_FAILED` when the backend fails, `STORED_CREDENTIALS_INVALID` for an entry that cannot be read; and
 *   `InvalidInputError` for credentials that are not usable
 * @throws {InvalidInputError} if an argument is not usable, naming every fault
 *
 * @example
 * ```ts
 * import { createKeyvStore, type CredentialsStore, type CredentialsKeyv } from '@threads-sdk/credentials';
 *
 * // keyv: new Keyv({ store: new KeyvPostgres(url), namespace: 'threads', throwOnErrors: true })
 * export function storeOn(keyv: CredentialsKeyv): CredentialsStore {
 *   return createKeyvStore(keyv);
 * }
 * ```
 *
 * @category Store credentials
 */
export function createKeyvStore(keyv: CredentialsKeyv, options: StoreOptions = {}): CredentialsStore {
  const schema = shape(
    { keyv: keyvSchema({ delete: callable() }, { iterator: callable() }), options: optionsSchema() },
    ['keyv'],
  );
  checkInput('createKeyvStore', schema, { keyv, options });
  const { iterator } = keyv;
  const guarded = guardKeyv(keyv);

  const store: CredentialsStore = {
    get: async (key) => {
      const read = (): Promise<unknown> => guarded(() => keyv.get(key));
      return readEntry(options, key, await useStore('read', `reading ${JSON.stringify(key)}`, read));
    },
    set: async (key, credentials) => {
      const entry = await writeEntry(options, credentials);
      await useStore('write', `writing ${JSON.stringify(key)}`, async () => {
        if ((await guarded(() => keyv.set(key, entry))) === false) throw new Error('not stored');
      });
    },
    delete: async (key) => {
      await useStore('write', `deleting ${JSON.stringify(key)}`, () => guarded(() => keyv.delete(key)));
    },
  };
  if (!iterator) return Object.freeze(store);
  return Object.freeze({
    ...store,
    keys: async function* () {
      const pairs = iterator.call(keyv)[Symbol.asyncIterator]();
      try {
        for (;;) {
          const pair = await useStore('read', 'listing its keys', () => guarded(() => pairs.next()));
          if (pair.done === true) return;
          yield pair.value[0];
        }
      } finally {
        await pairs.return?.(); // for a caller who leaves early
      }
    },
  });
}
