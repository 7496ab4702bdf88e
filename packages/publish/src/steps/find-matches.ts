import type { Thread } from '@threads-sdk/endpoints';
import { timeOf } from '@threads-sdk/internal';
import { listGhostPosts } from '../generated/media/list-ghost-posts.ts';
import { listThreads } from '../generated/media/list-threads.ts';
import { listUserReplies } from '../generated/replies/list-user-replies.ts';
import type { StepContext } from './context.ts';
import { isId } from '../state.ts';
import { isLikeInReplies, isLikeInThreads, isTextOf } from './is-like.ts';
import type { Post, Repost } from '../post.ts';

/** How far the clocks here and at Threads may differ, in milliseconds. */
const clockDifference = 900_000;

/** What was found of a post. */
export interface Matches {
  /** The user's posts that are like it in all that can be read of them, and belong to no other key. */
  readonly posts: readonly Thread[];
  /** Whether none of them can be the post of another key. */
  readonly isClear: boolean;
}

/** Looks for a post that may have gone live since a time. */
export async function findMatches(
  context: Pick<StepContext, 'client' | 'request' | 'others'>,
  post: Post | Repost,
  since: number,
): Promise<Matches> {
  const matches = await listMatches(context, post, since);
  // Asked after the list was read: whoever had sent anything by then is known.
  const { ids, isClear } = await context.others(post, since);
  return { posts: matches.filter(({ id }) => !ids.has(id)), isClear };
}

async function listMatches(
  { client, request }: Pick<StepContext, 'client' | 'request'>,
  post: Post | Repost,
  since: number,
): Promise<readonly Thread[]> {
  const { list, isLike } = placeOf(post);
  const page = { limit: 25 };
  const matches: Thread[] = [];
  let count = 0;
  for await (const candidate of list(client, page, request)) {
    const isRecent = timeOf(candidate) >= since - clockDifference;
    if (isRecent && isId(candidate.id) && isLike(candidate)) matches.push(candidate);
    // The newest come first. That is an assumption, so a page that was read is looked at as a whole.
    if (++count % page.limit === 0 && !isRecent) break;
  }
  return matches;
}

/** Where a post shows, and what tells it from others there. The lists ask for what is compared, and no more. */
interface Place {
  readonly list: typeof listThreads | typeof listUserReplies | typeof listGhostPosts;
  readonly isLike: (candidate: Thread) => boolean;
}

function placeOf(post: Post | Repost): Place {
  if ('repost' in post)
    return { list: listThreads, isLike: (candidate) => candidate.reposted_post?.id === post.repost };
  if (post.isGhostPost)
    return { list: listGhostPosts, isLike: (candidate) => isTextOf(candidate.text, post.text) };
  return post.replyTo === undefined
    ? { list: listThreads, isLike: (candidate) => isLikeInThreads(candidate, post) }
    : { list: listUserReplies, isLike: (candidate) => isLikeInReplies(candidate, post) };
}

/**
 * The id of the match, if it is the only one and went live since a time. The clocks here and at Threads may differ, so a time
 * does not tell which of several it is. Threads tells times in whole seconds.
 */
export function onlyMatch({ posts, isClear }: Matches, since: number): string | undefined {
  const [match, ...others] = posts;
  const isIt = isClear && others.length === 0 && match && timeOf(match) >= Math.floor(since / 1000) * 1000;
  return isIt ? match.id : undefined;
}
