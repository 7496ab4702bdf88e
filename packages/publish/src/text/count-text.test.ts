import textCounting from '@threads-sdk/openapi/text-counting.json' with { type: 'json' };
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countText } from '../index.ts';

describe('countText', () => {
  it.each(textCounting.cases)('counts $text as $characters: $why', ({ text, characters }) => {
    expect(countText(text)).toEqual({ characters, bytes: new TextEncoder().encode(text).length });
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
