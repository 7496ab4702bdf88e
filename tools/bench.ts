/**
 * Prints what this SDK costs beside what its peers do, and how the emulator scales. Read the ratios: the absolute
 * numbers are those of this machine at this moment.
 *
 *     node tools/bench.ts            prints the tables
 *     node tools/bench.ts --write    writes them into docs/guides/benchmarks.md too
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureColdStarts } from './benchmarks/cold-start.ts';
import { measureCompilation, measureGeneration } from './benchmarks/compiling.ts';
import { describeMachine } from './benchmarks/machine.ts';
import { measureEmulator } from './benchmarks/emulator.ts';
import { measureRoundTrips, measureWaiting, measureWaitingMemory } from './benchmarks/publishing.ts';
import { measureRequests } from './benchmarks/requests.ts';
import { measureSizes } from './benchmarks/sizes.ts';
import { type Table, tableMarkdown, tableText } from './benchmarks/table.ts';
import * as tables from './benchmarks/tables.ts';
import { measureValidation } from './benchmarks/validation.ts';
import { formatText } from './format-text.ts';
import { root } from './workspace.ts';

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
