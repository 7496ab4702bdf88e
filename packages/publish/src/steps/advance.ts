import { replaceLost, type State, type StateAt } from '../state.ts';
import { confirmAtOnce, publishAtOnce } from './at-once.ts';
import { createChildren, waitForChildren } from './children.ts';
import { confirm, findPost } from './confirm.ts';
import type { StepContext } from './context.ts';
import { createPostContainer, waitForPostContainer } from './post-container.ts';
import { publishOnce } from './publish-container.ts';

/** Takes the step that a state names, without any waiting, and returns the state after it. */
export function advance(context: StepContext, state: Exclude<State, StateAt<'done'>>): Promise<State> {
  return takeStep(context, state).catch((error: unknown) => {
    // The address of a file may have been out of date, or the file gone, when Threads came for it.
    const anew = 'children' in state && context.files?.mayPass(error, state.step) && replaceLost(state);
    if (anew) return anew;
    throw error;
  });
}

function takeStep(context: StepContext, state: Exclude<State, StateAt<'done'>>): Promise<State> {
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
      return publishOnce(context, state);
    case 'confirm':
      return confirm(context, state);
    case 'find-post':
      return findPost(context, state);
    case 'publish-at-once':
      return publishAtOnce(context, state);
    case 'confirm-at-once':
      return confirmAtOnce(context, state);
  }
}
