import { fileURLToPath } from 'node:url';
import { lowContrastTexts, overflowsSideways, saveScreenshot } from '@threads-sdk/browser';
import type { Page } from 'playwright-core';

/** How the pages are looked at: both colour schemes, and a phone. */
const views = [
  ['light', 'light', { width: 1000, height: 900 }],
  ['dark', 'dark', { width: 1000, height: 900 }],
  ['phone', 'light', { width: 320, height: 700 }],
] as const;

/**
 * What cannot be read or does not fit on a page, once loaded, in any view; keeps a picture of each.
 *
 * @param name of the pictures
 */
export async function faultsInEveryView(page: Page, name: string): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const [view, colorScheme, size] of views) {
    // Colours must not be on their way from light to dark when they are looked at.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize(size);
    for (const text of await lowContrastTexts(page)) faults.push(`${view}: ${text}`);
    if (await overflowsSideways(page)) faults.push(`${view}: it has to be scrolled sideways`);
    await takeScreenshot(page, `${name}-${view}`);
  }
  return faults;
}

/** Keeps a picture of the whole page in the git-ignored `.artifacts/` for people to look at. */
export async function takeScreenshot(page: Page, name: string): Promise<void> {
  await saveScreenshot(page, fileURLToPath(new URL(`../../.artifacts/${name}.png`, import.meta.url)));
}
