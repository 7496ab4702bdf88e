import { AbortError, isThreadsError } from '@threads-sdk/errors';
import { notify, refuse } from '@threads-sdk/internal';
import { chainFileIssues, chainMediaIssues } from './check-chain.ts';
import { optionIssues, postOptions } from './check-options.ts';
import { locatedAt, postIssues } from './check-post.ts';
import { type MediaStorage, openFiles } from './media-storage.ts';
import type { PublishOptions, PublishProgress } from './options.ts';
import type { FilePost, Post } from './post.ts';

/**
 * Options of `storeFiles`.
 *
 * @example
 * ```ts
 * import type { MediaStorage, StoreFilesOptions } from '@threads-sdk/publish';
 *
 * export const optionsFor = (storage: MediaStorage): StoreFilesOptions => ({
 *   storage,
 *   onProgress: ({ bytesSent, bytesTotal }) => console.log(`${bytesSent} of ${bytesTotal} bytes`),
 * });
 * ```
 *
 * @category Post files
 */
export interface StoreFilesOptions extends Pick<PublishOptions, 'check' | 'signal'> {
  /** Where the files are kept. */
  readonly storage: MediaStorage;

  /** Hears how much of a file was sent: of which post (`index`) and of which of its media (`mediaIndex`). It changes nothing. */
  readonly onProgress?: (
    progress: Pick<PublishProgress, 'mediaIndex' | 'bytesSent' | 'bytesTotal'> & { readonly index?: number },
  ) => unknown;
}

/**
 * Uploads the files of posts before they are published: for a queue, a database or an engine, which keep posts as JSON. What it
 * returns has keys in the place of files. Whoever publishes it gives the same `storage`.
 *
 * @param posts the posts, such as those of a chain; they are checked as `publish` does
 * @param options `storage`: where the files are kept; `check`, `signal` and `onProgress` as for `publish`
 * @returns the posts in their order, as plain JSON
 * @throws {InvalidInputError} if a post or a file cannot be published as it is; it names every fault, and nothing was uploaded
 * @throws {StorageError} if a file could not be uploaded; call again, what is there already is not uploaded again
 * @throws {AbortError} if the signal was aborted
 *
 * @example
 * ```ts
 * import { type MediaStorage, type Post, storeFiles } from '@threads-sdk/publish';
 *
 * export async function enqueue(storage: MediaStorage, file: File, add: (post: Post) => Promise<void>): Promise<void> {
 *   const [post] = await storeFiles([{ text: 'The gate', media: [{ image: file }] }], { storage });
 *   await add(post);
 * }
 * ```
 *
 * @category Post files
 */
export async function storeFiles<const Posts extends readonly (Post | FilePost)[]>(
  posts: Posts,
  options: StoreFilesOptions,
): Promise<{ readonly [Index in keyof Posts]: Post }> {
  const call = 'storeFiles';
  const { signal, onProgress }: StoreFilesOptions = Object(options);
  try {
    const files = await openFiles(posts, options);
    // Without a storage they are refused, and for all else that is wrong with them.
    const stored = files?.posts ?? (Array.isArray(posts) ? (posts as readonly Post[]) : []);
    refuse(call, [
      ...(Array.isArray(posts) ? [] : [{ path: 'posts', message: 'must be an array' }]),
      ...chainFileIssues(files),
      ...stored.flatMap((post, index) => locatedAt(`posts[${index}]`, postIssues(post))),
      ...optionIssues(Object.assign({ storage: null }, options), { check: postOptions().check }),
    ]);
    refuse(call, await chainMediaIssues(stored, options, files));
    await files?.upload(({ step: _, ...progress }) => void notify('onProgress', onProgress, progress));
    // One for each of those that were given.
    return stored as { readonly [Index in keyof Posts]: Post };
  } catch (error) {
    if (isThreadsError(error) || !signal?.aborted) throw error;
    throw new AbortError('ABORTED', `${call}: aborted. Nothing was sent to Threads.`, {
      call,
      remedy: 'Call again whenever you like: what was uploaded is not uploaded again.',
      retryable: 'now',
      cause: signal.reason,
    });
  }
}
