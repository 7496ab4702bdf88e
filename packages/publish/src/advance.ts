import { createContainer } from '@threads-sdk/endpoints';
import { confirm } from './confirm.ts';
import { childParameters, mediaOf, postParameters } from './container.ts';
import { containerError } from './container-error.ts';
import type { Context } from './context.ts';
import { findPost } from './find-post.ts';
import { untilKnown } from './not-ready.ts';
import { requestOptions } from './request-options.ts';
import { runTogether } from './run-together.ts';
import { sendOnce } from './send-once.ts';
import type { PublishState, StateAt } from './state.ts';
import { watchContainer } from './watch-container.ts';

/** Takes the step that a state names and returns the state after it. */
export function advance(
  context: Context,
  state: Exclude<PublishState, StateAt<'done'>>,
): Promise<PublishState> {
  switch (state.step) {
    case 'create-children':
      return createChildren(context, state);
    case 'wait-for-children':
      return waitForChildren(context, state);
    case 'create-container':
      return createPostContainer(context, state);
    case 'wait-for-container':
      return waitForPostContainer(context, state);
    case 'publish':
      return sendOnce(context, state);
    case 'confirm':
      return confirm(context, state);
    case 'find-post':
      return findPost(context, state);
  }
}

/** All at once: there are 20 at most, and the client limits its requests in flight. */
async function createChildren(
  context: Context,
  state: StateAt<'create-children'>,
): Promise<StateAt<'wait-for-children'>> {
  const children = await runTogether(mediaOf(context.post), context.signal, async (media, index, signal) => {
    const { id } = await createContainer(context.client, childParameters(media), requestOptions(signal));
    context.report({ step: state.step, containerId: id, mediaIndex: index });
    return id;
  });
  return { ...state, step: 'wait-for-children', children, since: context.client.clock.now() };
}

async function waitForChildren(
  context: Context,
  state: StateAt<'wait-for-children'>,
): Promise<StateAt<'create-container'>> {
  await runTogether(state.children, context.signal, async (containerId, mediaIndex, signal) => {
    const verdict = await watchContainer(context.client, containerId, {
      since: state.since,
      timeout: context.processingTimeout,
      signal,
      onStatus: (status) => context.report({ step: state.step, containerId, mediaIndex, status }),
    });
    if (verdict.status !== 'FINISHED' && verdict.status !== 'PUBLISHED') {
      throw containerError('publish', containerId, verdict, state, mediaIndex);
    }
  });
  return { step: 'create-container', children: state.children, recreated: state.recreated };
}

async function createPostContainer(
  context: Context,
  state: StateAt<'create-container'>,
): Promise<StateAt<'wait-for-container'>> {
  const { client, post, signal } = context;
  // A fresh post that this one answers and fresh children can be unknown to Threads for some seconds.
  const { id } = await untilKnown(client.clock, signal, () =>
    createContainer(client, postParameters(post, state.children), requestOptions(signal)),
  );
  return { ...state, step: 'wait-for-container', containerId: id, since: client.clock.now() };
}

async function waitForPostContainer(
  context: Context,
  state: StateAt<'wait-for-container'>,
): Promise<PublishState> {
  const { containerId, since, children, recreated } = state;
  const verdict = await watchContainer(context.client, containerId, {
    since,
    timeout: context.processingTimeout,
    signal: context.signal,
    onStatus: (status) => context.report({ step: state.step, containerId, status }),
  });
  const next = { children, containerId, recreated };
  if (verdict.status === 'FINISHED') return { ...next, step: 'publish', refusals: 0, unclear: 0 };
  if (verdict.status === 'PUBLISHED') return { ...next, step: 'find-post', sentAt: since };
  throw containerError('publish', containerId, verdict, state);
}
