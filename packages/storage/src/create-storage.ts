import { type InputIssue, InvalidInputError, isThreadsError, StorageError } from '@threads-sdk/errors';
import { reasonOf, refuse } from '@threads-sdk/internal';
import { contentKey } from './content-key.ts';
import type { FileStorage, StorageFunctions, StorageOptions } from './file-storage.ts';
import { type Cabinet, openFiles } from './open-files.ts';

/**
 * Makes a storage of three functions: for what none of the others fits.
 *
 * @param name what errors call it, such as the name of a bucket
 * @param functions `put`, `url` and `remove`; `list`, to sweep with
 * @param options `prefix`: what every key begins with, default `'threads/'`; `removeWhenLive`: default `false`
 * @returns a storage, for the option `storage` of the publishing functions
 * @throws {InvalidInputError} if the functions or the options are not usable; it names every fault
 *
 * @example
 * ```ts
 * import { createStorage, type FileStorage } from '@threads-sdk/storage';
 *
 * // A Map in place of whatever keeps your files.
 * const kept = new Map<string, Blob>();
 *
 * export const storage: FileStorage = createStorage('my files', {
 *   put: async (key, file) => {
 *     kept.set(key, file);
 *   },
 *   url: async (key) => `https://media.example.com/${key}`,
 *   remove: async (key) => {
 *     kept.delete(key);
 *   },
 * });
 * ```
 *
 * @category Make a storage
 */
export function createStorage(
  name: string,
  functions: StorageFunctions,
  options: StorageOptions = {},
): FileStorage {
  refuse('createStorage', storageIssues(name, functions, options));
  const { prefix = 'threads/', removeWhenLive = false } = options;
  const { list } = functions;

  /** Asks for something. What somebody's own function throws may hold a signature, so only its code is told. */
  const ask = async <Answer>(
    done: string,
    key: string,
    signal: AbortSignal | undefined,
    work: () => Promise<Answer>,
  ): Promise<Answer> => {
    if (!isKey(key, prefix)) throw new InvalidInputError('storage', [{ path: 'key', message: notOurs }]);
    try {
      return await work();
    } catch (error) {
      signal?.throwIfAborted();
      if (isThreadsError(error)) throw error;
      const reason = reasonOf(error);
      throw new StorageError('STORAGE_FAILED', `${name}: ${key} could not be ${done}${reason}.`, {
        bucket: name,
        key,
        reason: reason.replaceAll(/[ ()]/g, '') || 'unknown',
        remedy: 'Look at the storage, then call again.',
        retryable: 'later',
      });
    }
  };
  const notOurs = `must be a key that begins with ${JSON.stringify(prefix)}`;
  const cabinet: Cabinet = {
    removeWhenLive,
    keyIssue: (key) => (isKey(key, prefix) ? undefined : notOurs),
    name: async (file, kind, signal) => {
      const { contentType, name: own } = await contentKey(file, kind, signal);
      return { file, contentType, key: prefix + own };
    },
    put: ({ contentType, file, key }, onProgress, signal) =>
      ask('uploaded', key, signal, () =>
        functions.put(key, file, { contentType, onProgress, ...(signal && { signal }) }),
      ),
    url: (key, signal) => ask('addressed', key, signal, () => functions.url(key, signal ? { signal } : {})),
    remove: (key) => ask('removed', key, undefined, () => functions.remove(key)),
  };
  return Object.freeze({
    prefix,
    open: (posts, { check, signal }) => openFiles(cabinet, posts, check, signal),
    put: async (file, { kind, signal }) => {
      const named = await cabinet.name(file, kind, signal);
      await cabinet.put(named, () => undefined, signal);
      return named.key;
    },
    url: (key) => cabinet.url(key, undefined),
    remove: cabinet.remove,
    ...(list && { list: () => list(prefix) }),
  } satisfies FileStorage);
}

function storageIssues(name: unknown, functions: unknown, options: unknown): readonly InputIssue[] {
  const { list = String, put, remove, url } = Object(functions);
  const { prefix = '', removeWhenLive = false, ...unknown } = Object(options);
  const isPrefix = typeof prefix === 'string' && /^[\w./-]*$/.test(prefix) && !/^\/|\.\.|\/\//.test(prefix);
  return [
    ...(typeof name === 'string' && name !== ''
      ? []
      : [{ path: 'name', message: 'must be a text that is not empty' }]),
    ...Object.entries({ put, url, remove, list })
      .filter(([, member]) => typeof member !== 'function')
      .map(([member]) => ({ path: `functions.${member}`, message: 'must be a function' })),
    ...(isPrefix ? [] : [{ path: 'options.prefix', message: 'must consist of letters, digits and -_./' }]),
    ...(typeof removeWhenLive === 'boolean'
      ? []
      : [{ path: 'options.removeWhenLive', message: 'must be a boolean' }]),
    ...Object.keys(unknown).map((path) => ({ path: `options.${path}`, message: 'is unknown' })),
  ];
}

/** Whether it is a key that leads nowhere but below the prefix, whatever makes an address or a path of it. */
function isKey(key: unknown, prefix: string): boolean {
  return (
    typeof key === 'string' &&
    key.startsWith(prefix) &&
    key.length <= 1024 &&
    !/(^|\/)\.{0,2}(\/|$)|[\p{Cc}\p{Cs}\\]/u.test(key)
  );
}
