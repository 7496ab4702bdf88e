import { isCarousel } from './container.ts';
import type { Post } from './post.ts';
import type { StateAt } from './state.ts';

/** The state in which publishing a post begins, the first time or anew. */
export function startState(
  post: Post,
  recreated: boolean,
): StateAt<'create-children'> | StateAt<'create-container'> {
  return { step: isCarousel(post) ? 'create-children' : 'create-container', children: [], recreated };
}
