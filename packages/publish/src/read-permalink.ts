import type { Client, RequestOptions } from '@threads-sdk/core-http/fetch';
import { getThread } from '@threads-sdk/endpoints';
import type { PublishedPost } from '@threads-sdk/errors';
import { callOptions, issuesOf, matching, refuse, shape } from '@threads-sdk/internal';

/**
 * Where a post can be seen, as far as Threads said.
 *
 * @example
 * ```ts
 * import type { PublishedAddress } from '@threads-sdk/publish';
 *
 * export function describeAddress({ permalink, error }: PublishedAddress): string {
 *   return permalink ?? `the address is not known${error === undefined ? '' : ' yet'}`;
 * }
 * ```
 *
 * @category Publish
 */
export interface PublishedAddress {
  /** The page of the post, such as `https://www.threads.com/@mika/post/DRHI1xwkg9u`. Threads leaves it out where media is flagged. */
  readonly permalink?: string;

  /** When it was published, such as `2026-03-01T12:00:00+0000`. */
  readonly timestamp?: string;

  /** Why nothing could be read; narrow it with `isThreadsError`. The post is live all the same, unless this says `OBJECT_NOT_FOUND`. */
  readonly error?: unknown;
}

/**
 * Reads the permalink of a post that was published: by `publish`, by `publishRepost`, as a part of a chain, or by a scheduler.
 * It is one request, which publishing does not make on its own. The post is live already, so a failure is no reason to publish
 * again: it does not throw, and comes back as `error`.
 *
 * @param client the client of the user who posted; needs the permission `threads_basic`
 * @param post what `publish` returned, or anything else with the `id` of a live post
 * @param options `signal` to stop waiting; `timeout` in milliseconds for one exchange; `context` for the client's hooks
 * @returns the permalink and the time, each where Threads says it; or why it could not be read
 * @throws {InvalidInputError} if the post has no usable id or the options are not usable; it names every fault, and nothing was sent
 *
 * @example
 * ```ts
 * import type { Client } from '@threads-sdk/core-http';
 * import { publish, readPermalink } from '@threads-sdk/publish';
 *
 * export async function publishAndLink(client: Client, text: string): Promise<string> {
 *   const post = await publish(client, { text });
 *   const { permalink } = await readPermalink(client, post, { signal: AbortSignal.timeout(5000) });
 *   return permalink ?? `published as ${post.id}`;
 * }
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/threads-media
 * @category Publish
 */
export async function readPermalink(
  client: Client,
  post: Pick<PublishedPost, 'id'>,
  options: Pick<RequestOptions, 'signal' | 'timeout' | 'context'> = {},
): Promise<PublishedAddress> {
  refuse('readPermalink', [
    ...issuesOf(shape({ id: matching(/^\d+$/, 'must be an id of digits') }, ['id']), post, 'post'),
    ...issuesOf(callOptions(), options, 'options'),
  ]);
  try {
    const fields = ['permalink', 'timestamp'] as const;
    const { permalink, timestamp } = await getThread(client, { media_id: post.id, fields }, options);
    return Object.freeze({
      ...(permalink !== undefined && { permalink }),
      ...(timestamp !== undefined && { timestamp }),
    });
  } catch (error) {
    return Object.freeze({ error });
  }
}
