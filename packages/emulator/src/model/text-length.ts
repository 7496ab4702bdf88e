import { limits } from '../description/limits.ts';
import type { Behaviour } from './behaviour.ts';

/**
 * How long a text is by one of the rules for it. The documented one: an emoji counts the bytes of its UTF-8 form,
 * everything else its code points. What is seen in production fits no single rule.
 */
export function countCharacters(text: string, rule: Behaviour['textLength'] = 'documented'): number {
  if (rule === 'bytes') return byteLength(text);
  if (rule === 'code-points') return Array.from(text).length;
  let count = 0;
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) {
    count += isEmoji(segment) ? byteLength(segment) : Array.from(segment).length;
  }
  return count;
}

/** Whether a text is longer than any post's. */
export function isTooLong(text: string, rule: Behaviour['textLength']): boolean {
  const max = limits.maxTextLength.value;
  // Splitting into graphemes is slow. No rule counts more than the bytes, or less than the code points.
  if (byteLength(text) <= max) return false;
  return Array.from(text).length > max || countCharacters(text, rule) > max;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

// A picture by default, or one that U+FE0F asks for.
function isEmoji(grapheme: string): boolean {
  return /\p{Emoji_Presentation}|\p{Emoji}\u{FE0F}/u.test(grapheme);
}
