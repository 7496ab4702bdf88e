/**
 * `node packages/endpoints/generate/main.ts [--check] [--description <yaml> --out <dir>]`
 *
 * Writes everything that follows from the description of the API; with `--check` it only tells what differs.
 * `--description` and `--out` try another description: `--out` then stands for the root of the repository.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { formatFiles } from './format-files.ts';
import { generate, type Files } from './generate.ts';
import { readDescription } from './read-description.ts';
import { compareFiles, writeFiles } from './write-files.ts';

const repository = fileURLToPath(new URL('../../../', import.meta.url));

const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    description: { type: 'string', default: join(repository, 'packages/openapi/threads.openapi.yaml') },
    out: { type: 'string', default: repository },
  },
});

const files = formatFiles(
  generate(
    readDescription(readFileSync(values.description, 'utf8')),
    readFileSync(join(repository, 'packages/endpoints/README.md'), 'utf8'),
  ),
);
const current = values.check ? check(files, values.out) : write(files, values.out);
const json = values.out === repository ? jsonCopy(values.check) : true;
if (!current || !json) {
  console.error('Run `./run generate` and commit the result.');
  process.exitCode = 1;
}

function check(expected: Files, root: string): boolean {
  const { changed, stale } = compareFiles(expected, root);
  for (const path of changed) console.error(`differs from the description: ${path}`);
  for (const path of stale) console.error(`no longer in the description: ${path}`);
  if (changed.length + stale.length > 0) return false;
  console.log(`${expected.size} generated files are up to date.`);
  return true;
}

function write(expected: Files, root: string): true {
  const { changed, stale } = writeFiles(expected, root);
  console.log(`${expected.size} generated files: ${changed.length} written, ${stale.length} removed.`);
  return true;
}

/** The JSON copy of the description is the business of its own package, which is not imported over its border. */
function jsonCopy(checking: boolean): boolean {
  const script = join(repository, 'packages/openapi/build-json.ts');
  return (
    spawnSync(process.execPath, [script, ...(checking ? ['--check'] : [])], { stdio: 'inherit' }).status === 0
  );
}
