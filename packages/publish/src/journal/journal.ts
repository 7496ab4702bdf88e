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
 * @see https://developers.facebook.com/docs/threads/posts
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
