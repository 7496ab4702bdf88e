import type { Client } from '@threads-sdk/core-http';
import { advance } from './steps/advance.ts';
import { checkState } from './check-state.ts';
import type { Context } from './steps/context.ts';
import type { WaitOptions } from './options.ts';
import type { PublishState } from './state.ts';
import { withState } from './steps/with-state.ts';

/**
 * Takes one step of publishing, without any waiting, for those who drive it themselves: a queue of jobs, or an engine
 * for durable execution. `publish` does nothing else than this until the post is `done`, sleeping until `due`.
 *
 * Keep each state that is returned before you take the next step, and never go on with one that was gone on with.
 *
 * @param client the client of the user who posts
 * @param state where to go on: what `startPublish` or the last call returned, or what was recorded last
 * @param options `record`: keeps a state for good before it resolves; it is called before the request that makes the post
 *   live, so that a crash in the middle of it is known. `signal` and `onProgress` as for `publish`
 * @returns the next state. With a `due`, the next step is not worth taking before
 * @throws {InvalidInputError} The state or the options are not usable; all faults are named and nothing was sent.
 * @throws {PublishError} as `publish` does, save `CONTAINER_TIMED_OUT`: how long to wait is up to the caller
 * @throws {ApiError} as `publish` does
 * @throws {TransportError} as `publish` does
 * @throws {ThreadsError} as `publish` does
 *
 * @example
 * ```ts
 * import type { Client } from '@threads-sdk/core-http';
 * import { advancePublish, type PublishState } from '@threads-sdk/publish';
 *
 * export async function work(
 *   client: Client,
 *   job: { state: PublishState; save(state: PublishState): Promise<void>; again(at: number): void },
 * ): Promise<void> {
 *   const state = await advancePublish(client, job.state, { record: job.save });
 *   await job.save(state);
 *   if (state.step !== 'done') job.again(state.due ?? 0);
 * }
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/posts
 * @category Never publish twice
 */
export async function advancePublish(
  client: Client,
  state: PublishState,
  options: Pick<WaitOptions, 'signal' | 'onProgress'> & {
    readonly record: (state: PublishState) => Promise<void>;
  },
): Promise<PublishState> {
  const call = 'advancePublish';
  const record: unknown = Reflect.get(Object(options), 'record');
  const faults =
    typeof record === 'function' ? [] : [{ path: 'options.record', message: 'must be a function' }];
  checkState(call, state, options, faults);
  if (state.step === 'done') return state;
  const { signal, onProgress } = options;
  const startedAt = client.clock.now();
  let latest: PublishState = state;
  const context: Context = {
    call,
    client,
    signal,
    report: (progress) => onProgress?.({ ...progress, elapsed: client.clock.now() - startedAt }),
    record: async (next) => {
      latest = next;
      await options.record(next);
    },
  };
  try {
    signal?.throwIfAborted();
    return await advance(context, state);
  } catch (error) {
    throw withState(call, latest, error, signal);
  }
}
