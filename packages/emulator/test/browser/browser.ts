import { env } from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { findChromium, howToGetChromium, launchChromium } from './chromium.ts';

/** How the pages are looked at: both colour schemes, and a phone. */
export const views = [
  ['light', { colorScheme: 'light', viewport: { width: 1000, height: 900 } }],
  ['dark', { colorScheme: 'dark', viewport: { width: 1000, height: 900 } }],
  ['phone', { colorScheme: 'light', viewport: { width: 320, height: 700 } }],
] as const satisfies readonly (readonly [string, BrowserContextOptions])[];

/** Opens a new tab with its own cookies; closed with the browser. */
export type OpenTab = (options?: BrowserContextOptions) => Promise<Page>;

/**
 * The browser for a suite. Without one the suite is to be skipped on a person's machine, with a hint; in CI it fails.
 */
export async function chromiumForTests(): Promise<string | undefined> {
  const executablePath = await findChromium();
  if (executablePath !== undefined) return executablePath;
  if (env['CI'] !== undefined) throw new Error(howToGetChromium);
  console.warn(`The tests in a browser are skipped. ${howToGetChromium}`);
  return undefined;
}

/** Starts the browser before the tests of a suite and closes it after them. */
export function useBrowser(executablePath: string | undefined): OpenTab {
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (executablePath === undefined) throw new Error(howToGetChromium);
    browser = await launchChromium(executablePath);
  }, 60_000);
  afterAll(() => browser?.close());
  return async (options) => {
    if (browser === undefined) throw new Error('Tabs are opened in tests, once the browser has started.');
    const page = await browser.newPage(options);
    page.setDefaultTimeout(10_000);
    return page;
  };
}

/** Keeps a picture of the whole page in the git-ignored `.artifacts/` for people to look at. */
export async function takeScreenshot(page: Page, name: string): Promise<void> {
  const path = fileURLToPath(new URL(`../../.artifacts/${name}.png`, import.meta.url));
  await page.evaluate(() =>
    Promise.allSettled(
      [...document.images].map((image) => {
        image.loading = 'eager';
        return image.decode();
      }),
    ),
  );
  await page.screenshot({ path, fullPage: true });
}
