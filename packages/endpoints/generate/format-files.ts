import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Files } from './generate.ts';

const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** The files as the repository's formatter writes them, so that the format check has nothing to say about them. */
export function formatFiles(files: Files): Files {
  const folder = mkdtempSync(join(tmpdir(), 'threads-sdk-generate-'));
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const formatter = join(repository, 'node_modules/.bin/oxfmt');
    const { status, stderr, error } = spawnSync(
      formatter,
      ['--config', join(repository, '.oxfmtrc.json'), '.'],
      { cwd: folder, encoding: 'utf8' },
    );
    if (status !== 0)
      throw new Error(`oxfmt could not format the generated files: ${error?.message ?? stderr}`);
    return new Map([...files.keys()].map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
