import { answerChallenge } from '@threads-sdk/webhooks';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { errorOf } from './error-of.ts';

const verifyToken = 'meatyhamhock é&+ 🚋';

function urlWith(query: Record<string, string>, more = ''): string {
  const all = {
    'hub.mode': 'subscribe',
    'hub.challenge': '1158201444',
    'hub.verify_token': verifyToken,
    ...query,
  };
  return `/webhook?${new URLSearchParams(all)}${more}`;
}

afterEach(() => vi.restoreAllMocks());

describe('the verification of a webhook', () => {
  it('is answered with the bare challenge, by path and by address', async () => {
    expect(await answerChallenge(urlWith({}), { verifyToken })).toBe('1158201444');
    const url = new URL(urlWith({ tenant: '7' }), 'https://app.example');
    expect(await answerChallenge(url, { verifyToken })).toBe('1158201444');
    expect(await answerChallenge(url.href, { verifyToken })).toBe('1158201444');
  });

  it.each([
    ['without a query', '/webhook'],
    ['with another mode', urlWith({ 'hub.mode': 'unsubscribe' })],
    ['without a challenge', urlWith({ 'hub.challenge': '' })],
    ['without a token', urlWith({ 'hub.verify_token': '' })],
    ['with two challenges', urlWith({}, '&hub.challenge=2')],
    ['with two tokens', urlWith({}, '&hub.verify_token=2')],
  ])('is refused %s', async (_, url) => {
    expect((await errorOf(() => answerChallenge(url, { verifyToken }))).code).toBe('REQUEST_INVALID');
  });

  it('is refused with any other token, and shows neither', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ minLength: 1, unit: 'grapheme' }),
        fc.string({ minLength: 1 }),
        async (one, two) => {
          fc.pre(one !== two);
          const url = urlWith({ 'hub.verify_token': two });
          const error = await errorOf(() => answerChallenge(url, { verifyToken: one }));
          expect(error.code).toBe('VERIFY_TOKEN_MISMATCH');
        },
      ),
      { numRuns: 100 },
    );
    for (const token of [`${verifyToken}\0`, `${verifyToken} `, verifyToken.slice(1)]) {
      const error = await errorOf(() =>
        answerChallenge(urlWith({ 'hub.verify_token': token }), { verifyToken }),
      );
      expect(error.code).toBe('VERIFY_TOKEN_MISMATCH');
      expect(`${error.message} ${error.remedy} ${error.stack}`).not.toContain('hamhock');
    }
  });

  it('compares tokens by 32 bytes made of all of both, wherever they differ', async () => {
    const verify = vi.spyOn(crypto.subtle, 'verify'); // watched, not replaced
    const sign = vi.spyOn(crypto.subtle, 'sign');
    const token = 'x'.repeat(40);
    for (let place = 0; place < token.length; place += 1) {
      const wrong = `${token.slice(0, place)}y${token.slice(place + 1)}`;
      const url = urlWith({ 'hub.verify_token': wrong });
      await errorOf(() => answerChallenge(url, { verifyToken: token }));
      expect(sign.mock.calls.map(([, , data]) => data.byteLength)).toEqual([40]);
      expect(verify.mock.calls.map(([, , given, data]) => [given.byteLength, data.byteLength])).toEqual([
        [32, 40],
      ]);
      sign.mockClear();
      verify.mockClear();
    }
  });
});
