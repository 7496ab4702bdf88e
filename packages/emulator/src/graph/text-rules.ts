import type { Behaviour } from '../model/behaviour.ts';
import { decidedBy, type GraphError, invalidParameter, linkLimitExceeded } from './errors.ts';
import { limits } from '../description/limits.ts';
import { isTooLong } from '../model/text-length.ts';

/** Refuses a text that is too long. */
export function checkText(text: string | undefined, rule: Behaviour['textLength'] = 'documented'): void {
  const max = limits.maxTextLength.value;
  // What is too long by code points is so by every rule.
  checkLength('text', text, max);
  if (text !== undefined && isTooLong(text, rule)) throw decidedBy(['behaviour.textLength'], textTooLong());
}

/** Refuses too many different links in the text and its attachments together. */
export function checkLinks(text: string | undefined, attached: readonly (string | undefined)[]): void {
  const links = new Set([...linksIn(text ?? ''), ...attached.filter((link) => link !== undefined)]);
  if (links.size > limits.maxLinks.value) throw linkLimitExceeded();
}

function linksIn(text: string): readonly string[] {
  const links = text.match(/(?:https?:\/\/|www\.)[^\s<>"]+/gi) ?? [];
  return links.map((link) => link.replace(/[.,;:!?)\]}'"]+$/, ''));
}

/** Refuses a text parameter that is longer than `max` code points. */
export function checkLength(name: string, text: string | undefined, max: number): void {
  if (text !== undefined && Array.from(text).length > max) throw tooLong(name, max);
}

/** What a text gets that is too long. */
export function textTooLong(): GraphError {
  return tooLong('text', limits.maxTextLength.value);
}

function tooLong(name: string, max: number): GraphError {
  return invalidParameter(`Param ${name} must be at most ${max} characters long.`);
}

/** Refuses a topic that is no topic: too many characters, or one of the characters that end a tag. */
export function checkTopicTag(topicTag: string | undefined): void {
  checkLength('topic_tag', topicTag, limits.maxTopicTagLength.value);
  if (topicTag !== undefined && /[.&\n\t]/.test(topicTag)) {
    throw invalidParameter('Param topic_tag must not contain periods or ampersands.');
  }
}

/** The topic that a text names: its first `#tag` that is no number. */
export function topicIn(text: string): string | undefined {
  const tags = new RegExp(`#([^\\s.&@!?,;:#]{1,${limits.maxTopicTagLength.value}})`, 'g');
  for (const [, tag = ''] of text.matchAll(tags)) if (!/^\d+$/.test(tag)) return tag;
  return undefined;
}
