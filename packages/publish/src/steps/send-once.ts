import { isApiError } from '@threads-sdk/core-http';
import { publishContainer } from '@threads-sdk/endpoints';
import { isThreadsError } from '@threads-sdk/errors';
import type { Context } from './context.ts';
import { findMatches } from './find-matches.ts';
import { firstState } from './first-state.ts';
import { idOf } from './id-of.ts';
import { notReadyPause } from './not-ready.ts';
import { onlyMatch } from './only-match.ts';
import { provesRefusal } from './proves-refusal.ts';
import { readStatus } from './read-status.ts';
import { redact } from './redact.ts';
import { requestOptions } from './request-options.ts';
import type { PublishState, StateAt } from '../state.ts';

/**
 * Sends the one request that makes a post live. It is sent again only when Threads is known not to have published: by
 * its answer here, or by what `confirm` finds out.
 */
export async function sendOnce(context: Context, state: StateAt<'publish'>): Promise<PublishState> {
  const { client, signal } = context;
  const { post, children, containerId, recreated, unclear } = state;
  const known = { post, children, containerId, recreated, sentAt: state.sentAt ?? client.clock.now() };
  const sent: StateAt<'confirm'> = { ...known, step: 'confirm', unclear: unclear + 1, looks: 0 };
  await context.record(sent);
  try {
    const published = await publishContainer(client, { creation_id: containerId }, requestOptions(signal));
    const id = idOf(published, 'publishContainer');
    const crossreshareToIgStatus = redact(published.crossreshare_to_ig_status);
    return {
      step: 'done',
      post,
      containerId,
      id,
      ...(crossreshareToIgStatus === undefined ? {} : { crossreshareToIgStatus }),
    };
  } catch (error) {
    // A refusal proves that nothing was published, unless an earlier request may have published and used it up.
    if (unclear === 0 && provesRefusal(error)) {
      const refused: StateAt<'publish'> = { ...known, step: 'publish', refusals: state.refusals, unclear };
      await context.record(refused);
      if (isApiError(error) && error.code === 'MEDIA_NOT_FOUND') return afterRefusal(context, refused, error);
      throw error;
    }
    context.cause = error;
    return isThreadsError(error) ? { ...sent, because: error.code } : sent;
  }
}

/** The same container again after growing pauses, then a new one, once: Threads can lose a container for good. */
async function afterRefusal(
  context: Context,
  state: StateAt<'publish'>,
  refusal: unknown,
): Promise<PublishState> {
  const { client } = context;
  const pause = notReadyPause(state.refusals);
  if (pause !== undefined) {
    return { ...state, refusals: state.refusals + 1, due: client.clock.now() + pause };
  }
  const { post, children, containerId, recreated, sentAt = client.clock.now() } = state;
  if (await isLive(context, state, sentAt)) {
    return { step: 'find-post', post, children, containerId, recreated, sentAt, looks: 0 };
  }
  if (recreated) throw refusal;
  return firstState(post, true);
}

/** Whether a container that is refused was published nevertheless, by its status or by the newest posts. */
async function isLive(
  context: Context,
  { post, containerId }: StateAt<'publish'>,
  sentAt: number,
): Promise<boolean> {
  const { client, signal } = context;
  const { status } = await readStatus(client, containerId, signal);
  if (status === 'PUBLISHED') return true;
  try {
    return onlyMatch(await findMatches(context, post, sentAt), sentAt) !== undefined;
  } catch (error) {
    // Not everybody may list replies; then the status has to do.
    if (!isApiError(error)) throw error;
    return false;
  }
}
