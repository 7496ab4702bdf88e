import { fileURLToPath } from 'node:url';
import { saveScreenshot } from '@threads-sdk/browser';
import type { BrowserContextOptions, Page } from 'playwright-core';

/** How the pages are looked at: both colour schemes, and a phone. */
export const views = [
  ['light', { colorScheme: 'light', viewport: { width: 1000, height: 900 } }],
  ['dark', { colorScheme: 'dark', viewport: { width: 1000, height: 900 } }],
  ['phone', { colorScheme: 'light', viewport: { width: 320, height: 700 } }],
] as const satisfies readonly (readonly [string, BrowserContextOptions])[];

/** Keeps a picture of the whole page in the git-ignored `.artifacts/` for people to look at. */
export async function takeScreenshot(page: Page, name: string): Promise<void> {
  await saveScreenshot(page, fileURLToPath(new URL(`../../.artifacts/${name}.png`, import.meta.url)));
}
