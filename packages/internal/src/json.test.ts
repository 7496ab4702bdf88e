import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from './json.ts';

/** What parseJson promises, said without text: bigints stand for the integers of the source. */
type Source = null | boolean | string | number | bigint | Source[] | { [key: string]: Source };

const key = fc.oneof(
  fc.string().filter((name) => !['__proto__', 'constructor', 'prototype', 'paging'].includes(name)),
);

const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '12345678901234567890',
    '"',
    '\\',
    '\\"',
    ': 9007199254740993,',
    '[-12345678901234567]',
    '1e400',
  ),
  fc
    .array(fc.constantFrom('\\', '"', '1234567890123456789', ',', ':', ' ', '[', '-'), { maxLength: 8 })
    .map((parts) => parts.join('')),
);

const { source } = fc.letrec<{ source: Source }>((tie) => ({
  source: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    texts,
    fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
    fc.bigInt({ min: 2n ** 53n - 3n, max: 2n ** 53n + 3n }),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Number.isInteger(value)),
    fc.array(tie('source'), { maxLength: 5 }),
    fc.dictionary(key, tie('source'), { maxKeys: 5, noNullPrototype: true }),
  ),
}));

function write(value: Source, space: string): string {
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value))
    return `[${space}${value.map((item) => write(item, space)).join(`${space},`)}${space}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(
      ([name, member]) => `${JSON.stringify(name)}${space}:${write(member, space)}`,
    );
    return `{${members.join(`,${space}`)}}`;
  }
  return JSON.stringify(value);
}

function expected(value: Source): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (Array.isArray(value)) return value.map(expected);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, member]) => (member === null ? [] : [[name, expected(member)]])),
    );
  }
  return value;
}

it('keeps every digit of any integer, drops null members, and leaves everything else as it is', () => {
  fc.assert(
    fc.property(source, fc.constantFrom('', ' ', '\n\t'), (value, space) => {
      expect(parseJson(write(value, space))).toEqual(expected(value));
    }),
    { numRuns: 2000 },
  );
});

it('takes and refuses what JSON.parse takes and refuses', () => {
  const pieces = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '\\',
    '0',
    '12345678901234567890',
    '-',
    '.',
    'e',
    '+',
    ' ',
    'null',
    '"a"',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 10 }), (parts) => {
      const text = parts.join('');
      const accepts = (parse: (text: string) => unknown): boolean => {
        try {
          parse(text);
          return true;
        } catch {
          return false;
        }
      };
      expect(accepts(parseJson)).toBe(accepts(JSON.parse));
    }),
    { numRuns: 5000 },
  );
});

describe('integers', () => {
  it.each([
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', '9007199254740992'],
    ['-9007199254740993', '-9007199254740993'],
    ['17841405793187218', '17841405793187218'],
    ['1.7841405793187218', Number('1.7841405793187218')],
    ['17841405793187218.5', Number('17841405793187218.5')],
    ['17841405793187218e3', Number('17841405793187218e3')],
    ['1e30', 1e30],
  ])('%s', (text, value) => {
    expect(parseJson(text)).toBe(value);
    expect(parseJson(`{"a":[ ${text} ]}`)).toEqual({ a: [value] });
  });
});

it('gives no way to a prototype', () => {
  const value = parseJson(
    '{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}},"a":[{"__proto__":{"x":1}}]}',
  );
  expect(Object.keys(Object(value))).toEqual(['a']);
  expect(Reflect.get(Object.assign({}, value), 'x')).toBeUndefined();
  expect(Reflect.get({}, 'x')).toBeUndefined();
});

it('cuts the token out of paging, wherever it is, and of nothing else', () => {
  const next = 'https://h/p?access_token=t&limit=1';
  const parsed = parseJson(
    JSON.stringify({ text: next, paging: { next, cursors: {} }, a: [{ paging: { previous: next } }] }),
  );
  expect(parsed).toEqual({
    text: next,
    paging: { next: 'https://h/p?limit=1', cursors: {} },
    a: [{ paging: { previous: 'https://h/p?limit=1' } }],
  });
});

it.each([
  ['https://h/p?access_token=t', 'https://h/p'],
  ['https://h/p?a=1&access_token=t', 'https://h/p?a=1'],
  ['https://h/p?a=1&access_token=t&b=2#x', 'https://h/p?a=1&b=2#x'],
  ['https://h/p?access_token=t&access_token=u&b=2', 'https://h/p?b=2'],
])('cuts the token out of %s', (next, shown) => {
  expect(parseJson(JSON.stringify({ paging: { next } }))).toEqual({ paging: { next: shown } });
});

describe('hostile texts of 2 MiB', () => {
  const size = 2 * 1024 * 1024;

  it.each([
    ['one long string', `"${'a'.repeat(size)}"`],
    ['a string of escapes', `["${'\\"'.repeat(size / 2)}",12345678901234567]`],
    ['many large integers', `[${'12345678901234567,'.repeat(size / 18)}1]`],
  ])('are parsed: %s', (_, text) => {
    expect(() => parseJson(text)).not.toThrow();
  });

  it.each([
    ['deep arrays', '['.repeat(size / 2) + ']'.repeat(size / 2)],
    ['deep objects', '{"a":'.repeat(size / 8) + '1' + '}'.repeat(size / 8)],
  ])('are refused where they are nested beyond any answer: %s', (_, text) => {
    expect(() => parseJson(text)).toThrow(RangeError);
  });

  it('keep a number of any length', () => {
    const digits = '1'.repeat(size);
    expect(parseJson(digits)).toBe(digits);
  });
});
