/**
 * Installs the packages as they would be published and runs the cases of `cases/` on every supported runtime, each against a
 * served emulator of its own.
 *
 *     ./run test:runtimes [a runtime ...]
 */
import { rmSync } from 'node:fs';
import { argv } from 'node:process';
import type { CaseResult } from './in-runtime/case.ts';
import { findUncalled } from './find-uncalled.ts';
import { installPacked } from './install-packed.ts';
import { runtimes } from './runtimes.ts';
import { openStage } from './stage.ts';
import { tryWorker } from './try-worker.ts';

const atATime = 2;

const wanted = argv.slice(2);
const unknown = wanted.filter((name) => runtimes[name] === undefined);
if (unknown.length > 0)
  throw new Error(`There is no ${unknown.join()}, but ${Object.keys(runtimes).join()}.`);

const installation = await installPacked();
let failed = 0;
let passed = 0;
let count = 0;
let total = 0;
try {
  const uncalled = await findUncalled(installation);
  if (uncalled.length > 0) {
    failed += 1;
    console.error(`FAIL  no case calls ${uncalled.join(', ')}`);
  }
  if (wanted.length === 0 || wanted.includes('workerd')) {
    await tryWorker(installation).then(
      () => console.log('ok    the Worker of the guide publishes, with KV and a Durable Object'),
      (error: unknown) => {
        failed += 1;
        console.error('FAIL  the Worker of the guide', error);
      },
    );
  }
  const waiting = Object.keys(runtimes).filter((name) => wanted.length === 0 || wanted.includes(name));
  const work = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await tryOn(name);
  };
  await Promise.all(Array.from({ length: atATime }, work));
} finally {
  rmSync(installation.folder, { recursive: true, force: true });
}
console.log(`runtimes: ${passed} passed, ${failed} failed (${count} cases each, ${total} in all)`);
process.exitCode = failed === 0 ? 0 : 1;

async function tryOn(name: string): Promise<void> {
  const { settings, close } = await openStage();
  const started = Date.now();
  let results: readonly CaseResult[] = [];
  try {
    results = (await runtimes[name]?.(installation, { ...settings, runtime: name })) ?? [];
    if (results.length === 0) throw new Error('No case was run.');
  } catch (error) {
    results = [
      { name: 'the runtime', milliseconds: 0, error: error instanceof Error ? error.message : String(error) },
    ];
  } finally {
    await close();
  }
  const failures = results.filter(({ error }) => error !== undefined);
  count = Math.max(count, results.length);
  total += results.length;
  const numbers = `${results.length - failures.length} passed${failures.length > 0 ? `, ${failures.length} failed` : ''}`;
  const seconds = `${((Date.now() - started) / 1000).toFixed(1)} s`;
  if (failures.length === 0) {
    passed += 1;
    console.log(`ok    ${name.padEnd(10)}${numbers} in ${seconds}`);
    return;
  }
  failed += 1;
  console.error(`FAIL  ${name.padEnd(10)}${numbers} in ${seconds}`);
  for (const failure of failures)
    console.error(`- ${failure.name}\n${failure.error?.replaceAll(/^/gm, '    ')}`);
}
