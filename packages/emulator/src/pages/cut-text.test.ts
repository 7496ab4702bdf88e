import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutText } from './cut-text.ts';

const range = fc.record({
  offset: fc.integer({ min: -5, max: 40 }),
  length: fc.integer({ min: -5, max: 40 }),
});

it('loses and adds nothing, whatever the ranges', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(range), (text, ranges) => {
      expect(
        cutText(text, ranges)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text);
    }),
  );
});

it('tells which ranges cover a piece, where they overlap too', () => {
  const [outer, inner] = [
    { offset: 0, length: 8 },
    { offset: 6, length: 100 },
  ];
  expect(cutText('one two three', [outer, inner])).toEqual([
    { text: 'one tw', ranges: [outer] },
    { text: 'o ', ranges: [outer, inner] },
    { text: 'three', ranges: [inner] },
  ]);
});

it('ignores ranges outside of the text', () => {
  expect(cutText('short', [{ offset: 10, length: 2 }])).toEqual([{ text: 'short', ranges: [] }]);
});
