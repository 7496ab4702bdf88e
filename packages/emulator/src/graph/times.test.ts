import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTimestamp, parseTime } from './times.ts';

const now = Date.UTC(2026, 0, 10, 12, 30);

describe('a time', () => {
  it('is written with an offset that has no colon', () => {
    expect(formatTimestamp(Date.UTC(2024, 8, 12, 23, 17, 39, 999))).toBe('2024-09-12T23:17:39+0000');
  });

  it('is written like ISO 8601 to the second, in whatever order times come', () => {
    const instant = fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(fc.array(instant, { minLength: 1 }), (instants) => {
        expect(instants.map((date) => formatTimestamp(date.getTime()))).toEqual(
          instants.map((date) => date.toISOString().replace(/\.\d+Z$/, '+0000')),
        );
      }),
    );
  });

  it.each([
    ['1697328000', Date.UTC(2023, 9, 15)],
    ['2023-10-15', Date.UTC(2023, 9, 15)],
    ['2023-10-15 10:00', Date.UTC(2023, 9, 15, 10)],
    ['2023-10-15T10:00:00', Date.UTC(2023, 9, 15, 10)],
    ['2023-10-15T10:00:00Z', Date.UTC(2023, 9, 15, 10)],
    ['2023-10-15T10:00:00+0000', Date.UTC(2023, 9, 15, 10)],
    ['2023-10-15T10:00:00.000+02:00', Date.UTC(2023, 9, 15, 8)],
    ['15 October 2023', Date.UTC(2023, 9, 15)],
    ['now', now],
    ['today', Date.UTC(2026, 0, 10)],
    ['yesterday', Date.UTC(2026, 0, 9)],
    ['-2 days', now - 2 * 86_400_000],
    ['1 week ago', now - 7 * 86_400_000],
    ['+1 hour', now + 3_600_000],
  ])('is read from %s', (text, instant) => {
    expect(parseTime(text, now)).toBe(instant);
  });

  it('is not read from other texts', () => {
    for (const text of ['soon', '2023-13-45', '', '3 fortnights ago'])
      expect(parseTime(text, now)).toBeUndefined();
  });
});
