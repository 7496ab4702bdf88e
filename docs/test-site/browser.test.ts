import { pathToFileURL } from 'node:url';
import {
  accessibilityFaults,
  chromiumForTests,
  overflowsSideways,
  saveScreenshot,
  useBrowser,
} from '@threads-sdk/browser';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { site } from './pages.ts';
import { type Search, searches } from './searches.ts';

const chromium = await chromiumForTests();
const pictures = new URL('../.artifacts/site/', import.meta.url).pathname;

// From the disk: the site has to work without a server.
const addressOf = (path: string): string => pathToFileURL(`${site}/${path}`).href;

const shown = ['index.html', 'documents/publishing.html', 'functions/_threads-sdk_publish.publish.html'];

describe.skipIf(chromium === undefined)('the site in a browser', () => {
  const openTab = useBrowser(chromium);

  async function openSearch(page: Page): Promise<void> {
    await page.goto(addressOf('index.html'));
    await page.locator('#tsd-search-status').filter({ hasNotText: /./ }).waitFor({ state: 'attached' });
    await page.keyboard.press('/');
  }

  async function search(page: Page, words: string): Promise<readonly string[]> {
    await openSearch(page);
    await page.locator('#tsd-search-input').fill(words);
    await page.locator('#tsd-search-results a').first().waitFor();
    return page.locator('#tsd-search-results a').allInnerTexts();
  }

  /** Of each search the page that does not come first as it should, and what does. */
  async function misled(page: Page, wanted: readonly Search[]): Promise<readonly string[]> {
    await page.clock.install();
    await openSearch(page);
    const faults: string[] = [];
    for (const [words, path] of wanted) {
      await page.locator('#tsd-search-input').fill(words);
      // The page searches when nothing has been typed for so long.
      await page.clock.runFor(200);
      const [first] = await page
        .locator('#tsd-search-results a')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
      if (first?.endsWith(path) !== true) faults.push(`${words}: ${first} in place of ${path}`);
    }
    return faults;
  }

  it('has a list of searches that is worth its name', () => {
    expect(searches.length).toBeGreaterThanOrEqual(60);
    expect(new Set(searches.map(([words]) => words)).size).toBe(searches.length);
  });

  it('finds first what people look for', async () => {
    expect(await misled(await openTab(), searches)).toEqual([]);
  });

  it.each([
    ['publish', '@threads-sdk/publish.publish', '@threads-sdk/publish.publish'],
    ['carousel', '@threads-sdk/publish.publish', 'Publish any kind of post'],
    ['refresh token', '@threads-sdk/auth.refreshCredentials', 'Stay logged in: store and refresh tokens'],
    ['delete my post', '@threads-sdk/endpoints.deletePost', '@threads-sdk/endpoints.deletePost'],
  ])('finds by %j %s and %s', async (words, ...expected) => {
    expect(await search(await openTab(), words)).toEqual(expect.arrayContaining(expected));
  });

  it('opens what was found, and asks the network for nothing', async () => {
    const page = await openTab();
    const requests: string[] = [];
    const faults: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('pageerror', (error) => faults.push(error.message));
    await search(page, 'refresh token');
    await page.locator('#tsd-search-results a', { hasText: 'refreshCredentials' }).click();
    await page.locator('h1', { hasText: 'refreshCredentials' }).waitFor();
    expect(requests.filter((url) => !/^(file|data):/.test(url))).toEqual([]);
    expect(faults).toEqual([]);
  });

  it.each(shown)('can be read by everybody, light and dark: %s', async (path) => {
    const page = await openTab({ bypassCSP: true });
    await page.goto(addressOf(path));
    // The lists of typedoc's navigation open by a summary with a link in it.
    const faults = (await accessibilityFaults(page)).filter(
      (fault) => !/^nested-interactive: (?:.+ > )?summary(?:\[data-key="[^"]+"\])?$/.test(fault),
    );
    expect(faults).toEqual([]);
  });

  it('is dark where the reader wants it dark', async () => {
    const page = await openTab({ colorScheme: 'dark' });
    await page.goto(addressOf('index.html'));
    const background = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await background();
    await saveScreenshot(page, `${pictures}dark.png`);
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await background()).not.toBe(dark);
    await saveScreenshot(page, `${pictures}light.png`);
  });

  it.each(shown)('fits on a phone: %s', async (path) => {
    const page = await openTab({ viewport: { width: 360, height: 740 } });
    await page.goto(addressOf(path));
    expect(await overflowsSideways(page)).toBe(false);
    await page.locator('#tsd-toolbar-menu-trigger').click();
    // The group that the page is in is open already.
    const link = page.locator('.tsd-navigation a', { hasText: '@threads-sdk/publish' }).first();
    await link.waitFor({ state: 'attached' });
    if (!(await link.isVisible()))
      await page.locator('.tsd-navigation summary', { hasText: 'Reference' }).click();
    await link.waitFor();
    await saveScreenshot(page, `${pictures}phone-${path.replaceAll('/', '-')}.png`);
  });
});
