import { describe, expect, it } from 'vitest';
import { isInProportion } from './in-proportion.ts';

describe('work of which a thousand pieces take a millisecond', () => {
  const judge = (durationOf: (much: number) => number): boolean => {
    let time = 0;
    return isInProportion(
      (much) => (time += durationOf(much)),
      100_000,
      () => time,
    );
  };

  it('is in proportion, also where the machine is busy for a while', () => {
    expect(judge((much) => much / 1000)).toBe(true);
    let isBusy = true;
    const once = (much: number): number => {
      const slowness = isBusy ? 10 : 1;
      isBusy = false;
      return (slowness * much) / 1000;
    };
    expect(judge(once)).toBe(true);
  });

  it('is not where a step over it is quadratic', () => {
    expect(judge((much) => much / 1000 + (much / 1000) ** 2)).toBe(false);
  });

  it('is where the clock stands while code runs', () => {
    expect(
      isInProportion(
        () => undefined,
        100_000,
        () => 0,
      ),
    ).toBe(true);
  });
});
