import { isCarousel } from '../post/container.ts';
import type { Post } from '../post/post.ts';
import type { StateAt } from '../state.ts';

/** The state in which publishing a post from containers begins, the first time or anew. */
export function firstState(
  post: Post,
  recreated: boolean,
): StateAt<'create-children'> | StateAt<'create-container'> {
  return isCarousel(post)
    ? { step: 'create-children', post, children: [], recreated }
    : { step: 'create-container', post, children: [], recreated, refusals: 0 };
}
