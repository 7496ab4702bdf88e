import { isThreadsError } from '@threads-sdk/errors';
import { isCarousel, mediaOf, postParameters } from '../container-parameters.ts';
import { findContainerFailure, mediaError, Stop } from '../errors.ts';
import { courseOf, replaceLost, type State, type StateAt } from '../state.ts';
import { readStatus } from './container-status.ts';
import { createdId } from './created-id.ts';
import { addressed, type StepContext } from './context.ts';
import { notReadyPause, waitPause } from './pauses.ts';

/** Creates the container of the post itself. */
export async function createPostContainer(
  context: StepContext,
  state: StateAt<'create-container'>,
): Promise<StateAt<'create-children' | 'create-container' | 'wait-for-container'>> {
  const { client, request } = context;
  const { post, extra, children, notReady } = state;
  try {
    const [only] = isCarousel(post) ? [] : mediaOf(post);
    const media = only && (await addressed(context, only, 0, request.signal));
    const parameters = postParameters(post, children, media);
    const containerId = await createdId(client, parameters, request, extra);
    return {
      ...courseOf(state),
      step: 'wait-for-container',
      containerId,
      createdAt: client.clock.now(),
    };
  } catch (error) {
    // A fresh post that this one answers and fresh children can be unknown to Threads for some seconds, and its server
    // can fail to load a file.
    const pause = notReadyPause(notReady);
    const code = isThreadsError(error) ? error.code : '';
    const mayPass = /^(MEDIA_NOT_FOUND|MEDIA_DOWNLOAD_FAILED|CAROUSEL_CHILDREN_INVALID)$/.test(code);
    if (mayPass && pause !== undefined)
      return { ...state, notReady: notReady + 1, due: client.clock.now() + pause };
    // Children can have expired since they were made.
    const other = code === 'CAROUSEL_CHILDREN_INVALID' ? replaceLost(state) : undefined;
    if (other) return other;
    throw mediaError(error, post, 0);
  }
}

/** Milliseconds after which a container that Threads does not know was lost. */
const lostAfter = 60_000;

/** Looks once at the container of the post. */
export async function waitForPostContainer(
  { client, noteFailure, report, request }: StepContext,
  state: StateAt<'wait-for-container'>,
): Promise<State> {
  const { step, containerId, createdAt } = state;
  const look = await readStatus(client, containerId, request);
  report({ step, containerId, status: look.status });
  if (look.failure) noteFailure(look.failure);
  const failure = findContainerFailure(containerId, look);
  if (failure) throw new Stop(failure);
  const known = { ...courseOf(state), containerId, createdAt };
  if (look.status === 'FINISHED') return { ...known, step: 'publish', notReady: 0, unclearAttempts: 0 };
  if (look.status === 'PUBLISHED') return { ...known, step: 'find-post', lookups: 0 };
  // IN_PROGRESS, a status that Meta may add, or not known yet.
  const now = client.clock.now();
  const isLost = look.isUnknown && now - createdAt >= lostAfter;
  const other = isLost ? replaceLost(state) : undefined;
  return other ?? { ...state, due: now + waitPause(now - createdAt) };
}
