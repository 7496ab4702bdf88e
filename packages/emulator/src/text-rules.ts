import type { Behaviour } from './behaviour.ts';
import { invalidParameter, linkLimitExceeded } from './errors.ts';

const greatestLength = 500;
const greatestLinkCount = 5;

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

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

function isEmoji(grapheme: string): boolean {
  return /\p{Emoji_Presentation}|\p{Regional_Indicator}|\u{FE0F}|\u{20E3}/u.test(grapheme);
}

/** Refuses a text that is too long. */
export function checkText(text: string | undefined, rule: Behaviour['textLength'] = 'documented'): void {
  // Splitting into graphemes is slow, and never yields fewer.
  checkLength('text', text, greatestLength);
  if (text !== undefined && countCharacters(text, rule) > greatestLength) {
    throw invalidParameter(`Param text must be at most ${greatestLength} characters long.`);
  }
}

/** Refuses more than five different links in the text and its attachments together. */
export function checkLinks(text: string | undefined, attached: readonly (string | undefined)[]): void {
  const links = new Set([...linksIn(text ?? ''), ...attached.filter((link) => link !== undefined)]);
  if (links.size > greatestLinkCount) throw linkLimitExceeded();
}

function linksIn(text: string): readonly string[] {
  const links = text.match(/(?:https?:\/\/|www\.)[^\s<>"]+/gi) ?? [];
  return links.map((link) => link.replace(/[.,;:!?)\]}'"]+$/, ''));
}

/** Refuses a text parameter that is longer than `most` code points. */
export function checkLength(name: string, text: string | undefined, most: number): void {
  if (text !== undefined && Array.from(text).length > most) {
    throw invalidParameter(`Param ${name} must be at most ${most} characters long.`);
  }
}

/** Refuses a topic that is no topic: more than 50 characters, or one of the characters that end a tag. */
export function checkTopicTag(topicTag: string | undefined): void {
  checkLength('topic_tag', topicTag, 50);
  if (topicTag !== undefined && /[.&\n\t]/.test(topicTag)) {
    throw invalidParameter('Param topic_tag must not contain periods or ampersands.');
  }
}

/** The topic that a text names: its first `#tag` that is no number. */
export function topicIn(text: string): string | undefined {
  for (const [, tag = ''] of text.matchAll(/#([^\s.&@!?,;:#]{1,50})/g)) if (!/^\d+$/.test(tag)) return tag;
  return undefined;
}
