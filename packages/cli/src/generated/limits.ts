// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.

/**
 * How long a long-lived token is valid, from when it was issued or refreshed (60 days).
 *
 * @see https://developers.facebook.com/documentation/threads/get-started/long-lived-tokens
 */
export const longLivedTokenSeconds = 5_184_000;

/**
 * Characters of the text of a post. How Meta counts them is not settled; see text-counting.json.
 *
 * @see https://developers.facebook.com/documentation/threads/overview
 */
export const maxTextLength = 500;

/**
 * Characters of a long text. How Meta counts them is unknown.
 *
 * @see https://developers.facebook.com/documentation/threads/create-posts/text-attachments
 */
export const maxTextAttachmentLength = 10_000;

/**
 * Images and videos of a carousel.
 *
 * @see https://developers.facebook.com/documentation/threads/posts
 */
export const maxCarouselItems = 20;

/**
 * Characters of the description of an image or video.
 *
 * @see https://developers.facebook.com/documentation/threads/posts
 */
export const maxAltTextLength = 1000;

/**
 * Answers of a poll.
 *
 * @see https://developers.facebook.com/documentation/threads/create-posts/polls
 */
export const maxPollOptions = 4;

/**
 * Characters of an answer of a poll.
 *
 * @see https://developers.facebook.com/documentation/threads/create-posts/polls
 */
export const maxPollOptionLength = 25;

/**
 * Covered parts of a text.
 *
 * @see https://developers.facebook.com/documentation/threads/create-posts/spoilers
 */
export const maxSpoilers = 10;

/**
 * Characters of a topic, without `#`.
 *
 * @see https://developers.facebook.com/documentation/threads/posts
 */
export const maxTopicTagLength = 50;

/**
 * Different links in the text of a post and its attachments together. Reports of failures from 4 links on are
 * unconfirmed.
 *
 * @see https://developers.facebook.com/documentation/threads/posts
 */
export const maxLinks = 5;

/**
 * Answers of a poll.
 *
 * @see https://developers.facebook.com/documentation/threads/create-posts/polls
 */
export const minPollOptions = 2;

/**
 * Who may reply to a post.
 *
 * @example
 * ```ts
 * import type { ReplyControl } from '@threads-sdk/publish';
 *
 * const replyControl: ReplyControl = 'accounts_you_follow';
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/posts
 * @category Describe a post
 */
export type ReplyControl =
  | 'everyone'
  | 'accounts_you_follow'
  | 'mentioned_only'
  | 'parent_post_author_only'
  | 'followers_only';

/**
 * Who may reply to a post.
 *
 * @see https://developers.facebook.com/documentation/threads/reference/publishing
 */
export const replyControls: readonly ReplyControl[] = [
  'everyone',
  'accounts_you_follow',
  'mentioned_only',
  'parent_post_author_only',
  'followers_only',
];

/**
 * The metrics of a post.
 *
 * @see https://developers.facebook.com/documentation/threads/insights
 */
export const threadMetrics: readonly string[] = ['views', 'likes', 'replies', 'reposts', 'quotes', 'shares'];

/**
 * The metrics of a user.
 *
 * @see https://developers.facebook.com/documentation/threads/insights
 */
export const userMetrics: readonly string[] = [
  'views',
  'likes',
  'replies',
  'reposts',
  'quotes',
  'clicks',
  'followers_count',
  'follower_demographics',
];

/**
 * What followers can be counted by.
 *
 * @see https://developers.facebook.com/documentation/threads/insights
 */
export const demographicBreakdowns: readonly string[] = ['country', 'city', 'age', 'gender'];
