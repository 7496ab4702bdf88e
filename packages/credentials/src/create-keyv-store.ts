import { guardKeyv, type KeyvLike } from '@threads-sdk/errors';
import * as v from 'valibot';
import type { CredentialsStore } from './credentials-store.ts';
import { objectMessage } from './fields.ts';
import { parseInput } from './parse-input.ts';
import { readEntry, writeEntry } from './store-entry.ts';
import { sealing, type StoreOptions } from './store-options.ts';
import { useBackend } from './use-backend.ts';

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
 * @see https://keyv.org
 * @category Store credentials
 */
export interface CredentialsKeyv extends KeyvLike {
  /** Deletes the value, if there is one. */
  delete(key: string): Promise<unknown>;

  /** Walks over pairs of key and value. Without it the store has no `keys`. */
  readonly iterator?: ((namespace?: unknown) => AsyncIterable<readonly [string, unknown]>) | undefined;
}

const func = /* @__PURE__ */ v.function('must be a function');

const schema = /* @__PURE__ */ v.object({
  keyv: /* @__PURE__ */ v.object(
    {
      get: func,
      set: func,
      delete: func,
      throwOnErrors: /* @__PURE__ */ v.optional(
        /* @__PURE__ */ v.literal(
          true,
          'must be true, or Keyv answers a failed read as if nothing were stored',
        ),
      ),
    },
    objectMessage,
  ),
  options: /* @__PURE__ */ v.object({ sealing }, 'must be an object'),
});

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
 * @returns a store without `compareAndSet`, and with `keys` if the Keyv can list. Its functions throw `ThreadsError`:
 *   `STORE_FAILED` when the backend fails, `STORED_CREDENTIALS_INVALID` for an entry that cannot be read; and
 *   `InvalidInputError` (`INVALID_INPUT`) for faulty hand-made credentials
 * @throws InvalidInputError (`INVALID_INPUT`) with every fault of the arguments
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
 * @see https://keyv.org
 * @category Store credentials
 */
export function createKeyvStore(keyv: CredentialsKeyv, options: StoreOptions = {}): CredentialsStore {
  parseInput('createKeyvStore', schema, { keyv, options });
  const { iterator } = keyv;

  const guarded = guardKeyv(keyv);
  const use = <Result>(action: string, work: () => Promise<Result>): Promise<Result> =>
    useBackend(action, () => guarded(work));

  const store: CredentialsStore = {
    get: async (key) => {
      const entry = await use(`reading ${JSON.stringify(key)}`, () => keyv.get(key));
      return readEntry(options, key, entry);
    },
    set: async (key, credentials) => {
      const entry = await writeEntry(options, credentials);
      await use(`writing ${JSON.stringify(key)}`, async () => {
        if ((await keyv.set(key, entry)) === false) throw new Error('not stored');
      });
    },
    delete: async (key) => {
      await use(`deleting ${JSON.stringify(key)}`, () => keyv.delete(key));
    },
  };
  if (!iterator) return Object.freeze(store);
  return Object.freeze({
    ...store,
    keys: async function* () {
      const pairs = iterator.call(keyv)[Symbol.asyncIterator]();
      try {
        for (;;) {
          const pair = await use('listing its keys', () => pairs.next());
          if (pair.done === true) return;
          yield pair.value[0];
        }
      } finally {
        await pairs.return?.(); // for a caller who leaves early
      }
    },
  });
}
