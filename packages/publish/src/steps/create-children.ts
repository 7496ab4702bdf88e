import { createContainer } from '@threads-sdk/endpoints';
import { childParameters, mediaOf } from '../post/container.ts';
import type { Context } from './context.ts';
import { idOf } from './id-of.ts';
import { requestOptions } from './request-options.ts';
import { runTogether } from './run-together.ts';
import type { StateAt } from '../state.ts';

/** Creates the containers of a carousel's media, all at once: there are 20 at most, and the client has its limit. */
export async function createChildren(
  { client, report, signal }: Context,
  { step, post, recreated }: StateAt<'create-children'>,
): Promise<StateAt<'wait-for-children'>> {
  const children = await runTogether(mediaOf(post), signal, async (media, mediaIndex, stop) => {
    const answer = await createContainer(client, childParameters(media), requestOptions(stop));
    const id = idOf(answer, 'createContainer');
    report({ step, containerId: id, mediaIndex });
    return id;
  });
  const since = client.clock.now();
  return { step: 'wait-for-children', post, children, pending: children, recreated, since };
}
