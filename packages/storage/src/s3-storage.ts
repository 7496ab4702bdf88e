import { refuse } from '@threads-sdk/internal';
import { createStorage, writtenAgainAfter } from './create-storage.ts';
import { endings, type MediaType } from './content-key.ts';
import type { FileStorage, StorageFunctions, StoredObject } from './file-storage.ts';
import { maxImageBytes, maxVideoBytes } from './generated/limits.ts';
import { s3OptionIssues, type S3StorageOptions } from './s3-options.ts';
import { publicAddress } from './public-address.ts';
import { addressOf, sendToS3, sign, tagIn } from './s3-request.ts';

/**
 * A storage in a bucket.
 *
 * @category S3
 */
export interface S3Storage extends FileStorage {
  /**
   * Lets a browser upload one file by itself: an address for a `PUT` with these headers, which takes a file of this type and this
   * size and no other. What was uploaded is posted as `{ stored: key }`. The key is random, so that nobody can put another file in
   * the place of one that is there.
   */
  readonly uploadUrl: (file: {
    readonly type: MediaType;
    /** Bytes. */
    readonly size: number;
  }) => Promise<{
    readonly key: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
  }>;
}

/**
 * Makes a storage in a bucket of S3, R2, B2, MinIO, Ceph and their like. Works in Node, Bun, Deno and Workers.
 *
 * A file is sent in one `PUT`, with as much memory for a gigabyte as for a megabyte. A request that failed is sent three times at most.
 *
 * @param options `endpoint`, `region` and `bucket`; `accessKeyId`, `secretAccessKey` and perhaps `sessionToken`, or `credentials`,
 *   a function that gives them; `addressing`: `'signed'`, or `'public'` with `publicUrl`; `prefix`, `removeWhenLive`, `expiresIn`
 *   (seconds), `timeout` (milliseconds), `fetch`, `clock`, `random`
 * @returns a storage, for the option `storage` of the publishing functions. Its functions throw a `StorageError`
 * @throws {InvalidInputError} if the options are not usable; it names every fault. Nothing is sent
 *
 * @example
 * ```ts
 * import { createS3Storage, type S3Storage } from '@threads-sdk/storage';
 *
 * export const storage: S3Storage = createS3Storage({
 *   endpoint: 'https://s3.eu-central-1.amazonaws.com',
 *   region: 'eu-central-1',
 *   bucket: 'my-app-media',
 *   accessKeyId: process.env['S3_ACCESS_KEY_ID'] ?? 'AKIAEXAMPLE',
 *   secretAccessKey: process.env['S3_SECRET_ACCESS_KEY'] ?? 'example',
 *   addressing: 'signed',
 * });
 * ```
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 * @category S3
 */
export function createS3Storage(options: S3StorageOptions): S3Storage {
  refuse('createS3Storage', s3OptionIssues(options));
  const { addressing, bucket, expiresIn = 3600, prefix, publicUrl = '', removeWhenLive } = options;
  const functions: StorageFunctions = {
    put: async (key, file, { contentType, onProgress, signal }) => {
      if (await isKept(options, key, signal)) return;
      const headers = { 'content-type': contentType };
      await sendToS3(options, {
        method: 'PUT',
        what: 'uploaded',
        key,
        headers,
        body: file,
        onProgress,
        signal,
      });
    },
    url: async (key) => {
      if (addressing === 'public') return publicAddress(publicUrl, key);
      const { url } = await sign(options, addressOf(options, key), { method: 'GET', expiresIn });
      return url.href;
    },
    remove: async (key) => {
      await sendToS3(options, { method: 'DELETE', what: 'removed', key, expected: /^NoSuchKey/ });
    },
    list: (below) => listBucket(options, below),
  };
  const storage = createStorage(bucket, functions, {
    ...(prefix !== undefined && { prefix }),
    ...(removeWhenLive !== undefined && { removeWhenLive }),
  });
  return Object.freeze({
    ...storage,
    uploadUrl: async (file) => {
      const { size, type }: typeof file = Object(file);
      refuse('uploadUrl', [
        ...(Object.hasOwn(endings, type)
          ? []
          : [{ path: 'type', message: `must be one of: ${Object.keys(endings).join(', ')}` }]),
        ...(isWithin(size, type)
          ? []
          : [{ path: 'size', message: 'must be a number of bytes that Meta takes' }]),
      ]);
      const key = `${storage.prefix}uploads/${crypto.randomUUID()}.${endings[type]}`;
      // What lies there cannot be replaced: not after it was looked at, and before it is posted.
      const headers = { 'content-type': type, 'if-none-match': '*' };
      const signed = await sign(options, addressOf(options, key), {
        method: 'PUT',
        headers: { ...headers, 'content-length': String(size) },
        expiresIn,
      });
      return Object.freeze({ key, url: signed.url.href, headers: Object.freeze(headers) });
    },
  } satisfies S3Storage);
}

function isWithin(size: unknown, type: unknown): boolean {
  const most = String(type).startsWith('image') ? maxImageBytes : maxVideoBytes;
  return Number.isInteger(size) && Number(size) > 0 && Number(size) <= most;
}

/**
 * Whether a file is there, and was written on this day: one that is older is written again, so that no rule or sweep that removes
 * what is old takes it away before it is posted.
 */
async function isKept(
  options: S3StorageOptions,
  key: string,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  // Not HEAD, whose failures have no words. Who may not list a bucket is told that it may not know.
  const { failure, headers } = await sendToS3(options, {
    method: 'GET',
    what: 'looked for',
    key,
    headers: { range: 'bytes=0-0' },
    signal,
    expected: /^(NoSuchKey|AccessDenied|InvalidRange|unknown 404)/,
  });
  if (failure) return false;
  const [now = Number.NaN, written = Number.NaN] = ['date', 'last-modified'].map((name) =>
    Date.parse(headers.get(name) ?? ''),
  );
  return now - written < writtenAgainAfter;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
async function* listBucket(options: S3StorageOptions, prefix: string): AsyncGenerator<StoredObject> {
  for (let next: string | undefined = ''; next !== undefined;) {
    const query = { 'list-type': '2', prefix, ...(next && { 'continuation-token': next }) };
    const { text } = await sendToS3(options, { method: 'GET', what: 'listed', query });
    for (const [item] of text.matchAll(/<Contents>.*?<\/Contents>/gs)) {
      const key = unescapeXml(tagIn(item, 'Key') ?? '');
      yield { key, lastModified: new Date(tagIn(item, 'LastModified') ?? '') };
    }
    const token = tagIn(text, 'NextContinuationToken');
    const following = token === undefined ? undefined : unescapeXml(token);
    if (following === next) throw Object.assign(new Error('it repeats itself'), { code: 'LIST_REPEATS' });
    next = following;
  }
}

function unescapeXml(text: string): string {
  const letters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replaceAll(
    /&(?:#(x?)([\da-f]+)|(\w+));/gi,
    (whole, isHex: string, digits: string | undefined, name: string) =>
      digits === undefined
        ? (letters[name] ?? whole)
        : String.fromCodePoint(Number.parseInt(digits, isHex ? 16 : 10)),
  );
}
