import type { InputIssue } from '@threads-sdk/errors';
import { RRuleTemporal } from 'rrule-temporal';
import type { PostTime } from './post.ts';

/** A time that was asked for. */
export interface WantedTime {
  readonly at: Date;
  readonly timeZone?: string;
  readonly repeat?: string;
}

/** Reads a time, putting what is wrong with it into a list. */
export function readTime({ at, repeat, timeZone }: PostTime, faults: InputIssue[]): WantedTime | undefined {
  const before = faults.length;
  if (timeZone !== undefined && !isTimeZone(timeZone))
    faults.push({ path: 'timeZone', message: 'must be the IANA name of a time zone, such as Asia/Tokyo' });
  if (repeat !== undefined && timeZone === undefined)
    faults.push({ path: 'timeZone', message: 'is missing: a time repeats by the clocks of a place' });
  const zone = faults.length === before ? timeZone : undefined;
  const time = readInstant(at, zone, faults);
  if (faults.length > before || time === undefined) return undefined;
  const wanted = { at: time, ...(timeZone !== undefined && { timeZone }) };
  if (repeat === undefined) return wanted;
  // Rules know no parts of seconds.
  time.setMilliseconds(0);
  const [, local, offset] = typeof at === 'string' ? (isoTime.exec(at) ?? []) : [];
  if (
    zone !== undefined &&
    local !== undefined &&
    offset === undefined &&
    +onClocksOf(zone, time) !== +new Date(`${local.slice(0, 19)}Z`)
  )
    faults.push({ path: 'at', message: 'must be a time that the clocks there do not skip, if it repeats' });
  const rule = { ...wanted, repeat };
  if (!isRule(repeat) || !hasTimes(rule)) {
    const message = 'must be a recurrence rule of RFC 5545 without DTSTART, such as FREQ=WEEKLY;BYDAY=MO';
    const bounds = 'with a time that is not before `at`, and a COUNT of at most 1,000';
    faults.push({ path: 'repeat', message: `${message}, ${bounds}` });
  }
  return faults.length > before ? undefined : rule;
}

// Strict, because the library leaves out what it does not know, and would repeat it otherwise than it was meant.
const numbers: Readonly<Record<string, readonly [most: number, isSigned?: 'signed']>> = {
  BYMONTH: [12],
  BYMONTHDAY: [31, 'signed'],
  BYYEARDAY: [366, 'signed'],
  BYWEEKNO: [53, 'signed'],
  BYSETPOS: [366, 'signed'],
  BYHOUR: [23],
  BYMINUTE: [59],
  BYSECOND: [59],
  INTERVAL: [10_000],
  // The library counts from the first one on, each time.
  COUNT: [1000],
};
const weekday = '(?:MO|TU|WE|TH|FR|SA|SU)';
const forms: Readonly<Record<string, RegExp>> = {
  FREQ: /^(?:YEARLY|MONTHLY|WEEKLY|DAILY|HOURLY|MINUTELY)$/,
  UNTIL: /^\d{8}(?:T\d{6}Z?)?$/,
  WKST: new RegExp(`^${weekday}$`),
  BYDAY: new RegExp(`^(?:[+-]?[1-9]\\d?)?${weekday}(?:,(?:[+-]?[1-9]\\d?)?${weekday})*$`),
};

/** Whether a text is a rule that means what it says. */
function isRule(rule: string): boolean {
  if (typeof rule !== 'string' || !rule.startsWith('FREQ=')) return false;
  const parts = rule.split(';').map((part) => part.split('='));
  const names = new Set(parts.map(([name]) => name));
  return (
    names.size === parts.length &&
    parts.every(([name = '', value = '', ...more]) => {
      const [most, isSigned] = numbers[name] ?? [];
      if (more.length > 0) return false;
      if (most === undefined) return forms[name]?.test(value) === true;
      const isList = name.startsWith('BY');
      const least = /HOUR|MINUTE|SECOND/.test(name) ? 0 : 1;
      const values = isList ? value.split(',') : [value];
      return values.every((each) => {
        const size = Number(isSigned ? each.replace(/^[+-]/, '') : each);
        return /^[+-]?\d{1,5}$/.test(each) && size >= least && size <= most;
      });
    })
  );
}

