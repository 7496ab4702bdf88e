import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countText, findLinks, findTopicTag, fitText } from '../src/index.ts';
import { type Piece, pieces, scripts } from './text-pieces.ts';

const someLink = fc.constantFrom(
  undefined,
  'https://example.com/kyoto?day=3#top',
  'example.org',
  `https://example.com/${'long'.repeat(100)}`,
);

describe('fitText, judged by what its texts were made of', () => {
  it.each(Object.entries(scripts))('fits 100 texts in %s', (_script, words) => {
    let cut = 0;
    fc.assert(
      fc.property(pieces(words), someLink, (made, link) => {
        if (judge(made, link)) cut += 1;
      }),
      { seed: 2026, numRuns: 100 },
    );
    expect(cut).toBeGreaterThan(50);
  });

  it('fits any text there is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 900, size: 'max' }), (text) => {
        fc.pre(text.trim() !== '' && text.trim().length < 400);
        const fitted = fitText(text);
        expect(countText(fitted).bytes).toBeLessThanOrEqual(500);
        expect(fitText(fitted)).toBe(fitted);
      }),
      { seed: 2026, numRuns: 300 },
    );
  });
});

/** Throws if what was made of a text is not what it must be; returns whether it was cut. */
function judge(made: readonly Piece[], link: string | undefined): boolean {
  const text = made.map(([piece]) => piece).join('');
  const options = link === undefined ? {} : { link };
  const fitted = fitText(text, options);
  expect(countText(fitted).bytes).toBeLessThanOrEqual(500);
  expect(findLinks(fitted).length).toBeLessThanOrEqual(5);
  expect(fitText(fitted, options)).toBe(fitted);

  // Nothing that was not there, and nothing that became something else.
  const known = new Set([...findLinks(text), link]);
  expect(findLinks(fitted).filter((each) => !known.has(each))).toEqual([]);
  const topics = [undefined, findTopicTag(text), link === undefined ? undefined : findTopicTag(link)];
  expect(topics).toContain(findTopicTag(fitted));

  const last = link ?? endLinkOf(text);
  expect(fitted.endsWith(last ?? '')).toBe(true);
  const before = last === undefined ? fitted : fitted.slice(0, -last.length).trimEnd();
  if (!before.endsWith('…') || text.startsWith(before)) return false;
  const start = before.slice(0, -1).trimEnd();
  expect(text.startsWith(start)).toBe(true);
  const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text);
  expect(graphemes.containing(start.length)?.index ?? text.length).toBe(start.length);
  let end = 0;
  const broken: string[] = [];
  for (const [piece, kind] of made) {
    const from = end;
    end += piece.length;
    if (kind !== undefined && start.length > from && start.length < end) broken.push(piece);
  }
  expect(broken).toEqual([]);
  return true;
}

/** The link with which a text ends. */
function endLinkOf(text: string): string | undefined {
  return findLinks(text).find((link) => text.trimEnd().endsWith(link));
}
