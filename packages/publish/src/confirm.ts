import { isApiError } from '@threads-sdk/core-http';
import { isThreadsError } from '@threads-sdk/errors';
import { confirmPauses } from './confirm-pauses.ts';
import { containerError } from './container-error.ts';
import type { Context } from './context.ts';
import { PublishError } from './errors.ts';
import { findMatches } from './find-matches.ts';
import { type ContainerStatus, readStatus } from './read-status.ts';
import type { PublishState, StateAt } from './state.ts';

/** How often publishing one container is tried without a clear answer before nobody can tell any more. */
const mostTries = 3;

/**
 * Finds out whether a request to publish without a clear answer worked: by the status of the container, and when that
 * does not say so, by the user's newest posts. The container is offered for publishing again only when both say no.
 *
 * @param cause why the answer was not clear; not known when another process sent the request
 */
export async function confirm(
  context: Context,
  state: StateAt<'confirm'>,
  cause?: unknown,
): Promise<PublishState> {
  const { children, containerId, recreated, sentAt, unclear } = state;
  const known = { children, containerId, recreated, sentAt };
  const { status, errorMessage } = await lookForOutcome(context, state);
  if (status === 'PUBLISHED') return { ...known, step: 'find-post' };

  const matches = await findMatches(context, sentAt);
  if (status === undefined) {
    // A container that cannot be read may be one that was published; only the post itself can tell.
    const [match, ...others] = matches;
    if (match && others.length === 0) return { step: 'done', children, containerId, recreated, id: match.id };
    throw unknownOutcome(state, 'the status of its container cannot be read', cause);
  }
  if (matches.length > 0) {
    throw unknownOutcome(state, `its container is ${status}, yet a post like it is live`, cause);
  }

  const unpublished: StateAt<'publish'> = { ...known, step: 'publish', refusals: 0, unclear };
  if (status === 'EXPIRED') throw containerError('publish', containerId, { status }, unpublished);
  if (status === 'ERROR') throw containerError('publish', containerId, { status, errorMessage }, unpublished);
  if (isWorthRepeating(cause) && unclear < mostTries) return unpublished;
  if (isApiError(cause)) {
    context.record(unpublished);
    throw cause;
  }
  throw unknownOutcome(state, `its container is still ${status} after ${unclear} tries`, cause);
}

/** Looks until the container is published or can no longer be, or until the time is over. */
async function lookForOutcome(
  context: Context,
  { containerId, step }: StateAt<'confirm'>,
): Promise<ContainerStatus> {
  const { client, signal } = context;
  let last: ContainerStatus = { status: undefined, errorMessage: undefined };
  for (const pause of confirmPauses) {
    await client.clock.sleep(pause, signal);
    try {
      last = await readStatus(client, containerId, signal);
    } catch (error) {
      if (signal?.aborted || !isThreadsError(error)) throw error;
      last = { status: undefined, errorMessage: undefined }; // the next look may succeed
    }
    context.report({ step, containerId, status: last.status });
    if (last.status === 'PUBLISHED' || last.status === 'EXPIRED' || last.status === 'ERROR') break;
  }
  return last;
}

/** A lost answer or a server in trouble may go better next time; the same refusal would come again. */
function isWorthRepeating(cause: unknown): boolean {
  return !isApiError(cause) || cause.code === 'SERVER_FAILED' || cause.code === 'MEDIA_NOT_FOUND';
}

function unknownOutcome(state: PublishState, because: string, cause: unknown): PublishError {
  return new PublishError('OUTCOME_UNKNOWN', `publish: whether the post went out is not known: ${because}.`, {
    state,
    remedy: 'Look at the profile before publishing this post again.',
    ...(cause === undefined ? {} : { cause }),
  });
}
