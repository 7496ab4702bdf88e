import type { Client } from '@threads-sdk/core-http/fetch';
import { refuse } from '@threads-sdk/internal';
import { advanceState } from './advance-state.ts';
import { afterPart, chainAt, checkChain, startOfChain } from './chain.ts';
import type { ChainState } from './chain-state.ts';
import { chainStopped } from './chain-stopped.ts';
import { chainIssues, replyToSchema } from './check-chain.ts';
import { optionIssues, postOptions } from './check-options.ts';
import { locatedAt } from './check-post.ts';
import { openFiles } from './media-storage.ts';
import type { ResumeOptions } from './options.ts';
import type { Post } from './post.ts';
import type { ChainOptions } from './publish-chain.ts';
import { published } from './run.ts';

/**
 * Makes the state in which publishing a chain begins, for those who take the steps themselves with `advanceChain`: in a
 * queue, or an engine for durable execution. All posts are checked.
 *
 * @param posts the posts in their order, at least one; only the first may have a `replyTo` of its own
 * @param options `replyTo`: which post each one answers, `'previous'` (default) or `'root'`. `extra`: parameters that the
 *   SDK does not know yet, for each of the posts
 * @returns the state before the first step, plain JSON
 * @throws {InvalidInputError} if a post cannot be published as it is; it names every fault of every post
 *
 * @example
 * ```ts
 * import { startChain } from '@threads-sdk/publish';
 *
 * console.log(startChain([{ text: 'One' }, { text: 'Two' }]).step); // 'create-container'
 * ```
 *
 * @category Never publish twice
 */
export function startChain(
  posts: readonly Post[],
  options: Pick<ChainOptions, 'replyTo' | 'extra'> = {},
): ChainState {
  refuse('startChain', [
    ...chainIssues(posts),
    ...optionIssues(options, { replyTo: replyToSchema(), extra: postOptions().extra }),
  ]);
  return startOfChain(posts, options);
}

/**
 * Takes one step of publishing a chain, without any waiting, as `advancePublish` does of a post.
 *
 * @param client the client of the user who posts
 * @param state where to go on: what `startChain` or the last call returned, or what was recorded last
 * @param options `record`: keeps a state in place of another for good before it resolves to `true`; resolves to `false` if
 *   what is kept is another by now, and throws if it cannot keep it: as with `advancePublish`. `signal`, `onProgress`,
 *   `context` and `storage` as for `publish`
 * @returns the next state, which is recorded. With a `due`, the next step is not worth taking before
 * @throws {InvalidInputError} if the state or the options are not usable; it names every fault, and nothing was sent
 * @throws {PublishChainError} if a post failed: `published` holds those that are live, `cause` is what `advancePublish`
 *   throws. Go on from what was recorded
 *
 * @example
 * ```ts
 * import type { Client } from '@threads-sdk/core-http';
 * import { advanceChain, type ChainState } from '@threads-sdk/publish';
 *
 * export async function work(
 *   client: Client,
 *   job: { state: ChainState; again(at: number): void },
 *   // Such as `UPDATE jobs SET state = $1 WHERE state = $2`: whether a row was changed.
 *   replace: (state: ChainState, replaced: ChainState) => Promise<boolean>,
 * ): Promise<void> {
 *   const state = await advanceChain(client, job.state, { record: replace });
 *   if (state.step !== 'done') job.again(state.due ?? 0);
 * }
 * ```
 *
 * @category Never publish twice
 */
export async function advanceChain(
  client: Client,
  state: ChainState,
  options: Pick<ResumeOptions, 'signal' | 'onProgress' | 'context' | 'storage'> & {
    readonly record: (state: ChainState, replaced: ChainState) => Promise<boolean>;
  },
): Promise<ChainState> {
  const call = 'advanceChain';
  const chain = checkChain(call, state, options);
  if (chain.step === 'done') return chain;
  const opened = openFiles([chain.current.post, ...chain.rest], options);
  const files = opened && (await opened);
  refuse(
    call,
    (files?.issues ?? []).flatMap((issues, index) =>
      locatedAt(index === 0 ? 'current.post' : `rest[${index - 1}]`, issues),
    ),
  );
  let latest: ChainState = state;
  try {
    await advanceState('advancePublish', client, chain.current, {
      ...options,
      files,
      record: async (next) => {
        const after = next.step === 'done' ? afterPart(chain, published(next)) : chainAt(chain, next);
        const isKept = await options.record(after, latest);
        if (isKept) latest = after;
        return isKept;
      },
    });
    return latest;
  } catch (error) {
    throw chainStopped(call, error, chain.published, 'Go on from what is recorded');
  }
}
