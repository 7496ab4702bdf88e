import { expect, it } from 'vitest';
import { addLength, countOf, durationOf, usualLength } from './samples.ts';

it('samples are added up by their lengths', () => {
  const lengths = new Map<number, number>();
  addLength(lengths, 500, 2);
  addLength(lengths, 512, 20);
  addLength(lengths, 500, 3);
  addLength(lengths, 7, 0);
  const samples = { lengths, bytes: 0 };
  expect([...lengths]).toEqual([
    [500, 5],
    [512, 20],
  ]);
  expect([countOf(samples), durationOf(samples), usualLength(samples)]).toEqual([25, 12_740, 512]);
});

it('no samples have no length', () => {
  const samples = { lengths: new Map(), bytes: 0 };
  expect([countOf(samples), durationOf(samples), usualLength(samples)]).toEqual([0, 0, 0]);
});
