import { env } from 'node:process';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { findChromium, howToGetChromium, launchChromium } from './chromium.ts';

/** Opens a new tab with its own cookies; closed after the test. */
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

/** Starts the browser, with more flags if need be, before the tests of a suite and closes it after them. */
export function useBrowser(executablePath: string | undefined, flags: readonly string[] = []): OpenTab {
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (executablePath === undefined) throw new Error(howToGetChromium);
    browser = await launchChromium(executablePath, flags);
  }, 60_000);
  // A tab that stays open goes on drawing and listening, and slows down those that follow.
  afterEach(async () => {
    await Promise.all(browser?.contexts().map((context) => context.close()) ?? []);
  });
  afterAll(() => browser?.close());
  return async (options) => {
    if (browser === undefined) throw new Error('Tabs are opened in tests, once the browser has started.');
    const page = await browser.newPage(options);
    page.setDefaultTimeout(10_000);
    return page;
  };
}
