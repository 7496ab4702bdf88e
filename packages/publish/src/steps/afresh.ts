import type { PublishState } from '../state.ts';

/**
 * A state that was kept, for whoever goes on with it: it looks at once and anew, and may try as often as before. That an
 * answer was not clear is not forgotten.
 */
export function afresh(state: PublishState): PublishState {
  const { due: _, ...rest } = state;
  switch (rest.step) {
    case 'publish':
      return { ...rest, unclear: Math.min(rest.unclear, 1) };
    case 'confirm':
      return { ...rest, unclear: 1, looks: 0 };
    case 'find-post':
    case 'confirm-at-once':
      return { ...rest, looks: 0 };
    default:
      return rest;
  }
}
