import { type Client, isApiError } from '@threads-sdk/core-http';
import { aborted } from './aborted.ts';
import { advance } from './advance.ts';
import { checkPost } from './check-post.ts';
import type { Context } from './context.ts';
import { isPublishError, PublishError } from './errors.ts';
import { defaultProcessingTimeout, type PublishOptions } from './options.ts';
import type { Post } from './post.ts';
import { startState } from './start-state.ts';
import type { PublishState } from './state.ts';

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
 */
export interface PublishedPost {
  /** Id of the live post, for `getThread`, replies and quotes. */
  readonly id: string;

  /** Id of the container that it was made from. */
  readonly containerId: string;
}

/**
 * Publishes a post: creates its containers, waits until Meta has processed them, and makes it live. No media is a text
 * post, one an image or video post, 2 to 20 a carousel.
 *
 * Nothing is published twice. When the answer to the decisive request is lost or unclear, the status of the container
 * and the newest posts are asked before it is sent again, and if they cannot tell, the error says so.
 *
 * @param client the client of the user who posts; needs the permissions `threads_basic` and `threads_content_publish`,
 *   and for a reply whose outcome must be looked up `threads_read_replies`
 * @param post what to publish: text of at most 500 characters, at most 20 media, and settings
 * @param options signal, progress, and how long to wait
 * @returns the id of the live post and of its container
 * @throws {InvalidInputError} The post cannot be published as it is; all faults are named and nothing was sent.
 * @throws {PublishError} `CONTAINER_FAILED`, `CONTAINER_EXPIRED`, `CONTAINER_TIMED_OUT`: Meta could not process the
 *   media, nothing was published. `OUTCOME_UNKNOWN`: nobody can tell whether the post went out, or under which id.
 *   `ABORTED`: the signal ended it. Each carries the state.
 * @throws {ApiError} Threads refused; nothing was published.
 * @throws {TransportError} Threads could not be reached before anything was published.
 * @throws {ThreadsError} `CREDENTIALS_EXPIRED`: the access token has expired; nothing was sent.
 *
 * @example
 * ```ts
 * import { createClient } from '@threads-sdk/core-http';
 * import { credentialsFromJson } from '@threads-sdk/credentials';
 * import { publish } from '@threads-sdk/publish';
 *
 * const client = createClient({ credentials: credentialsFromJson(process.env['THREADS_CREDENTIALS'] ?? '') });
 * const post = await publish(client, {
 *   text: 'Three days in Kyoto',
 *   media: [
 *     { image: 'https://example.com/gate.jpg', altText: 'A red gate' },
 *     { video: 'https://example.com/walk.mp4' },
 *   ],
 * });
 * console.log(post.id);
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/posts
 */
export async function publish(
  client: Client,
  post: Post,
  options: PublishOptions = {},
): Promise<PublishedPost> {
  checkPost('publish', post, options);
  const { signal, onProgress, processingTimeout = defaultProcessingTimeout } = options;
  const startedAt = client.clock.now();
  const copy = structuredClone(post); // the caller may change theirs while we wait
  let state: PublishState = startState(copy, false);

  const context: Context = {
    client,
    post: copy,
    signal,
    processingTimeout,
    report: (progress) => onProgress?.({ ...progress, elapsed: client.clock.now() - startedAt }),
    record: (next) => {
      state = next;
    },
  };

  try {
    for (;;) {
      if (state.step === 'done') return { id: state.id, containerId: state.containerId };
      signal?.throwIfAborted();
      const { step, containerId } = state;
      context.report(containerId === undefined ? { step } : { step, containerId });
      state = await advance(context, state);
    }
  } catch (error) {
    throw withState(error, state, signal);
  }
}

/** Adds how far the post was to an error that leaves it open. */
function withState(error: unknown, state: PublishState, signal: AbortSignal | undefined): unknown {
  const mayBeLive = state.step === 'confirm' || state.step === 'find-post';
  if (isPublishError(error)) return error;
  if (signal?.aborted && !isApiError(error)) return aborted('publish', state, signal);
  if (!mayBeLive) return error;
  return new PublishError(
    'OUTCOME_UNKNOWN',
    state.step === 'find-post'
      ? 'publish: the post is live, but its id is not known: looking for it failed.'
      : 'publish: whether the post went out is not known: looking for it failed.',
    { state, remedy: 'Look at the profile before publishing this post again.', cause: error },
  );
}
