/**
 * `node --conditions=@threads-sdk/source tools/live/generate.ts [--check]`
 *
 * Writes docs/guides/live-checks.md from the checks, what the emulator does, and the answers in results.json; with
 * `--check` it only tells whether the page differs. Part of `./run generate`.
 */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
// @boundaries-ignore what the emulator does has one home
import { numberBehaviours } from '../../packages/emulator/fidelity/emit-page.ts';
// @boundaries-ignore what the emulator does has one home
import { subjects } from '../../packages/emulator/fidelity/subjects.ts';
import { formatText } from '../format-text.ts';
import { root } from '../workspace.ts';
import { groups } from './checks.ts';
import { emitPage, findPageFaults, type PageInput } from './emit-page.ts';
import { parseResults } from './results.ts';
import { unsettled } from './unsettled.ts';

const page = 'docs/guides/live-checks.md';

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const input: PageInput = {
  groups,
  behaviours: numberBehaviours(subjects).flatMap(({ title, behaviours }) =>
    behaviours.map(({ number, behaviour, evidence }) => ({ number, behaviour, evidence, subject: title })),
  ),
  unsettled,
  results: parseResults(readFileSync(new URL('results.json', import.meta.url), 'utf8')),
};
const faults = findPageFaults(input);
for (const fault of faults) console.error(fault);
if (faults.length > 0) {
  console.error('Correct tools/live.');
  process.exitCode = 1;
} else {
  const text = formatText(emitPage(input), page);
  const differs = !isFile(join(root, page)) || readFileSync(join(root, page), 'utf8') !== text;
  if (values.check && differs) {
    console.error(`differs from tools/live: ${page}\nRun \`./run generate\` and commit the result.`);
    process.exitCode = 1;
  } else {
    if (differs) writeFileSync(join(root, page), text);
    console.log(`${page} is up to date.`);
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
