import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { InvalidInputError } from '@threads-sdk/errors';

/**
 * Opens a file of the disk for a post. Nothing of it is read until it is needed, and never more than a few megabytes at once. It has
 * to stay as it is until it is posted: what was changed meanwhile cannot be read any more.
 *
 * @param path where it is, such as `'./gate.jpg'`, or a `file:` URL
 * @returns the file, for `{ image: file }`, `{ video: file }`, and `checkMedia`
 * @throws {InvalidInputError} if there is no such file, or it cannot be read
 *
 * @example
 * ```ts
 * import type { Client } from '@threads-sdk/core-http';
 * import { publish } from '@threads-sdk/publish';
 * import type { FileStorage } from '@threads-sdk/storage';
 * import { openFile } from '@threads-sdk/storage/node';
 *
 * export async function share(client: Client, storage: FileStorage): Promise<string> {
 *   const media = [{ image: await openFile('./gate.jpg'), altText: 'A red gate' }];
 *   const { id } = await publish(client, { text: 'Up before the city.', media }, { storage });
 *   return id;
 * }
 * ```
 *
 * @category Files of the disk
 */
export async function openFile(path: string | URL): Promise<Blob> {
  try {
    if ((await stat(path)).isFile()) return await openAsBlob(path);
  } catch (error) {
    const { code = 'unknown' } = Object(error);
    throw refusal(`${String(path)} cannot be opened (${code})`);
  }
  throw refusal(`${String(path)} is not a file`);
}

function refusal(message: string): InvalidInputError {
  return new InvalidInputError('openFile', [{ path: 'path', message }]);
}
