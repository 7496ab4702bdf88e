import type { Client } from '@threads-sdk/core-http/fetch';
import type { PublishState } from '@threads-sdk/errors';
import { refuse } from '@threads-sdk/internal';
import { locatedAt, postIssues } from './check-post.ts';
import { optionIssues, postOptions } from './check-options.ts';
import { checkState, recordIssues } from './check-state.ts';
import type { PublishOptions, ResumeOptions } from './options.ts';
import type { Post } from './post.ts';
import { openFiles } from './media-storage.ts';
import { startOf } from './state.ts';
import { advanceState } from './advance-state.ts';

/**
 * Makes the state in which publishing a post begins, for those who take the steps themselves with `advancePublish`: in
 * a queue, or an engine for durable execution.
 *
 * @param post what to publish: text of at most 500 characters, at most 20 media, and settings. Files are stored before, with
 *   `storeFiles`
 * @param options `fast`: whether to publish a text with one request, default `false`. `extra`: parameters that the SDK
 *   does not know yet
 * @returns the state before the first step, plain JSON
 * @throws {InvalidInputError} if the post cannot be published as it is; it names every fault
 *
 * @example
 * ```ts
 * import { startPublish } from '@threads-sdk/publish';
 *
 * console.log(startPublish({ text: 'Good morning' }).step); // 'create-container'
 * ```
 *
 * @category Never publish twice
 */
export function startPublish(post: Post, options: Pick<PublishOptions, 'fast' | 'extra'> = {}): PublishState {
  refuse('startPublish', [
    ...postIssues(post, Object(options).fast),
    ...optionIssues(options, postOptions()),
  ]);
  return startOf(post, options);
}

/**
 * Takes one step of publishing, without any waiting, for those who drive it themselves: a queue of jobs, or an engine
 * for durable execution. `publish` does nothing else than this until the post is `done`, sleeping until `due`.
 *
 * `record` keeps each state before the next step is taken. Two workers can have the same job, since a queue may deliver one
 * twice: let `record` write only if what is kept is still the state that it replaces, and say whether it was. Then the one
 * that comes second sends nothing.
 *
 * @param client the client of the user who posts
 * @param state where to go on: what `startPublish` or the last call returned, or what was recorded last
 * @param options `record`: keeps a state in place of another for good before it resolves to `true`; resolves to `false` if
 *   what is kept is another by now, and throws if it cannot keep it. It is called with the state that is returned, before the request that makes the post live, so that a crash in the middle
 *   of it is known, and where the outcome is unknown, so that whoever goes on looks anew. `signal`, `onProgress`,
 *   `context` and `storage` as for `publish`
 * @returns the next state, which is recorded. With a `due`, the next step is not worth taking before
 * @throws {InvalidInputError} if the state or the options are not usable; it names every fault, and nothing was sent
 * @throws {ContainerError} with code `CONTAINER_FAILED` or `CONTAINER_EXPIRED`, as `publish` does; how long to wait is up
 *   to the caller
 * @throws {PublishError} with code `OUTCOME_UNKNOWN`, as `publish` does, and `JOURNAL_FAILED` if `record` threw or gave
 *   `false`: go on from what is kept then; `carriedOut` tells what is known. Before the request that makes the post live,
 *   that was not sent
 * @throws {AbortError} as `publish` does
 * @throws {ApiError} as `publish` does
 * @throws {TransportError} as `publish` does
 * @throws {CredentialsError} as `publish` does
 *
 * @example
 * ```ts
 * import type { Client } from '@threads-sdk/core-http';
 * import { advancePublish, type PublishState } from '@threads-sdk/publish';
 *
 * export async function work(
 *   client: Client,
 *   job: { state: PublishState; again(at: number): void },
 *   // Such as `UPDATE jobs SET state = $1 WHERE state = $2`: whether a row was changed.
 *   replace: (state: PublishState, replaced: PublishState) => Promise<boolean>,
 * ): Promise<void> {
 *   const state = await advancePublish(client, job.state, { record: replace });
 *   if (state.step !== 'done') job.again(state.due ?? 0);
 * }
 * ```
 *
 * @category Never publish twice
 */
export async function advancePublish(
  client: Client,
  state: PublishState,
  options: Pick<ResumeOptions, 'signal' | 'onProgress' | 'context' | 'storage'> & {
    readonly record: (state: PublishState, replaced: PublishState) => Promise<boolean>;
  },
): Promise<PublishState> {
  const call = 'advancePublish';
  const before = checkState(call, state, options, recordIssues(options));
  const opened = openFiles([before.post], options);
  const files = opened && (await opened);
  refuse(call, locatedAt('post', files?.issues[0] ?? []));
  let replaced = state;
  return advanceState(call, client, before, {
    ...options,
    files,
    record: async (next) => {
      const isKept = await options.record(next, replaced);
      if (isKept) replaced = next;
      return isKept;
    },
  });
}
