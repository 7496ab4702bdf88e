import { createContainer } from '@threads-sdk/endpoints';
import { postParameters } from '../post/container.ts';
import type { Context } from './context.ts';
import { idOf } from './id-of.ts';
import { isNotReady, notReadyPause } from './not-ready.ts';
import { requestOptions } from './request-options.ts';
import type { StateAt } from '../state.ts';

/** Creates the container of the post itself. */
export async function createPostContainer(
  { client, signal }: Context,
  state: StateAt<'create-container'>,
): Promise<StateAt<'create-container'> | StateAt<'wait-for-container'>> {
  const { post, children, recreated, refusals } = state;
  try {
    const answer = await createContainer(client, postParameters(post, children), requestOptions(signal));
    const containerId = idOf(answer, 'createContainer');
    const since = client.clock.now();
    return { step: 'wait-for-container', post, children, recreated, containerId, since };
  } catch (error) {
    // A fresh post that this one answers and fresh children can be unknown to Threads for some seconds.
    const pause = notReadyPause(refusals);
    if (pause === undefined || !isNotReady(error)) throw error;
    return { ...state, refusals: refusals + 1, due: client.clock.now() + pause };
  }
}
