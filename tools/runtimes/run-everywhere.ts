/**
 * Installs the packages as they would be published and runs their own tests on every supported runtime, with those of
 * `network`, each against a served emulator of its own.
 *
 *     ./run test:runtimes [a runtime ...]
 */
import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { argv } from 'node:process';
import { findUncalled } from './find-uncalled.ts';
import type { Results } from './in-runtime/run-tests.ts';
import { installPacked } from './install-packed.ts';
import { runtimes } from './runtimes.ts';
import { openStage } from './stage.ts';
import { installedDeno, tryJsr } from './try-jsr.ts';
import { tryLargeUpload } from './try-large-upload.ts';
import { tryWorker } from './try-worker.ts';

// More than there are cores, since some tests wait: for a time-out, a connection, a browser.
const atATime = Math.ceil(availableParallelism() * 1.5);

const wanted = argv.slice(2);
const unknown = wanted.filter((name) => runtimes[name] === undefined);
if (unknown.length > 0)
  throw new Error(`There is no ${unknown.join()}, but ${Object.keys(runtimes).join()}.`);
const waiting = Object.keys(runtimes).filter((name) => wanted.length === 0 || wanted.includes(name));

const installation = await installPacked();
const { folder, tarballs } = installation;
const failed: string[] = [];
try {
  for (const name of ['node 22', 'node 24'])
    if (waiting.includes(name)) await check('memory', () => tryLargeUpload(folder, name));
  if (waiting.includes('workerd'))
    await check('the Worker of the guide', async () => {
      await tryWorker(folder);
      return 'publishes, with KV and a Durable Object';
    });
  if (waiting.includes('deno')) await check('JSR', () => tryJsr(installedDeno));
  const work = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const runtime = name;
      await check(runtime, () => tryOn(runtime));
    }
  };
  await Promise.all(Array.from({ length: atATime }, work));
  const uncalled = await findUncalled(folder, tarballs);
  if (uncalled !== undefined)
    await check('exported functions', async () => {
      if (uncalled.length > 0) throw new Error(`no test calls\n${uncalled.join('\n')}`);
      return 'are all called by tests that run everywhere';
    });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(failed.length === 0 ? 'runtimes: all passed' : `runtimes: ${failed.join(', ')} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function check(what: string, work: () => Promise<string>): Promise<void> {
  const started = Date.now();
  const seconds = (): string => `${((Date.now() - started) / 1000).toFixed(1)} s`;
  try {
    console.log(`ok    ${what.padEnd(10)} ${await work()} in ${seconds()}`);
  } catch (error) {
    failed.push(what);
    console.error(
      `FAIL  ${what.padEnd(10)} in ${seconds()}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** Runs the tests in a runtime, and says how many there were. */
async function tryOn(runtime: string): Promise<string> {
  const { stage, close } = await openStage(runtime);
  try {
    const results = (await runtimes[runtime]?.(installation, stage)) ?? [];
    const sum = (count: (result: Results) => number): number =>
      results.reduce((total, result) => total + count(result), 0);
    const numbers = `${sum(({ passed }) => passed)} tests of ${sum(({ files }) => files)} files passed, ${sum(({ skipped }) => skipped)} skipped`;
    const faults = results.flatMap(({ failures }) => failures);
    if (results.length === 0 || results.some(({ passed }) => passed === 0))
      faults.push({ name: runtime, error: 'No test ran.' });
    if (faults.length === 0) return numbers;
    const texts = faults.map(({ name, error }) => `- ${name}\n${error.replaceAll(/^/gm, '    ')}`);
    throw new Error(`${numbers}, ${faults.length} failed\n${texts.join('\n')}`);
  } finally {
    await close();
  }
}
