import type { Journal } from './journal.ts';

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
 * @see https://developers.facebook.com/docs/threads/posts
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
