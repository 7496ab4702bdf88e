import type { Client } from '@threads-sdk/core-http';
import { afresh } from './steps/afresh.ts';
import { checkState } from './check-state.ts';
import type { ResumeOptions } from './options.ts';
import type { PublishedPost } from './published-post.ts';
import { run } from './steps/run.ts';
import type { PublishState } from './state.ts';

/**
 * Goes on with a post from where it was, in this process or another: with the state of a {@link PublishError}, or one
 * that `advancePublish` returned.
 *
 * @param client the client of the user who posts
 * @param state how far the post is, as it was given
 * @param options as those of `publish`; what the journal knows under the key goes before `state`
 * @returns the id of the live post and of its container
 * @throws {InvalidInputError} The state or the options are not usable; all faults are named and nothing was sent.
 * @throws {PublishError} as `publish` does
 * @throws {ApiError} as `publish` does
 * @throws {TransportError} as `publish` does
 * @throws {ThreadsError} as `publish` does
 *
 * @example
 * ```ts
 * import type { Client } from '@threads-sdk/core-http';
 * import { type PublishState, resume } from '@threads-sdk/publish';
 *
 * export async function finish(client: Client, savedState: string): Promise<string> {
 *   const state: PublishState = JSON.parse(savedState);
 *   const { id } = await resume(client, state);
 *   return id;
 * }
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/posts
 * @category Never publish twice
 */
export async function resume(
  client: Client,
  state: PublishState,
  options: ResumeOptions = {},
): Promise<PublishedPost> {
  checkState('resume', state, options);
  return run({ client, call: 'resume', start: afresh(structuredClone(state)), options });
}
