/**
 * Prints what this SDK costs beside what its peers do, and how the emulator scales. Read the ratios: the absolute
 * numbers are those of this machine at this moment.
 *
 *     ./run bench            prints the tables
 *     ./run bench --write    writes them into docs/guides/benchmarks.md too
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { measureColdStarts } from './cold-start.ts';
import { measureCompilation, measureGeneration } from './compiling.ts';
import { measureEmulator } from './emulator.ts';
import { measureRoundTrips, measureWaiting, measureWaitingMemory } from './publishing.ts';
import { measureRequests } from './requests.ts';
import { measureSizes } from './sizes.ts';
import { type Table, tableMarkdown, tableText } from './table.ts';
import * as tables from './tables.ts';
import { measureValidation } from './validation.ts';
import { formatText } from '@threads-sdk/tools/format-text';
import { root } from '@threads-sdk/tools/workspace';

const page = join(root, 'docs/guides/benchmarks.md');
const mark = '<!-- measured -->';

const results: Table[] = [];
const show = (...some: readonly Table[]): void => {
  results.push(...some);
  for (const table of some) console.log(`\n${tableText(table)}`);
};

const machine = describeMachine();
console.log(`${machine} Read the ratios: the absolute numbers are of this machine at this moment.`);
const sizes = await measureSizes();
const { clients, packages } = await measureColdStarts();
show(tables.sizes(sizes, clients), tables.imports(packages));
const { reading, writing } = await measureRequests();
show(tables.requests('Reading a page of 25 posts', reading), tables.requests('Creating a post', writing));
show(tables.validation(await measureValidation()));
show(tables.compilation(measureCompilation(), measureGeneration()));
show(tables.roundTrips(await measureRoundTrips()));
show(tables.waiting(await measureWaiting(), await measureWaitingMemory()));
show(tables.emulator(await measureEmulator()));

if (process.argv.includes('--write')) {
  const [introduction = ''] = readFileSync(page, 'utf8').split(mark);
  const measured = [machine, ...results.map((table) => tableMarkdown(table))].join('\n\n');
  writeFileSync(page, formatText(`${introduction}${mark}\n\n${measured}\n`, 'benchmarks.md'));
  console.log(`\nWritten to ${page}: read its introduction again.`);
}

/** What a result depends on. */
function describeMachine(): string {
  const { length } = cpus();
  const model = cpus()[0]?.model.trim() ?? '';
  const memory = Math.round(totalmem() / 2 ** 30);
  const cores = `${length} ${length === 1 ? 'core' : 'cores'}`;
  const name = /^unknown$|^$/i.test(model) ? '' : ` (${model})`;
  return `Measured with Node ${process.versions.node} on ${process.platform} ${process.arch}, ${cores}${name}, ${memory} GiB, at a load of ${(loadavg()[0] ?? 0).toFixed(1)} when it began.`;
}
