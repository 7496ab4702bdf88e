import { inspect } from 'node:util';
import { isThreadsError } from '@threads-sdk/errors';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plain } from '../test/samples.ts';
import { createCredentials, credentialsFromJson, credentialsToJson } from './index.ts';

const wire = {
  user_id: '17841405793187218',
  scopes: ['threads_basic', 'threads_content_publish'],
  short_lived: true,
  access_token: 'THAA-canary',
  expiration: '2026-03-01T12:00:00+00:00',
};

function faultsOf(text: string): readonly string[] {
  try {
    credentialsFromJson(text);
  } catch (error) {
    const leaks = inspect(error, { depth: 10 }).includes('canary');
    if (!isThreadsError(error) || error.code !== 'INVALID_INPUT' || leaks) throw error;
    if (error.call !== 'credentialsFromJson') throw error;
    return error.issues.map(({ path, message }) => `${path}: ${message}`);
  }
  return [];
}

describe('credentialsFromJson', () => {
  it('reads what PyThreads wrote', () => {
    const text =
      '{"user_id": 17841405793187219, "scopes": ["threads_basic"], "short_lived": false, "access_token": "THAA-x", "expiration": "2024-09-12T23:17:39.123456+00:00"}';
    expect(plain(credentialsFromJson(text))).toEqual({
      userId: '17841405793187219',
      scopes: ['threads_basic'],
      shortLived: false,
      accessToken: 'THAA-x',
      expiration: new Date('2024-09-12T23:17:39.123Z'),
    });
  });

  it('keeps every digit of a user id, as a number or a string', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), (id) => {
        const asString = JSON.stringify({ ...wire, user_id: String(id) });
        const asNumber = asString.replace(`"${id}"`, String(id));
        expect(credentialsFromJson(asNumber).userId).toBe(String(id));
        expect(credentialsFromJson(asString).userId).toBe(String(id));
      }),
    );
  });

  it('does not touch digits, quotes and backslashes inside strings', () => {
    const accessToken = String.raw`12\3"45\\"6,-7e8`;
    const text = JSON.stringify({ ...wire, access_token: accessToken });
    expect(credentialsFromJson(text).accessToken).toBe(accessToken);
  });

  it('reads a date without an offset as UTC', () => {
    const text = JSON.stringify({ ...wire, expiration: '2026-03-01T12:00:00' });
    expect(credentialsFromJson(text).expiration).toEqual(new Date('2026-03-01T12:00:00Z'));
  });

  it.each([
    ['2026-03-01T12:00:00+00:00', '2026-03-01T12:00:00.000Z'],
    ['2026-03-01T12:00:00.123456+00:00', '2026-03-01T12:00:00.123Z'],
    ['2026-03-01T12:00:00.9999999Z', '2026-03-01T12:00:00.999Z'],
    ['2026-03-01T12:00:00.5Z', '2026-03-01T12:00:00.500Z'],
    ['2026-03-01T12:00:00+0000', '2026-03-01T12:00:00.000Z'],
    ['2026-03-01T12:00:00-05:30', '2026-03-01T17:30:00.000Z'],
    ['2026-03-01 12:00:00', '2026-03-01T12:00:00.000Z'],
    ['2024-02-29T00:00:00', '2024-02-29T00:00:00.000Z'],
  ])('reads the date %s', (date, expected) => {
    const { expiration } = credentialsFromJson(JSON.stringify({ ...wire, expiration: date }));
    expect(expiration.toISOString()).toBe(expected);
  });

  it.each([
    '',
    'tomorrow',
    '1772366400',
    '2026-03-01',
    '2026-03-01T12:00',
    '2026-02-30T12:00:00Z',
    '2025-02-29T12:00:00Z',
    '2026-13-01T12:00:00Z',
    '2026-03-01T25:00:00Z',
    '2026-03-01T12:60:00Z',
    '2026-03-01T12:00:00+99:00',
    '2026-03-01T12:00:00 UTC',
    ' 2026-03-01T12:00:00Z',
    '2026-03-01T12:00:00Z\n',
  ])('does not read %j as a date', (date) => {
    expect(faultsOf(JSON.stringify({ ...wire, expiration: date }))).toEqual([
      'expiration: must be a date and time in ISO 8601, such as 2026-03-01T12:00:00+00:00',
    ]);
  });

  it('reads members of objects that hold null, and as many digits as there are', () => {
    const text = JSON.stringify({ ...wire, name: null }).replace('"17841405793187218"', '0');
    expect(credentialsFromJson(text).userId).toBe('0');
  });

  it('ignores members that it does not know', () => {
    const text = JSON.stringify({ ...wire, ig_user: 5, nested: { expiration: 'never' } });
    expect(credentialsFromJson(text).userId).toBe(wire.user_id);
    const hostile = `{"__proto__": {"user_id": "7"}, ${JSON.stringify(wire).slice(1)}`;
    expect(credentialsFromJson(hostile).userId).toBe(wire.user_id);
  });

  it('names every fault at once', () => {
    const text = '{"user_id": -1.5, "scopes": [1, null], "access_token": "", "expiration": "canary"}';
    expect(faultsOf(text)).toEqual([
      'user_id: must be a string of digits',
      'scopes[0]: must be one permission, without spaces or commas',
      'scopes[1]: must be one permission, without spaces or commas',
      'short_lived: is missing',
      'access_token: must be visible ASCII characters without spaces',
      'expiration: must be a date and time in ISO 8601, such as 2026-03-01T12:00:00+00:00',
    ]);
  });

  it.each([
    '',
    'canary',
    '{"access_token": "canary"',
    "{'access_token': 'canary'}",
    '{"user_id": 01}',
    'NaN',
    '['.repeat(300_000) + ']'.repeat(300_000),
    'null',
    '7',
    '"canary"',
    'true',
    '[{"user_id": "canary"}]',
  ])('refuses %j, which is not a JSON object', (text) => {
    expect(faultsOf(text)).toEqual([': must be the text of a JSON object']);
  });

  it.each([
    ['user_id', '-1', 'must be a string of digits'],
    ['user_id', '1e30', 'must be a string of digits'],
    ['user_id', '17841405793187218.0', 'must be a string of digits'],
    ['user_id', 'true', 'must be a string of digits'],
    ['user_id', 'null', 'is missing'],
    ['access_token', '7', 'must be visible ASCII characters without spaces'],
    ['user_id', '"me"', 'must be a string of digits'],
    ['short_lived', '0', 'must be a boolean'],
    ['scopes', '"threads_basic"', 'must be an array'],
    ['expiration', '1772366400', 'must be a date and time in ISO 8601, such as 2026-03-01T12:00:00+00:00'],
    ['expiration', '"0000-03-01T12:00:00Z"', 'must lie in the years 1 to 9999'],
    ['expiration', 'null', 'is missing'],
  ])('refuses %s %s', (member, value, fault) => {
    const parts = Object.entries(wire).map(
      ([name, plain]) => `"${name}": ${name === member ? value : JSON.stringify(plain)}`,
    );
    expect(faultsOf(`{${parts.join()}}`)).toEqual([`${member}: ${fault}`]);
  });

  it('answers anything with credentials or with faults', () => {
    const almost = fc.jsonValue().map((value) => JSON.stringify({ ...wire, expiration: value }));
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), almost), (text) => {
        expect(faultsOf(text).length).toBeGreaterThan(0);
      }),
    );
  });

  it('keeps the claim of a refresh, which a store may hold', () => {
    const claimed = JSON.stringify({ ...wire, claimed_until: 1_772_366_400_000 });
    expect(credentialsFromJson(claimed).claimedUntil).toBe(1_772_366_400_000);
    expect(credentialsToJson(credentialsFromJson(claimed))).toContain('"claimed_until":1772366400000}');
    expect(faultsOf(JSON.stringify({ ...wire, claimed_until: 'soon' }))).toEqual([
      'claimed_until: must be a number',
    ]);
    const unclaimed = credentialsFromJson(JSON.stringify(wire));
    expect(Object.keys(unclaimed)).not.toContain('claimedUntil');
    expect(credentialsToJson(unclaimed)).not.toContain('claimed');
  });

  it('refuses masked JSON', () => {
    expect(faultsOf(JSON.stringify(credentialsFromJson(JSON.stringify(wire))))).toContain(
      'access_token: is missing',
    );
  });
});

