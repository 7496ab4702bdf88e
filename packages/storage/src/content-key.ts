import { InvalidInputError } from '@threads-sdk/errors';
import { detectType, type FileType, unlessAborted } from '@threads-sdk/internal';
import { maxImageBytes, maxVideoBytes } from './generated/limits.ts';

/** What a file is called in a storage, and how it is served. */
export interface ContentKey {
  /** Its name: letters of a hash, and an ending by its type. Nothing of the name that somebody gave it. */
  readonly name: string;
  readonly contentType: MediaType;
}

/**
 * The name of a file, made from its bytes alone: the same file has the same name.
 *
 * @param kind what it is to be posted as
 * @throws {InvalidInputError} if its first bytes or its size tell that Meta does not take it
 */
export async function contentKey(
  file: Blob,
  kind: 'image' | 'video',
  signal: AbortSignal | undefined,
): Promise<ContentKey> {
  const type = detectType(await bytesOf(file.slice(0, 64), signal));
  const fault = faultOf(type, file.size, kind);
  if (fault !== undefined) throw new InvalidInputError('storage', [{ path: 'file', message: fault }]);
  const hash = hashes.get(file) ?? (await hashOf(file, signal));
  hashes.set(file, hash);
  const contentType =
    `${kind}/${type.kind === undefined ? '' : type.format.replace('mov', 'quicktime')}` as MediaType;
  return { name: `${hash}.${endings[contentType]}`, contentType };
}

/** A step of publishing hashes its files anew each time, which takes seconds for a long video. */
const hashes: WeakMap<Blob, string> = /* @__PURE__ */ new WeakMap();

/**
 * What a file in a storage is: by its bytes, or as a browser says that uploads it.
 *
 * @category Make a storage
 */
export type MediaType = 'image/jpeg' | 'image/png' | 'video/mp4' | 'video/quicktime';

/** What keys end with. */
export const endings: Readonly<Record<MediaType, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
};

function faultOf(type: FileType, size: number, kind: 'image' | 'video'): string | undefined {
  const taken = kind === 'image' ? 'a JPEG or PNG' : 'an MP4 or MOV';
  const fit = kind === 'image' ? ' (fitImage of @threads-sdk/media makes it fit)' : '';
  if (type.kind === undefined)
    return `is ${type.name}; Meta takes ${taken}${/image|GIF/.test(type.name) ? fit : ''}`;
  if (type.kind !== kind)
    return `is ${type.kind === 'image' ? 'an image' : 'a video'}; as ${kind} Meta takes ${taken}`;
  const most = kind === 'image' ? maxImageBytes : maxVideoBytes;
  return size > most ? `has ${size} bytes; Meta takes at most ${most}${fit}` : undefined;
}

/** How much of a large file is held in memory at once. */
const partBytes = 1_048_576;

/**
 * SHA-256 as hex; of a file that is larger than any image, that of its size and the SHA-256 of each of its megabytes: what browsers
 * and servers have hashes no streams. The size in front keeps a file of such hashes apart from the one that they are of.
 */
async function hashOf(file: Blob, signal: AbortSignal | undefined): Promise<string> {
  const digest = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> =>
    new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  if (file.size <= maxImageBytes) return hex(await digest(await bytesOf(file, signal)));
  const hashes: Uint8Array<ArrayBuffer>[] = [new TextEncoder().encode(`${file.size} `)];
  for await (const part of partsOf(file, signal)) {
    signal?.throwIfAborted();
    hashes.push(await digest(part));
  }
  return hex(await digest(await bytesOf(new Blob(hashes))));
}

/** A file in parts, into the same memory where that can be had: Node frees what was read late. */
async function* partsOf(
  file: Blob,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = readerOf(file);
  if (!reader) {
    for (let start = 0; start < file.size; start += partBytes)
      yield await bytesOf(file.slice(start, start + partBytes), signal);
    return;
  }
  let buffer = new ArrayBuffer(partBytes);
  for (let length = 0, isDone = false; !isDone;) {
    const { done, value } = await reading(reader.read(new Uint8Array(buffer, length)), signal);
    if (value) {
      buffer = value.buffer;
      length += value.byteLength;
    }
    isDone = done;
    if (length === partBytes || (done && length > 0)) {
      yield new Uint8Array(buffer, 0, length);
      length = 0;
    }
  }
}

function readerOf(file: Blob): ReadableStreamBYOBReader | undefined {
  try {
    return file.stream().getReader({ mode: 'byob' });
  } catch {
    return undefined; // not everywhere is the stream of a file one of bytes
  }
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function bytesOf(part: Blob, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await reading(part.arrayBuffer(), signal));
}

/** @throws {InvalidInputError} if it cannot be read: the file on the disk was changed or removed. */
async function reading<Result>(read: Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
  try {
    return await unlessAborted(read, signal);
  } catch {
    signal?.throwIfAborted();
    throw unreadable();
  }
}

/** The error of a file that is not what it was. */
export function unreadable(): InvalidInputError {
  const message = 'cannot be read any more: it was changed or removed';
  return new InvalidInputError('storage', [{ path: 'file', message }]);
}
