import type { Page } from 'playwright-core';

/** Writes a picture of the whole page, every image loaded, for people to look at. */
export async function saveScreenshot(page: Page, path: string): Promise<void> {
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
