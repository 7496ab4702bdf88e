import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitText } from '../src/index.ts';
import { type Piece, pieces, scripts } from './text-pieces.ts';

describe('splitText, judged by what its texts were made of', () => {
  it.each(Object.entries(scripts))('splits 200 texts in %s', (_script, words) => {
    let split = 0;
    fc.assert(
      fc.property(pieces(words), fc.boolean(), (text, numbering) => {
        if (judge(text, numbering) > 1) split += 1;
      }),
      { seed: 2026, numRuns: 200 },
    );
    expect(split).toBeGreaterThan(100);
  });
});

/** Throws if the parts of a text are not what they must be; returns how many there are. */
function judge(made: readonly Piece[], numbering: boolean): number {
  const text = made.map(([piece]) => piece).join('');
  const parts = splitText(text, { numbering });
  const numberOf = (i: number): string => (numbering && parts.length > 1 ? `\n${i + 1}/${parts.length}` : '');
  const contents = parts.map((part, i) => part.slice(0, part.length - numberOf(i).length));
  expect(parts).toEqual(contents.map((content, i) => content + numberOf(i)));
  expect(contents.join('')).toBe(text);
  expect(parts.filter((part) => new TextEncoder().encode(part).length > 500)).toEqual([]);
  expect(contents.filter((content) => content.trim() === '')).toEqual([]);

  const cuts: number[] = [];
  for (const content of contents.slice(0, -1)) cuts.push((cuts.at(-1) ?? 0) + content.length);
  const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text);
  expect(cuts.filter((cut) => graphemes.containing(cut)?.index !== cut)).toEqual([]);

  let end = 0;
  const broken: string[] = [];
  const links = contents.map(() => new Set<string>());
  for (const [piece, kind] of made) {
    const start = end;
    end += piece.length;
    if (kind === undefined) continue;
    if (cuts.some((cut) => cut > start && cut < end)) broken.push(piece);
    if (kind === 'link') links[cuts.filter((cut) => cut <= start).length]?.add(piece);
  }
  expect(broken).toEqual([]);
  expect(Math.max(...links.map(({ size }) => size))).toBeLessThanOrEqual(5);
  return parts.length;
}
