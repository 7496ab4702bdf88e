import { it } from 'vitest';
import { livesThrough } from './world.ts';
it('x', { timeout: 600_000 }, async () => {
  const from = Number(process.env['FROM'] ?? 1),
    count = Number(process.env['COUNT'] ?? 200);
  const start = Date.now();
  let bad = 0;
  const kinds = new Map<string, number>();
  for (let seed = from; seed < from + count; seed += 1) {
    const v = await livesThrough(seed);
    if (v.faults.length > 0) {
      bad += 1;
      for (const f of v.faults) {
        const k = f.replace(/\d{5,}/g, 'N').slice(0, 110);
        kinds.set(k, (kinds.get(k) ?? 0) + 1);
        if (kinds.get(k) === 1) console.log(seed, f, v.happened.slice(0, 30).join('; '));
      }
    }
  }
  console.log(count, 'worlds', bad, 'bad', (Date.now() - start) / count, 'ms each');
  for (const [k, n] of [...kinds].sort((a, b) => b[1] - a[1])) console.log(n, k);
});
