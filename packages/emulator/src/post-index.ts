import { createIndexedMap, type Index, type IndexedMap } from './indexed-map.ts';
import { createTimeline, oldestFirst, type Timeline } from './listing.ts';
import { createPostGroups, type PostGroups } from './post-groups.ts';
import type { PostRecord } from './store.ts';

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
  /** The replies below a post at every depth; what answers a reply that was deleted is not among them. */
  readonly repliesBelow: (postId: string) => Timeline<PostRecord>;
  readonly repostsOf: (postId: string) => Timeline<PostRecord>;
  readonly quotesOf: (postId: string) => Timeline<PostRecord>;
  /** The post with this shortcode, an item of a carousel too. */
  readonly withShortcode: (shortcode: string) => PostRecord | undefined;
}

/** Creates an index without posts. */
export function createPostIndex(): PostIndex {
  const listed = groupListed(() => everything);
  const threadsByOwner = groupListed((post) => (isReply(post) ? undefined : post.ownerId));
  const repliesByOwner = groupListed((post) => (isReply(post) ? post.ownerId : undefined));
  const ghostsByOwner = groupListed((post) => (post.content.ghost ? post.ownerId : undefined));
  const byParent = groupListed((post) => post.content.replyToId);
  const byRoot = groupListed((post) => post.rootPostId);
  const byRepost = groupListed((post) => post.repostedPostId);
  const byQuote = groupListed((post) => post.content.quotedPostId);
  const byShortcode = createShortcodeIndex(() => posts.values());

  // Conversations in which a reply may stand without the one that it answers: there each way down decides.
  const broken = new Set<string>();
  const isBroken = (
    { id, rootPostId, content: { replyToId = '' } }: PostRecord,
    isLeaving: boolean,
  ): boolean => (isLeaving ? byParent.of(id).length > 0 : replyToId !== rootPostId && !posts.has(replyToId));
  const breaks: Index<PostRecord> = {
    update: (previous, next) => {
      const post = next ?? previous;
      if (post?.rootPostId !== undefined && isBroken(post, next === undefined)) broken.add(post.rootPostId);
    },
    clear: () => broken.clear(),
  };

  const posts = createIndexedMap([
    ...[listed, threadsByOwner, repliesByOwner, ghostsByOwner],
    ...[byParent, byRoot, byRepost, byQuote, byShortcode, breaks],
  ]);

  const walkDown = (postId: string): readonly PostRecord[] => {
    const found = [...byParent.of(postId)];
    // Those that are added come up too.
    for (const { id } of found) for (const reply of byParent.of(id)) found.push(reply);
    return found.sort(oldestFirst);
  };
  const repliesBelow = (postId: string): readonly PostRecord[] => {
    const post = posts.get(postId);
    const isWhole = post !== undefined && post.rootPostId === undefined && !broken.has(postId);
    return isWhole ? byRoot.of(postId) : walkDown(postId);
  };

  const newestFirst = (group: readonly PostRecord[]): Timeline<PostRecord> =>
    createTimeline(group, 'newest first');
  // Assigned and not spread: a spread would read `size` once and for all.
  return Object.assign(posts, {
    listed: () => newestFirst(listed.of(everything)),
    threadsOf: (userId: string) => newestFirst(threadsByOwner.of(userId)),
    repliesOf: (userId: string) => newestFirst(repliesByOwner.of(userId)),
    ghostsOf: (userId: string) => newestFirst(ghostsByOwner.of(userId)),
    repliesTo: (postId: string) => newestFirst(byParent.of(postId)),
    repliesBelow: (postId: string) => newestFirst(repliesBelow(postId)),
    repostsOf: (postId: string) => newestFirst(byRepost.of(postId)),
    quotesOf: (postId: string) => newestFirst(byQuote.of(postId)),
    withShortcode: byShortcode.get,
  });
}

// The key of the one group that all listed posts are in.
const everything = '';

function isReply({ content }: PostRecord): boolean {
  return content.replyToId !== undefined;
}

function groupListed(keyOf: (post: PostRecord) => string | undefined): PostGroups {
  return createPostGroups((post) => (post.carouselItem ? undefined : keyOf(post)));
}

// Made when it is first asked for: it would cost every seed a quarter of its time, and few ever ask.
function createShortcodeIndex(all: () => Iterable<PostRecord>): Index<PostRecord> & {
  readonly get: (shortcode: string) => PostRecord | undefined;
} {
  let posts: Map<string, PostRecord> | undefined;
  return {
    get: (shortcode) => {
      posts ??= new Map(Array.from(all(), (post) => [post.shortcode, post]));
      return posts.get(shortcode);
    },
    update: (previous, next) => {
      if (previous !== undefined) posts?.delete(previous.shortcode);
      if (next !== undefined) posts?.set(next.shortcode, next);
    },
    clear: () => {
      posts = undefined;
    },
  };
}
