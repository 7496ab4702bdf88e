import { randomOf } from './random.ts';
import type { Store } from './store.ts';

/** How often a post was seen. Nobody looks in an emulator: the number follows from the seed and the id. */
export function viewsOf({ seed }: Store, postId: string): number {
  return 50 + Math.floor(randomOf(seed, `${postId}/views`) * 1000);
}
