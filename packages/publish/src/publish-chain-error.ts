import { isThreadsError, ThreadsError } from '@threads-sdk/errors';
import type { PublishedPost } from './published-post.ts';

/**
 * A chain of posts stopped before its end. `cause` is the error of the post at which it stopped, and has its code.
 *
 * @example
 * ```ts
 * import { PublishChainError } from '@threads-sdk/publish';
 * import { ThreadsError } from '@threads-sdk/errors';
 *
 * const cause = new ThreadsError('RATE_LIMITED', 'publishContainer: too many posts.', { remedy: 'Wait a day.' });
 * const error = new PublishChainError(cause, [{ id: '17' }], true);
 * console.log(error.code, error.index); // RATE_LIMITED 1
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/reply-management
 * @category Handle errors
 */
export class PublishChainError extends ThreadsError {
  override readonly name: string = 'PublishChainError';

  /** The posts that are live, in their order. */
  readonly published: readonly PublishedPost[];

  /** Which of the posts failed, counted from 0. */
  readonly index: number;

  /**
   * @param cause the error of the post that failed
   * @param published the posts that are live
   * @param hasKey whether calling again with the same key goes on with the chain
   */
  constructor(cause: ThreadsError, published: readonly PublishedPost[], hasKey: boolean) {
    const { length } = published;
    const remedy = hasKey
      ? 'Call publishChain again with the same posts and idempotencyKey: it goes on with this post.'
      : 'Those that are live stay: publish only the rest, with the last of them as `replyTo`.';
    super(
      cause.code,
      `publishChain: posts[${length}] failed, ${length} before it are live. ${cause.message}`,
      {
        remedy: `${cause.remedy} ${remedy}`,
        cause,
      },
    );
    this.published = published;
    this.index = length;
  }
}

/**
 * Tells whether a caught value is a {@link PublishChainError}, also one of another copy of this package.
 *
 * @param value anything, usually what a `catch` received
 * @returns whether the value is a {@link PublishChainError}
 *
 * @example
 * ```ts
 * import { isPublishChainError } from '@threads-sdk/publish';
 *
 * export function report(error: unknown): string {
 *   return isPublishChainError(error) ? `${error.published.length} posts are live. ${error.remedy}` : String(error);
 * }
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/reply-management
 * @category Handle errors
 */
export function isPublishChainError(value: unknown): value is PublishChainError {
  return isThreadsError(value) && value.name === 'PublishChainError';
}
