/** A stretch of a text, in UTF-16 code units as `slice` takes them. */
export interface Span {
  readonly start: number;
  readonly end: number;
  /** The link, without the punctuation of the sentence around it; absent if it is no link. */
  readonly link?: string;
}

// An address with a scheme or `www.` may stand amid letters and contain any; brackets and stops of other scripts end
// it. A bare domain is made of ASCII. Both run in linear time: the second is tried at the start of a word only.
const linkPattern =
  /(?:https?:\/\/|www\.)[^\s<>"“”„‘«»‹›「」『』（）［］【】〈〉《》、。，．！？；：؟،؛।॥…]+|(?<![a-z0-9@._-])(?:[a-z0-9-]+\.)+[a-z]{2,}(?![a-z0-9-])(?:[:/?#][^\s<>"“”„‘«»‹›「」『』（）［］【】〈〉《》、。，．！？；：؟،؛।॥…]*)?/giu;

/** Everything in a text that may be a link, in its order. */
export function linkSpans(text: string): Required<Span>[] {
  return Array.from(text.matchAll(linkPattern), ({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
    link: withoutPunctuation(found),
  }));
}

/** Without what belongs to the sentence: stops, quotes, and a bracket that was opened before the link. */
function withoutPunctuation(found: string): string {
  let { length } = found;
  while (length > 0) {
    const last = found.charAt(length - 1);
    const opening = { ')': '(', ']': '[', '}': '{' }[last];
    const isOutside = opening === undefined ? `.,;:!?'*_~’`.includes(last) : !found.includes(opening);
    if (!isOutside) break;
    length -= 1;
  }
  return found.slice(0, length);
}
