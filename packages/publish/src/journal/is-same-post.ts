import type { Post } from '../post/post.ts';
import type { Repost } from '../repost.ts';

/** Whether two posts are the same as plain JSON, whatever the order of their members. */
export function isSamePost(one: Post | Repost, other: Post | Repost): boolean {
  return sorted(one) === sorted(other);
}

function sorted(post: Post | Repost): string {
  return JSON.stringify(post, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
}
