import type { Thread } from '@threads-sdk/endpoints';
import { listGhostPosts } from '../generated/media/list-ghost-posts.ts';
import { listThreads } from '../generated/media/list-threads.ts';
import { listUserReplies } from '../generated/replies/list-user-replies.ts';
import type { StepContext } from './context.ts';
import { isId } from '../state.ts';
import { isLikeInReplies, isLikeInThreads, isTextOf } from './is-like.ts';
import type { Post, Repost } from '../post.ts';

/** How far the clocks here and at Threads may differ, in milliseconds. */
const clockDifference = 900_000;

/**
 * The user's posts that went live since `sentAt`, are like the post in all that can be read of them, and belong to no other
 * key.
 */
export async function findMatches(
  context: Pick<StepContext, 'client' | 'request' | 'isOthers'>,
  post: Post | Repost,
  sentAt: number,
): Promise<readonly Thread[]> {
  const matches = await listMatches(context, post, sentAt);
  const others = await Promise.all(matches.map(({ id }) => context.isOthers(id)));
  return matches.filter((_, index) => !others[index]);
}

async function listMatches(
  { client, request }: Pick<StepContext, 'client' | 'request'>,
  post: Post | Repost,
  sentAt: number,
): Promise<readonly Thread[]> {
  const { list, isLike } = placeOf(post);
  const page = { limit: 25 };
  const matches: Thread[] = [];
  let count = 0;
  for await (const candidate of list(client, page, request)) {
    const isRecent = timeOf(candidate) >= sentAt - clockDifference;
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

/** When a post went live, in epoch milliseconds; Threads tells whole seconds. */
function timeOf({ timestamp = '' }: Thread): number {
  // Threads writes +0000, which not every engine reads.
  return Date.parse(timestamp.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
}

/**
 * Takes the one match that went live since `sentAt`, if there is exactly one; Threads tells times in whole seconds.
 *
 * @returns its id; `undefined` if there is none, several, or another key was first
 */
export async function takeMatch(
  { claim }: Pick<StepContext, 'claim'>,
  matches: readonly Thread[],
  sentAt: number,
): Promise<string | undefined> {
  const since = Math.floor(sentAt / 1000) * 1000;
  const [match, ...others] = matches.filter((each) => timeOf(each) >= since);
  return match && others.length === 0 && (await claim(match.id)) ? match.id : undefined;
}
