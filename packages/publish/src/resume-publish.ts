import type { Client } from '@threads-sdk/core-http/fetch';
import type { PublishedPost, PublishState } from '@threads-sdk/errors';
import { refuse } from '@threads-sdk/internal';
import { optionIssues } from './check-options.ts';
import { locatedAt } from './check-post.ts';
import { checkState } from './check-state.ts';
import type { ResumeOptions } from './options.ts';
import { openFiles } from './media-storage.ts';
import { run } from './run.ts';
import { afresh } from './state.ts';

/**
 * Goes on with a post from where it was, in this process or another: with the `state` of an error, or one that
 * `advancePublish` returned. Go on with each state once: without a key, going on twice can post twice.
 *
 * @param client the client of the user who posts
 * @param state how far the post is, as it was given
 * @param options as those of `publish`; what the journal knows under the key goes before `state`
 * @returns the id of the live post and of its container
 * @throws {InvalidInputError} if the state or the options are not usable; it names every fault, and nothing was sent
 * @throws {ContainerError} as `publish` does
 * @throws {PublishError} as `publish` does
 * @throws {AbortError} as `publish` does
 * @throws {ApiError} as `publish` does
 * @throws {TransportError} as `publish` does
 * @throws {CredentialsError} as `publish` does
 *
 * @example
 * ```ts
 * import type { Client } from '@threads-sdk/core-http';
 * import { type PublishState, resumePublish } from '@threads-sdk/publish';
 *
 * export async function finish(client: Client, savedState: string): Promise<string> {
 *   const state: PublishState = JSON.parse(savedState);
 *   const { id } = await resumePublish(client, state);
 *   return id;
 * }
 * ```
 *
 * @category Never publish twice
 */
export async function resumePublish(
  client: Client,
  state: PublishState,
  options: ResumeOptions = {},
): Promise<PublishedPost> {
  const call = 'resumePublish';
  const start = afresh(checkState(call, state, options, optionIssues(options)));
  const opened = openFiles([start.post], options);
  const files = opened && (await opened);
  refuse(call, locatedAt('post', files?.issues[0] ?? []));
  const live = await run({ client, call, start, options, files });
  return files?.afterwards(live) ?? live;
}
