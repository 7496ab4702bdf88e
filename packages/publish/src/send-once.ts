import { isApiError, isTransportError } from '@threads-sdk/core-http';
import { publishContainer } from '@threads-sdk/endpoints';
import { isThreadsError, type ThreadsErrorCode } from '@threads-sdk/errors';
import { confirm } from './confirm.ts';
import type { Context } from './context.ts';
import { notReadyPauses } from './not-ready.ts';
import { readStatus } from './read-status.ts';
import { requestOptions } from './request-options.ts';
import { startState } from './start-state.ts';
import type { PublishState, StateAt } from './state.ts';

/**
 * Sends the one request that makes a post live. It is sent again only when Threads is known not to have published: by
 * its answer here, or by what `confirm` finds out.
 */
export async function sendOnce(context: Context, state: StateAt<'publish'>): Promise<PublishState> {
  const { client, signal } = context;
  const { children, containerId, recreated, refusals, unclear } = state;
  const pause = notReadyPauses[refusals - 1];
  if (pause !== undefined) await client.clock.sleep(pause, signal);

  const sent: StateAt<'confirm'> = {
    step: 'confirm',
    children,
    containerId,
    recreated,
    sentAt: state.sentAt ?? client.clock.now(),
    unclear: unclear + 1,
  };
  context.record(sent);
  try {
    const { id } = await publishContainer(client, { creation_id: containerId }, requestOptions(signal));
    return { step: 'done', children, containerId, recreated, id };
  } catch (error) {
    // A refusal proves that nothing was published, unless an earlier request may have published and used it up.
    if (unclear === 0 && provesRefusal(error)) {
      const refused = { ...state, sentAt: sent.sentAt };
      context.record(refused);
      if (isApiError(error) && error.code === 'MEDIA_NOT_FOUND') return afterRefusal(context, refused, error);
      throw error;
    }
    return confirm(context, sent, error);
  }
}

/** The same container again after growing pauses, then a new one, once: Threads can lose a container for good. */
async function afterRefusal(
  context: Context,
  state: StateAt<'publish'> & { sentAt: number },
  refusal: unknown,
): Promise<PublishState> {
  if (state.refusals < notReadyPauses.length) return { ...state, refusals: state.refusals + 1 };
  if (state.recreated) throw refusal;
  const { status } = await readStatus(context.client, state.containerId, context.signal);
  if (status === 'PUBLISHED') {
    const { children, containerId, recreated, sentAt } = state;
    return { step: 'find-post', children, containerId, recreated, sentAt };
  }
  return startState(context.post, true);
}

/** Answers that come instead of publishing. All others prove nothing: posts went live with a 500 or a code 10. */
const refusals: readonly ThreadsErrorCode[] = [
  'INVALID_INPUT',
  'CREDENTIALS_EXPIRED',
  'TOKEN_INVALID',
  'GRANT_MISSING',
  'RATE_LIMITED',
  'OBJECT_NOT_FOUND',
  'MEDIA_NOT_FOUND',
  'MEDIA_DOWNLOAD_FAILED',
  'LINK_REJECTED',
  'CAROUSEL_CHILDREN_INVALID',
  'REQUEST_REJECTED',
];

function provesRefusal(error: unknown): boolean {
  if (isTransportError(error)) return error.sent === 'no';
  return isThreadsError(error) && refusals.includes(error.code);
}
