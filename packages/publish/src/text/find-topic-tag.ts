import { maxTopicTagLength } from '../generated/limits.ts';

/**
 * Finds the topic that Threads takes from a text: its first valid `#tag`. A tag ends before white space and any of
 * `. & @ ! ? , ; :`, has 1 to 50 characters, and is not a whole number. One post has one topic; `topicTag` of a post
 * says it more plainly. Which of the two wins when a post has both is not documented, nor whether the end of a link as
 * `example.com/#top` is a tag: here it is.
 *
 * @param text the text of a post
 * @returns the topic without `#`, or `undefined` if the text has none
 *
 * @example
 * ```ts
 * import { findTopicTag } from '@threads-sdk/publish';
 *
 * console.log(findTopicTag('Rank #1 in #kyoto, #japan')); // kyoto
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/posts
 * @category Write a text
 */
export function findTopicTag(text: string): string | undefined {
  for (const [, tag = ''] of text.matchAll(/#([^\s.&@!?,;:#]+)/gu)) {
    if (!/^\d+$/.test(tag) && Array.from(tag.slice(0, 2 * maxTopicTagLength + 1)).length <= maxTopicTagLength)
      return tag;
  }
  return undefined;
}
