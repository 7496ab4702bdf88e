import { findContainerFailure, isAnswer, isRefusal, restoredError, Stop } from '../errors.ts';
import { courseOf, replaceLost, type State, type StateAt, subjectOf } from '../state.ts';
import { type ContainerStatus, readStatus } from './container-status.ts';
import type { StepContext } from './context.ts';
import { findMatches, onlyMatch } from './find-matches.ts';
import { isLastShortLookup, nextLookup, notReadyPause } from './pauses.ts';

/** How often publishing one container is tried without a clear answer before nobody can tell any more. */
const maxUnclearAttempts = 3;

/**
 * Looks once for what became of a request to publish. A refusal is believed when the container says so too: the request may
 * have come twice, and the answer be that to the second. After an answer that is not clear, the container is offered for
 * publishing again when it still has not been published after a while.
 */
export async function confirm(context: StepContext, state: StateAt<'confirm'>): Promise<State> {
  const { step, containerId, createdAt, lookups, lastError } = state;
  const { client, report, request } = context;
  const look = await readStatus(client, containerId, request);
  report({ step, containerId, status: look.status });
  if (look.status === 'PUBLISHED') {
    const cause = lastError && { lastError };
    return { ...courseOf(state), step: 'find-post', containerId, createdAt, lookups: 0, ...cause };
  }
  const isDead = findContainerFailure(containerId, look) !== undefined;
  const next = isRefused(state) && !isDead ? await afterRefusal(context, state, look) : undefined;
  if (next) return next;
  const due = nextLookup(lookups + 1, client.clock.now());
  return isDead || due === undefined ? decide(context, state, look) : { ...state, lookups: lookups + 1, due };
}

/** Whether the only request so far that could make the post live was refused. */
function isRefused({ lastError, unclearAttempts }: StateAt<'confirm'>): boolean {
  return unclearAttempts === 1 && isRefusal(lastError);
}

/** What follows from a refusal; `undefined` if it has to be looked for longer. */
async function afterRefusal(
  context: StepContext,
  state: StateAt<'confirm'>,
  { status }: ContainerStatus,
): Promise<StateAt<'publish'> | undefined> {
  const { lastError, notReady } = state;
  if (status === undefined) return undefined;
  const refused = unpublished(state, 0);
  if (lastError?.code === 'MEDIA_NOT_FOUND') {
    // A fresh container can be unknown for some seconds.
    const pause = notReadyPause(notReady);
    if (pause === undefined) return undefined;
    return { ...refused, notReady: notReady + 1, due: context.client.clock.now() + pause };
  }
  await context.record(refused);
  throw restoredError(lastError) ?? new Stop('OUTCOME_UNKNOWN', 'it was refused.');
}

function unpublished(
  { containerId, createdAt, lastError, notReady, ...course }: StateAt<'confirm'>,
  unclearAttempts: number,
): StateAt<'publish'> {
  const kept = unclearAttempts > 0 && lastError && { lastError };
  const known = { ...courseOf(course), containerId, createdAt, notReady, unclearAttempts };
  return { ...known, step: 'publish', wasSent: true, ...kept };
}

/** Looked for long enough: a container that is still not published proves that the post is not live. */
async function decide(
  context: StepContext,
  state: StateAt<'confirm'>,
  look: ContainerStatus,
): Promise<State> {
  const { containerId, createdAt, lookups, post, unclearAttempts, lastError } = state;
  const { status } = look;
  const unknown = (why: string): Stop =>
    new Stop('OUTCOME_UNKNOWN', why, restoredError(lastError) ?? look.failure);

  const failure = findContainerFailure(containerId, look);
  if (failure) {
    await context.record(unpublished(state, 0)); // none can have its effect any more
    throw new Stop(failure);
  }
  const isLost = lastError?.code === 'MEDIA_NOT_FOUND';
  // A lost answer or a server in trouble may go better next time; the same refusal would come again.
  const isWorthRepeating = !isRefused(state) && (!isAnswer(lastError) || isLost);
  if (status !== undefined && isWorthRepeating && unclearAttempts < maxUnclearAttempts)
    return unpublished(state, unclearAttempts);
  // A new container must not be published before none of the requests for the old one can have its effect any more.
  const due = isLost ? nextLookup(lookups + 1, context.client.clock.now(), true) : undefined;
  if (status === undefined && (due === undefined || isLastShortLookup(lookups))) {
    // A container that cannot be read may be one that was published; only the post itself can tell.
    const matches = await findMatches(context, post, createdAt);
    const id = onlyMatch(matches, createdAt);
    if (id !== undefined) return { ...subjectOf(state), step: 'done', containerId, id };
    if (due === undefined && (!isLost || matches.posts.length > 0))
      throw unknown('the status of its container cannot be read.');
  }
  if (due !== undefined) return { ...state, lookups: lookups + 1, due };
  const other = isLost ? replaceLost(state) : undefined;
  if (other) return other;
  const cause = restoredError(lastError);
  if (cause?.name === 'ApiError') {
    await context.record(unpublished(state, isLost ? 0 : unclearAttempts));
    throw cause;
  }
  throw unknown(`its container is still ${status} after ${unclearAttempts} tries.`);
}

/** Looks once for a post that is known to be live among the user's newest. It may take a while to show there. */
export async function findPost(
  context: StepContext,
  state: StateAt<'find-post'>,
): Promise<StateAt<'find-post'> | StateAt<'done'>> {
  const { containerId, createdAt, lookups, lastError, post } = state;
  const done = (id: string): StateAt<'done'> => ({ ...subjectOf(state), step: 'done', containerId, id });
  const matches = await findMatches(context, post, createdAt);
  const id = onlyMatch(matches, createdAt);
  if (id !== undefined) return done(id);
  const { length: count } = matches.posts;
  const due = count > 1 ? undefined : nextLookup(lookups + 1, context.client.clock.now());
  if (due !== undefined) return { ...state, lookups: lookups + 1, due };
  // The clocks may differ: a post that seems to be a little older is taken when no other came.
  const older = onlyMatch(matches, 0);
  if (older !== undefined) return done(older);
  const why = `${count} of the newest posts are exactly like it${matches.isClear ? '' : ', and may belong to another key'}.`;
  throw new Stop('OUTCOME_UNKNOWN', why, restoredError(lastError));
}
