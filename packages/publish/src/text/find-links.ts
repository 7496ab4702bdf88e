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
 * @see https://developers.facebook.com/documentation/threads/posts
 * @category Write a text
 */
export function findLinks(text: string): string[] {
  return [...new Set(linkSpans(text).map(({ link }) => link))];
}

/** A stretch of a text, in UTF-16 code units as `slice` takes them. */
export interface Span {
  readonly start: number;
  readonly end: number;
  /** The link, without the punctuation of the sentence around it; absent if it is no link. */
  readonly link?: string;
}

/** Everything in a text that may be a link, in its order. */
export function linkSpans(text: string): Required<Span>[] {
  return Array.from(text.matchAll(linkPattern()), ({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
    link: withoutPunctuation(found),
  }));
}

/** Runs in linear time: a domain is looked for at the start of a word only. */
function linkPattern(): RegExp {
  // An address with a scheme or `www.` may stand amid letters and contain any. Brackets, quotes and stops end it.
  // So does the beginning of another address.
  const inside = String.raw`(?:(?!https?:\/\/)[^\s<>"“”„‘«»‹›「」『』（）［］【】〈〉《》、。，．！？；：؟،؛।॥…])`;
  // A bare domain has no letters of scripts in which words are written on to it without a space.
  const unspaced = ['Hani', 'Hira', 'Kana', 'Hang', 'Thai', 'Laoo', 'Khmr', 'Mymr'];
  const spaced = `(?![${unspaced.map((script) => String.raw`\p{scx=${script}}`).join('')}])`;
  const letter = String.raw`(?:${spaced}[\p{L}\p{M}])`;
  const sign = String.raw`(?:${spaced}[\p{L}\p{M}\p{N}_])`;
  const begin = String.raw`(?<!${sign}|[@.-])(?!(?:${sign}|[.-])+@)`; // in no word or e-mail address
  const domain = String.raw`(?:(?:${sign}|-)+\.)+(?:xn--[a-z0-9-]+|${letter}{2,})(?!${sign})`;
  return new RegExp(
    String.raw`(?:https?:\/\/|www\.)${inside}+|${begin}${domain}(?:[:/?#]${inside}*)?`,
    'giu',
  );
}

/** Without what belongs to the sentence: stops, quotes, and a bracket that was opened before the link. */
function withoutPunctuation(found: string): string {
  const opened = new Map<string, number>(); // how many of each kind are not closed
  for (const bracket of found.match(/[()[\]{}]/g) ?? []) {
    const opening = openings[bracket];
    const kind = opening ?? bracket;
    opened.set(kind, (opened.get(kind) ?? 0) + (opening === undefined ? 1 : -1));
  }
  let { length } = found;
  while (length > 0) {
    const last = found.charAt(length - 1);
    const opening = openings[last];
    const surplus = opening === undefined ? 0 : (opened.get(opening) ?? 0);
    if (surplus >= 0 && !`.,;:!?|'*_~’`.includes(last)) break;
    if (opening !== undefined) opened.set(opening, surplus + 1);
    length -= 1;
  }
  return found.slice(0, length);
}

const openings: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
