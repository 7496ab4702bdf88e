import type { PublishState } from './state.ts';

/** A state that was kept, for whoever goes on with it: it looks anew, and at once. */
export function afresh(state: PublishState): PublishState {
  const { due: _, ...rest } = state;
  return 'looks' in rest ? { ...rest, looks: 0 } : rest;
}
