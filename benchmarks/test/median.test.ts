import { describe, expect, it } from 'vitest';
import { median, percentile } from '../src/median.ts';

describe('the median', () => {
  it.each([
    [[3], 3],
    [[9, 1, 2], 2],
    [[10, 1, 2, 3], 2.5],
  ])('of %j is %d', (numbers, middle) => {
    expect(median(numbers)).toBe(middle);
  });

  it('is refused for nothing', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

describe('a percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

  it.each([
    [0.99, 99],
    [1, 100],
    [0, 1],
  ])('at %d of 1 to 100 is %d', (part, number) => {
    expect(percentile(hundred, part)).toBe(number);
  });

  it('is refused for nothing', () => {
    expect(() => percentile([], 0.5)).toThrow(RangeError);
  });
});
