import { expect, it } from 'vitest';
import { livesThrough } from './world.ts';

// `./run test:worlds` lives through as many as wanted.
it('nothing is live twice, no word is false, no id is wrong and no key is stuck, whatever happens', async () => {
  const wrong: string[] = [];
  for (let seed = 1; seed <= 100; seed += 1) {
    const { faults } = await livesThrough(seed);
    wrong.push(...faults.map((fault) => `world ${seed}: ${fault}`));
  }
  expect(wrong).toEqual([]);
});
