import {
  createCredentials,
  createSealingKey,
  credentialsToJson,
  openCredentials,
  sealCredentials,
} from '@threads-sdk/credentials';
import * as fc from 'fast-check';
import { base64url, compactDecrypt, CompactEncrypt } from 'jose';
import { describe, expect, it } from 'vitest';
import { errorOf, faultsOf } from './error-of.ts';
import { canary, plain, sample } from './samples.ts';

const key = createSealingKey();
const keys = [key];

/** Any credentials that can be made. */
const anyCredentials = fc
  .record({
    userId: fc.bigInt({ min: 0n, max: 10n ** 30n }).map(String),
    scopes: fc.array(fc.string({ unit: 'binary', minLength: 1 }).filter((text) => /^[^\s,]+$/.test(text))),
    shortLived: fc.boolean(),
    accessToken: fc.string({
      unit: fc.integer({ min: 0x21, max: 0x7e }).map((c) => String.fromCodePoint(c)),
      minLength: 1,
    }),
    expiration: fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    }),
  })
  .map(createCredentials);

const refusal = 'openCredentials: the text was not sealed with one of the keys, or it was changed or cut.';

/** What is said of a sealed text, which has to be refused. */
async function refusalOf(text: string, usedKeys = keys): Promise<string> {
  const error = await errorOf(() => openCredentials(text, { keys: usedKeys }));
  if (error.code !== 'SEAL_INVALID' || 'cause' in error) throw error;
  return error.message;
}

describe('sealed credentials', () => {
  it('are unchanged when they are opened, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(anyCredentials, async (credentials) => {
        const opened = await openCredentials(await sealCredentials(credentials, { keys }), { keys });
        expect(plain(opened)).toEqual(plain(credentials));
      }),
    );
  });

  it('are refused when any character is changed, left out or added', async () => {
    const text = await sealCredentials(sample('1'), { keys });
    const characters = fc.constantFrom(
      ...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \n~é'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.nat(text.length - 1),
        fc.option(characters),
        fc.boolean(),
        async (at, other, insert) => {
          const changed = text.slice(0, at) + (other ?? '') + text.slice(insert ? at : at + 1);
          fc.pre(changed !== text);
          expect(await refusalOf(changed)).toBe(refusal);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('are refused when any one bit of any byte is changed', async () => {
    const text = await sealCredentials(sample('1'), { keys });
    for (let at = 0; at < text.length; at += 1) {
      for (let bit = 0; bit < 7; bit += 1) {
        const character = String.fromCodePoint((text.codePointAt(at) ?? 0) ^ (1 << bit));
        expect(await refusalOf(text.slice(0, at) + character + text.slice(at + 1))).toBe(refusal);
      }
    }
  });

  it('are refused when they are cut anywhere, or followed by anything', async () => {
    const text = await sealCredentials(sample('1'), { keys });
    for (let length = 0; length < text.length; length += 1) {
      expect(await refusalOf(text.slice(0, length))).toBe(refusal);
    }
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1 }), async (more) => {
        expect(await refusalOf(text + more)).toBe(refusal);
      }),
    );
  });

  it('are refused, whatever else it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        expect(await refusalOf(text)).toBe(refusal);
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.base64String(), { minLength: 5, maxLength: 5 }), async (parts) => {
        expect(await refusalOf(parts.join('.'))).toBe(refusal);
      }),
    );
  });

  it('differ each time and show nothing', async () => {
    const texts = await Promise.all(
      Array.from({ length: 100 }, () => sealCredentials(sample('1'), { keys })),
    );
    expect(new Set(texts).size).toBe(100);
    for (const text of texts) {
      expect(text).toMatch(/^[\w-]+\.\.[\w-]{16}\.[\w-]+\.[\w-]{22}$/);
      for (const part of text.split('.'))
        expect(atob(part.replaceAll('-', '+').replaceAll('_', '/'))).not.toContain(canary);
    }
  });

  it('fit into a cookie, with a token of 250 characters and all scopes', async () => {
    const scopes = Array.from({ length: 11 }, () => 'threads_share_to_instagram');
    const text = await sealCredentials({ ...sample('1', scopes), accessToken: 'x'.repeat(250) }, { keys });
    expect(text.length).toBeLessThan(1500);
  });

  it('are a standard JWE, which others open with the same key', async () => {
    const text = await sealCredentials(sample('1'), { keys });
    const { plaintext, protectedHeader } = await compactDecrypt(text, base64url.decode(key));
    expect(JSON.parse(new TextDecoder().decode(plaintext))).toMatchObject({ user_id: '17841405793187218' });
    expect(protectedHeader).toEqual({
      alg: 'dir',
      enc: 'A256GCM',
      kid: expect.stringMatching(/^[\w-]{11}$/),
    });
  });
});

