import { confirm } from './confirm.ts';
import { confirmAtOnce } from './confirm-at-once.ts';
import type { Context } from './context.ts';
import { createChildren } from './create-children.ts';
import { createPostContainer } from './create-post-container.ts';
import { findPost } from './find-post.ts';
import { publishAtOnce } from './publish-at-once.ts';
import { sendOnce } from './send-once.ts';
import type { PublishState, StateAt } from '../state.ts';
import { waitForChildren } from './wait-for-children.ts';
import { waitForPostContainer } from './wait-for-post-container.ts';

/** Takes the step that a state names, without any waiting, and returns the state after it. */
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
    case 'publish-at-once':
      return publishAtOnce(context, state);
    case 'confirm-at-once':
      return confirmAtOnce(context, state);
  }
}
