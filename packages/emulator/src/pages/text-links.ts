import type { TextRange } from './cut-text.ts';
import { webUrl } from './web-url.ts';

/** A link in a text: an address, or a mention that leads to a profile here. */
export interface TextLink extends TextRange {
  readonly href: string;
}

// Punctuation at the end of an address belongs to the sentence around it.
const linkPattern =
  /(?:https?:\/\/|www\.)[^\s<>"']*[^\s<>"'.,;:!?)\]]|(?<![\w.@/])@[A-Za-z0-9._]*[A-Za-z0-9_]/g;

/** The links in a text, in their order. */
export function findLinks(text: string): readonly TextLink[] {
  return [...text.matchAll(linkPattern)].flatMap(({ 0: match, index }) => {
    const href = linkTarget(match);
    return href === undefined ? [] : [{ offset: index, length: match.length, href }];
  });
}

function linkTarget(match: string): string | undefined {
  if (match.startsWith('@')) return `/${match}`;
  return webUrl(match.startsWith('www.') ? `https://${match}` : match);
}
