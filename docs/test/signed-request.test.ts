import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readSignedRequest } from '../examples/login/signed-request.ts';

const secret = 'the app secret';

function sign(payload: unknown, key = secret): string {
  const encoded = Buffer.from(JSON.stringify(payload)).toString('base64url');
  return `${createHmac('sha256', key).update(encoded).digest('base64url')}.${encoded}`;
}

const payload = { algorithm: 'HMAC-SHA256', user_id: '17841405793187218', issued_at: 1767225600 };

describe('a signed request', () => {
  it('names its user', async () => {
    expect(await readSignedRequest(sign(payload), secret)).toBe('17841405793187218');
  });

  it.each([
    ['the secret of another app', sign(payload, 'another secret')],
    ['another algorithm', sign({ ...payload, algorithm: 'none' })],
    ['no user', sign({ ...payload, user_id: undefined })],
    ['no signature', sign(payload).replace(/^[^.]+/, '')],
    ['no payload', `${'A'.repeat(43)}.`],
    ['a payload that is no JSON and was not signed', `${'A'.repeat(43)}.A`],
    ['nothing', ''],
  ])('is refused with %s', async (_, text) => {
    expect(await readSignedRequest(text, secret)).toBeUndefined();
  });

  it('is refused with any character changed', async () => {
    const text = sign(payload);
    for (const [index, character] of text.split('').entries()) {
      if (index === 42) continue; // the last of the signature holds two bits that mean nothing
      const changed = text.slice(0, index) + (character === 'A' ? 'B' : 'A') + text.slice(index + 1);
      expect(await readSignedRequest(changed, secret)).toBeUndefined();
    }
  });
});
