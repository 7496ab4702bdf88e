import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { arch, env, platform } from 'node:process';
import { type Browser, chromium } from 'playwright-core';
import { unpackChromium } from './unpack-chromium.ts';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Posts may show media from anywhere; tests load nothing from there.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/** How a person without a browser gets one. */
export const howToGetChromium =
  'No Chromium was found: set CHROMIUM to its path, or install it (Debian, Ubuntu: sudo apt-get install chromium).';

/**
 * The path of a Chromium: `$CHROMIUM`, else on Linux x64 the one that comes with the dependencies, else one on the PATH.
 * The one that comes along is the same everywhere, and has no windows: it opens a tab with a tenth of the work.
 */
export async function findChromium(): Promise<string | undefined> {
  if (env['CHROMIUM'] !== undefined && env['CHROMIUM'] !== '') return env['CHROMIUM'];
  if (platform === 'linux' && arch === 'x64') {
    const packed = await unpackChromium();
    // It lacks libraries where no browser was ever installed.
    if (spawnSync(packed, ['--version']).status === 0) return packed;
  }
  for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
    for (const folder of (env['PATH'] ?? '').split(delimiter)) {
      const path = join(folder, name);
      if (folder !== '' && existsSync(path)) return path;
    }
  }
  return undefined;
}

/**
 * Starts the browser headless.
 *
 * @param more - Flags that go before these, for what no page can do by itself.
 */
export async function launchChromium(executablePath: string, more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath, headless: true, args: [...flags, ...more] });
}
