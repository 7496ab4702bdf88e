import { guardKeyv, InvalidInputError, type KeyvLike } from '@threads-sdk/errors';
import type { Journal } from './journal.ts';

/**
 * Makes a journal on a Keyv, and so on Redis, Postgres, MySQL, SQLite, MongoDB and whatever else it has adapters for.
 * Keyv has no compare-and-set: let one process at a time publish under a key, as a queue does, or write a
 * {@link Journal} that has it.
 *
 * Make it once for a Keyv, which it listens to for errors. An entry must be kept as long as its key may be used again:
 * give the Keyv no `ttl` shorter than that.
 *
 * @param keyv a Keyv, made with `throwOnErrors: true` if it is Keyv 5, and a `namespace` of its own; or anything else
 *   with `get` and `set`
 * @returns a journal; publishing fails with `JOURNAL_FAILED` when the Keyv does
 * @throws {InvalidInputError} The Keyv is not usable; all faults are named.
 *
 * @example
 * ```ts
 * import type { KeyvLike } from '@threads-sdk/errors';
 * import { createKeyvJournal, type Journal } from '@threads-sdk/publish';
 *
 * // keyv: new Keyv({ store: new KeyvRedis(url), namespace: 'threads-posts', throwOnErrors: true })
 * export function journalOn(keyv: KeyvLike): Journal {
 *   return createKeyvJournal(keyv);
 * }
 * ```
 *
 * @see https://keyv.org
 * @category Never publish twice
 */
export function createKeyvJournal(keyv: KeyvLike): Journal {
  const { get, set, throwOnErrors } = Object(keyv);
  const issues = [
    [typeof get === 'function', 'keyv.get', 'must be a function'],
    [typeof set === 'function', 'keyv.set', 'must be a function'],
    [
      throwOnErrors !== false,
      'keyv.throwOnErrors',
      'must be true, or Keyv answers a failed read as if nothing were stored',
    ],
  ] as const;
  const faults = issues.filter(([isFine]) => !isFine).map(([, path, message]) => ({ path, message }));
  if (faults.length > 0) throw new InvalidInputError('createKeyvJournal', faults);
  const use = guardKeyv(keyv);
  return Object.freeze({
    get: async (key: string) => {
      const entry = await use(() => keyv.get(key));
      if (entry === undefined || entry === null) return undefined;
      // What nobody here has written is not taken for nothing.
      return typeof entry === 'string' ? entry : JSON.stringify(entry);
    },
    set: async (key: string, entry: string) => {
      if ((await use(() => keyv.set(key, entry))) === false) throw new Error('not stored');
    },
  });
}
