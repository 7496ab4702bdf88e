import { describe, expect, it } from 'vitest';
import { addFragment } from './read-fragment.ts';
import { addTimes, type Lengths } from './tables.ts';

function box(type: string, ...numbers: readonly number[]): readonly number[] {
  const words = numbers.flatMap((number) => [24, 16, 8, 0].map((shift) => (number >>> shift) & 0xff));
  return [0, 0, 0, 8 + words.length, ...new TextEncoder().encode(type), ...words];
}

function traf(...boxes: readonly (readonly number[])[]): readonly number[] {
  const content = boxes.flat();
  return [0, 0, 0, 8 + content.length, ...new TextEncoder().encode('traf'), ...content];
}

const defaults = { duration: 7, size: 70, seconds: undefined };

describe('a fragment', () => {
  it.each<[string, readonly number[], { count: number; duration: number; bytes: number }]>([
    [
      'what holds for all fragments',
      traf(box('tfhd', 0, 1), box('trun', 0, 3)),
      { count: 3, duration: 21, bytes: 210 },
    ],
    [
      'what holds for all of its samples',
      traf(box('tfhd', 0x1b, 1, 0, 0, 9, 5, 50), box('trun', 0, 3)),
      { count: 3, duration: 15, bytes: 150 },
    ],
    [
      'what each sample says',
      traf(box('tfhd', 0, 1), box('trun', 0xf05, 2, 0, 0, 1, 10, 0, 0, 2, 20, 0, 0)),
      { count: 2, duration: 3, bytes: 30 },
    ],
    [
      'what each sample says of its size only',
      traf(box('tfhd', 0, 1), box('trun', 0x200, 2, 10, 20), box('trun', 0x200, 1, 30)),
      { count: 3, duration: 21, bytes: 60 },
    ],
    [
      'nothing of another track',
      traf(box('tfhd', 0, 2), box('trun', 0, 3)),
      { count: 0, duration: 0, bytes: 0 },
    ],
  ])('is added up by %s', (_, moof, sum) => {
    const lengths: Lengths = new Map();
    const bytes = addFragment(lengths, Uint8Array.from(moof), 1, defaults);
    const { count, duration } = addTimes(lengths);
    expect({ count, duration, bytes }).toEqual(sum);
  });

  it('is added to what was there before', () => {
    const lengths: Lengths = new Map([
      [7, 2],
      [8, 4],
    ]);
    addFragment(lengths, Uint8Array.from(traf(box('tfhd', 0, 1), box('trun', 0, 3))), 1, defaults);
    expect(addTimes(lengths)).toEqual({ count: 9, duration: 67, usual: 7 });
  });
});
