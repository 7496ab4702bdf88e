import { assert, date, property } from 'fast-check';
import { expect, it } from 'vitest';
import { parseDate } from './parse-date.ts';

it.each([
  ['2026-03-01T12:00:00+00:00', '2026-03-01T12:00:00.000Z'],
  ['2026-03-01T12:00:00.123456+00:00', '2026-03-01T12:00:00.123Z'],
  ['2026-03-01T12:00:00.9999999Z', '2026-03-01T12:00:00.999Z'],
  ['2026-03-01T12:00:00.5Z', '2026-03-01T12:00:00.500Z'],
  ['2026-03-01T12:00:00+0000', '2026-03-01T12:00:00.000Z'],
  ['2026-03-01T12:00:00-05:30', '2026-03-01T17:30:00.000Z'],
  ['2026-03-01 12:00:00', '2026-03-01T12:00:00.000Z'],
  ['2024-02-29T00:00:00', '2024-02-29T00:00:00.000Z'],
])('reads %s', (text, expected) => {
  expect(parseDate(text).toISOString()).toBe(expected);
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
])('does not read %j', (text) => {
  expect(parseDate(text).getTime()).toBeNaN();
});

it('reads what Date writes', () => {
  const years = {
    min: new Date('0001-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  };
  assert(
    property(date(years), (moment) => {
      expect(parseDate(moment.toISOString())).toEqual(moment);
    }),
  );
});
