import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Credentials, expiresIn, hasScope, isExpired, isRefreshDue } from './index.ts';

const second = 1000;
const day = 24 * 60 * 60 * second;
const now = Date.parse('2026-03-01T12:00:00Z');

function expiring(milliseconds: number, shortLived = false): Credentials {
  return {
    userId: '1',
    scopes: ['threads_basic'],
    shortLived,
    accessToken: 'token',
    expiration: new Date(now + milliseconds),
  };
}

describe('expiresIn', () => {
  it.each([
    [0, 0],
    [999, 0],
    [1000, 1],
    [1999, 1],
    [-1, 0],
    [-5000, 0],
    [60 * day, 5_184_000],
  ])('counts %i ms as %i whole seconds', (milliseconds, seconds) => {
    expect(expiresIn(expiring(milliseconds), now)).toBe(seconds);
  });

  it('looks at the system clock when it is not told the time', () => {
    const soon = expiring(Date.now() + 3_600_500 - now);
    expect(expiresIn(soon)).toBe(3600);
  });

  it('counts an invalid date as expired', () => {
    const invalid = expiring(Number.NaN);
    expect(expiresIn(invalid, now)).toBe(0);
    expect(isExpired(invalid, now)).toBe(true);
  });
});

describe('isExpired', () => {
  it('is true from the last second on', () => {
    expect(isExpired(expiring(1000), now)).toBe(false);
    expect(isExpired(expiring(999), now)).toBe(true);
    expect(isExpired(expiring(-day), now)).toBe(true);
  });
});

describe('isRefreshDue', () => {
  it('is true when less than half of the lifetime is left', () => {
    expect(isRefreshDue(expiring(60 * day), now)).toBe(false);
    expect(isRefreshDue(expiring(30 * day), now)).toBe(false);
    expect(isRefreshDue(expiring(30 * day - second), now)).toBe(true);
    expect(isRefreshDue(expiring(second), now)).toBe(true);
  });

  it('is false for what cannot be refreshed', () => {
    expect(isRefreshDue(expiring(999), now)).toBe(false);
    expect(isRefreshDue(expiring(-day), now)).toBe(false);
    expect(isRefreshDue(expiring(day, true), now)).toBe(false);
  });

  it('is never true for a token younger than 24 hours', () => {
    assert(
      property(integer({ min: 0, max: day }), (age) => {
        expect(isRefreshDue(expiring(60 * day - age), now)).toBe(false);
      }),
    );
  });
});

describe('hasScope', () => {
  it('tells what was asked for', () => {
    expect(hasScope(expiring(day), 'threads_basic')).toBe(true);
    expect(hasScope(expiring(day), 'threads_delete')).toBe(false);
  });
});
