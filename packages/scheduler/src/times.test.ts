import type { InputIssue } from '@threads-sdk/errors';
import { describe, expect, it } from 'vitest';
import { firstTime, occurrenceAfter, occurrenceUpTo, readTime } from './times.ts';

const read = (time: object): unknown => {
  const faults: InputIssue[] = [];
  const wanted = readTime(Object(time), faults);
  return faults.length > 0 ? faults.map(({ path }) => path).join() : (wanted?.at.toISOString() ?? 'nothing');
};

describe('a time', () => {
  it.each([
    [{ at: new Date('2026-12-01T00:00:00Z') }, '2026-12-01T00:00:00.000Z'],
    [{ at: '2026-12-01T09:00', timeZone: 'Asia/Tokyo' }, '2026-12-01T00:00:00.000Z'],
    [{ at: '2026-12-01T09:00:30.250', timeZone: 'Asia/Tokyo' }, '2026-12-01T00:00:30.250Z'],
    [{ at: '2026-12-01T09:00Z', timeZone: 'Asia/Tokyo' }, '2026-12-01T09:00:00.000Z'],
    [{ at: '2026-12-01T09:00:00-08:00' }, '2026-12-01T17:00:00.000Z'],
    // The clocks of Berlin skip from two to three, and show the hour after two twice.
    [{ at: '2026-03-29T02:30', timeZone: 'Europe/Berlin' }, '2026-03-29T01:30:00.000Z'],
    [{ at: '2026-10-25T02:30', timeZone: 'Europe/Berlin' }, '2026-10-25T00:30:00.000Z'],
  ])('is read: %j', (time, instant) => {
    expect(read(time)).toBe(instant);
  });

  it.each([
    [{ at: '2026-12-01T09:00' }, 'timeZone'],
    [{ at: '2026-12-01T09:00', timeZone: 'Mars/Base' }, 'timeZone'],
    [{ at: '2026-02-30T09:00', timeZone: 'Asia/Tokyo' }, 'at'],
    [{ at: '2026-12-01T25:00Z' }, 'at'],
    [{ at: 'tomorrow' }, 'at'],
    [{ at: 1_700_000_000 }, 'at'],
    [{ at: new Date(Number.NaN) }, 'at'],
    [{ at: new Date(-1) }, 'at'],
    [{ at: new Date(), repeat: 'FREQ=DAILY' }, 'timeZone'],
    [{ at: '2026-12-01T09:00', timeZone: '+01:00' }, 'timeZone'],
    [{ at: '2026-03-29T02:30', timeZone: 'Europe/Berlin', repeat: 'FREQ=DAILY' }, 'at'],
  ])('is refused: %j', (time, paths) => {
    expect(read(time)).toBe(paths);
  });
});

describe('a rule of recurrence', () => {
  const at = '2026-12-07T08:30';
  const timeZone = 'Europe/Berlin';

  it.each([
    'FREQ=DAILY',
    'FREQ=WEEKLY;BYDAY=MO,TH',
    'FREQ=MONTHLY;BYDAY=-1FR;BYHOUR=17;BYMINUTE=0',
    'FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=12',
    'FREQ=HOURLY;INTERVAL=6;UNTIL=20261231T000000Z',
    'FREQ=MINUTELY;COUNT=1000',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
    'FREQ=DAILY;COUNT=1',
  ])('is taken, and has a time: %s', (repeat) => {
    expect(read({ at, timeZone, repeat })).toBe('2026-12-07T07:30:00.000Z');
  });

  it.each([
    'FREQ=SOMETIMES',
    'FREQ=SECONDLY',
    'BYDAY=MO;FREQ=WEEKLY',
    'FREQ=DAILY;BYHOURS=9',
    'FREQ=DAILY;BYHOUR=24',
    'FREQ=YEARLY;BYMONTH=13',
    'FREQ=YEARLY;BYWEEKNO=54',
    'FREQ=DAILY;BYSETPOS=400',
    'FREQ=DAILY;COUNT=1;COUNT=2',
    'FREQ=DAILY;COUNT=1001',
    'FREQ=DAILY;INTERVAL=0',
    'FREQ=DAILY;UNTIL=20200101',
    'FREQ=DAILY;UNTIL=20269999',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY\nDTSTART:20200101T000000',
    '',
    5,
  ])('is refused: %j', (repeat) => {
    expect(read({ at, timeZone, repeat })).toBe('repeat');
  });

  it('begins with the first time, of which parts of a second are left out', () => {
    const rule = { at: new Date('2026-12-24T18:00:00.600Z'), timeZone: 'UTC', repeat: 'FREQ=DAILY;COUNT=1' };
    expect(read(rule)).toBe('2026-12-24T18:00:00.000Z');
    expect(read({ ...rule, at: '2026-12-24T18:00:00.600Z' })).toBe('2026-12-24T18:00:00.000Z');
  });

  it('does not come again for what is over when it is planned', () => {
    const rule = { at: new Date('2026-12-01T18:00:00Z'), timeZone: 'UTC', repeat: 'FREQ=WEEKLY' };
    expect(firstTime(rule, Date.UTC(2026, 11, 9))?.toISOString()).toBe('2026-12-15T18:00:00.000Z');
    expect(firstTime(rule, Date.UTC(2026, 10, 9))).toEqual(rule.at);
  });

  it('goes by the clocks of its place, also when they change', () => {
    const rule = { at: new Date('2026-10-24T07:00:00Z'), timeZone, repeat: 'FREQ=DAILY' };
    const second = occurrenceAfter(rule, rule.at);
    // Nine o'clock in summer and in winter.
    expect(second?.toISOString()).toBe('2026-10-25T08:00:00.000Z');
    expect(occurrenceUpTo(rule, new Date('2026-10-25T07:59:59Z'))).toEqual(rule.at);
    expect(occurrenceUpTo(rule, new Date('2026-10-25T08:00:00Z'))).toEqual(second);
  });

  it('finds its times long after the first one, and none after the last', () => {
    const rule = { at: new Date('2016-01-01T00:00:00Z'), timeZone: 'UTC', repeat: 'FREQ=MINUTELY' };
    const late = new Date('2036-01-01T00:00:30Z');
    expect(occurrenceAfter(rule, late)?.toISOString()).toBe('2036-01-01T00:01:00.000Z');
    expect(occurrenceUpTo(rule, late)?.toISOString()).toBe('2036-01-01T00:00:00.000Z');
    const last = { ...rule, repeat: 'FREQ=MINUTELY;COUNT=1000' };
    expect(occurrenceUpTo(last, late)?.toISOString()).toBe('2016-01-01T16:39:00.000Z');
    expect(occurrenceAfter(last, late)).toBeUndefined();
  });
});