describe('credentialsToJson', () => {
  it("writes PyThreads' members in PyThreads' order, with +00:00", () => {
    expect(credentialsToJson(credentialsFromJson(JSON.stringify(wire)))).toBe(
      '{"user_id":"17841405793187218","scopes":["threads_basic","threads_content_publish"],"short_lived":true,"access_token":"THAA-canary","expiration":"2026-03-01T12:00:00.000+00:00"}',
    );
  });

  it('refuses a hand-made object with faults', () => {
    const faulty = {
      userId: 'me',
      scopes: [],
      shortLived: true,
      accessToken: 'canary',
      expiration: new Date(Number.NaN),
    };
    expect(() => credentialsToJson(faulty)).toThrow(
      /^credentialsToJson: invalid input. userId: must be a string of digits; expiration: must be a valid Date/,
    );
  });

  it('is reversed by credentialsFromJson', () => {
    const visible = fc.string({
      unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
      minLength: 1,
    });
    const fields = fc.record({
      userId: fc.bigInt({ min: 0n }).map(String),
      scopes: fc.array(fc.stringMatching(/^[a-z_]+$/)),
      shortLived: fc.boolean(),
      accessToken: visible,
      expiration: fc.date({
        min: new Date('0001-01-01T00:00:00Z'),
        max: new Date('9999-12-31T23:59:59.999Z'),
        noInvalidDate: true,
      }),
    });
    fc.assert(
      fc.property(fields, (input) => {
        expect(plain(credentialsFromJson(credentialsToJson(createCredentials(input))))).toEqual(input);
      }),
    );
  });
});
