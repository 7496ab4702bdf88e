import { execFile } from 'node:child_process';
import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { stageForJsr } from '../packages/jsr.ts';
import { makeFolder } from '../temporary-folder.ts';

/**
 * Asks Deno whether JSR takes the packages: their types are checked, and have to stand in what is exported. Nothing is
 * published.
 *
 * @throws {Error} with what Deno says, if it does not
 */
export async function tryJsr(deno: string): Promise<string> {
  const folder = makeFolder('jsr');
  const names = stageForJsr(folder);
  try {
    await promisify(execFile)(deno, ['publish', '--dry-run', '--allow-dirty', '--quiet'], {
      cwd: folder,
      env: { ...env, NO_COLOR: '1' },
      timeout: 5 * 60_000,
    });
  } catch (error) {
    throw new Error(`deno publish --dry-run: ${String(Object(error).stderr).slice(-4000)}`);
  }
  return `takes ${names.length} packages`;
}

/** Deno as it is installed here. */
export const installedDeno: string = fileURLToPath(new URL('node_modules/.bin/deno', import.meta.url));
