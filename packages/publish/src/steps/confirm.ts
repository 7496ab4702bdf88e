import { isThreadsError } from '@threads-sdk/errors';
import { findContainerFailure, isAnswer, restoredError, Stop } from '../errors.ts';
import { courseOf, replaceLost, type State, type StateAt, subjectOf } from '../state.ts';
import { type ContainerStatus, readStatus } from './container-status.ts';
import type { StepContext } from './context.ts';
import { findMatches, onlyMatch } from './find-matches.ts';
import { isPast, nextLookup } from './pauses.ts';

/** How often publishing one container is tried without a clear answer before nobody can tell any more. */
const maxUnclearAttempts = 3;

/**
 * Looks once for what became of a request to publish without a clear answer: by the status of the container, and in the
 * end by the user's newest posts. The container is offered for publishing again only when both say no.
 */
export async function confirm(context: StepContext, state: StateAt<'confirm'>): Promise<State> {
  const { step, containerId, sentAt, lookups, lastError } = state;
  const look = await lookAt(context, containerId);
  context.report({ step, containerId, status: look.status });
  if (look.status === 'PUBLISHED') {
    const cause = lastError && { lastError };
    return { ...courseOf(state), step: 'find-post', containerId, sentAt, lookups: 0, ...cause };
  }
  const isDead = findContainerFailure(containerId, look) !== undefined;
  const due = nextLookup(lookups + 1, context.client.clock.now());
  return isDead || due === undefined ? decide(context, state, look) : { ...state, lookups: lookups + 1, due };
}

async function lookAt({ client, request }: StepContext, containerId: string): Promise<ContainerStatus> {
  try {
    return await readStatus(client, containerId, request);
  } catch (error) {
    if (request.signal?.aborted || !isThreadsError(error)) throw error;
    return {}; // the next look may succeed
  }
}

async function decide(
  context: StepContext,
  state: StateAt<'confirm'>,
  look: ContainerStatus,
): Promise<State> {
  const { post, containerId, sentAt, unclearAttempts, lastError } = state;
  const { status } = look;
  const unknown = (why: string): Stop => new Stop('OUTCOME_UNKNOWN', why, restoredError(lastError));
  const matches = await findMatches(context, post, sentAt);
  if (status === undefined) {
    // A container that cannot be read may be one that was published; only the post itself can tell.
    const match = onlyMatch(matches, sentAt);
    if (match) return { ...subjectOf(state), step: 'done', containerId, id: match.id };
    throw unknown('the status of its container cannot be read.');
  }
  if (matches.length > 0) throw unknown(`its container is ${status}, yet a post like it is live.`);

  const unpublished: StateAt<'publish'> = {
    ...courseOf(state),
    step: 'publish',
    containerId,
    sentAt,
    notReady: 0,
    unclearAttempts,
    ...(lastError && { lastError }),
  };
  const failure = findContainerFailure(containerId, look);
  if (failure) {
    await context.record({ ...unpublished, unclearAttempts: 0 }); // none can have its effect any more
    throw new Stop(failure);
  }
  // A lost answer or a server in trouble may go better next time; the same refusal would come again.
  const code = lastError?.code;
  const isWorthRepeating = !isAnswer(lastError) || code === 'MEDIA_NOT_FOUND';
  if (isWorthRepeating && unclearAttempts < maxUnclearAttempts) return unpublished;
  const isLost = code === 'MEDIA_NOT_FOUND' && isPast(context.client.clock, sentAt);
  const other = isLost ? replaceLost(state) : undefined;
  if (other) return other;
  const cause = restoredError(lastError);
  if (cause?.name === 'ApiError') {
    await context.record(unpublished);
    throw cause;
  }
  throw unknown(`its container is still ${status} after ${unclearAttempts} tries.`);
}

/** Looks once for a post that is known to be live among the user's newest. It may take a while to show there. */
export async function findPost(
  context: StepContext,
  state: StateAt<'find-post'>,
): Promise<StateAt<'find-post'> | StateAt<'done'>> {
  const { post, containerId, sentAt, lookups, lastError } = state;
  const done = (id: string): StateAt<'done'> => ({ ...subjectOf(state), step: 'done', containerId, id });
  const matches = await findMatches(context, post, sentAt);
  const match = onlyMatch(matches, sentAt);
  if (match) return done(match.id);
  const due = matches.length > 1 ? undefined : nextLookup(lookups + 1, context.client.clock.now());
  if (due !== undefined) return { ...state, lookups: lookups + 1, due };
  // The clocks may differ: a post that seems to be a little older is taken when no other came.
  const [older, ...others] = matches;
  if (older && others.length === 0) return done(older.id);
  const why = `${matches.length} of the newest posts are exactly like it.`;
  throw new Stop('OUTCOME_UNKNOWN', why, restoredError(lastError));
}
