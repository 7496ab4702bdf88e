import { filmPath, picturePath } from '../pictures/own-media.ts';
import type { World } from './world.ts';
import { limits } from '../description/limits.ts';
import { lastTime } from './clock.ts';
import type { Timeline } from './listing.ts';
import type { Content, PostRecord } from './records.ts';
import type { Store } from './store.ts';

/** What a plain post has. */
export const plainContent: Content = /* @__PURE__ */ Object.freeze({
  spoilerMedia: false,
  replyAudience: 'EVERYONE',
  replyApprovals: false,
  ghost: false,
});

/** How a video is shown. The still image is Meta's to make, so its address leads nowhere here, but for the emulator's own film. */
export function videoContent(url: string): Pick<Content, 'mediaUrl' | 'thumbnailUrl'> {
  if (url === filmPath) return { mediaUrl: url, thumbnailUrl: picturePath('river') };
  return {
    mediaUrl: url,
    thumbnailUrl: `https://scontent.cdninstagram.com/emulator/still.jpg?of=${encodeURIComponent(url)}`,
  };
}

/** Puts a post into the store and gives it an id and a shortcode. */
export function addPost(
  store: Store,
  post: Omit<PostRecord, 'id' | 'shortcode' | 'hideStatus' | 'rootPostId' | 'approval'>,
): PostRecord {
  const parent = post.content.replyToId === undefined ? undefined : store.posts.get(post.content.replyToId);
  const rootPostId = parent === undefined ? undefined : (parent.rootPostId ?? parent.id);
  const root = rootPostId === undefined ? undefined : store.posts.get(rootPostId);
  const needsApproval = root !== undefined && root.content.replyApprovals && root.ownerId !== post.ownerId;
  const record: PostRecord = Object.freeze({
    ...post,
    id: store.identifiers.media(),
    shortcode: store.identifiers.shortcode(),
    hideStatus: 'NOT_HUSHED',
    ...(rootPostId === undefined ? {} : { rootPostId }),
    ...(needsApproval ? { approval: 'pending' as const } : {}),
  });
  store.posts.set(record.id, record);
  return record;
}

/** A user shares a post; of a repost the original. */
export function addRepost({ store, clock }: World, userId: string, target: PostRecord): PostRecord {
  return addPost(store, {
    ownerId: userId,
    mediaType: 'REPOST_FACADE',
    createdAt: clock.now(),
    content: plainContent,
    carouselItem: false,
    repostedPostId: target.repostedPostId ?? target.id,
  });
}

/** Removes a post with the items of its carousel and what others did to it. */
export function removePost({ posts, likes, votes }: Store, post: PostRecord): void {
  for (const id of [...(post.content.children ?? []), post.id]) {
    posts.delete(id);
    likes.forget(id);
    votes.forget(id);
  }
}

/** Hides a reply with all replies below it, or shows them again. */
export function hideReply(store: Store, reply: PostRecord, hide: boolean): void {
  for (const post of [reply, ...repliesBelow(store, reply.id)])
    store.posts.set(post.id, Object.freeze({ ...post, hideStatus: hide ? 'HIDDEN' : 'UNHUSHED' }));
}

/** Lets a reply that waits for approval be seen, or not. */
export function decideReply({ posts }: Store, reply: PostRecord, approve: boolean): void {
  posts.set(reply.id, Object.freeze({ ...reply, approval: approve ? 'approved' : 'ignored' }));
}

// Not settable, and not documented.
const pollDuration = 24 * 60 * 60 * 1000;

/** When the poll of a post closes, in epoch milliseconds. */
export function pollEnd({ createdAt }: PostRecord): number {
  return Math.min(createdAt + pollDuration, lastTime);
}

/** When a ghost post is archived, in epoch milliseconds. */
export function ghostExpiration(post: PostRecord): number {
  return Math.min(post.createdAt + limits.ghostPostSeconds.value * 1000, lastTime);
}

/** Whether a ghost post was archived. */
export function isArchived({ clock }: World, post: PostRecord): boolean {
  return post.content.ghost && ghostExpiration(post) <= clock.now();
}

/** Whether the post stands where it was put: it neither awaits approval, nor was ignored, nor is it an archived ghost. */
export function isStanding(world: World, post: PostRecord): boolean {
  return (post.approval === undefined || post.approval === 'approved') && !isArchived(world, post);
}

/** Whether everybody can see the post: it stands, and its author's profile is not private. */
export function isPublic(world: World, post: PostRecord): boolean {
  return isStanding(world, post) && world.store.users.get(post.ownerId)?.private !== true;
}

/** Whether this user can see the post: it is public, their own, or a reply to a post of theirs. */
export function isVisibleTo(world: World, post: PostRecord, userId: string): boolean {
  if (post.ownerId === userId || isPublic(world, post)) return true;
  return post.rootPostId !== undefined && world.store.posts.get(post.rootPostId)?.ownerId === userId;
}

/** Every post that stands in lists, newest first: all but the items of carousels. */
export function listedPosts({ posts }: Store): Timeline<PostRecord> {
  return posts.listed();
}

/** Whether a post shows up in lists and searches yet. One that was made before the clock was put back does. */
export function isListed({ clock, settings }: World, { createdAt }: PostRecord): boolean {
  const age = clock.now() - createdAt;
  return age < 0 || age >= settings.current.readingLag;
}

/** The direct replies to a post, newest first, whatever their approval. */
export function repliesTo({ posts }: Store, postId: string): Timeline<PostRecord> {
  return posts.repliesTo(postId);
}

/** The replies below a post at every depth, newest first, whatever their approval. */
export function repliesBelow({ posts }: Store, postId: string): Timeline<PostRecord> {
  return posts.repliesBelow(postId);
}

/** The address that a post has on Threads. */
export function permalinkOf(store: Store, post: PostRecord): string {
  const username = store.users.get(post.ownerId)?.username ?? 'unknown';
  return `https://www.threads.com/@${username}/post/${post.shortcode}`;
}
