import type { PostRecord } from '../../model/records.ts';
import type { Store } from '../../model/store.ts';

/** Where a profile is shown; the path of the profile's address on Threads. */
export function profilePath(username: string): string {
  return `/@${username}`;
}

/** Where a post is shown; the path of its permalink. */
export function postPath(store: Store, post: PostRecord): string {
  return `${profilePath(authorName(store, post))}/post/${post.shortcode}`;
}

/** The username of a post's author. */
export function authorName(store: Store, post: PostRecord): string {
  return store.users.get(post.ownerId)?.username ?? 'unknown';
}
