import type { Context } from './context.ts';
import { containerError } from './container-error.ts';
import { readStatus } from './read-status.ts';
import { runTogether } from './run-together.ts';
import type { StateAt } from '../state.ts';
import { waitPause } from './wait-pause.ts';

/** Looks once at every container of a carousel's media that was not ready yet. */
export async function waitForChildren(
  { call, client, report, signal }: Context,
  state: StateAt<'wait-for-children'>,
): Promise<StateAt<'wait-for-children'> | StateAt<'create-container'>> {
  const { step, post, children, recreated, since } = state;
  const unready = await runTogether(state.pending, signal, async (containerId, _index, stop) => {
    const mediaIndex = children.indexOf(containerId);
    const look = await readStatus(client, containerId, stop);
    report({ step, containerId, mediaIndex, status: look.status });
    if (look.status === 'ERROR' || look.status === 'EXPIRED') {
      throw containerError(call, containerId, { ...look, status: look.status }, state, mediaIndex);
    }
    return look.status === 'FINISHED' || look.status === 'PUBLISHED' ? [] : [containerId];
  });
  const pending = unready.flat();
  if (pending.length === 0) return { step: 'create-container', post, children, recreated, refusals: 0 };
  const now = client.clock.now();
  return { ...state, pending, due: now + waitPause(now - since) };
}
