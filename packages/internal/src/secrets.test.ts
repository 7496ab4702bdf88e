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
  const textOf = (data: BufferSource): string => new TextDecoder().decode(data);
  const text = 'x'.repeat(40);
  const keys = new Set<string>();
  for (let place = 0; place < text.length; place += 1) {
    const other = `${text.slice(0, place)}y${text.slice(place + 1)}`;
    expect(await isSameSecret(text, other)).toBe(false);
    // Something else may sign at the same time, such as an emulator that sends a webhook: what has these texts is meant.
    const signed = sign.mock.calls.filter(([, , data]) => textOf(data) === text);
    const verified = verify.mock.calls.filter(([, , , data]) => textOf(data) === other);
    expect(signed).toHaveLength(1);
    expect(verified.map(([, key, signature]) => [key === signed[0]?.[1], signature.byteLength])).toEqual([
      [true, 32],
    ]);
    const imported = await Promise.all(importKey.mock.results.map(({ value }) => value));
    const [, bytes] = importKey.mock.calls[imported.indexOf(signed[0]?.[1])] ?? [];
    keys.add(JSON.stringify(bytes));
    for (const watched of [importKey, sign, verify]) watched.mockClear();
  }
  expect(keys.size).toBe(40);
});
