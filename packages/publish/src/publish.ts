import type { Client } from '@threads-sdk/core-http';
import { InvalidInputError } from '@threads-sdk/errors';
import { checkPost } from './post/check-post.ts';
import { mediaFaults } from './media-faults.ts';
import type { PublishOptions } from './options.ts';
import type { Post } from './post/post.ts';
import type { PublishedPost } from './published-post.ts';
import { run } from './steps/run.ts';
import { stateOf } from './start-publish.ts';

/**
 * Publishes a post: creates its containers, waits until Meta has processed them, and makes it live. No media is a text
 * post, one an image or video post, 2 to 20 a carousel.
 *
 * Nothing is published twice. When the answer to the decisive request is lost or unclear, the status of the container
 * and the newest posts are asked before it is sent again, and if they cannot tell, the error says so. With an
 * `idempotencyKey` that also holds for calling it again, after an error or a crash.
 *
 * @param client the client of the user who posts; needs the permissions `threads_basic` and `threads_content_publish`,
 *   and for a reply whose outcome must be looked up `threads_read_replies`
 * @param post what to publish: text of at most 500 characters, at most 20 media, and settings
 * @param options signal, progress, how long to wait, the key and the journal, and `fast` for texts
 * @returns the id of the live post and of its container
 * @throws {InvalidInputError} The post cannot be published as it is, or the key was used for another; all faults are
 *   named and nothing was sent.
 * @throws {PublishError} `CONTAINER_FAILED`, `CONTAINER_EXPIRED`, `CONTAINER_TIMED_OUT`: Meta could not process the
 *   media, nothing was published. `OUTCOME_UNKNOWN`: nobody can tell whether the post went out, or under which id.
 *   `JOURNAL_FAILED`: the journal could not be read or written. `ABORTED`: the signal ended it. Each carries the state.
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
 * @category Publish
 */
export async function publish(
  client: Client,
  post: Post,
  options: PublishOptions = {},
): Promise<PublishedPost> {
  const call = 'publish';
  checkPost(call, post, options);
  const start = stateOf(post, options);
  const prepare = async (): Promise<void> => {
    const faults = await mediaFaults(post, options);
    if (faults.length > 0) throw new InvalidInputError(call, faults);
  };
  return run({ client, call, start, options, prepare });
}
