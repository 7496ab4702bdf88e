import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { StorageError } from '@threads-sdk/errors';
import { refuse } from '@threads-sdk/internal';
import { unreadable } from './content-key.ts';
import { createStorage, storageOptionIssues } from './create-storage.ts';
import type { FileStorage, StorageOptions, StoredObject } from './file-storage.ts';
import { isPublicUrl, publicAddress } from './public-address.ts';

/**
 * What `createFolderStorage` takes.
 *
 * @category Files of the disk
 */
export interface FolderStorageOptions extends StorageOptions {
  /** The folder that a web server already serves, such as `/var/www/media`. */
  readonly folder: string;

  /** Where it is served, such as `https://media.example.com`. */
  readonly publicUrl: string;
}

/**
 * Makes a storage of a folder that a web server serves to the public.
 *
 * @param options `folder` and `publicUrl`; `prefix`, a folder in it, default `'threads/'`; `removeWhenLive`
 * @returns a storage, for the option `storage` of the publishing functions. Its functions throw a `StorageError`
 * @throws {InvalidInputError} if the options are not usable; it names every fault
 *
 * @example
 * ```ts
 * import { createFolderStorage } from '@threads-sdk/storage/node';
 *
 * export const storage = createFolderStorage({ folder: '/var/www/media', publicUrl: 'https://media.example.com' });
 * ```
 *
 * @category Files of the disk
 */
export function createFolderStorage(options: FolderStorageOptions): FileStorage {
  const { folder, publicUrl, ...others }: FolderStorageOptions = Object(options);
  refuse('createFolderStorage', [
    ...storageOptionIssues(others),
    ...(typeof folder === 'string' && folder !== ''
      ? []
      : [{ path: 'options.folder', message: 'must be a path' }]),
    ...(isPublicUrl(publicUrl)
      ? []
      : [{ path: 'options.publicUrl', message: 'must be an http or https URL without a query' }]),
  ]);
  const root = resolve(folder);
  const failed = (what: string, key: string, error: unknown): unknown => {
    const { code = 'unknown' } = Object(error);
    return new StorageError(
      'STORAGE_FAILED',
      `${key} of the folder ${folder} could not be ${what} (${code}).`,
      {
        bucket: folder,
        key,
        reason: code,
        remedy: 'Look at the folder, its owner and the space on the disk, then call again.',
        retryable: 'later',
      },
    );
  };
  return createStorage(
    folder,
    {
      put: async (key, file, { onProgress, signal }) => {
        const path = join(root, key);
        if (await isKept(path, file.size)) return;
        const unfinished = `${path}.${crypto.randomUUID()}.part`;
        let sent = 0;
        const count = async function* (source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
          for await (const chunk of source) {
            yield chunk;
            onProgress((sent += chunk.byteLength));
          }
        };
        try {
          await mkdir(join(path, '..'), { recursive: true });
          await pipeline(
            Readable.from(file.stream()),
            count,
            createWriteStream(unfinished),
            signal ? { signal } : {},
          );
          await rename(unfinished, path);
        } catch (error) {
          await rm(unfinished, { force: true }).catch(() => undefined);
          if (Object(error).name === 'NotReadableError') throw unreadable();
          throw signal?.aborted ? error : failed('written', key, error);
        }
      },
      url: async (key) => publicAddress(publicUrl, key),
      remove: (key) =>
        rm(join(root, key), { force: true }).catch((error: unknown) => {
          throw failed('removed', key, error);
        }),
      list: (prefix) => listFolder(root, prefix),
    },
    others,
  );
}

/** Whether a file is there whole. Then it is young again, so that no sweep takes it away before it is posted. */
async function isKept(path: string, size: number): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (found?.size !== size) return false;
  const now = new Date();
  return utimes(path, now, now).then(
    () => true,
    () => false,
  );
}

async function* listFolder(root: string, prefix: string): AsyncGenerator<StoredObject> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (Object(error).code === 'ENOENT') return []; // nothing was kept yet
    throw error;
  });
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const key = relative(root, path).split(sep).join('/');
    if (!entry.isFile() || !key.startsWith(prefix)) continue;
    const found = await stat(path).catch(() => undefined); // it may have been removed meanwhile
    if (found) yield { key, lastModified: found.mtime };
  }
}
