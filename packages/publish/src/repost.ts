import type { Client } from '@threads-sdk/core-http';
import * as v from 'valibot';
import { checkInput } from './check-input.ts';
import { id } from './id.ts';
import type { ResumeOptions } from './options.ts';
import type { PublishedPost } from './published-post.ts';
import { run } from './steps/run.ts';

/**
 * A repost, as a state of publishing keeps it.
 *
 * @example
 * ```ts
 * import type { Repost } from '@threads-sdk/publish';
 *
 * const repost: Repost = { repost: '17841405793187218' };
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/posts#reposts
 * @category Publish
 */
export interface Repost {
  /** Id of the post that is reposted. */
  readonly repost: string;
}

/**
 * Reposts a post. It is sent once: when the answer is lost, the repost is looked for among the user's newest posts, and
 * if it does not show up, the error says that nobody knows.
 *
 * @param client the client of the user who reposts; needs the permissions `threads_basic` and `threads_content_publish`
 * @param params `mediaId`: the id of the post or reply to repost
 * @param options signal, progress, and the key and the journal under which it happens once only
 * @returns the id of the repost
 * @throws {InvalidInputError} The id or the options are not usable; all faults are named and nothing was sent.
 * @throws {PublishError} `OUTCOME_UNKNOWN`: nobody can tell whether it went out. `JOURNAL_FAILED`: the journal could
 *   not be read or written. `ABORTED`: the signal ended it. Each carries the state.
 * @throws {ApiError} Threads refused; nothing was reposted.
 * @throws {TransportError} Threads could not be reached; nothing was sent.
 * @throws {ThreadsError} `CREDENTIALS_EXPIRED`: the access token has expired; nothing was sent.
 *
 * @example
 * ```ts
 * import type { Client } from '@threads-sdk/core-http';
 * import { repost } from '@threads-sdk/publish';
 *
 * export async function passOn(client: Client, mediaId: string): Promise<string> {
 *   const { id } = await repost(client, { mediaId }, { idempotencyKey: `repost ${mediaId}` });
 *   return id;
 * }
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/posts#reposts
 * @category Publish
 */
export async function repost(
  client: Client,
  params: { readonly mediaId: string },
  options: Omit<ResumeOptions, 'processingTimeout'> = {},
): Promise<PublishedPost> {
  checkInput('repost', v.object({ mediaId: id() }, 'must be an object'), params, options);
  const post: Repost = { repost: params.mediaId };
  return run({ client, call: 'repost', start: { step: 'publish-at-once', post, refusals: 0 }, options });
}
