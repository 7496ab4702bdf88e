import { listThreads, listUserReplies, type Thread, type ThreadSelection } from '@threads-sdk/endpoints';
import { mediaOf } from './container.ts';
import type { Context } from './context.ts';
import type { Media, Post } from './post.ts';
import type { Repost } from './repost.ts';
import { requestOptions } from './request-options.ts';

/** How far the clocks here and at Threads may differ, in milliseconds. */
const clockDifference = 60_000;

/** The user's newest posts or replies that went live since `sentAt` and are exactly like the post. */
export async function findMatches(
  { client, signal }: Context,
  post: Post | Repost,
  sentAt: number,
): Promise<readonly Thread[]> {
  const options = requestOptions(signal);
  const isRecent = (candidate: Thread): boolean => timeOf(candidate) >= sentAt - clockDifference;
  if ('repost' in post) {
    const { data } = await listThreads(
      client,
      { limit: 25, fields: ['media_type', 'timestamp', 'reposted_post'] },
      options,
    );
    return data.filter((candidate) => isRecent(candidate) && candidate.reposted_post?.id === post.repost);
  }
  // Replies stand in a list of their own.
  const { data } = await (post.replyTo === undefined
    ? listThreads(
        client,
        { limit: 25, fields: [...commonFields, 'alt_text', 'link_attachment_url'] },
        options,
      )
    : listUserReplies(client, { limit: 25, fields: [...commonFields, 'replied_to'] }, options));
  return data.filter((candidate) => isRecent(candidate) && isLike(candidate, post));
}

const commonFields: readonly ThreadSelection[] = [
  'media_type',
  'text',
  'timestamp',
  'is_quote_post',
  'quoted_post',
  'topic_tag',
  { children: ['media_type', 'alt_text'] },
];

/** When a post went live, in epoch milliseconds; Threads tells whole seconds. */
export function timeOf({ timestamp = '' }: Thread): number {
  // Threads writes +0000, which not every engine reads.
  return Date.parse(timestamp.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
}

function isLike(candidate: Thread, post: Post): boolean {
  const items = candidate.children ?? [];
  const media = mediaOf(post);
  return (
    candidate.media_type === mediaTypeOf(media) &&
    (candidate.text ?? '') === (post.text ?? '') &&
    (candidate.is_quote_post ?? false) === (post.quote !== undefined) &&
    agrees(candidate.quoted_post?.id, post.quote) &&
    agrees(candidate.replied_to?.id, post.replyTo) &&
    agrees(candidate.topic_tag, post.topicTag) &&
    agrees(candidate.link_attachment_url, post.linkAttachment) &&
    (media.length > 1
      ? items.length === media.length && media.every((each, index) => isItem(items[index], each))
      : agrees(candidate.alt_text, media[0]?.altText))
  );
}

function isItem(item: Thread | undefined, media: Media): boolean {
  return agrees(item?.media_type, mediaTypeOf([media])) && agrees(item?.alt_text, media.altText);
}

function mediaTypeOf([first, ...others]: readonly Media[]): string {
  if (!first) return 'TEXT_POST';
  if (others.length > 0) return 'CAROUSEL_ALBUM';
  return first.image === undefined ? 'VIDEO' : 'IMAGE';
}

/** Threads leaves fields out at times and finds tags and links in the text by itself: only two values can disagree. */
function agrees(read: string | undefined, sent: string | undefined): boolean {
  return read === undefined || sent === undefined || read === sent;
}
