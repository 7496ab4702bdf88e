import { type InputIssue, InvalidInputError, isThreadsError, StorageError } from '@threads-sdk/errors';
import { inTime, reasonOf, refuse, unlessAborted } from '@threads-sdk/internal';
import { contentKey } from './content-key.ts';
import type { FileStorage, StorageFunctions, StorageOptions, StoredObject } from './file-storage.ts';
import { type Cabinet, isBlob, openFiles } from './open-files.ts';

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
  refuse('createStorage', [...functionIssues(name, functions), ...storageOptionIssues(options)]);
  const { prefix = 'threads/', removeWhenLive = false } = options;
  const { list } = functions;
  const notOurs = `must be a key that begins with ${JSON.stringify(prefix)}`;

  /** The error of what failed. What somebody's own function throws may hold a signature, so only its code is told. */
  const failed = (done: string, key: string | undefined, error: unknown): unknown => {
    if (isThreadsError(error)) return error;
    const reason = reasonOf(error).replaceAll(/[ ()]/g, '') || 'unknown';
    const subject = key ?? 'the files';
    return new StorageError('STORAGE_FAILED', `${name}: ${subject} could not be ${done} (${reason}).`, {
      bucket: name,
      key,
      reason,
      remedy: 'Look at the storage, then call again.',
      retryable: 'later',
    });
  };
  const ask = async <Answer>(
    done: string,
    key: string,
    signal: AbortSignal | undefined,
    work: () => Promise<Answer>,
  ): Promise<Answer> => {
    if (!isKey(key, prefix)) throw new InvalidInputError('storage', [{ path: 'key', message: notOurs }]);
    signal?.throwIfAborted();
    try {
      return await unlessAborted(
        (async () => work())(), // which may throw at once
        signal,
      );
    } catch (error) {
      signal?.throwIfAborted();
      throw failed(done, key, error);
    }
  };
  const listBelow = async function* (below: string): AsyncGenerator<StoredObject> {
    try {
      if (list) yield* list(below);
    } catch (error) {
      throw failed('listed', undefined, error);
    }
  };
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
    url: (key, signal) =>
      ask('addressed', key, signal, async () => {
        const address = await inTime(functions.url(key, signal ? { signal } : {}), patience, late);
        if (typeof address === 'string' && /^https?:/.test(address) && URL.canParse(address)) return address;
        throw Object.assign(new TypeError('no address'), { code: 'NO_ADDRESS' });
      }),
    remove: (key, signal) => ask('removed', key, signal, () => inTime(functions.remove(key), patience, late)),
    errorOf: (error) => {
      const known = failed(
        'removed',
        undefined,
        isThreadsError(error) && error.name !== 'StorageError' ? undefined : error,
      );
      return known as StorageError; // no other is passed on
    },
  };
  return Object.freeze({
    prefix,
    open: (posts, options) => openFiles(cabinet, posts, options),
    put: async (file, options) => {
      const { kind, signal }: typeof options = Object(options);
      refuse('put', putIssues(file, kind));
      const named = await cabinet.name(file, kind, signal);
      await cabinet.put(named, () => undefined, signal);
      return named.key;
    },
    url: (key) => cabinet.url(key, undefined),
    remove: (key) => cabinet.remove(key),
    ...(list && { list: (below = prefix) => listBelow(below) }),
  } satisfies FileStorage);
}

/** Milliseconds for an address and for a removal, which take none: what never ends would hold a post for ever. */
const patience = 60_000;

function late(): unknown {
  return Object.assign(new Error('it took too long'), { code: 'TIMED_OUT' });
}

function putIssues(file: unknown, kind: unknown): readonly InputIssue[] {
  return [
    ...(isBlob(file) ? [] : [{ path: 'file', message: 'must be a Blob or File' }]),
    ...(kind === 'image' || kind === 'video'
      ? []
      : [{ path: 'kind', message: "must be 'image' or 'video'" }]),
  ];
}

function functionIssues(name: unknown, functions: unknown): readonly InputIssue[] {
  const { list = String, put, remove, url } = Object(functions);
  return [
    ...(typeof name === 'string' && name !== ''
      ? []
      : [{ path: 'name', message: 'must be a text that is not empty' }]),
    ...Object.entries({ put, url, remove, list })
      .filter(([, member]) => typeof member !== 'function')
      .map(([member]) => ({ path: `functions.${member}`, message: 'must be a function' })),
  ];
}

/** What is wrong with the options that every storage has, and those that none of its own has. */
export function storageOptionIssues(options: unknown): readonly InputIssue[] {
  const { prefix = '', removeWhenLive = false, ...unknown } = Object(options);
  const isPrefix = typeof prefix === 'string' && /^[\w./-]{0,900}$/.test(prefix) && isKey(`${prefix}x`, '');
  return [
    ...(isPrefix
      ? []
      : [
          { path: 'options.prefix', message: 'must be a path of letters, digits and -_. such as "threads/"' },
        ]),
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

/** Milliseconds after which a file is written again, so that no rule or sweep that removes what is old takes it before it is posted. */
export const writtenAgainAfter = 86_400_000;
