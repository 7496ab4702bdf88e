import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Finds the program of the installed `@threads-sdk/cli`.
 *
 * @param version the version that it has to have
 * @param folder where it is looked for, and above
 */
export function findProgram(version: string, folder: string): string | undefined {
  const require = createRequire(join(folder, 'index.js'));
  const name = '@threads-sdk/cli/package.json';
  try {
    const manifest: { readonly version: string; readonly bin: { readonly threads: string } } = require(name);
    if (manifest.version !== version) return undefined;
    return join(dirname(require.resolve(name)), manifest.bin.threads);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}
