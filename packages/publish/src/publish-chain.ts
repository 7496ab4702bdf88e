import type { Client } from '@threads-sdk/core-http/fetch';
import type { PublishedPost } from '@threads-sdk/errors';
import { refuse } from '@threads-sdk/internal';
import { chainStopped } from './chain-stopped.ts';
import { afterPart, startOfChain } from './chain.ts';
import { chainFileIssues, chainIssues, chainMediaIssues, replyToSchema } from './check-chain.ts';
import { optionIssues, postOptions } from './check-options.ts';
import { openFiles } from './media-storage.ts';
import type { PublishOptions, PublishProgress } from './options.ts';
import type { FilePost, Post } from './post.ts';
import { type Run, run } from './run.ts';

/**
 * Options of `publishChain`.
 *
 * @example
 * ```ts
 * import { type ChainOptions, createMemoryJournal } from '@threads-sdk/publish';
 *
 * const journal = createMemoryJournal();
 * const options: ChainOptions = { idempotencyKey: 'essay 3', journal, replyTo: 'root' };
 * ```
 *
 * @category Publish
 */
export interface ChainOptions extends Omit<PublishOptions, 'fast' | 'onProgress'> {
  /** Which post each one answers: the one before it, or the first. Default `'previous'`. */
  readonly replyTo?: 'previous' | 'root';

  /** Hears what happens, `index` says to which of the posts. It changes nothing, as with `publish`. */
  readonly onProgress?: (progress: PublishProgress & { readonly index: number }) => unknown;
}

/**
 * Publishes a chain of posts one after the other, each a reply to the one before it, or to the first. All of them are
 * checked before the first is sent.
 *
 * With an `idempotencyKey` the chain goes on where it stopped: those that are live stay, the one in the middle of which
 * it stopped is finished, the others follow. None is published twice.
 *
 * @param client the client of the user who posts; needs the permissions `threads_basic`, `threads_content_publish`,
 *   `threads_manage_replies`, and `threads_read_replies` where an outcome must be looked up
 * @param posts the posts in their order, at least one; only the first may have a `replyTo` of its own
 * @param options as those of `publish`, for each of the posts; `replyTo`: which post each one answers, default
 *   `'previous'`
 * @returns the posts that are live, in their order
 * @throws {InvalidInputError} if a post cannot be published as it is; it names every fault of every post, and nothing was
 *   sent
 * @throws {PublishChainError} if a post failed: `published` holds those that are live, `cause` is what `publish` throws
 *
 * @example
 * ```ts
 * import type { Client } from '@threads-sdk/core-http';
 * import { type Journal, publishChain } from '@threads-sdk/publish';
 *
 * export async function tell(
 *   client: Client,
 *   paragraphs: readonly string[],
 *   journal: Journal,
 * ): Promise<readonly string[]> {
 *   const posts = await publishChain(
 *     client,
 *     paragraphs.map((text) => ({ text })),
 *     { idempotencyKey: 'my story', journal },
 *   );
 *   return posts.map(({ id }) => id);
 * }
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/reply-management
 * @category Publish
 */
export async function publishChain(
  client: Client,
  posts: readonly (Post | FilePost)[],
  options: ChainOptions = {},
): Promise<readonly PublishedPost[]> {
  const call = 'publishChain';
  const opened = openFiles(posts, options);
  const files = opened && (await opened);
  // Where there is no storage, files are refused.
  const taken = files?.posts ?? (posts as readonly Post[]);
  const { fast: _, ...own } = postOptions();
  refuse(call, [
    ...chainFileIssues(files),
    ...chainIssues(taken, files ?? false),
    ...optionIssues(options, { ...own, replyTo: replyToSchema() }),
  ]);
  const { replyTo: __, onProgress, ...others } = options;
  const chain = structuredClone(taken); // the caller may change theirs while we wait
  /** All files of all posts are looked at and uploaded, unless the chain was begun before. */
  const prepare: Run['prepare'] = async (report) => {
    refuse(call, await chainMediaIssues(chain, options, files));
    await files?.upload(report);
  };
  let state = startOfChain(chain, options);
  while (state.step !== 'done') {
    const { length: index } = state.published;
    try {
      const post = await run({
        client,
        call: 'publish',
        start: state.current,
        part: index,
        files,
        ...(index === 0 && { prepare }),
        options: {
          ...others,
          ...(onProgress && { onProgress: (progress) => onProgress({ index, ...progress }) }),
        },
      });
      state = afterPart(state, post);
    } catch (error) {
      const again = 'Call publishChain again with the same posts and idempotencyKey';
      throw chainStopped(
        call,
        error,
        state.published,
        options.idempotencyKey === undefined ? undefined : again,
      );
    }
  }
  return Promise.all(state.published.map(async (live, index) => files?.afterwards(live, index) ?? live));
}
