/**
 * Builds and runs the examples of docs/frameworks, with the packages as they are published, against served emulators. Says of
 * each whether it worked, and of one that did not why.
 *
 *     node tools/frameworks/try-frameworks.ts [--fast | names…]
 *     node tools/frameworks/try-frameworks.ts --lock     after a change of dependencies
 */
import { join } from 'node:path';
import { inParallel } from '../in-parallel.ts';
import { checks, fast } from './checks/checks.ts';
import { exampleNames, installExamples } from './install-examples.ts';
import { closeStages, openStage } from './stage.ts';

const given = process.argv.slice(2);
const unknown = given.filter((name) => !['--fast', '--lock', ...exampleNames].includes(name));
if (unknown.length > 0) throw new Error(`There is no ${unknown.join(', ')}: ${exampleNames.join(', ')}.`);
const untried = exampleNames.filter((name) => checks[name] === undefined);
if (untried.length > 0) throw new Error(`Nobody tries ${untried.join(', ')}: add it to checks.ts.`);

const lock = given.includes('--lock');
const named = given.includes('--fast') ? fast : given.filter((name) => name !== '--lock');
const names = named.length > 0 ? named : Object.keys(checks);

const seconds = (start: number): string => `${((performance.now() - start) / 1000).toFixed(1)} s`;
const lastLines = (text: string): string => text.split('\n').slice(-60).join('\n');
const start = performance.now();
const folder = await installExamples(lock ? exampleNames : names, lock);
console.log(`ok     installed ${seconds(start)}`);
if (lock) process.exit(0);

const failures = (
  await inParallel(names, async (name) => {
    const begin = performance.now();
    const stage = openStage(join(folder, 'apps', name));
    try {
      await checks[name]?.(stage);
      console.log(`ok     ${name} ${seconds(begin)}`);
      return [];
    } catch (error) {
      console.log(`FAILED ${name} ${seconds(begin)}`);
      const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return [`${name}: ${lastLines(why)}\n${name} printed:\n${lastLines(stage.output())}`];
    }
  })
).flat();
await closeStages();
for (const failure of failures) console.error(`\n${failure}`);
console.log(
  failures.length === 0
    ? `frameworks: all passed ${seconds(start)}`
    : `frameworks: ${failures.length} failed`,
);
process.exit(failures.length === 0 ? 0 : 1);
