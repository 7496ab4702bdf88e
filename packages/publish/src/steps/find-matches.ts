import {
  listGhostPosts,
  listThreads,
  listUserReplies,
  type Thread,
  type ThreadSelection,
} from '@threads-sdk/endpoints';
import type { StepContext } from './context.ts';
import { isId } from '../state.ts';
import { isLikeInReplies, isLikeInThreads, isTextOf } from './is-like.ts';
import type { Post, Repost } from '../post.ts';

/** How far the clocks here and at Threads may differ, in milliseconds. */
const clockDifference = 60_000;

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
  const { list, fields, isLike } = placeOf(post);
  const page = { limit: 25, fields: ['timestamp', 'media_type', ...fields] } as const;
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

/** Where a post shows, and what tells it from others there. */
interface Place {
  readonly list: typeof listThreads | typeof listUserReplies | typeof listGhostPosts;
  /** Only fields that Meta names for the list: one that it does not have fails the whole call. */
  readonly fields: readonly ThreadSelection[];
  readonly isLike: (candidate: Thread) => boolean;
}

function placeOf(post: Post | Repost): Place {
  if ('repost' in post) {
    return {
      list: listThreads,
      fields: ['reposted_post'],
      isLike: (candidate) => candidate.reposted_post?.id === post.repost,
    };
  }
  if (post.isGhostPost) {
    // Its text is all that a ghost post has.
    return {
      list: listGhostPosts,
      fields: ['text'],
      isLike: (candidate) => isTextOf(candidate.text, post.text),
    };
  }
  if (post.replyTo !== undefined) {
    return {
      list: listUserReplies,
      fields: [...fieldsEverywhere, { children: ['media_type'] }, 'replied_to'],
      isLike: (candidate) => isLikeInReplies(candidate, post),
    };
  }
  return {
    list: listThreads,
    fields: [
      ...fieldsEverywhere,
      { children: ['media_type', 'alt_text'] },
      'alt_text',
      'link_attachment_url',
      'is_spoiler_media',
      'text_entities',
      'text_attachment',
      'location_id',
      'allowlisted_country_codes',
      'ghost_post_expiration_timestamp',
    ],
    isLike: (candidate) => isLikeInThreads(candidate, post),
  };
}

const fieldsEverywhere: readonly ThreadSelection[] = [
  'text',
  'is_quote_post',
  'quoted_post',
  'topic_tag',
  'gif_url',
  { poll_attachment: ['option_a', 'option_b', 'option_c', 'option_d'] },
];

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
