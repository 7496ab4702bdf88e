import { expect, it } from 'vitest';
import { livesThrough } from './world.ts';

/** Where to begin, and how many worlds to live through: `WORLDS=1-1000`. */
const [from = 1, to = 400] = (typeof process === 'object' ? (process.env['WORLDS'] ?? '') : '')
  .split('-')
  .filter((part) => part !== '')
  .map(Number);

it(
  'nothing is live twice, no word is false and no key is stuck, whatever happens',
  { timeout: 3_600_000 },
  async () => {
    const wrong: string[] = [];
    const mix = new Map<string, number>();
    for (let seed = from; seed <= to; seed += 1) {
      const { faults, happened } = await livesThrough(seed);
      wrong.push(...faults.map((fault) => `world ${seed}: ${fault}`));
      for (const event of happened) mix.set(event, (mix.get(event) ?? 0) + 1);
    }
    const table = [...mix]
      .toSorted(([, one], [, other]) => other - one)
      .map(([event, count]) => `${count} ${event}`);
    console.log(`${to - from + 1} worlds. ${table.join(', ')}`);
    expect(wrong).toEqual([]);
  },
);
