import { createEmulator } from '@threads-sdk/emulator';
import { serve, type ServedEmulator } from '@threads-sdk/emulator/serve';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppServer, startAppServer } from './app-server.ts';
import { chromiumForTests, takeScreenshot, useBrowser, views } from './browser.ts';
import { lowContrastTexts, overflowsSideways } from './inspect-page.ts';

const hostile =
  '<script>document.title = "hacked"</script><img src=x onerror="document.title=\'hacked\'"> javascript:alert(1)';

const chromium = await chromiumForTests();

describe.skipIf(chromium === undefined)('the timeline in a browser', { timeout: 30_000 }, () => {
  const openTab = useBrowser(chromium);
  let app: AppServer;
  let served: ServedEmulator;

  beforeAll(async () => {
    app = await startAppServer();
    const image = `${app.url}/gate.svg`;
    const emulator = createEmulator({
      users: [
        {
          username: 'alice',
          name: 'Alice Yamamoto',
          verified: true,
          biography: 'Photographs of doors. Ask @bob, or see https://doors.example/all.',
          posts: [
            {
              text: 'Three days in Kyoto.\n\nMore at https://example.com/kyoto',
              topicTag: 'travel',
              replies: [
                {
                  by: 'bob',
                  text: 'Which gate is that?',
                  replies: [{ by: 'alice', text: 'Fushimi Inari, before six in the morning.' }],
                },
                { by: 'mallory', text: hostile },
              ],
            },
            { text: 'One picture', media: [{ image, altText: 'A sun over red ground' }] },
            {
              text: 'A carousel',
              media: [{ image, altText: 'The first' }, { image }, { video: `${app.url}/walk.mp4` }],
            },
            { text: 'Gone tomorrow', ghost: true },
          ],
        },
        {
          username: 'bob',
          posts: [
            { text: 'Tea or coffee?', poll: ['Tea', 'Coffee', 'Neither'] },
            {
              text: 'Worth reading',
              link: 'https://articles.example/2026/a-rather-long-address-without-any-place-to-break',
            },
          ],
        },
        { username: 'mallory', name: hostile, posts: [{ text: hostile, link: 'javascript:alert(1)' }] },
      ],
    });
    served = await serve(emulator);
    const { accessToken } = emulator.issueToken({ username: 'bob' });
    for (const path of ['/v1.0/me?fields=id,username', '/v1.0/me/threads?limit=2', '/v1.0/nothing/at/all']) {
      await fetch(new URL(path, served.url), { headers: { authorization: `Bearer ${accessToken}` } });
    }
  });
  afterAll(async () => {
    await served.close();
    await app.close();
  });

  it('leads from the timeline to a profile, a post and its replies', async () => {
    const page = await openTab();
    await page.goto(served.url);
    await page.getByRole('region', { name: 'People' }).getByRole('link', { name: /alice/ }).click();
    expect(new URL(page.url()).pathname).toBe('/@alice');
    await page.getByRole('link', { name: '2 replies' }).click();
    expect(new URL(page.url()).pathname).toMatch(/^\/@alice\/post\/[\w-]+$/);
    await page.getByRole('article', { name: 'Post by bob' }).getByText('Which gate is that?').waitFor();
    await page.getByRole('link', { name: 'Requests' }).click();
    await page.getByText('GET /v1.0/me/threads').waitFor();
  });

  it('loads the images of posts and names them for those who cannot see them', async () => {
    const page = await openTab();
    await page.goto(`${served.url}/@alice`);
    const image = page.getByRole('img', { name: 'A sun over red ground' });
    await image.scrollIntoViewIfNeeded();
    await expect
      .poll(() => image.evaluate((element) => 'naturalWidth' in element && element.naturalWidth))
      .toBe(800);
  });

  it('runs nothing that a post brings along', async () => {
    const page = await openTab();
    const violations: string[] = [];
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) violations.push(message.text());
    });
    page.on('dialog', (dialog) => {
      violations.push(dialog.message());
      return dialog.dismiss();
    });
    for (const path of ['/', '/@mallory']) {
      await page.goto(served.url + path);
      expect(await page.title()).not.toBe('hacked');
      expect(await page.locator('script, [onerror], [href^="javascript:" i]').count()).toBe(0);
      expect(await page.getByText('document.title').count()).toBeGreaterThan(0);
    }
    expect(violations).toEqual([]);
  });

  it('stops a script even if one came in', async () => {
    const page = await openTab();
    await page.goto(served.url);
    const blocked = page.waitForEvent('console', (message) =>
      message.text().includes('Content Security Policy'),
    );
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "hacked"';
      document.body.append(script);
    });
    await blocked;
    expect(await page.title()).not.toBe('hacked');
  });

  it.each(views)('is readable and fits in the view %s', async (name, options) => {
    const page = await openTab(options);
    await page.goto(served.url);
    const post = (await page.getByRole('link', { name: '2 replies' }).getAttribute('href')) ?? '';
    for (const [title, path] of [
      ['timeline', '/'],
      ['profile', '/@alice'],
      ['post', post],
      ['requests', '/__emulator/requests'],
      ['not-found', '/@nobody'],
    ] as const) {
      await page.goto(served.url + path);
      expect.soft(await lowContrastTexts(page), `${title}, ${name}`).toEqual([]);
      expect.soft(await overflowsSideways(page), `${title}, ${name}`).toBe(false);
      await takeScreenshot(page, `${title}-${name}`);
    }
  });
});
