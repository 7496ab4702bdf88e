import { inspect } from 'node:util';
import { chromiumForTests, useBrowser } from '@threads-sdk/browser';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { createSite } from '../examples/auth-js/site.ts';
import { callsOf, catchCallback, type LibrarySite, movePresent, startLibrarySite } from './library-site.ts';

const chromium = await chromiumForTests();

describe.skipIf(chromium === undefined)('a site with Auth.js', { timeout: 30_000 }, () => {
  const openTab = useBrowser(chromium);

  async function visitSite(registered?: string): Promise<{ site: LibrarySite; page: Page }> {
    const site = await startLibrarySite(
      '/auth/callback/threads',
      ({ app, logged }) =>
        createSite({ app, secret: 'a secret of the test', log: (error) => void logged.push(error) }),
      registered,
    );
    const page = await openTab();
    await page.goto(site.url);
    await page.getByRole('link', { name: 'Log in' }).click();
    await page.getByRole('button', { name: /Threads/ }).click();
    return { site, page };
  }
  it('explore', async () => {
    const { site, page } = await visitSite();
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.waitForURL(site.url + '/**');
    console.warn(await page.content(), page.url(), await page.context().cookies(), callsOf(site.emulator));
    process.stdout.write(inspect(site.logged, {depth: 6}));
  });
});
