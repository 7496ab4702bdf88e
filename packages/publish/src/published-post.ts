import type { ThreadsError } from '@threads-sdk/errors';

/**
 * A post that is live.
 *
 * @example
 * ```ts
 * import type { Post, PublishedPost } from '@threads-sdk/publish';
 *
 * export function replyTo(published: PublishedPost, text: string): Post {
 *   return { text, replyTo: published.id };
 * }
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/posts
 * @category Publish
 */
export interface PublishedPost {
  /** Id of the live post, for `getThread`, replies and quotes. */
  readonly id: string;

  /** Id of the container that it was made from; reposts and texts with `fast` have none. */
  readonly containerId?: string;

  /** Whether the Instagram story worked, where one was asked for and Threads said so: `SUCCESS` or `FAILED`. */
  readonly crossreshareToIgStatus?: string;

  /** The journal could not be told that the post is live. A rerun with the key finds the post instead of repeating it. */
  readonly journalError?: ThreadsError;
}
