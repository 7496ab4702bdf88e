/**
 * `node packages/openapi/fidelity/main.ts [--check]`
 *
 * Writes docs/guides/emulator-fidelity.md from the behaviours in this folder and the description of the API; with
 * `--check` it only tells whether the page differs. Part of `./run generate`.
 */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
// @boundaries-ignore the repository's formatter has one home
import { formatText } from '../../../tools/format-text.ts';
import { operations } from '../walk.ts';
import { emitPage } from './emit-page.ts';
import { findFaults } from './find-faults.ts';
import { readFidelity, readSources } from './read-fidelity.ts';

const page = 'docs/guides/emulator-fidelity.md';
const file = join(import.meta.dirname, '../../..', page);
const emulator = join(import.meta.dirname, '../../emulator');

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const subjects = readFidelity();
const sources = readSources();
const faults = findFaults(
  subjects,
  operations,
  (path) => statSync(join(emulator, path), { throwIfNoEntry: false })?.isFile() === true,
  sources,
);
const text = formatText(emitPage(subjects, operations, sources), page);
if (faults.length > 0) {
  for (const fault of faults) console.error(fault);
  console.error('Correct packages/openapi/fidelity.');
  process.exitCode = 1;
} else if (values.check && readFileSync(file, 'utf8') !== text) {
  console.error(
    `differs from packages/openapi/fidelity: ${page}\nRun \`./run generate\` and commit the result.`,
  );
  process.exitCode = 1;
} else {
  if (!values.check) writeFileSync(file, text);
  console.log(`${page} is up to date.`);
}
