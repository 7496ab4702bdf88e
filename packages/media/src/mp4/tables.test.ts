import { describe, expect, it } from 'vitest';
import { readEdits } from './tables.ts';

// A film of ten seconds, 30 pictures in each.
const film = { count: 300, duration: 10_000, usual: 33, timescale: 1000, movieTimescale: 600 };

/** An edit: its length in seconds, where it begins in milliseconds, its speed. */
type Edit = readonly [seconds: number, start: number, speed?: number];

function elst(long: boolean, edits: readonly Edit[]): Uint8Array {
  const width = long ? 20 : 12;
  const bytes = new Uint8Array(8 + edits.length * width);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, long ? 1 : 0);
  view.setUint32(4, edits.length);
  for (const [index, [seconds, start, speed = 1]] of edits.entries()) {
    const offset = 8 + index * width;
    if (long) {
      view.setBigUint64(offset, BigInt(seconds * 600));
      view.setBigInt64(offset + 8, BigInt(start));
    } else {
      view.setUint32(offset, seconds * 600);
      view.setInt32(offset + 4, start);
    }
    view.setUint32(offset + width - 4, speed * 65_536);
  }
  return bytes;
}

describe.each([
  ['short', false],
  ['long', true],
])('an edit list with %s numbers', (_, long) => {
  it.each<[string, 'shift' | 'cut', readonly Edit[]]>([
    ['leaves out what is decoded only', 'shift', [[10, 66]]],
    [
      'starts late',
      'shift',
      [
        [1, -1],
        [10, 0],
      ],
    ],
    ['lets the film run to its end', 'shift', [[0, 66]]],
    ['ends with the sound', 'shift', [[9.5, 0]]],
    ['is empty', 'shift', []],
    ['leaves out the beginning', 'cut', [[8, 2000]]],
    ['leaves out the end', 'cut', [[8, 0]]],
    [
      'plays two pieces',
      'cut',
      [
        [4, 0],
        [4, 6000],
      ],
    ],
    ['plays at half speed', 'cut', [[10, 0, 0.5]]],
    ['holds a picture', 'cut', [[10, 0, 0]]],
  ])('that %s is a %s', (_what, result, edits) => {
    expect(readEdits(elst(long, edits), film).edits).toBe(result);
  });
});

it('no edit list is none', () => {
  expect(readEdits(undefined, film)).toEqual({ edits: 'none', shown: Infinity });
});

it('a film of one picture a second may begin with the third', () => {
  expect(readEdits(elst(false, [[8, 2000]]), { ...film, count: 10 }).edits).toBe('shift');
});

it('a film of one picture may begin with any of it', () => {
  expect(readEdits(elst(false, [[8, 2001]]), { ...film, count: 1 }).edits).toBe('shift');
  expect(readEdits(elst(false, [[2, 0]]), { ...film, count: 1 }).edits).toBe('shift');
});

it.each<[number, readonly Edit[]]>([
  [9.5, [[9.5, 66]]],
  [
    7,
    [
      [1, -1],
      [3, 0],
      [4, 6000],
    ],
  ],
  [Infinity, [[0, 66]]],
  [Infinity, []],
])('shows %d seconds', (seconds, edits) => {
  for (const long of [false, true]) expect(readEdits(elst(long, edits), film).shown).toBe(seconds);
});
