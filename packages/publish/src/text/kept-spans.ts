import { countBytes } from './count-bytes.ts';
import { linkSpans, type Span } from './link-spans.ts';

/** Mentions and e-mail addresses. */
const mentionPattern = /(?:(?<![\w.+-])[\w.+-]{1,64})?@[\w.-]{1,64}/gu;

/** Tags of at most 50 characters, also several without a space between them, and the first 50 of what is longer. */
const tagPattern = /#(?:[^\s.&@!?,;:]{1,50}(?![^\s.&@!?,;:])|[^\s.&@!?,;:#]{1,50})/gu;

/** Bytes from which a link that runs on into letters without a space is taken to end with its ASCII. */
const longLink = 450;

/** The stretches of a text that must not be cut, sorted by their start. They may overlap. */
export function keptSpans(text: string): Span[] {
  const spans: Span[] = linkSpans(text).map((span) => {
    const written = text.slice(span.start, span.end);
    const ascii = /^[!-~]+/.exec(written)?.[0].length;
    return ascii !== undefined && countBytes(written) > longLink
      ? { ...span, end: span.start + ascii }
      : span;
  });
  for (const pattern of [mentionPattern, tagPattern]) {
    for (const { 0: found, index } of text.matchAll(pattern)) {
      spans.push({ start: index, end: index + found.length });
    }
  }
  return spans.sort((a, b) => a.start - b.start);
}
