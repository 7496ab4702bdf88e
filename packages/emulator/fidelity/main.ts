/**
 * `node packages/emulator/fidelity/main.ts [--check]`
 *
 * Writes docs/guides/emulator-fidelity.md from the behaviours in this folder and the description of the API; with
 * `--check` it only tells whether the page differs. Part of `./run generate`.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readOperations } from '../src/description.ts';
import { emitPage } from './emit-page.ts';
import { findFaults } from './find-faults.ts';
import { subjects } from './subjects.ts';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const emulator = join(repository, 'packages/emulator');
const page = 'docs/guides/emulator-fidelity.md';

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const operations = readOperations();
const faults = findFaults(subjects, operations, (path) => isFile(join(emulator, path)));
for (const fault of faults) console.error(fault);
if (faults.length > 0) {
  console.error('Correct packages/emulator/fidelity.');
  process.exitCode = 1;
} else {
  const text = format(emitPage(subjects, operations));
  const differs = !isFile(join(repository, page)) || readFileSync(join(repository, page), 'utf8') !== text;
  if (values.check && differs) {
    console.error(
      `differs from packages/emulator/fidelity: ${page}\nRun \`./run generate\` and commit the result.`,
    );
    process.exitCode = 1;
  } else {
    if (differs) {
      mkdirSync(dirname(join(repository, page)), { recursive: true });
      writeFileSync(join(repository, page), text);
    }
    console.log(`${page} is up to date.`);
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** As the repository's formatter writes it, so that the format check has nothing to say about it. */
function format(markdown: string): string {
  const formatter = join(repository, 'node_modules/oxfmt/bin/oxfmt');
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    [formatter, '--config', join(repository, '.oxfmtrc.json'), `--stdin-filepath=${page}`],
    { cwd: repository, encoding: 'utf8', input: markdown },
  );
  if (status !== 0) throw new Error(`oxfmt could not format the page: ${error?.message ?? stderr}`);
  return stdout;
}
