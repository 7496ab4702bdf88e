import { parseSignedRequest, type SignedRequestOptions } from '@threads-sdk/webhooks';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorOf } from './error-of.ts';
import { appSecret, signRequest } from './sign.ts';

const issued_at = 1_788_240_000;
const payload = {
  algorithm: 'HMAC-SHA256',
  expires: issued_at + 3600,
  issued_at,
  user_id: '17841405793187218',
};
const now = (): number => issued_at * 1000 + 7000;
const options: SignedRequestOptions = { appSecret, now };

const codeOf = async (text: string, others: Partial<SignedRequestOptions> = {}): Promise<string> =>
  (await errorOf(() => parseSignedRequest(text, { ...options, ...others }))).code;

describe('a signed request', () => {
  it('says who it is about', async () => {
    const content = await parseSignedRequest(signRequest(payload), options);
    expect(content).toEqual(payload);
    expect(Object.isFrozen(content)).toBe(true);
  });

  it('is that of Meta’s own example, which is long over', async () => {
    // From the documentation of signed requests: secret, signature and payload.
    const text =
      'vlXgu64BQGFSQrY0ZcJBZASMvYvTHu9GQ0YM9rjPSso.eyJhbGdvcml0aG0iOiJITUFDLVNIQTI1NiIsIjAiOiJwYXlsb2FkIn0';
    const secret = { appSecret: 'secret' };
    expect(await codeOf(text, secret)).toBe('PAYLOAD_INVALID'); // it names no user, but it is signed
    expect(await codeOf(text, { appSecret: 'Secret' })).toBe('SIGNATURE_INVALID');
  });

  it('fits one of several secrets', async () => {
    const text = signRequest(payload, 'the-old-one');
    const { user_id } = await parseSignedRequest(text, {
      ...options,
      appSecret: ['the-new-one', 'the-old-one'],
    });
    expect(user_id).toBe('17841405793187218');
    expect(await codeOf(text, { appSecret: ['the-new-one'] })).toBe('SIGNATURE_INVALID');
  });

  it('keeps every digit of a user id that comes as a number, and members that are not documented', async () => {
    const text = `{"user_id":17841405793187219,"algorithm":"HMAC-SHA256","issued_at":${issued_at},"mood":"é"}`;
    expect(await parseSignedRequest(signRequest(text), options)).toEqual({
      user_id: '17841405793187219',
      algorithm: 'HMAC-SHA256',
      issued_at,
      mood: 'é',
    });
  });

  it.each([
    ['nothing', ''],
    ['no dot', 'abc'],
    ['no signature', `.${signRequest(payload).split('.')[1]}`],
    ['no payload', `${signRequest(payload).split('.')[0]}.`],
    ['padding', `${signRequest(payload)}=`],
    ['a line end', `${signRequest(payload)}\n`],
    ['a third part', `${signRequest(payload)}.abc`],
    ['base64 that is not for URLs', signRequest(payload).replace(/^./, '+')],
    ['a signature of another length', signRequest(payload).slice(1)],
  ])('is none with %s', async (_, text) => {
    expect(await codeOf(text)).toBe('REQUEST_INVALID');
  });

  it.each([
    ['another algorithm', { ...payload, algorithm: 'none' }],
    ['the algorithm in other letters', { ...payload, algorithm: 'hmac-sha256' }],
    ['no algorithm', { ...payload, algorithm: undefined }],
    ['no user', { ...payload, user_id: undefined }],
    ['an empty user id', { ...payload, user_id: '' }],
    ['a user id that is a list', { ...payload, user_id: ['1'] }],
    ['no object', [payload]],
    ['no JSON', '{"algorithm":"HMAC-SHA256"'],
  ])('is refused with %s, though it was signed', async (_, content) => {
    expect(await codeOf(signRequest(content))).toBe('PAYLOAD_INVALID');
  });

  it('whose time is no number is one that does not tell its time, and loses what else is odd', async () => {
    const odd = signRequest({ ...payload, issued_at: 'today', expires: {} });
    expect(await codeOf(odd)).toBe('SIGNATURE_EXPIRED');
    const { algorithm, user_id } = payload;
    const request = await parseSignedRequest(odd, { appSecret, maxAge: Number.POSITIVE_INFINITY });
    expect(request).toEqual({ algorithm, user_id });
  });

  it('is good for an hour', async () => {
    const at = (seconds: number): Partial<SignedRequestOptions> => ({
      now: () => (issued_at + seconds) * 1000,
    });
    const text = signRequest(payload);
    expect((await parseSignedRequest(text, { ...options, ...at(3600) })).user_id).toBe(payload.user_id);
    expect(await codeOf(text, at(3601))).toBe('SIGNATURE_EXPIRED');
    expect((await parseSignedRequest(text, { ...options, ...at(-300) })).user_id).toBe(payload.user_id);
    expect(await codeOf(text, at(-301))).toBe('SIGNATURE_EXPIRED');
    expect(await codeOf(text, { ...at(61), maxAge: 60_000 })).toBe('SIGNATURE_EXPIRED');
    const untold = signRequest({ ...payload, issued_at: undefined });
    expect(await codeOf(untold)).toBe('SIGNATURE_EXPIRED');
    const forever = { ...options, ...at(10 ** 9), maxAge: Number.POSITIVE_INFINITY };
    for (const each of [text, untold])
      expect((await parseSignedRequest(each, forever)).user_id).toBe(payload.user_id);
  });

  it.each([
    [3601, '3601 seconds ago'],
    [-301, '301 seconds from now'],
  ])('that is %i seconds old is refused with its age', async (seconds, age) => {
    const now = (): number => (issued_at + seconds) * 1000;
    const error = await errorOf(() => parseSignedRequest(signRequest(payload), { ...options, now }));
    expect(error.message).toBe(`The signed_request was signed ${age}.`);
  });

  it('takes the clock of the machine where none is given', async () => {
    const fresh = signRequest({ ...payload, issued_at: Math.floor(Date.now() / 1000) });
    expect((await parseSignedRequest(fresh, { appSecret })).user_id).toBe(payload.user_id);
    expect(
      (await errorOf(() => parseSignedRequest(signRequest({ ...payload, issued_at: 1 }), { appSecret })))
        .code,
    ).toBe('SIGNATURE_EXPIRED');
  });

  it('is refused with any character changed, the last bits of the signature included', async () => {
    const text = signRequest(payload);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    for (const [index, character] of text.split('').entries()) {
      const others = index === 42 ? alphabet.replace(character, '') : character === 'A' ? 'B' : 'A';
      for (const other of others) {
        const code = await codeOf(text.slice(0, index) + other + text.slice(index + 1));
        expect(code).toBe(index === 43 ? 'REQUEST_INVALID' : 'SIGNATURE_INVALID');
      }
    }
  });

  it('is either read or refused, whatever comes', async () => {
    const anything = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[\w-]{43}\.[\w-]{1,50}$/),
      fc.json().map((text) => signRequest(text)),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (text) => {
        expect(await codeOf(text)).toMatch(/^(?:REQUEST|SIGNATURE|PAYLOAD)_INVALID$/);
      }),
      { numRuns: 300 },
    );
  });
});
