import { countBytes } from './count-bytes.ts';
import { maxLinks, maxTextLength } from '../generated/limits.ts';
import { createCutRanker, cutRank } from './cut-ranks.ts';
import type { Span } from './link-spans.ts';

/** The limit of a post, by the stricter way of counting. */
export const greatestBytes: number = maxTextLength;

/** Code units after a part that are looked at, so that what begins with them is known. */
const lookahead = 64;

/** The parts of a text, or what makes it impossible to cut it. `room` is told the part, from 1, and returns bytes. */
export function cutText(
  text: string,
  spans: readonly Span[],
  room: (part: number) => number,
): { parts: string[]; faults: string[] } {
  const rank = createCutRanker();
  const lastInk = text.trimEnd().length - 1;
  const parts: string[] = [];
  const faults: string[] = [];
  let next = 0; // the first span that begins at `start` or later
  for (let start = 0; start < text.length;) {
    while ((spans[next]?.start ?? text.length) < start) next += 1;
    const bytes = room(parts.length + 1);
    const reach = reachOf(text, start, bytes, linkBorder(spans, next, start));
    const firstInk = indexOf(/\S/g, text, start);
    const end = reach === text.length ? reach : bestCut();
    if (end === undefined) {
      const span = spans
        .slice(next, next + 100)
        .find((each) => each.start <= firstInk && firstInk < each.end);
      faults.push(faultAt(text, firstInk, reach, span, bytes));
      // What comes after it may have faults too.
      start = indexOf(/\s/g, text, Math.max(span?.end ?? 0, reach, firstInk));
      if (start > lastInk) break;
    } else {
      parts.push(text.slice(start, end));
      start = end;
    }

    /** The last place of the highest rank, which must not make the part less than half of what it could be. */
    function bestCut(): number | undefined {
      // Not the whole text: engines segment a long one slowly.
      const ranks = rank(text.slice(start, reach + lookahead));
      for (let i = next; (spans[i]?.start ?? reach) < reach; i += 1) {
        const { start: from = 0, end: to = 0 } = spans[i] ?? {};
        ranks.fill(0, from + 1 - start, to - start);
      }
      const latest: number[] = [];
      let furthest = 0;
      for (let place = firstInk + 1; place <= Math.min(reach, lastInk); place += 1) {
        const found = ranks[place - start] ?? 0;
        if (found === 0) continue;
        latest[found] = place;
        furthest = place;
      }
      const half = start + (furthest - start) / 2;
      const paragraph = latest[cutRank.paragraph] ?? 0;
      const sentence = latest[cutRank.sentence] ?? 0;
      const word = latest[cutRank.word] ?? 0;
      const good = [paragraph, sentence, word].find((place) => place >= half && place > 0);
      return (
        good ?? (Math.max(paragraph, sentence, word) || latest[cutRank.space] || latest[cutRank.grapheme])
      );
    }
  }
  return { parts, faults };
}

/** Where a link begins that would be one too many for a part. */
function linkBorder(spans: readonly Span[], first: number, start: number): number {
  const links = new Set<string>();
  for (let i = first; (spans[i]?.start ?? Infinity) < start + greatestBytes; i += 1) {
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

/** Where a pattern is first found from an index on; the text's length if nowhere. */
function indexOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}

function faultAt(
  text: string,
  firstInk: number,
  reach: number,
  span: Span | undefined,
  bytes: number,
): string {
  const misfit = `does not fit into a part of ${bytes} bytes`;
  if (firstInk >= reach) return `the white space before position ${firstInk} ${misfit}`;
  const what = span === undefined ? undefined : text.slice(span.start, span.end);
  if (what === undefined) {
    return `the character at position ${firstInk}, with the white space around it, ${misfit}`;
  }
  const shown = what.length > 60 ? `${what.slice(0, 60)}…` : what;
  const kind = span?.link === undefined ? 'word' : 'link';
  return `the ${kind} "${shown}" of ${countBytes(what)} bytes, with the white space around it, ${misfit}`;
}
