import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countText } from '../index.ts';

describe('countText', () => {
  it.each([
    ['nothing', '', 0, 0],
    ['ASCII', 'Kyoto 2026', 10, 10],
    ['a curly apostrophe', 'it’s', 4, 6],
    ['Chinese', '京都', 2, 6],
    ['an accent as a character of its own', 'e\u0301', 2, 3],
    ['an emoji', '🙂', 4, 4],
    ['an emoji made of several', '👩‍👩‍👧', 18, 18],
    ['a flag', '🇯🇵', 8, 8],
    ['a keycap', '1️⃣', 7, 7],
    ['a heart drawn as a picture', '❤️', 6, 6],
    ['a heart drawn as text', '❤', 1, 3],
    ['a copyright sign', '©', 1, 2],
    ['emoji among words', 'tea 🍵 time', 13, 13],
  ])('counts %s', (_what, text, characters, bytes) => {
    expect(countText(text)).toEqual({ characters, bytes });
  });

  it('returns plain frozen data', () => {
    expect(Object.isFrozen(countText('Kyoto'))).toBe(true);
  });

  it('never counts more characters than bytes, nor fewer than code points', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const { characters, bytes } = countText(text);
        expect(characters).toBeLessThanOrEqual(bytes);
        expect(characters).toBeGreaterThanOrEqual(Array.from(text).length);
      }),
    );
  });
});
