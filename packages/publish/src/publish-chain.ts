import type { Client } from '@threads-sdk/core-http';
import { type InputIssue, InvalidInputError, isInvalidInputError, isThreadsError } from '@threads-sdk/errors';
import { asReply } from './post/as-reply.ts';
import { optionFaults } from './check-input.ts';
import { checkPost } from './post/check-post.ts';
import { mediaFaults } from './media-faults.ts';
import type { PublishOptions, PublishProgress } from './options.ts';
import type { Post } from './post/post.ts';
import { publish } from './publish.ts';
import { PublishChainError } from './publish-chain-error.ts';
import type { PublishedPost } from './published-post.ts';

/**
 * Options of `publishChain`.
 *
 * @example
 * ```ts
 * import type { ChainOptions } from '@threads-sdk/publish';
 *
 * const options: ChainOptions = { idempotencyKey: 'essay 3', replyTo: 'root' };
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/reply-management
 * @category Publish
 */
export interface ChainOptions extends Omit<PublishOptions, 'fast' | 'onProgress'> {
  /** Which post each one answers: the one before it, or the first. Default `'previous'`. */
  readonly replyTo?: 'previous' | 'root';

  /** Hears what happens, `index` says to which of the posts. What it throws ends the call. */
  readonly onProgress?: (progress: PublishProgress & { readonly index: number }) => void;
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
 * @param options as those of `publish`; `replyTo`: which post each one answers, default `'previous'`
 * @returns the posts that are live, in their order
 * @throws {InvalidInputError} A post cannot be published as it is; all faults of all posts are named and nothing was
 *   sent.
 * @throws {PublishChainError} A post failed: `published` holds those that are live, `cause` is what `publish` throws.
 *
 * @example
 * ```ts
 * import type { Client } from '@threads-sdk/core-http';
 * import { publishChain } from '@threads-sdk/publish';
 *
 * export async function tell(client: Client, paragraphs: readonly string[]): Promise<readonly string[]> {
 *   const posts = await publishChain(
 *     client,
 *     paragraphs.map((text) => ({ text })),
 *     { idempotencyKey: 'my story' },
 *   );
 *   return posts.map(({ id }) => id);
 * }
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/reply-management
 * @category Publish
 */
export async function publishChain(
  client: Client,
  posts: readonly Post[],
  options: ChainOptions = {},
): Promise<readonly PublishedPost[]> {
  const { replyTo = 'previous', onProgress, check: _done, idempotencyKey, ...others } = options;
  const chain = structuredClone(posts); // the caller may change theirs while we wait
  checkChain(chain, options);
  const faults = await Promise.all(
    chain.map(async (post, index) => located(index, await mediaFaults(post, options))),
  );
  refuse(faults.flat());

  const published: PublishedPost[] = [];
  for (const [index, post] of chain.entries()) {
    const target = replyTo === 'root' ? published[0] : published.at(-1);
    const linked = target ? asReply(post, target.id) : post;
    try {
      published.push(
        await publish(client, linked, {
          ...others,
          ...(idempotencyKey === undefined ? {} : { idempotencyKey: `${idempotencyKey}/${index}` }),
          ...(onProgress ? { onProgress: (progress) => onProgress({ ...progress, index }) } : {}),
        }),
      );
    } catch (error) {
      if (!isThreadsError(error)) throw error;
      throw new PublishChainError(error, published, idempotencyKey !== undefined);
    }
  }
  return published;
}

function checkChain(posts: readonly Post[], options: ChainOptions): void {
  const { replyTo = 'previous' } = options;
  refuse([
    ...(posts.length === 0 ? [{ path: 'posts', message: 'must not be empty' }] : []),
    ...posts.flatMap((post, index) => located(index, postFaults(post, index))),
    ...optionFaults(options),
    ...(replyTo === 'previous' || replyTo === 'root'
      ? []
      : [{ path: 'options.replyTo', message: "must be 'previous' or 'root'" }]),
  ]);
}

function postFaults(post: Post, index: number): readonly InputIssue[] {
  try {
    // A later post is checked as the reply that it will be.
    checkPost('publishChain', index === 0 ? post : asReply(post, '0'), {});
  } catch (error) {
    if (!isInvalidInputError(error)) throw error;
    return error.issues;
  }
  return index > 0 && post.replyTo !== undefined
    ? [{ path: 'replyTo', message: 'is for the first post of a chain only' }]
    : [];
}

function located(index: number, issues: readonly InputIssue[]): readonly InputIssue[] {
  return issues.map(({ path, message }) => ({
    path: path === '' ? `posts[${index}]` : `posts[${index}].${path}`,
    message,
  }));
}

function refuse(issues: readonly InputIssue[]): void {
  if (issues.length > 0) throw new InvalidInputError('publishChain', issues);
}
