/**
 * Lives through many worlds on all cores, prints what happened in them and whatever was wrong, with the seed.
 *
 *     ./run test:worlds [--from 1] [--count 10000]
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { livesThrough } from './world.ts';

/** What became of one world, for the main thread. */
interface Report {
  readonly seed: number;
  readonly faults: readonly string[];
  readonly happened: readonly string[];
}

if (isMainThread) await liveThroughAll();
else
  parentPort?.on('message', (seed: number) => {
    void livesThrough(seed).then((verdict) => parentPort?.postMessage({ seed, ...verdict } satisfies Report));
  });

async function liveThroughAll(): Promise<void> {
  const { values } = parseArgs({
    options: { from: { type: 'string', default: '1' }, count: { type: 'string', default: '10000' } },
  });
  const [from, count] = [Number(values.from), Number(values.count)];
  if (!Number.isSafeInteger(from) || !(count > 0))
    throw new TypeError('--from and --count take whole numbers.');
  const startedAt = performance.now();
  const mix = new Map<string, number>();
  let wrong = 0;
  let next = from;
  const threads = Array.from({ length: availableParallelism() }, async () => {
    const thread = new Worker(new URL(import.meta.url));
    try {
      while (next < from + count) {
        const seed = next++;
        const { faults, happened } = await ask(thread, seed);
        for (const event of happened) mix.set(event, (mix.get(event) ?? 0) + 1);
        for (const fault of faults) console.error(`world ${seed}: ${fault}`);
        wrong += faults.length > 0 ? 1 : 0;
      }
    } finally {
      await thread.terminate();
    }
  });
  await Promise.all(threads);
  const events = [...mix].toSorted(([, one], [, other]) => other - one);
  for (const [event, times] of events) console.log(`${String(times).padStart(9)}  ${event}`);
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  console.log(`${count} worlds from ${from} on in ${seconds} s: ${wrong} of them with a fault`);
  if (wrong > 0) process.exitCode = 1;
}

function ask(thread: Worker, seed: number): Promise<Report> {
  return new Promise((resolve, reject) => {
    thread.once('error', reject);
    thread.once('message', (report: Report) => {
      thread.off('error', reject);
      resolve(report);
    });
    thread.postMessage(seed);
  });
}
