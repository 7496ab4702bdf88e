import { env } from 'node:process';
import type { Page } from 'playwright-core';

/**
 * Writes a picture of the whole page, every image loaded, for people to look at. It proves nothing and takes time, so it is
 * made only in CI, and where `SCREENSHOTS` is set.
 */
export async function saveScreenshot(page: Page, path: string): Promise<void> {
  if (env['CI'] === undefined && env['SCREENSHOTS'] === undefined) return;
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
