import { assert, property, string } from 'fast-check';
import { expect, it } from 'vitest';
import { isSameText } from './is-same-text.ts';

it('says what === says', { timeout: 30_000 }, () => {
  const texts = string({ unit: 'binary', maxLength: 4 });
  assert(
    property(texts, texts, (first, second) => {
      expect(isSameText(first, second)).toBe(first === second);
      expect(isSameText(first, first)).toBe(true);
      expect(isSameText(first, `${first}\0`)).toBe(false);
      expect(isSameText(`${first}\0`, first)).toBe(false);
    }),
  );
});
