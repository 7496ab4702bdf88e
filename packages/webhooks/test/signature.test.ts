import { Buffer } from 'node:buffer';
import { verifySignature } from '@threads-sdk/webhooks';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { appSecret, sign } from './sign.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const body = String.raw`{"values":[{"value":{"text":"h\u00e9llo \/ wörld"},"field":"replies"}]}`;

afterEach(() => vi.restoreAllMocks());

describe('the signature of a delivery', () => {
  it('is that of RFC 4231', async () => {
    // Test case 2: the key is "Jefe".
    const signature = 'sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
    const options = { signature, appSecret: 'Jefe' };
    expect(await verifySignature('what do ya want for nothing?', options)).toBe(true);
    expect(await verifySignature('what do ya want for nothing!', options)).toBe(false);
  });

  it.each([
    ['non-ASCII text', '{"text":"日本語 🚋 é"}'],
    ['escaped unicode', String.raw`{"text":"\u65e5\u672c\ud83d\ude8b"}`],
    ['unicode escaped in capitals', String.raw`{"text":"\u65E5\u672C"}`],
    ['escaped slashes', String.raw`{"permalink":"https:\/\/www.threads.com\/@mika\/post\/1"}`],
    ['white space', '\ufeff{ "text" :\t"a"\r\n}\n\n'],
    ['numbers as they are written', '{"time":1.0e3,"id":12345678901234567890}'],
    ['no valid UTF-8', Uint8Array.from([0x7b, 0xff, 0xfe, 0x7d])],
    ['nothing', ''],
  ])('is verified over the bytes as they came: %s', async (_, text) => {
    const bytes = typeof text === 'string' ? bytesOf(text) : text;
    const options = { signature: sign(bytes), appSecret };
    expect(await verifySignature(bytes, options)).toBe(true);
    expect(await verifySignature(Buffer.from(bytes), options)).toBe(true);
    expect(await verifySignature(typeof text === 'string' ? text : bytes, options)).toBe(true);
  });

  it.each([
    '{"text":"日本語"}',
    String.raw`{"text":"\u65e5"}`,
    String.raw`{"url":"https:\/\/a"}`,
    '{ "a": 1 }',
  ])('is refused for the same JSON written again, unless it comes out the same: %s', async (text) => {
    const rewritten = JSON.stringify(JSON.parse(text));
    const verdict = await verifySignature(rewritten, { signature: sign(text), appSecret });
    expect(verdict).toBe(rewritten === text);
  });

  it('fits one of several secrets while the secret is being replaced', async () => {
    const secrets = ['the-new-one', 'the-old-one'];
    for (const secret of secrets)
      expect(await verifySignature(body, { signature: sign(body, secret), appSecret: secrets })).toBe(true);
    expect(await verifySignature(body, { signature: sign(body), appSecret: secrets })).toBe(false);
  });

  it.each([
    ['none', undefined],
    ['none, as headers say it', null],
    ['an empty one', ''],
    ['no prefix', sign(body).slice(7)],
    ['another prefix', sign(body).replace('sha256', 'sha1')],
    ['SHA-1 of the right length for it', 'sha1=6adfb183a4a2c94a2f92dab5ade762a47889a5a1'],
    ['one too short', sign(body).slice(0, -2)],
    ['one too long', `${sign(body)}00`],
    ['half a digit', sign(body).slice(0, -1)],
    ['capitals', sign(body).toUpperCase().replace('SHA', 'sha')],
    ['two of them', `${sign(body)}, ${sign(body)}`],
    ['a line end', `${sign(body)}\n`],
    ['characters beyond ASCII', sign(body).replace(/.$/, 'é')],
    ['full-width digits', sign(body).replace(/.$/, '１')],
  ])('is refused where there is %s', async (_, signature) => {
    expect(await verifySignature(body, { signature, appSecret })).toBe(false);
  });

  it.each([[''], [' secret'], ['secret\n'], ['secret\0'], ['sécret'], [[]], [['secret', '']], [undefined]])(
    'cannot be verified with %o for a secret',
    async (wrong) => {
      const signature = sign(body);
      const call = Reflect.apply(verifySignature, undefined, [body, { signature, appSecret: wrong }]);
      await expect(call).rejects.toThrow('appSecret: must be the Threads app secret');
    },
  );

  it('is refused with any byte of the body, the header or the secret changed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 200 }),
        fc.stringMatching(/^[!-~]{1,80}$/),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (bytes, secret, place, change) => {
          const signature = sign(bytes, secret);
          expect(await verifySignature(bytes, { signature, appSecret: secret })).toBe(true);

          const otherBytes = bytes.with(place % bytes.length, (bytes[place % bytes.length] ?? 0) ^ change);
          expect(await verifySignature(otherBytes, { signature, appSecret: secret })).toBe(false);

          const otherSignature = changeCharacter(signature, place, (code) => code ^ change);
          expect(await verifySignature(bytes, { signature: otherSignature, appSecret: secret })).toBe(false);

          const otherSecret = changeCharacter(
            secret,
            place,
            (code) => 33 + ((code - 33 + (change % 93) + 1) % 94),
          );
          expect(await verifySignature(bytes, { signature, appSecret: otherSecret })).toBe(false);
          expect(await verifySignature(bytes, { signature, appSecret: `${secret}!` })).toBe(false);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is compared whole by Web Crypto, with every secret, wherever the first difference is', async () => {
    const verify = vi.spyOn(crypto.subtle, 'verify'); // watched, not replaced
    const signature = sign(body);
    for (let place = 7; place < signature.length; place += 1) {
      const wrong = changeCharacter(signature, place, (code) => (code === 48 ? 49 : 48));
      expect(await verifySignature(body, { signature: wrong, appSecret: [appSecret, 'other'] })).toBe(false);
      expect(verify).toHaveBeenCalledTimes(2);
      for (const [, , given, data] of verify.mock.calls) {
        expect(given.byteLength).toBe(32);
        expect(data.byteLength).toBe(bytesOf(body).byteLength);
      }
      verify.mockClear();
    }
  });
});

function changeCharacter(text: string, place: number, change: (code: number) => number): string {
  const index = place % text.length;
  return text.slice(0, index) + String.fromCharCode(change(text.charCodeAt(index))) + text.slice(index + 1);
}
