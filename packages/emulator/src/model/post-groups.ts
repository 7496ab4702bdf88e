import type { Index } from './indexed-map.ts';
import { countWhile, oldestFirst } from './listing.ts';
import type { PostRecord } from './records.ts';

/** Posts that have something in common, such as their owner. */
export interface PostGroups extends Index<PostRecord> {
  /** The posts of one group, oldest first; the list changes with the posts. */
  readonly of: (key: string) => readonly PostRecord[];
}

/** Creates an index of posts by a key; posts without one stand in no group. */
export function createPostGroups(keyOf: (post: PostRecord) => string | undefined): PostGroups {
  const groups = new Map<string, PostRecord[]>();
  // Posts mostly come in the order of time. Those that do not are sorted in when somebody looks.
  const unsorted = new Set<PostRecord[]>();

  const sort = (posts: PostRecord[]): PostRecord[] => {
    if (unsorted.delete(posts)) posts.sort(oldestFirst);
    return posts;
  };

  const add = (key: string, post: PostRecord): void => {
    const posts = groups.get(key);
    if (posts === undefined) {
      groups.set(key, [post]);
      return;
    }
    const last = posts.at(-1);
    if (last !== undefined && oldestFirst(last, post) > 0) unsorted.add(posts);
    posts.push(post);
  };

  // Takes the place of the post for its successor, or closes the gap.
  const replace = (key: string, post: PostRecord, successors: readonly PostRecord[]): void => {
    const posts = sort(groups.get(key) ?? []);
    posts.splice(
      countWhile(posts, (other) => oldestFirst(other, post) < 0),
      1,
      ...successors,
    );
    if (posts.length === 0) groups.delete(key);
  };

  return {
    of: (key) => {
      const posts = groups.get(key);
      return posts === undefined ? noPosts : sort(posts);
    },
    update: (previous, next) => {
      const from = previous === undefined ? undefined : keyOf(previous);
      const to = next === undefined ? undefined : keyOf(next);
      const stays = from === to && previous?.createdAt === next?.createdAt;
      if (previous !== undefined && from !== undefined)
        replace(from, previous, stays && next !== undefined ? [next] : []);
      if (next !== undefined && to !== undefined && !stays) add(to, next);
    },
    clear: () => {
      groups.clear();
      unsorted.clear();
    },
  };
}

const noPosts: readonly PostRecord[] = [];
