import * as fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { isSameSecret } from './secrets.ts';

const texts = fc.string({ unit: 'grapheme' });

it('tells equal texts from different ones', async () => {
  await fc.assert(
    fc.asyncProperty(texts, texts, async (first, second) => {
      expect(await isSameSecret(first, second)).toBe(first === second);
      expect(await isSameSecret(first, first)).toBe(true);
      expect(await isSameSecret(first, `${first}\0`)).toBe(false);
      expect(await isSameSecret(`${first}\0`, first)).toBe(false);
      expect(await isSameSecret(first.padEnd(1000), `${first.padEnd(1000)}x`)).toBe(false);
    }),
  );
});

it('compares 32 bytes made of all of both texts, wherever they differ, with a new key each time', async () => {
  const importKey = vi.spyOn(crypto.subtle, 'importKey'); // watched, not replaced
  const sign = vi.spyOn(crypto.subtle, 'sign');
  const verify = vi.spyOn(crypto.subtle, 'verify');
  const text = 'x'.repeat(40);
  const keys = new Set<string>();
  for (let place = 0; place < text.length; place += 1) {
    expect(await isSameSecret(text, `${text.slice(0, place)}y${text.slice(place + 1)}`)).toBe(false);
    expect(sign.mock.calls.map(([, , data]) => data.byteLength)).toEqual([40]);
    expect(verify.mock.calls.map(([, , given, data]) => [given.byteLength, data.byteLength])).toEqual([
      [32, 40],
    ]);
    for (const call of importKey.mock.calls) keys.add(JSON.stringify(call[1]));
    for (const watched of [importKey, sign, verify]) watched.mockClear();
  }
  expect(keys.size).toBe(40);
});
