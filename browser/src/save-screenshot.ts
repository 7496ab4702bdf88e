import { env } from 'node:process';
import type { Page } from 'playwright-core';

/** How long a picture, and what is on it, is waited for, in milliseconds. */
const patience = 5000;

/**
 * Writes a picture of the whole page, every image loaded, for people to look at. It proves nothing and takes time, so it is
 * made only in CI, and where `SCREENSHOTS` is set; where it cannot be made, that is said and fails no test.
 */
export async function saveScreenshot(page: Page, path: string): Promise<void> {
  if (env['CI'] === undefined && env['SCREENSHOTS'] === undefined) return;
  try {
    await page.evaluate((limit) => {
      const images = [...document.images].map((image) => {
        image.loading = 'eager';
        return image.decode();
      });
      const enough = new Promise((resolve) => setTimeout(resolve, limit));
      return Promise.race([Promise.allSettled(images).then(() => undefined), enough]);
    }, patience);
    await page.screenshot({ path, fullPage: true, timeout: patience });
  } catch (error) {
    console.warn(`There is no picture ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
