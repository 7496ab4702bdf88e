import { isThreadsError, ThreadsError, type ThreadsErrorCode } from '@threads-sdk/errors';
import { containerError } from './container-error.ts';
import type { Context } from './context.ts';
import { findMatches } from './find-matches.ts';
import { firstState } from './first-state.ts';
import { isPast } from './is-past.ts';
import { nextLook } from './look-pauses.ts';
import { onlyMatch } from './only-match.ts';
import { type ContainerStatus, readStatus } from './read-status.ts';
import type { PublishState, StateAt } from '../state.ts';
import { unknownOutcome } from './unknown-outcome.ts';

/** How often publishing one container is tried without a clear answer before nobody can tell any more. */
const mostTries = 3;

/**
 * Looks once for what became of a request to publish without a clear answer: by the status of the container, and in the
 * end by the user's newest posts. The container is offered for publishing again only when both say no.
 */
export async function confirm(context: Context, state: StateAt<'confirm'>): Promise<PublishState> {
  const { step, post, children, containerId, recreated, sentAt } = state;
  const look = await lookAt(context, state);
  context.report({ step, containerId, status: look.status });
  if (look.status === 'PUBLISHED') {
    return { step: 'find-post', post, children, containerId, recreated, sentAt, looks: 0 };
  }
  const due = nextLook(state.looks + 1, context.client.clock.now());
  if (look.status !== 'EXPIRED' && look.status !== 'ERROR' && due !== undefined) {
    return { ...state, looks: state.looks + 1, due };
  }
  return decide(context, state, look);
}

async function lookAt(
  { client, signal }: Context,
  { containerId }: StateAt<'confirm'>,
): Promise<ContainerStatus> {
  try {
    return await readStatus(client, containerId, signal);
  } catch (error) {
    if (signal?.aborted || !isThreadsError(error)) throw error;
    return { status: undefined, errorMessage: undefined, isUnknown: false }; // the next look may succeed
  }
}

async function decide(
  context: Context,
  state: StateAt<'confirm'>,
  { status, errorMessage }: ContainerStatus,
): Promise<PublishState> {
  const { call, cause } = context;
  const { post, children, containerId, recreated, sentAt, unclear, because } = state;
  const matches = await findMatches(context, post, sentAt);
  if (status === undefined) {
    // A container that cannot be read may be one that was published; only the post itself can tell.
    const match = onlyMatch(matches, sentAt);
    if (match) return { step: 'done', post, containerId, id: match.id };
    throw unknownOutcome(call, state, 'the status of its container cannot be read', cause);
  }
  if (matches.length > 0) {
    throw unknownOutcome(call, state, `its container is ${status}, yet a post like it is live`, cause);
  }

  const unpublished: StateAt<'publish'> = {
    step: 'publish',
    post,
    children,
    containerId,
    recreated,
    sentAt,
    refusals: 0,
    unclear,
  };
  if (status === 'EXPIRED' || status === 'ERROR') {
    throw containerError(call, containerId, { status, errorMessage }, unpublished);
  }
  if (isWorthRepeating(because) && unclear < mostTries) return unpublished;
  if (because === 'MEDIA_NOT_FOUND' && !recreated && isPast(context.client, sentAt)) {
    return firstState(post, true);
  }
  if (because === undefined || isOfTransport(because)) {
    throw unknownOutcome(call, state, `its container is still ${status} after ${unclear} tries`, cause);
  }
  await context.record(unpublished);
  throw cause instanceof Error ? cause : refusal(call, because);
}

/** A lost answer or a server in trouble may go better next time; the same refusal would come again. */
function isWorthRepeating(because: ThreadsErrorCode | undefined): boolean {
  return (
    because === undefined ||
    because === 'SERVER_FAILED' ||
    because === 'MEDIA_NOT_FOUND' ||
    isOfTransport(because)
  );
}

function isOfTransport(code: ThreadsErrorCode): boolean {
  return /^(NETWORK_FAILED|TIMED_OUT|ABORTED|REDIRECT_REFUSED|RESPONSE_\w+)$/.test(code);
}

/** For a refusal whose error another process has seen. */
function refusal(call: string, code: ThreadsErrorCode): ThreadsError {
  return new ThreadsError(code, `${call}: Threads answered ${code} and published nothing.`, {
    remedy: 'Publish the post again to see the whole answer.',
  });
}
