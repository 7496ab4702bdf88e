import type { InputIssue } from '@threads-sdk/errors';
import { isNumberFrom, refuse } from '@threads-sdk/internal';
import type { FileStorage, StoredObject } from './file-storage.ts';

/**
 * Options of {@link sweepStorage}.
 *
 * @category Remove files
 */
export interface SweepOptions {
  /**
   * What still needs its files: posts, states, jobs, rows, in whatever form, in which every `{ stored: key }` and
   * every name of a file counts, in texts too. All that is
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
  const isOld = ({ lastModified }: StoredObject): boolean => Number(lastModified) <= before; // not if it is no date
  const names = new Set<string>();
  for await (const each of needed) addNames(each, names);
  const removed: string[] = [];
  let left = 0;
  for await (const object of storage.list?.() ?? []) {
    const { key } = object;
    // It may have been written anew while the list was on its way.
    if (isOld(object) && !names.has(nameOf(key)) && (await isStillOld(storage, key, isOld))) {
      await storage.remove(key);
      removed.push(key);
    } else {
      left += 1;
    }
  }
  return Object.freeze({ removed, left });
}

async function isStillOld(
  storage: FileStorage,
  key: string,
  isOld: (object: StoredObject) => boolean,
): Promise<boolean> {
  for await (const object of storage.list?.(key) ?? []) if (object.key === key) return isOld(object);
  return false;
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
    ...(typeof now === 'function' && Number.isFinite(now())
      ? []
      : [{ path: 'options.now', message: 'must be a function that gives milliseconds' }]),
    ...Object.keys(unknown).map((path) => ({ path: `options.${path}`, message: 'is unknown' })),
  ];
}

/** The last part of a key, which nothing escapes in whatever text it stands. */
function nameOf(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}

/** The name of every file in a value, however deep: of each `stored`, and of whatever in a text looks like the name of a file. */
function addNames(value: unknown, names: Set<string>): void {
  const seen = new Set<unknown>();
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next === 'string') {
      // In JSON a slash may be written as a number.
      const plain = next.replaceAll(/\\u002f/gi, '/');
      for (const [name] of plain.matchAll(/[\w-]+\.(?:jpg|png|mp4|mov)/g)) names.add(name);
    } else if (typeof next === 'object' && next !== null && !seen.has(next)) {
      seen.add(next);
      const { stored } = next as { readonly stored?: unknown };
      if (typeof stored === 'string') names.add(nameOf(stored));
      waiting.push(...membersOf(next));
    }
  }
}

function membersOf(value: object): Iterable<unknown> {
  if (value instanceof Map) return [...value.keys(), ...value.values()];
  if (value instanceof Set) return value;
  if (ArrayBuffer.isView(value)) return [new TextDecoder().decode(value)];
  const { toJSON } = value as { readonly toJSON?: unknown };
  return typeof toJSON === 'function' ? [toJSON.call(value)] : Object.values(value);
}
