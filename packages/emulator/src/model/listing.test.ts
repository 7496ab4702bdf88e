import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { count, createTimeline, newestFirst, oldestFirst, some, take, type Place } from './listing.ts';

const place: fc.Arbitrary<Place> = fc.record({
  id: fc.integer({ min: 1, max: 120 }).map(String),
  createdAt: fc.integer({ min: 0, max: 5 }),
});
const places = fc.uniqueArray(place, { selector: ({ id }) => id, maxLength: 20 });
const hasEvenId = ({ id }: Place): boolean => Number(id) % 2 === 0;

describe('a timeline', () => {
  it('continues behind and before any place as if the whole list were filtered and sorted', () => {
    fc.assert(
      fc.property(places, place, fc.boolean(), (items, cursor, newest) => {
        const order = newest ? newestFirst : oldestFirst;
        const expected = items.filter(hasEvenId).toSorted(order);
        const direction = newest ? 'newest first' : 'oldest first';
        const timeline = createTimeline(items.toSorted(oldestFirst), direction).filter(hasEvenId);
        expect([...timeline]).toEqual(expected);
        for (const at of [cursor, ...items]) {
          expect([...timeline.after(at)]).toEqual(expected.filter((item) => order(item, at) > 0));
          expect([...timeline.before(at)].toReversed()).toEqual(
            expected.filter((item) => order(item, at) < 0),
          );
        }
        expect([...timeline.reversed()]).toEqual(expected.toReversed());
      }),
    );
  });

  it('is cut to a span with its start and without its end', () => {
    const instants = fc.integer({ min: -1, max: 6 });
    fc.assert(
      fc.property(places, instants, instants, (items, start, end) => {
        const timeline = createTimeline(items.toSorted(oldestFirst), 'newest first').filter(hasEvenId);
        expect([...timeline.between(start, end)]).toEqual(
          [...timeline].filter(({ createdAt }) => createdAt >= start && createdAt < end),
        );
      }),
    );
  });

  it('orders ids of one instant as numbers', () => {
    const items = ['9', '100', '10'].map((id) => ({ id, createdAt: 0 }));
    expect(items.toSorted(newestFirst).map(({ id }) => id)).toEqual(['100', '10', '9']);
  });

  it('is walked no further than somebody reads', () => {
    const seen: string[] = [];
    const items = ['1', '2', '3', '4'].map((id) => ({ id, createdAt: 0 }));
    const timeline = createTimeline(items, 'newest first').filter(({ id }) => seen.push(id) > 0);
    expect(take(timeline, 2).map(({ id }) => id)).toEqual(['4', '3']);
    expect(seen).toEqual(['4', '3']);
    expect(take(timeline, 0)).toEqual([]);
    expect(some(timeline)).toBe(true);
    expect(some(timeline, ({ id }) => id === '5')).toBe(false);
    expect(count(timeline)).toBe(4);
  });
});
