import { checkInput, guardKeyv, inputObject, keyvSchema } from '@threads-sdk/internal';

/**
 * Where publishing keeps how far a post is, under the caller's key: texts, written before and after each step that
 * matters. It must keep what it says it has written, and fail rather than say that nothing is there.
 *
 * @example
 * ```ts
 * import type { Journal } from '@threads-sdk/publish';
 *
 * const entries = new Map<string, string>();
 *
 * export const journal: Journal = {
 *   get: async (key) => entries.get(key),
 *   set: async (key, entry) => {
 *     entries.set(key, entry);
 *   },
 * };
 * ```
 *
 * @category Never publish twice
 */
export interface Journal {
  /** Resolves to the entry, or to `undefined` where there is none. */
  readonly get: (key: string) => Promise<string | undefined>;

  /** Writes the entry; resolves when it is kept. */
  readonly set: (key: string, entry: string) => Promise<void>;

  /**
   * Writes only if the entry is still `expected` (`undefined`: none); `false` if it is not. With it, any number of
   * processes may publish under one key at the same time; without it, one at a time.
   */
  readonly compareAndSet?: (key: string, entry: string, expected: string | undefined) => Promise<boolean>;
}

/**
 * Makes a journal in the memory of this process: for tests, and for posts that need not survive a restart.
 *
 * @returns an empty journal; it keeps every entry as long as it lives
 *
 * @example
 * ```ts
 * import { createMemoryJournal, type Journal } from '@threads-sdk/publish';
 *
 * const journal: Journal = createMemoryJournal();
 * ```
 *
 * @category Never publish twice
 */
export function createMemoryJournal(): Journal {
  const entries = new Map<string, string>();
  return Object.freeze({
    get: async (key: string) => entries.get(key),
    set: async (key: string, entry: string) => {
      entries.set(key, entry);
    },
  });
}

/**
 * What is used of a Keyv, so that this package does not depend on one.
 *
 * @example
 * ```ts
 * import type { JournalKeyv } from '@threads-sdk/publish';
 *
 * const entries = new Map<string, unknown>();
 *
 * export const keyv: JournalKeyv = {
 *   get: async (key) => entries.get(key),
 *   set: async (key, value) => entries.set(key, value) === entries,
 * };
 * ```
 *
 * @category Never publish twice
 */
export interface JournalKeyv {
  /** Resolves to the value, or to `undefined` where there is none. */
  get(key: string): Promise<unknown>;

  /** Resolves to `false` if the value was not stored. */
  set(key: string, value: string): Promise<unknown>;

  /** `true` with Keyv 5, which else answers a failed read as if nothing were stored. */
  readonly throwOnErrors?: boolean;

  /** Keyv 6 reports errors here alone. */
  on?(event: 'error', listener: (error: unknown) => void): unknown;
}

/**
 * Makes a journal on a Keyv, and so on Redis, Postgres, MySQL, SQLite, MongoDB and whatever else it has adapters for.
 * Keyv has no compare-and-set: let one process at a time publish under a key, as a queue does, or write a
 * {@link Journal} that has it.
 *
 * An entry must be kept as long as its key may be used again:
 * give the Keyv no `ttl` shorter than that.
 *
 * @param keyv a Keyv, made with `throwOnErrors: true` if it is Keyv 5, and a `namespace` of its own; or anything else
 *   with `get` and `set`
 * @returns a journal, the same one for the same Keyv; publishing fails with `JOURNAL_FAILED` when the Keyv does
 * @throws {InvalidInputError} if the Keyv is not usable; it names every fault
 *
 * @example
 * ```ts
 * import { createKeyvJournal, type Journal, type JournalKeyv } from '@threads-sdk/publish';
 *
 * // keyv: new Keyv({ store: new KeyvRedis(url), namespace: 'threads-posts', throwOnErrors: true })
 * export function journalOn(keyv: JournalKeyv): Journal {
 *   return createKeyvJournal(keyv);
 * }
 * ```
 *
 * @see https://keyv.org
 * @category Never publish twice
 */
export function createKeyvJournal(keyv: JournalKeyv): Journal {
  checkInput('createKeyvJournal', inputObject({ keyv: keyvSchema() }, ['keyv']), { keyv });
  const made = journals.get(keyv);
  if (made) return made;
  const use = guardKeyv(keyv);
  const journal: Journal = Object.freeze({
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
  journals.set(keyv, journal);
  return journal;
}

/** One for each Keyv: calls with the same key wait for each other where they have the same journal. */
const journals: WeakMap<JournalKeyv, Journal> = /* @__PURE__ */ new WeakMap();
