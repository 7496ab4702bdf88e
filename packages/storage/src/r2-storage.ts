import { refuse } from '@threads-sdk/internal';
import { createStorage, storageOptionIssues, writtenAgainAfter } from './create-storage.ts';
import type { FileStorage, StorageOptions, StoredObject } from './file-storage.ts';
import { isPublicUrl, publicAddress } from './public-address.ts';

/**
 * What is used of a Worker's binding to a bucket of R2.
 *
 * @see https://developers.cloudflare.com/r2/api/workers/workers-api-reference/
 * @category R2
 */
export interface R2Bucket {
  /** Tells when an object was written, `null` where there is none. */
  head(key: string): Promise<{ readonly uploaded: Date } | null>;
  /** Writes an object. */
  put(
    key: string,
    file: Blob,
    options: { readonly httpMetadata: { readonly contentType: string } },
  ): Promise<unknown>;
  /** Removes an object. */
  delete(key: string): Promise<void>;
  /** Lists objects, a page at a time. */
  list(options: { readonly prefix: string; readonly cursor?: string }): Promise<{
    readonly objects: readonly { readonly key: string; readonly uploaded: Date }[];
    readonly truncated: boolean;
    readonly cursor?: string;
  }>;
}

/**
 * Makes a storage of a Worker's binding to a bucket of R2 that has a public domain: no keys, no signatures.
 *
 * @param bucket the binding, such as `env.MEDIA`
 * @param options `publicUrl`: the domain that serves the bucket, such as `https://media.example.com`; `prefix` and `removeWhenLive`
 *   as for every storage
 * @returns a storage, for the option `storage` of the publishing functions
 * @throws {InvalidInputError} if the binding or the options are not usable; it names every fault
 *
 * @example
 * ```ts
 * import { createR2Storage, type FileStorage, type R2Bucket } from '@threads-sdk/storage';
 *
 * export const storageOf = (env: { MEDIA: R2Bucket }): FileStorage =>
 *   createR2Storage(env.MEDIA, { publicUrl: 'https://media.example.com' });
 * ```
 *
 * @see https://developers.cloudflare.com/r2/buckets/public-buckets/
 * @category R2
 */
export function createR2Storage(
  bucket: R2Bucket,
  options: StorageOptions & { readonly publicUrl: string },
): FileStorage {
  const { publicUrl, ...others }: typeof options = Object(options);
  refuse('createR2Storage', [
    ...storageOptionIssues(others),
    ...(['head', 'put', 'delete', 'list'] as const)
      .filter((name) => typeof Object(bucket)[name] !== 'function')
      .map((name) => ({ path: `bucket.${name}`, message: 'must be a function' })),
    ...(isPublicUrl(publicUrl)
      ? []
      : [{ path: 'options.publicUrl', message: 'must be an http or https URL without a query' }]),
  ]);
  return createStorage(
    'R2',
    {
      put: async (key, file, { contentType, onProgress }) => {
        const kept = await bucket.head(key);
        // One that is older is written again, so that no rule takes it away before it is posted.
        if (kept && Date.now() - kept.uploaded.getTime() < writtenAgainAfter) return;
        await bucket.put(key, file, { httpMetadata: { contentType } });
        onProgress(file.size);
      },
      url: async (key) => publicAddress(publicUrl, key),
      remove: (key) => bucket.delete(key),
      list: (prefix) => listBucket(bucket, prefix),
    },
    others,
  );
}

async function* listBucket(bucket: R2Bucket, prefix: string): AsyncGenerator<StoredObject> {
  for (let next: { readonly cursor?: string } | undefined = {}; next;) {
    const page: Awaited<ReturnType<R2Bucket['list']>> = await bucket.list({ prefix, ...next });
    for (const { key, uploaded } of page.objects) yield { key, lastModified: uploaded };
    next = page.truncated && page.cursor !== undefined ? { cursor: page.cursor } : undefined;
  }
}
