import { createIndexedMap, type Index, type IndexedMap } from './indexed-map.ts';
import { createTimeline, oldestFirst, type Timeline } from './listing.ts';
import { createPostGroups, type PostGroups } from './post-groups.ts';
import type { PostRecord } from './records.ts';

/**
 * Posts by id, in the order in which they were first set, and the lists that they stand in: newest first, and without
 * the items of carousels. A list is for reading at once; it changes with the posts.
 */
export interface PostIndex extends IndexedMap<PostRecord> {
  readonly listed: () => Timeline<PostRecord>;
  /** What a user posted that is no reply. */
  readonly threadsOf: (userId: string) => Timeline<PostRecord>;
  readonly repliesOf: (userId: string) => Timeline<PostRecord>;
  readonly ghostsOf: (userId: string) => Timeline<PostRecord>;
  /** The direct replies to a post. */
  readonly repliesTo: (postId: string) => Timeline<PostRecord>;
  /** Whether a direct reply to a post fulfils the condition: asked of every post of a page, so without a list. */
  readonly someReplyTo: (postId: string, condition: (reply: PostRecord) => boolean) => boolean;
  /** The replies below a post at every depth; what answers a reply that was deleted is not among them. */
  readonly repliesBelow: (postId: string) => Timeline<PostRecord>;
  readonly repostsOf: (postId: string) => Timeline<PostRecord>;
  readonly quotesOf: (postId: string) => Timeline<PostRecord>;
  /** The post with this shortcode, an item of a carousel too. */
  readonly withShortcode: (shortcode: string) => PostRecord | undefined;
}

/** Creates an index without posts. */
export function createPostIndex(): PostIndex {
  const posts = createIndexedMap<PostRecord>();
  const group = (keyOf: (post: PostRecord) => string | undefined): (() => PostGroups) =>
    posts.index(() => createPostGroups((post) => (post.carouselItem ? undefined : keyOf(post))));

  const listed = group(() => everything);
  const threadsByOwner = group((post) => (isReply(post) ? undefined : post.ownerId));
  const repliesByOwner = group((post) => (isReply(post) ? post.ownerId : undefined));
  const ghostsByOwner = group((post) => (post.content.ghost ? post.ownerId : undefined));
  const byParent = group((post) => post.content.replyToId);
  const byRoot = group((post) => post.rootPostId);
  const byRepost = group((post) => post.repostedPostId);
  const byQuote = group((post) => post.content.quotedPostId);
  const byShortcode = posts.index(createShortcodeIndex);
  const broken = posts.index(() => createBrokenIndex(posts, byParent));

  const repliesBelow = (postId: string): readonly PostRecord[] => {
    const post = posts.get(postId);
    const isWhole = post !== undefined && post.rootPostId === undefined && !broken().has(postId);
    return isWhole ? byRoot().of(postId) : walkDown(byParent(), postId);
  };

  const newestFirst = (sorted: readonly PostRecord[]): Timeline<PostRecord> =>
    createTimeline(sorted, 'newest first');
  // Assigned and not spread: a spread would read `size` once and for all.
  return Object.assign(posts, {
    listed: () => newestFirst(listed().of(everything)),
    threadsOf: (userId: string) => newestFirst(threadsByOwner().of(userId)),
    repliesOf: (userId: string) => newestFirst(repliesByOwner().of(userId)),
    ghostsOf: (userId: string) => newestFirst(ghostsByOwner().of(userId)),
    repliesTo: (postId: string) => newestFirst(byParent().of(postId)),
    someReplyTo: (postId: string, condition: (reply: PostRecord) => boolean) =>
      byParent().of(postId).some(condition),
    repliesBelow: (postId: string) => newestFirst(repliesBelow(postId)),
    repostsOf: (postId: string) => newestFirst(byRepost().of(postId)),
    quotesOf: (postId: string) => newestFirst(byQuote().of(postId)),
    withShortcode: (shortcode: string) => byShortcode().get(shortcode),
  });
}

// The key of the one group that all listed posts are in.
const everything = '';

function isReply({ content }: PostRecord): boolean {
  return content.replyToId !== undefined;
}

function walkDown(byParent: PostGroups, postId: string): readonly PostRecord[] {
  const found = [...byParent.of(postId)];
  // Those that are added come up too.
  for (const { id } of found) for (const reply of byParent.of(id)) found.push(reply);
  return found.sort(oldestFirst);
}

interface BrokenIndex extends Index<PostRecord> {
  readonly has: (rootPostId: string) => boolean;
}

// The roots of conversations in which a reply may stand without the one that it answers: there the way down decides.
function createBrokenIndex(posts: IndexedMap<PostRecord>, byParent: () => PostGroups): BrokenIndex {
  const roots = new Set<string>();
  const leavesReplies = (post: PostRecord): boolean => byParent().of(post.id).length > 0;
  const answersNobody = ({ rootPostId, content: { replyToId } }: PostRecord): boolean =>
    replyToId !== rootPostId && (replyToId === undefined || !posts.has(replyToId));
  return {
    has: (rootPostId) => roots.has(rootPostId),
    update: (previous, next) => {
      const isBroken =
        next === undefined ? previous !== undefined && leavesReplies(previous) : answersNobody(next);
      const root = (next ?? previous)?.rootPostId;
      if (root !== undefined && isBroken) roots.add(root);
    },
    clear: () => roots.clear(),
  };
}

interface ShortcodeIndex extends Index<PostRecord> {
  readonly get: (shortcode: string) => PostRecord | undefined;
}

function createShortcodeIndex(): ShortcodeIndex {
  const posts = new Map<string, PostRecord>();
  return {
    get: (shortcode) => posts.get(shortcode),
    update: (previous, next) => {
      if (previous !== undefined) posts.delete(previous.shortcode);
      if (next !== undefined) posts.set(next.shortcode, next);
    },
    clear: () => posts.clear(),
  };
}
