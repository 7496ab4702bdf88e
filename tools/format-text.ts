import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './workspace.ts';

/**
 * A text as the repository's formatter writes it, so that the format check has nothing to say about it.
 *
 * @param name of the file that it is to be, whose ending says what language it is in
 */
export function formatText(text: string, name: string): string {
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/oxfmt/bin/oxfmt'),
      '--config',
      join(root, '.oxfmtrc.json'),
      `--stdin-filepath=${name}`,
    ],
    { cwd: root, encoding: 'utf8', input: text },
  );
  if (status !== 0) throw new Error(`oxfmt could not format ${name}: ${error?.message ?? stderr}`);
  return stdout;
}
