import { isThreadsError } from '@threads-sdk/errors';
import { runTogether } from '@threads-sdk/internal';
import { childParameters, mediaOf } from '../container-parameters.ts';
import { findContainerFailure, mediaError, Stop } from '../errors.ts';
import { courseOf, type StateAt } from '../state.ts';
import { readStatus } from './container-status.ts';
import { createdId } from './created-id.ts';
import { addressed, type StepContext } from './context.ts';
import { notReadyPause, waitPause } from './pauses.ts';

/** Creates the containers of a carousel's media, all at once: there are 20 at most, and the client has its limit. */
export async function createChildren(
  context: StepContext,
  state: StateAt<'create-children'>,
): Promise<StateAt<'create-children' | 'wait-for-children'>> {
  const { client, report, request } = context;
  const { step, post, notReady } = state;
  try {
    const children = await runTogether(mediaOf(post), request.signal, async (media, mediaIndex, signal) => {
      const parameters = childParameters(await addressed(context, media, mediaIndex, signal));
      const made = createdId(client, parameters, { ...request, signal });
      const containerId = await made.catch((error: unknown) => {
        throw mediaError(error, post, mediaIndex);
      });
      report({ step, containerId, mediaIndex });
      return containerId;
    });
    const createdAt = client.clock.now();
    return { ...courseOf(state), step: 'wait-for-children', children, pending: children, createdAt };
  } catch (error) {
    // Threads' server can fail to load a file once.
    const pause = notReadyPause(notReady);
    const mayPass = isThreadsError(error) && error.code === 'MEDIA_DOWNLOAD_FAILED';
    if (pause === undefined || !mayPass) throw error;
    return { ...state, notReady: notReady + 1, due: client.clock.now() + pause };
  }
}

/** Looks once at every container of a carousel's media that was not ready yet. */
export async function waitForChildren(
  { client, noteFailure, report, request }: StepContext,
  state: StateAt<'wait-for-children'>,
): Promise<StateAt<'wait-for-children'> | StateAt<'create-container'>> {
  const { step, children, createdAt } = state;
  const unready = await runTogether(state.pending, request.signal, async (containerId, _index, signal) => {
    const mediaIndex = children.indexOf(containerId);
    const look = await readStatus(client, containerId, { ...request, signal });
    report({ step, containerId, mediaIndex, status: look.status });
    if (look.failure) noteFailure(look.failure);
    const failure = findContainerFailure(containerId, look);
    if (failure) throw new Stop({ ...failure, mediaIndex });
    return look.status === 'FINISHED' || look.status === 'PUBLISHED' ? [] : [containerId];
  });
  const pending = unready.flat();
  if (pending.length === 0) return { ...courseOf(state), step: 'create-container', notReady: 0 };
  const now = client.clock.now();
  return { ...state, pending, due: now + waitPause(now - createdAt) };
}
