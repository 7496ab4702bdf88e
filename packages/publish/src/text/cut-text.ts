import { maxLinks, maxTextLength } from '../generated/limits.ts';
import { countBytes } from './count-text.ts';
import { linkSpans, type Span } from './find-links.ts';

/** The limit of a post, by the stricter way of counting. */
export const maxBytes: number = maxTextLength;

/** Code units after a part that are looked at, so that what begins with them is known. */
const lookahead = 64;

/**
 * Cuts a text into parts.
 *
 * @param text the text
 * @param kept what must not be cut, see {@link keptSpans}
 * @param room how many bytes a part may have, which is counted from 1
 * @returns the parts, or the faults that make it impossible
 */
export function cutText(
  text: string,
  kept: readonly Span[],
  room: (part: number) => number,
): { parts: string[]; faults: string[] } {
  const rank = createCutRanker();
  const lastInk = text.trimEnd().length - 1;
  const parts: string[] = [];
  const faults: string[] = [];
  for (let start = 0; start < text.length;) {
    const bytes = room(parts.length + 1);
    const piece = pieceAt(text, kept, start, bytes);
    const { firstInk, reach, span } = piece;
    const end = reach === text.length ? reach : bestCut(text, kept, piece, Math.min(reach, lastInk), rank);
    if (end !== undefined) {
      parts.push(text.slice(start, end));
      start = end;
    } else {
      faults.push(faultAt(text, piece, bytes));
      // What comes after it may have faults too.
      start = indexOf(/\s/g, text, Math.max(span?.end ?? 0, reach, firstInk));
      if (start > lastInk) break;
    }
  }
  return { parts, faults };
}

/** What is left of a text at the start of a part, before it is known where the part ends. All in code units. */
export interface Piece {
  readonly start: number;
  /** How far the part may reach. */
  readonly reach: number;
  /** Where the first character is that can be seen. */
  readonly firstInk: number;
  /** Which of the kept spans is the first that begins here or later. */
  readonly firstSpan: number;
  /** The kept span in which the first ink is. */
  readonly span: Span | undefined;
}

/**
 * What is left of a text at the start of a part.
 *
 * @param further a link that the part has besides, which counts among those that it may have
 */
export function pieceAt(
  text: string,
  kept: readonly Span[],
  start: number,
  bytes: number,
  further?: string,
): Piece {
  const firstSpan = firstFrom(kept, start);
  const firstInk = indexOf(/\S/g, text, start);
  const span = kept
    .slice(firstSpan, firstSpan + 100)
    .find((each) => each.start <= firstInk && firstInk < each.end);
  return {
    start,
    reach: reachOf(text, start, bytes, linkBorder(kept, firstSpan, start, further)),
    firstInk,
    firstSpan,
    span,
  };
}

/** The index of the first span that begins at a place or later; spans are sorted by their start. */
function firstFrom(spans: readonly Span[], place: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? place) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where a link begins that would be one too many for a part. */
function linkBorder(spans: readonly Span[], first: number, start: number, further?: string): number {
  const links = new Set(further === undefined ? [] : [further]);
  for (let i = first; (spans[i]?.start ?? Infinity) < start + maxBytes; i += 1) {
    const { link, start: border = 0 } = spans[i] ?? {};
    if (link !== undefined && links.add(link).size > maxLinks) return border;
  }
  return Infinity;
}

/** How far a part may reach, in code units. */
function reachOf(text: string, start: number, bytes: number, border: number): number {
  const most = Math.min(text.length, border);
  let left = bytes;
  let index = start;
  while (index < most) {
    const point = text.codePointAt(index) ?? 0;
    left -= point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    if (left < 0) break;
    index += point < 0x10000 ? 1 : 2;
  }
  return index;
}

/** The last place of the highest rank, which must not make the part less than half of what it could be. */
function bestCut(
  text: string,
  kept: readonly Span[],
  piece: Piece,
  last: number,
  rank: (text: string) => Uint8Array,
): number | undefined {
  const { start } = piece;
  const latest = latestCuts(text, kept, piece, last, rank);
  const { [cutRank.grapheme]: grapheme = 0 } = latest;
  const better = [cutRank.paragraph, cutRank.sentence, cutRank.word].map((each) => latest[each] ?? 0);
  const furthest = Math.max(...better, grapheme);
  const half = start + (furthest - start) / 2;
  const good = better.find((place) => place >= half && place > 0);
  return good ?? (Math.max(...better) || grapheme || undefined);
}

/** The last place of each rank at which a piece may be cut. */
export function latestCuts(
  text: string,
  kept: readonly Span[],
  { start, reach, firstInk, firstSpan }: Piece,
  last: number,
  rank: (text: string) => Uint8Array,
): Readonly<Record<number, number>> {
  // Not the whole text: engines segment a long one slowly.
  const ranks = rank(text.slice(start, reach + lookahead));
  for (let i = firstSpan; (kept[i]?.start ?? reach) < reach; i += 1) {
    const { start: from = 0, end: to = 0 } = kept[i] ?? {};
    ranks.fill(0, from + 1 - start, to - start);
  }
  const latest: Record<number, number> = {};
  for (let place = firstInk + 1; place <= last; place += 1) latest[ranks[place - start] ?? 0] = place;
  return latest;
}

/** Where a pattern is first found from an index on; the text's length if nowhere. */
function indexOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}

/** Why a piece cannot be cut. */
export function faultAt(text: string, { firstInk, reach, span }: Piece, bytes: number): string {
  const misfit = `does not fit into a part of ${bytes} bytes`;
  if (firstInk >= reach) return `the white space before position ${firstInk} ${misfit}`;
  if (!span) return `the character at position ${firstInk}, with the white space around it, ${misfit}`;
  const what = text.slice(span.start, span.end);
  const shown = what.length > 60 ? `${what.slice(0, 60)}…` : what;
  const kind = span.link === undefined ? 'word' : 'link';
  return `the ${kind} "${shown}" of ${countBytes(what)} bytes, with the white space around it, ${misfit}`;
}

/** How good a place for a cut is; 0 is none. */
export const cutRank = { grapheme: 1, word: 2, sentence: 3, paragraph: 4 } as const;

/** A function that ranks the place before each code unit of a text that begins at a cut. */
export function createCutRanker(): (text: string) => Uint8Array {
  const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
  const words = new Intl.Segmenter('en', { granularity: 'word' });
  const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

  return (text) => {
    const ranks = new Uint8Array(text.length + 1);
    // Only what is a border between graphemes can become a better one.
    const raise = (index: number, rank: number): void => {
      if ((ranks[index] ?? 0) > 0) ranks[index] = rank;
    };
    for (const { index } of graphemes.segment(text)) ranks[index] = cutRank.grapheme;
    let before = '';
    for (const { index, segment, isWordLike } of words.segment(text)) {
      if (isWordLike === true && !opens.test(before)) raise(index, cutRank.word);
      before = segment;
    }
    for (const { index } of sentences.segment(text)) raise(index, cutRank.sentence);
    for (const { 0: space, index } of text.matchAll(/\s+/g)) {
      const end = index + space.length;
      const best = ranks.subarray(index + 1, end + 1).reduce((a, b) => Math.max(a, b), cutRank.word);
      raise(end, /\n\s*\n|\r\s*\r|\u2029/.test(space) ? cutRank.paragraph : best);
    }
    return ranks;
  };
}

/** What stands before a word and belongs to it. */
const opens = /[\p{Ps}\p{Pi}\p{Sc}"'¿¡]$/u;

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
