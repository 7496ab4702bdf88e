import { repost } from '../generated/publishing/repost.ts';
import { isThreadsError } from '@threads-sdk/errors';
import { postParameters } from '../container-parameters.ts';
import { idOf, isRefusal, keptError, restoredError, Stop } from '../errors.ts';
import { type StateAt, subjectOf } from '../state.ts';
import type { StepContext } from './context.ts';
import { createdId } from './created-id.ts';
import { findMatches, onlyMatch } from './find-matches.ts';
import { nextLookup, notReadyPause } from './pauses.ts';

/** Sends the one request that makes a repost, or a text, live. After an unclear answer it is never sent again. */
export async function publishAtOnce(
  context: StepContext,
  state: StateAt<'publish-at-once'>,
): Promise<StateAt<'publish-at-once'> | StateAt<'confirm-at-once'> | StateAt<'done'>> {
  const { client } = context;
  const { notReady } = state;
  const known = subjectOf(state);
  const sent: StateAt<'confirm-at-once'> = {
    ...known,
    step: 'confirm-at-once',
    sentAt: client.clock.now(),
    lookups: 0,
  };
  await context.record(sent);
  try {
    return { ...known, step: 'done', id: await sendAtOnce(context, state) };
  } catch (error) {
    // Who gives the credentials may throw anything: then nothing was sent.
    const { carriedOut = 'unsent', code } = Object(error);
    const isRefused = carriedOut === 'no';
    // That there is no such object was seen in place of the answer to a request that had its effect.
    if (code === 'OBJECT_NOT_FOUND' || (carriedOut !== 'unsent' && !isRefused))
      return { ...sent, ...keptError(error) };
    const unsent: StateAt<'publish-at-once'> = isRefused ? { ...state, wasSent: true } : state;
    await context.record(unsent);
    // A fresh post that this one answers can be unknown to Threads for some seconds.
    const pause = notReadyPause(notReady);
    if (pause === undefined || code !== 'MEDIA_NOT_FOUND') throw error;
    return { ...unsent, notReady: notReady + 1, due: client.clock.now() + pause };
  }
}

async function sendAtOnce(
  { client, request }: StepContext,
  { post, extra }: StateAt<'publish-at-once'>,
): Promise<string> {
  if ('repost' in post) {
    return idOf(await repost(client, { media_id: post.repost }, request), 'repost', '/{media_id}/repost');
  }
  const params = { ...postParameters(post, []), auto_publish_text: true };
  return createdId(client, params, request, extra);
}

/** Looks once for a post that has no container to ask: only the post itself can tell. */
export async function confirmAtOnce(
  context: StepContext,
  state: StateAt<'confirm-at-once'>,
): Promise<StateAt<'confirm-at-once'> | StateAt<'done'>> {
  const { client, request } = context;
  const { lookups, lastError, post, sentAt } = state;
  const due = nextLookup(lookups + 1, client.clock.now());
  let refused: Error | undefined;
  try {
    const id = onlyMatch(await findMatches(context, post, sentAt), sentAt);
    if (id !== undefined) return { ...subjectOf(state), step: 'done', id };
    refused = isRefusal(lastError) ? restoredError(lastError) : undefined;
  } catch (error) {
    if (request.signal?.aborted || !isThreadsError(error)) throw error;
    if (due === undefined) throw new Stop('OUTCOME_UNKNOWN', 'looking for it failed.', error);
  }
  if (refused) {
    await context.record({ ...subjectOf(state), step: 'publish-at-once', notReady: 0, wasSent: true });
    throw refused;
  }
  if (due !== undefined) return { ...state, lookups: lookups + 1, due };
  const why = 'none or several of the newest posts are like it.';
  throw new Stop('OUTCOME_UNKNOWN', why, restoredError(lastError));
}
