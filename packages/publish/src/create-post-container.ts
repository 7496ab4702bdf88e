import { createContainer } from '@threads-sdk/endpoints';
import { postParameters } from './container.ts';
import type { Context } from './context.ts';
import { isNotReady, notReadyPause } from './not-ready.ts';
import { requestOptions } from './request-options.ts';
import type { StateAt } from './state.ts';

/** Creates the container of the post itself. */
export async function createPostContainer(
  { client, signal }: Context,
  state: StateAt<'create-container'>,
): Promise<StateAt<'create-container'> | StateAt<'wait-for-container'>> {
  const { post, children, recreated, refusals } = state;
  try {
    const { id } = await createContainer(client, postParameters(post, children), requestOptions(signal));
    const since = client.clock.now();
    return { step: 'wait-for-container', post, children, recreated, containerId: id, since };
  } catch (error) {
    // A fresh post that this one answers and fresh children can be unknown to Threads for some seconds.
    const pause = notReadyPause(refusals);
    if (pause === undefined || !isNotReady(error)) throw error;
    return { ...state, refusals: refusals + 1, due: client.clock.now() + pause };
  }
}
