import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endPrograms } from './programs.ts';

/** The folder that everything happens in. */
const folder = mkdtempSync(join(tmpdir(), 'threads-sdk-rehearsal-'));

// However it ends, nothing stays behind.
process.on('exit', () => {
  endPrograms();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));

/** Makes a folder in the rehearsal's. */
export function makeFolder(name: string): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  return path;
}

/** Does a part of the rehearsal and prints how long it took; a failure ends the rehearsal. */
export async function step<Result>(
  name: string,
  work: () => Promise<Result>,
  describe: (result: Result) => string = () => '',
): Promise<Result> {
  const start = performance.now();
  try {
    const result = await work();
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    const detail = describe(result);
    console.log(`ok    ${name}${detail && `: ${detail}`} (${seconds} s)`);
    return result;
  } catch (error) {
    console.error(`FAIL  ${name}\n${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
}
