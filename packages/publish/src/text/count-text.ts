/**
 * The two counts of a text that {@link countText} returns.
 *
 * @example
 * ```ts
 * import { countText, type TextCount } from '@threads-sdk/publish';
 *
 * const { characters, bytes }: TextCount = countText('Kyoto ⛩️');
 * console.log(characters > 500 ? 'too long' : bytes > 500 ? 'perhaps too long' : 'fine');
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/overview
 * @category Write a text
 */
export interface TextCount {
  /** One per code point, but an emoji counts its UTF-8 bytes: the rule that Meta documents. */
  readonly characters: number;

  /** All of it in UTF-8 bytes, the rule that some rejections of posts point to. Never less than `characters`. */
  readonly bytes: number;
}

/**
 * Counts a text in the two ways in which Threads may count it towards the limit of 500. Meta documents characters with
 * emoji as UTF-8 bytes; posts have been seen that were refused with fewer characters but more bytes, and others that
 * passed. Up to 500 `bytes` a text is safe, over 500 `characters` it is refused, and in between Threads decides.
 *
 * @param text the text of a post
 * @returns both counts, frozen
 *
 * @example
 * ```ts
 * import { countText } from '@threads-sdk/publish';
 *
 * console.log(countText('Kyoto')); // { characters: 5, bytes: 5 }
 * console.log(countText('京都')); // { characters: 2, bytes: 6 }
 * console.log(countText('⛩️')); // { characters: 6, bytes: 6 }
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/overview
 * @category Write a text
 */
export function countText(text: string): TextCount {
  let characters = 0;
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) {
    characters += isEmoji(segment) ? countBytes(segment) : Array.from(segment).length;
  }
  return Object.freeze({ characters, bytes: countBytes(text) });
}

/** Drawn as a picture: by default, by a variation selector, or as a keycap. A bare `©` or `1` is not. */
function isEmoji(grapheme: string): boolean {
  return /\p{Emoji_Presentation}|\p{Emoji}\u{FE0F}/u.test(grapheme);
}

/** How long a text is in UTF-8. */
export function countBytes(text: string): number {
  return new TextEncoder().encode(text).length;
}
