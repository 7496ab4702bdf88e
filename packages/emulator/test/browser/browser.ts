import { fileURLToPath } from 'node:url';
import { saveScreenshot } from '@threads-sdk/browser';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { lowContrastTexts, overflowsSideways } from './inspect-page.ts';

/** How the pages are looked at: both colour schemes, and a phone. */
const views = [
  ['light', 'light', { width: 1000, height: 900 }],
  ['dark', 'dark', { width: 1000, height: 900 }],
  ['phone', 'light', { width: 320, height: 700 }],
] as const;

/** Expects that a page, once loaded, can be read and fits in every view, and keeps a picture of each. */
export async function expectReadable(page: Page, name: string): Promise<void> {
  for (const [view, colorScheme, size] of views) {
    // Colours must not be on their way from light to dark when they are looked at.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize(size);
    expect.soft(await lowContrastTexts(page), `${name}, ${view}`).toEqual([]);
    expect.soft(await overflowsSideways(page), `${name}, ${view}`).toBe(false);
    await takeScreenshot(page, `${name}-${view}`);
  }
}

/** Keeps a picture of the whole page in the git-ignored `.artifacts/` for people to look at. */
export async function takeScreenshot(page: Page, name: string): Promise<void> {
  await saveScreenshot(page, fileURLToPath(new URL(`../../.artifacts/${name}.png`, import.meta.url)));
}
