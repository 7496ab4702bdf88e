import type { Context } from './context.ts';
import { containerError } from './container-error.ts';
import { firstState } from './first-state.ts';
import { readStatus } from './read-status.ts';
import type { PublishState, StateAt } from '../state.ts';
import { waitPause } from './wait-pause.ts';

/** Milliseconds after which a container that Threads does not know was lost. */
const lostAfter = 60_000;

/** Looks once at the container of the post. */
export async function waitForPostContainer(
  { call, client, report, signal }: Context,
  state: StateAt<'wait-for-container'>,
): Promise<PublishState> {
  const { step, containerId, since, post, children, recreated } = state;
  const look = await readStatus(client, containerId, signal);
  report({ step, containerId, status: look.status });
  const known = { post, children, recreated, containerId };
  switch (look.status) {
    case 'FINISHED':
      return { ...known, step: 'publish', refusals: 0, unclear: 0 };
    case 'PUBLISHED':
      return { ...known, step: 'find-post', sentAt: since, looks: 0 };
    case 'ERROR':
    case 'EXPIRED':
      throw containerError(call, containerId, { ...look, status: look.status }, state);
    default: // IN_PROGRESS, a status that Meta may add, or not known yet
  }
  const now = client.clock.now();
  if (look.isUnknown && !recreated && now - since >= lostAfter) return firstState(post, true);
  return { ...state, due: now + waitPause(now - since) };
}
