import type { InputIssue } from '@threads-sdk/errors';
import { isNumberFrom, refuse } from '@threads-sdk/internal';
import type { FileStorage } from './file-storage.ts';

/**
 * Options of {@link sweepStorage}.
 *
 * @category Remove files
 */
export interface SweepOptions {
  /**
   * What still needs its files: posts, states, jobs, rows, in whatever form, of which every `{ stored: key }` counts. All that is
   * not live yet has to be in it. A list, or what gives them one by one.
   */
  readonly needed: Iterable<unknown> | AsyncIterable<unknown>;

  /**
   * Milliseconds since it was written after which a file is removed. It protects what was uploaded just now and is in no list yet.
   * What is
   * younger than a day is not uploaded again, so it has to be two days at least: 172,800,000. Default 604,800,000, seven days.
   */
  readonly olderThan?: number;

  /** The time that it goes by, in milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number;
}

/**
 * Removes files from a storage that nothing needs any more: those of posts that are live, and what was uploaded for posts that
 * never came to be. What does not begin with the storage's prefix is not looked at.
 *
 * @param storage the storage; one of `createStorage` needs the function `list`
 * @param options `needed`: what still needs its files; `olderThan`: milliseconds, default seven days
 * @returns the keys that were removed, and how many files are left
 * @throws {InvalidInputError} if the storage cannot list its files, or the options are not usable; it names every fault
 * @throws {StorageError} if the storage failed; what was removed before is gone, and the next sweep goes on
 *
 * @example
 * ```ts
 * import type { Post } from '@threads-sdk/publish';
 * import { type FileStorage, sweepStorage } from '@threads-sdk/storage';
 *
 * export async function sweep(storage: FileStorage, queue: { pending(): AsyncIterable<Post> }): Promise<void> {
 *   const { removed } = await sweepStorage(storage, { needed: queue.pending() });
 *   console.log(`${removed.length} files were removed`);
 * }
 * ```
 *
 * @category Remove files
 */
export async function sweepStorage(
  storage: FileStorage,
  options: SweepOptions,
): Promise<{ readonly removed: readonly string[]; readonly left: number }> {
  refuse('sweepStorage', sweepIssues(storage, options));
  const { needed, now = Date.now, olderThan = sevenDays } = options;
  // Taken before the list is read: what is written later is younger.
  const before = now() - olderThan;
  const keys = new Set<string>();
  for await (const each of needed) addKeys(each, keys);
  const removed: string[] = [];
  let left = 0;
  for await (const { key, lastModified } of storage.list?.() ?? []) {
    if (keys.has(key) || lastModified.getTime() > before) {
      left += 1;
    } else {
      await storage.remove(key);
      removed.push(key);
    }
  }
  return Object.freeze({ removed, left });
}

const sevenDays = 604_800_000;
const twoDays = 172_800_000;

function sweepIssues(storage: unknown, options: unknown): readonly InputIssue[] {
  const { list, remove } = Object(storage);
  const { needed, now = Date.now, olderThan = sevenDays, ...unknown } = Object(options);
  const isIterable = [Symbol.iterator, Symbol.asyncIterator].some(
    (name) => typeof needed === 'object' && typeof Object(needed)[name] === 'function',
  );
  return [
    ...(typeof remove === 'function' && typeof list === 'function'
      ? []
      : [{ path: 'storage', message: 'must be a storage that can list its files' }]),
    ...(isIterable ? [] : [{ path: 'options.needed', message: 'must be a list, or iterable' }]),
    ...(isNumberFrom(twoDays, olderThan)
      ? []
      : [{ path: 'options.olderThan', message: `must be a number from ${twoDays}` }]),
    ...(typeof now === 'function' ? [] : [{ path: 'options.now', message: 'must be a function' }]),
    ...Object.keys(unknown).map((path) => ({ path: `options.${path}`, message: 'is unknown' })),
  ];
}

/** Every `{ stored: key }` in a value, however deep, also in JSON text. */
function addKeys(value: unknown, keys: Set<string>, seen: Set<unknown> = new Set()): void {
  if (typeof value === 'string') {
    // Escaped once more in each text that holds another.
    for (const [, key = ''] of value.matchAll(/\\*"stored\\*"\s*:\s*\\*"([^"\\]+)/g)) keys.add(key);
  }
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  for (const [name, member] of Object.entries(value)) {
    if (name === 'stored' && typeof member === 'string') keys.add(member);
    else addKeys(member, keys, seen);
  }
}
