import type { Client } from '@threads-sdk/core-http/fetch';
import type { PublishedPost } from '@threads-sdk/errors';
import { checkInput, inputObject } from '@threads-sdk/internal';
import { optionIssues } from './check-options.ts';
import type { ResumeOptions } from './options.ts';
import { run } from './run.ts';
import { id } from './state.ts';

/**
 * Reposts a post. It is sent once: when the answer is lost, the repost is looked for among the user's newest posts, and
 * if it does not show up, the error says that nobody knows. Not in a browser: Chromium itself sends a request again when
 * a connection that it had kept breaks.
 *
 * @param client the client of the user who reposts; needs the permissions `threads_basic` and `threads_content_publish`
 * @param params `mediaId`: the id of the post or reply to repost
 * @param options signal, progress, and the key and the journal under which it happens once only
 * @returns the id of the repost
 * @throws {InvalidInputError} if the id or the options are not usable; it names every fault, and nothing was sent
 * @throws {PublishError} with code `OUTCOME_UNKNOWN` if nobody can tell whether it went out, and `JOURNAL_FAILED` if the
 *   journal could not be read or written; `carriedOut` tells what is known
 * @throws {AbortError} if the signal was aborted; `carriedOut` tells whether the repost may be live
 * @throws {ApiError} if Threads refused; nothing was reposted
 * @throws {TransportError} if Threads could not be reached; nothing was sent
 * @throws {CredentialsError} with code `CREDENTIALS_EXPIRED` if the access token has expired; nothing was sent
 *
 * @example
 * ```ts
 * import type { Client } from '@threads-sdk/core-http';
 * import { createMemoryJournal, publishRepost } from '@threads-sdk/publish';
 *
 * const journal = createMemoryJournal();
 *
 * export async function passOn(client: Client, mediaId: string): Promise<string> {
 *   const options = { idempotencyKey: `repost ${mediaId}`, journal };
 *   const { id } = await publishRepost(client, { mediaId }, options);
 *   return id;
 * }
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/posts#reposts
 * @category Publish
 */
export async function publishRepost(
  client: Client,
  params: { readonly mediaId: string },
  options: Omit<ResumeOptions, 'processingTimeout' | 'storage'> = {},
): Promise<PublishedPost> {
  const call = 'publishRepost';
  checkInput(call, inputObject({ mediaId: id() }, ['mediaId']), params, optionIssues(options));
  const post = { repost: params.mediaId };
  return run({ client, call, start: { step: 'publish-at-once', post, notReady: 0 }, options });
}
