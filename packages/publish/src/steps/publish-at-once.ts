import { isApiError } from '@threads-sdk/core-http';
import { createContainer, repost } from '@threads-sdk/endpoints';
import { postParameters } from '../post/container.ts';
import type { Context } from './context.ts';
import { idOf } from './id-of.ts';
import { notReadyPause } from './not-ready.ts';
import { provesRefusal } from './proves-refusal.ts';
import { requestOptions } from './request-options.ts';
import type { StateAt } from '../state.ts';

/** Sends the one request that makes a repost, or a text, live. After an unclear answer it is never sent again. */
export async function publishAtOnce(
  context: Context,
  state: StateAt<'publish-at-once'>,
): Promise<StateAt<'publish-at-once'> | StateAt<'confirm-at-once'> | StateAt<'done'>> {
  const { client, signal } = context;
  const { post, refusals } = state;
  const sent: StateAt<'confirm-at-once'> = {
    step: 'confirm-at-once',
    post,
    sentAt: client.clock.now(),
    looks: 0,
  };
  await context.record(sent);
  try {
    const answer = await ('repost' in post
      ? repost(client, { media_id: post.repost }, requestOptions(signal))
      : createContainer(
          client,
          { ...postParameters(post, []), auto_publish_text: true },
          requestOptions(signal),
        ));
    return { step: 'done', post, id: idOf(answer, 'repost' in post ? 'repost' : 'createContainer') };
  } catch (error) {
    if (!provesRefusal(error)) {
      context.cause = error;
      return sent;
    }
    const unsent: StateAt<'publish-at-once'> = { step: 'publish-at-once', post, refusals };
    await context.record(unsent);
    // A fresh post that this one answers can be unknown to Threads for some seconds.
    const pause = notReadyPause(refusals);
    if (pause === undefined || !isApiError(error) || error.code !== 'MEDIA_NOT_FOUND') throw error;
    return { ...unsent, refusals: refusals + 1, due: client.clock.now() + pause };
  }
}
