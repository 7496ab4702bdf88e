// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.

/**
 * Characters of the text of a post. How Meta counts them is not settled; see text-counting.json.
 *
 * @see https://developers.facebook.com/documentation/threads/overview
 */
export const maxTextLength = 500;

/**
 * Different links in the text of a post and its attachments together. Reports of failures from 4 links on are
 * unconfirmed.
 *
 * @see https://developers.facebook.com/documentation/threads/posts
 */
export const maxLinks = 5;

/**
 * Images and videos of a carousel.
 *
 * @see https://developers.facebook.com/documentation/threads/posts
 */
export const maxCarouselItems = 20;

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
