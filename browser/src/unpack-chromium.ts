import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';

/**
 * The path of the Chromium that comes packed in the dependency `@sparticuz/chromium`.
 *
 * It unpacks into the temporary folder under a fixed name and takes what lies there, finished or not. Several test
 * files start at once, so each unpacks into a folder of its own, and the first that is done gives it the final name.
 */
export async function unpackChromium(): Promise<string> {
  const description = findPackageJSON('@sparticuz/chromium', import.meta.url);
  if (description === undefined) throw new Error('@sparticuz/chromium is not installed.');
  const { version } = JSON.parse(await readFile(description, 'utf8'));
  const folder = join(tmpdir(), `threads-sdk-chromium-${version}`);
  if (!existsSync(folder)) {
    const staging = await mkdtemp(`${folder}-`);
    await unpackInto(staging);
    await rename(staging, folder).catch(async (error: unknown) => {
      if (!existsSync(folder)) throw error;
      await rm(staging, { recursive: true });
    });
  }
  return join(folder, 'chromium');
}

async function unpackInto(folder: string): Promise<void> {
  const { default: packed } = await import('@sparticuz/chromium');
  const before = env['TMPDIR'];
  env['TMPDIR'] = folder;
  try {
    await packed.executablePath();
  } finally {
    if (before === undefined) delete env['TMPDIR'];
    else env['TMPDIR'] = before;
  }
}
