import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInProportion } from '../test/in-proportion.ts';
import { createRedactor } from './index.ts';

const placeholder = '[redacted]';

// Independent of the implementation: Node's own encoders.
const base64 = (text: string): string =>
  btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));

const encoders: Record<string, (secret: string) => string> = {
  raw: (secret) => secret,
  uri: (secret) => encodeURIComponent(secret),
  'lower-case uri': (secret) =>
    encodeURIComponent(secret).replaceAll(/%../g, (escape) => escape.toLowerCase()),
  form: (secret) => new URLSearchParams({ secret }).toString().slice('secret='.length),
  base64: (secret) => base64(secret),
  base64url: (secret) => base64(secret).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''),
  json: (secret) => JSON.stringify(secret).slice(1, -1),
  'json with escaped slashes': (secret) =>
    JSON.stringify(secret)
      .slice(1, -1)
      .replaceAll('/', String.raw`\/`),
  'base64 in json with escaped slashes': (secret) => base64(secret).replaceAll('/', String.raw`\/`),
};

const texts = fc.string({ unit: 'binary' });
const secrets = fc.string({ unit: 'binary', minLength: 1 });
const readable = (text: string): readonly string[] => text.split(placeholder);

describe('by value', () => {
  it.each(Object.entries(encoders))('removes any secret in %s encoding from any text', (_name, encode) => {
    fc.assert(
      fc.property(secrets, texts, texts, (secret, before, after) => {
        const encoded = encode(secret);
        fc.pre(!placeholder.includes(encoded));
        const redacted = createRedactor([secret])(before + encoded + after);
        expect(redacted).toContain(placeholder);
        for (const part of readable(redacted)) expect(part.includes(encoded)).toBe(false);
      }),
    );
  });

  it('takes the longest of secrets that contain each other', () => {
    const redact = createRedactor(['cd', 'abcdef', 'abc']);
    expect(redact('1 abcdef 2 cd 3 abc 4')).toBe('1 [redacted] 2 [redacted] 3 [redacted] 4');
  });

  it('leaves no secret readable, however many there are', () => {
    const few = fc.string({ unit: fc.constantFrom('a', 'b', '[', 'r', ']'), minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        fc.array(few),
        fc.string({ unit: fc.constantFrom('a', 'b', '[', 'r', ']') }),
        (values, text) => {
          const parts = readable(createRedactor(values)(text));
          for (const value of values) {
            for (const part of parts) expect(part.includes(value)).toBe(false);
          }
        },
      ),
    );
  });

  it('ignores absent and empty secrets', () => {
    expect(createRedactor([undefined, ''])('nothing to hide')).toBe('nothing to hide');
  });

  it('takes any iterable, once', () => {
    const redact = createRedactor(new Set(['s3cret']).values());
    expect(redact('a s3cret')).toBe('a [redacted]');
    expect(redact('b s3cret')).toBe('b [redacted]');
  });

  it('does not stumble over a secret that is not well-formed Unicode', () => {
    expect(createRedactor(['a\uD800b'])('x a\uD800b')).toBe('x [redacted]');
  });

  it('keeps a text that holds no secret as it is', () => {
    const harmless = fc.string({ unit: fc.constantFrom('a', ' ', '=', '"', '[', ']', '%', '\\') });
    fc.assert(
      fc.property(harmless, (text) => {
        expect(createRedactor(['zzz'])(text)).toBe(text);
      }),
    );
  });
});

describe('by pattern', () => {
  const redact = createRedactor([]);
  const token = `THAA${'bC3_-'.repeat(12)}`;

  it.each([
    [`Invalid token ${token}.`, 'Invalid token [redacted].'],
    ['TH|1234567890|aB-c_9 is not valid', '[redacted] is not valid'],
    ['?t=TH%7C1234567890%7CaB-c_9&x=1', '?t=[redacted]&x=1'],
    ['https://h/a?access_token=x.y&b=1', 'https://h/a?access_token=[redacted]&b=1'],
    ['grant_type=a&client_secret=x&code=y#_', 'grant_type=a&client_secret=[redacted]&code=[redacted]'],
    ['{"access_token":"x","user_id":1}', '{"access_token":"[redacted]","user_id":1}'],
    ['{"client_secret" : "x"}', '{"client_secret" : "[redacted]"}'],
    ["{'access_token': 'x'}", "{'access_token': '[redacted]'}"],
    [String.raw`"{\"access_token\":\"x\",\"a\":1}"`, String.raw`"{\"access_token\":\"[redacted]\",\"a\":1}"`],
    [
      'Cannot get https://s3/a?X-Amz-Signature=0f&b=1',
      'Cannot get https://s3/a?X-Amz-Signature=[redacted]&b=1',
    ],
    ['?X-Amz-Security-Token=a%2Fb&X-Amz-Date=1', '?X-Amz-Security-Token=[redacted]&X-Amz-Date=1'],
    ['authorization: Bearer x.y-z, accept: *', 'authorization: Bearer [redacted], accept: *'],
  ])('redacts %s', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it.each(['THE END', 'error code 190', '{"code":190}', '{"error_subcode":33}', 'access_token is missing'])(
    'keeps %s',
    (text) => {
      expect(redact(text)).toBe(text);
    },
  );
});

it('finds a secret in the name of a parameter, too', () => {
  expect(createRedactor(['"'])('"code":"x"')).toBe('[redacted]code[redacted]:[redacted][redacted][redacted]');
});

it('changes nothing when it redacts twice', () => {
  const pieces = fc.constantFrom(
    '[redacted]',
    'access_token=',
    '"code":"',
    'Bearer ',
    'TH',
    'TH|1|',
    'a'.repeat(40),
    'red',
    '[',
    ']',
    '"',
    '&',
    ' ',
    '\\',
  );
  const text = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(''));
  const values = fc.array(fc.oneof(pieces, secrets, fc.string()), { maxLength: 4 });
  fc.assert(
    fc.property(text, values, (input, list) => {
      const redact = createRedactor(list);
      const once = redact(input);
      expect(redact(once)).toBe(once);
    }),
    { numRuns: 2000 },
  );
});

describe('in linear time', () => {
  it.each([
    'a',
    'TH',
    'TH|1',
    'TH|',
    '\\',
    ' ',
    '"',
    'access_token',
    'access_token=',
    'code"',
    'code" ',
    'code\\',
    'Bearer',
    'Bearer ',
    'Bearer  \n',
    '%',
    '[redacted]',
    '[',
  ])('redacts a long text of %j', (unit) => {
    const redact = createRedactor([`b${'a'.repeat(500)}`, `${'a'.repeat(500)}b`, 'a'.repeat(1000)]);
    for (const [begin, end] of [
      ['', ''],
      ['code" ', ''],
      ['', '"'],
    ]) {
      const redactLong = (length: number): string => redact(begin + unit.repeat(length / unit.length) + end);
      expect(isInProportion(redactLong, 2 ** 18)).toBe(true);
    }
  });
});