describe('keys', () => {
  const [older, newer, foreign] = [createSealingKey(), createSealingKey(), createSealingKey()];

  it('rotate: the first one seals, all of them open', async () => {
    const before = await sealCredentials(sample('1'), { keys: [older] });
    const after = await sealCredentials(sample('2'), { keys: [newer, older] });
    const read = async (text: string, used: string[]) =>
      (await openCredentials(text, { keys: used })).accessToken;
    expect(await read(before, [newer, older])).toBe(sample('1').accessToken);
    expect(await read(after, [foreign, older, newer])).toBe(sample('2').accessToken);
    expect(await refusalOf(before, [newer])).toBe(refusal);
    expect(await refusalOf(after, [older])).toBe(refusal);
  });

  it('are refused with the same words as a changed text, so that nobody learns which it was', async () => {
    const text = await sealCredentials(sample('1'), { keys });
    const refusals = [
      await refusalOf(text, [foreign]),
      await refusalOf(`${text}x`),
      await refusalOf(text.slice(0, -1)),
      await refusalOf(''),
      await refusalOf(text.replace(/^[^.]+/, base64url.encode('{"alg":"dir","enc":"A256GCM"}'))),
      await refusalOf(text.replace(/^[^.]+/, base64url.encode('{"alg":"none"}'))),
    ];
    expect(new Set(refusals)).toEqual(new Set([refusal]));
  });

  it('may be bytes as well as text', async () => {
    const text = await sealCredentials(sample('1'), { keys: [base64url.decode(key)] });
    expect((await openCredentials(text, { keys })).accessToken).toBe(sample('1').accessToken);
  });

  it.each([
    { alg: 'dir', enc: 'A128CBC-HS256' },
    { alg: 'A256KW', enc: 'A256GCM' },
    { alg: 'A256GCMKW', enc: 'A256GCM' },
  ])('open nothing that was sealed in another way with them: $alg, $enc', async (way) => {
    const text = await sealCredentials(sample('1'), { keys });
    const { kid } = JSON.parse(new TextDecoder().decode(base64url.decode(text.split('.')[0] ?? '')));
    const otherwise = await new CompactEncrypt(new TextEncoder().encode(credentialsToJson(sample('1'))))
      .setProtectedHeader({ ...way, kid })
      .encrypt(base64url.decode(key));
    expect((await compactDecrypt(otherwise, base64url.decode(key))).plaintext.length).toBeGreaterThan(0);
    expect(await refusalOf(otherwise)).toBe(refusal);
  });

  it('that seal other things do not make credentials of them', async () => {
    const text = await sealCredentials(sample('1'), { keys });
    const header = JSON.parse(new TextDecoder().decode(base64url.decode(text.split('.')[0] ?? '')));
    const foreignText = await new CompactEncrypt(
      new TextEncoder().encode(`{"access_token":"THAA-${canary}"}`),
    )
      .setProtectedHeader(header)
      .encrypt(base64url.decode(key));
    expect(await refusalOf(foreignText)).toBe(refusal);
  });

  it('are made at random, of 32 bytes', () => {
    const made = Array.from({ length: 100 }, createSealingKey);
    expect(new Set(made).size).toBe(100);
    for (const each of made) expect(base64url.decode(each)).toHaveLength(32);
  });

  it.each([
    ['no key', []],
    ['a password', ['canary-password']],
    ['too few bytes', [new Uint8Array(16)]],
    ['bits beyond 32 bytes', [`${key.slice(0, 42)}B`]],
    ['base64 with a padding', [`${key}=`]],
    ['a second one that is none', [key, 'canary']],
    ['no list', key],
    ['nothing', undefined],
  ])('are refused before anything is done: %s', async (_what, wrong) => {
    const options = { keys: wrong };
    for (const call of [
      () => Reflect.apply(sealCredentials, undefined, [sample('1'), options]),
      () => Reflect.apply(openCredentials, undefined, ['x', options]),
    ]) {
      const faults = (await faultsOf(call)).join();
      expect(faults).toMatch(/^keys/);
      expect(faults).not.toContain('canary');
    }
  });
});

it('sealing names every fault at once', async () => {
  const { accessToken } = sample('1');
  const faulty = { ...sample('1'), accessToken, userId: 'canary' };
  const seal = () => sealCredentials(faulty, { keys: ['canary'] });
  expect(await faultsOf(seal)).toEqual([
    'credentials.userId: must be a string of digits',
    'keys[0]: must be 32 bytes: a Uint8Array, or 43 characters of base64url as createSealingKey makes them',
  ]);
});
