import { linkSpans } from './link-spans.ts';

/**
 * Finds the different links of a text. Threads refuses a post with more than 5, counted over its text and its
 * attachment; a link that is repeated counts once.
 *
 * Which texts Threads takes for links is not documented, except that no scheme is needed. This finds what may be one:
 * addresses that begin with `http://`, `https://` or `www.`, and names with dots as `example.com/kyoto`, also a
 * `README.md`. Names in Chinese, Japanese, Korean, Thai, Lao, Khmer or Burmese letters are found only behind `www.` or
 * a scheme, since text runs on after a link there. Elsewhere five or fewer are safe.
 *
 * @param text the text of a post
 * @returns the links as they are written, each once, in the order of the text
 *
 * @example
 * ```ts
 * import { findLinks } from '@threads-sdk/publish';
 *
 * console.log(findLinks('See example.com/kyoto, https://example.com and (again) example.com/kyoto.'));
 * // ['example.com/kyoto', 'https://example.com']
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/posts
 * @category Write a text
 */
export function findLinks(text: string): string[] {
  return [...new Set(linkSpans(text).map(({ link }) => link))];
}
