import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endPrograms } from './programs.ts';

/** The folder that everything of this process happens in. */
const folder = mkdtempSync(join(tmpdir(), 'threads-sdk-'));

// However it ends, nothing stays behind.
process.on('exit', () => {
  endPrograms();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));

/** Makes a folder that is removed, with all programs ended, when this process ends. */
export function makeFolder(name: string): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  return path;
}