/** Whether a rule has a time that is not before the first one. */
function hasTimes(rule: WantedTime): boolean {
  try {
    return occurrenceAfter(rule, new Date(rule.at.getTime() - 1)) !== undefined;
  } catch {
    return false;
  }
}

function readInstant(at: unknown, timeZone: string | undefined, faults: InputIssue[]): Date | undefined {
  if (at instanceof Date) {
    if (isWritable(at)) return new Date(at);
    faults.push({ path: 'at', message: 'must be a date with a time from the year 1970 to 9999' });
    return undefined;
  }
  const parts = typeof at === 'string' ? isoTime.exec(at) : null;
  const message = "must be a Date or an ISO text, such as '2026-12-24T18:00' or '2026-12-24T18:00:00+01:00'";
  if (parts === null) {
    faults.push({ path: 'at', message });
    return undefined;
  }
  const [text, local = '', offset] = parts;
  // What exists in no calendar, such as February the 30th, is read as another day.
  const inUtc = new Date(`${local}Z`);
  if (Number.isNaN(inUtc.getTime()) || !inUtc.toISOString().startsWith(local.slice(0, 16))) {
    faults.push({ path: 'at', message: `${message}; there is no such day or time` });
    return undefined;
  }
  const time = offset === undefined ? inPlace(inUtc, timeZone) : new Date(text);
  if (time === undefined) {
    const path = 'timeZone';
    if (!faults.some((fault) => fault.path === path))
      faults.push({ path, message: 'is missing: `at` has no offset' });
  } else if (!isWritable(time)) {
    faults.push({ path: 'at', message: 'must be from the year 1970 to 9999' });
    return undefined;
  }
  return time;
}

const isoTime = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[+-]\d\d:\d\d)?$/;

function isWritable(time: Date): boolean {
  return time.getTime() >= 0 && time.getTime() < Date.UTC(10_000, 0);
}

function isTimeZone(name: unknown): boolean {
  try {
    return (
      typeof name === 'string' &&
      /^[A-Za-z]/.test(name) &&
      Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
    );
  } catch {
    return false;
  }
}

/** The instant at which the clocks of a place show what those of UTC show at another one. */
function inPlace(inUtc: Date, timeZone: string | undefined): Date | undefined {
  if (timeZone === undefined) return undefined;
  const [first] = ruleOf(compact(inUtc), timeZone, 'FREQ=DAILY;COUNT=1').all();
  return first && new Date(Number(first.epochMilliseconds) + inUtc.getMilliseconds());
}

/** When something is to be done first: at its time; of one that repeats, at its first one that is not over. */
export function firstTime(wanted: WantedTime, now: number): Date | null {
  if (wanted.repeat === undefined) return wanted.at;
  return occurrenceAfter(wanted, new Date(Math.max(wanted.at.getTime(), now) - 1)) ?? null;
}

/** The next time of one that repeats, after another one; `undefined` if there is none. */
export function occurrenceAfter({ at, repeat, timeZone }: WantedTime, time: Date): Date | undefined {
  if (repeat === undefined || timeZone === undefined) return undefined;
  const next = ruleOf(compact(onClocksOf(timeZone, at)), timeZone, repeat).next(time);
  return next === null ? undefined : new Date(Number(next.epochMilliseconds));
}

/** The last time of one that repeats which is not after another one; `undefined` if there is none. */
export function occurrenceUpTo({ at, repeat, timeZone }: WantedTime, time: Date): Date | undefined {
  if (repeat === undefined || timeZone === undefined) return undefined;
  const last = ruleOf(compact(onClocksOf(timeZone, at)), timeZone, repeat).previous(
    new Date(time.getTime() + 1),
  );
  return last === null ? undefined : new Date(Number(last.epochMilliseconds));
}

function ruleOf(start: string, timeZone: string, rule: string): RRuleTemporal {
  const rruleString = `DTSTART;TZID=${timeZone}:${start}\nRRULE:${rule}`;
  return new RRuleTemporal({ rruleString, maxIterations: 100_000 });
}

/** A time of UTC as iCalendar writes it. */
function compact(time: Date): string {
  return time.toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
}

/** The time of UTC at which its clocks show what those of a place show at another instant. */
function onClocksOf(timeZone: string, time: Date): Date {
  const shown = new Intl.DateTimeFormat('sv', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(time);
  return new Date(`${shown.replace(' ', 'T')}Z`);
}
