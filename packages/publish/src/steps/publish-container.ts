import { isThreadsError } from '@threads-sdk/errors';
import { publishContainer } from '../generated/publishing/publish-container.ts';
import { idOf, keptError } from '../errors.ts';
import { courseOf, replaceLost, type State, type StateAt, subjectOf } from '../state.ts';
import { readStatus, redact } from './container-status.ts';
import type { StepContext } from './context.ts';
import { findMatches, onlyMatch } from './find-matches.ts';
import { notReadyPause } from './pauses.ts';

/**
 * Sends the one request that makes a post live. It is sent again only when Threads is known not to have published: by
 * its answer here, or by what `confirm` finds out.
 */
export async function publishOnce(context: StepContext, state: StateAt<'publish'>): Promise<State> {
  const { client, request } = context;
  const { containerId, notReady, unclearAttempts } = state;
  const known = { ...courseOf(state), containerId, sentAt: state.sentAt ?? client.clock.now() };
  const sent: StateAt<'confirm'> = {
    ...known,
    step: 'confirm',
    unclearAttempts: unclearAttempts + 1,
    lookups: 0,
  };
  await context.record(sent);
  try {
    const published = await publishContainer(client, { creation_id: containerId }, request);
    const id = idOf(published, 'publishContainer', '/{user_id}/threads_publish');
    const crossreshareToIgStatus = redact(published.crossreshare_to_ig_status);
    return {
      ...subjectOf(state),
      step: 'done',
      containerId,
      id,
      ...(crossreshareToIgStatus === undefined ? {} : { crossreshareToIgStatus }),
    };
  } catch (error) {
    // Once an earlier request may have published the container, a refusal of this one may mean that it is used up.
    const isRefused = unclearAttempts === 0 && isThreadsError(error) && error.carriedOut === 'no';
    if (!isRefused) return { ...sent, ...keptError(error) };
    const refused: StateAt<'publish'> = { ...known, step: 'publish', notReady, unclearAttempts };
    await context.record(refused);
    if (error.code !== 'MEDIA_NOT_FOUND') throw error;
    return afterRefusal(context, refused, known.sentAt, error);
  }
}

/** The same container again after growing pauses, then a new one, once: Threads can lose a container for good. */
async function afterRefusal(
  context: StepContext,
  state: StateAt<'publish'>,
  sentAt: number,
  refusal: Error,
): Promise<State> {
  const { notReady, containerId } = state;
  const pause = notReadyPause(notReady);
  if (pause !== undefined) {
    return { ...state, notReady: notReady + 1, due: context.client.clock.now() + pause };
  }
  if (await isLive(context, state, sentAt)) {
    return { ...courseOf(state), step: 'find-post', containerId, sentAt, lookups: 0 };
  }
  const other = replaceLost(state);
  if (!other) throw refusal;
  return other;
}

/** Whether a container that is refused was published nevertheless, by its status or by the newest posts. */
async function isLive(
  context: StepContext,
  { post, containerId }: StateAt<'publish'>,
  sentAt: number,
): Promise<boolean> {
  const { status } = await readStatus(context.client, containerId, context.request);
  if (status === 'PUBLISHED') return true;
  try {
    return onlyMatch(await findMatches(context, post, sentAt), sentAt) !== undefined;
  } catch (error) {
    // Not everybody may list replies; then the status has to do.
    if (!isThreadsError(error) || error.name !== 'ApiError') throw error;
    return false;
  }
}
