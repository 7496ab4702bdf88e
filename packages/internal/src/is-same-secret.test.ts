import { assert, asyncProperty, string } from 'fast-check';
import { expect, it } from 'vitest';
import { isSameSecret } from './is-same-secret.ts';

it('says what === says', { timeout: 30_000 }, async () => {
  const texts = string({ unit: 'binary', maxLength: 4 });
  await assert(
    asyncProperty(texts, texts, async (first, second) => {
      expect(await isSameSecret(first, second)).toBe(first === second);
      expect(await isSameSecret(first, first)).toBe(true);
      expect(await isSameSecret(first, `${first}\0`)).toBe(false);
      expect(await isSameSecret(`${first}\0`, first)).toBe(false);
    }),
  );
});
