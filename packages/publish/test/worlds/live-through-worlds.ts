import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import type { Verdict } from './world.ts';

/** What became of one world, for the main thread. */
type Report = Verdict & { readonly seed: number };

/**
 * A program that lives through many worlds on all cores: as many as `--count` says, from the seed `--from` on. It prints what
 * happened in them and whatever was wrong, with the seed.
 *
 * @param program its URL: it is loaded again in each thread
 * @param usual how many worlds it is without `--count`
 */
export async function liveThroughWorlds(
  program: string,
  livesThrough: (seed: number) => Promise<Verdict>,
  usual = 10_000,
): Promise<void> {
  if (isMainThread) return liveThroughAll(program, usual);
  parentPort?.on('message', (seed: number) => {
    void livesThrough(seed).then((verdict) => parentPort?.postMessage({ seed, ...verdict } satisfies Report));
  });
}

async function liveThroughAll(program: string, usual: number): Promise<void> {
  const { values } = parseArgs({
    options: { from: { type: 'string', default: '1' }, count: { type: 'string', default: String(usual) } },
  });
  const [from, count] = [Number(values.from), Number(values.count)];
  if (!Number.isSafeInteger(from) || !(count > 0))
    throw new TypeError('--from and --count take whole numbers.');
  const startedAt = performance.now();
  const mix = new Map<string, number>();
  let wrong = 0;
  let next = from;
  const threads = Array.from({ length: availableParallelism() }, async () => {
    const thread = new Worker(new URL(program));
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
