import { chromiumForTests, useBrowser } from '@threads-sdk/browser';
import { serve, type ServedEmulator } from '@threads-sdk/emulator/serve';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppServer, startAppServer } from './app-server.ts';
import { faultsInEveryView } from './browser.ts';
import { createGallery, type Gallery } from './gallery.ts';

const chromium = await chromiumForTests();

describe.skipIf(chromium === undefined)('the timeline in a browser', () => {
  const openTab = useBrowser(chromium);
  let app: AppServer;
  let gallery: Gallery;
  let served: ServedEmulator;

  beforeAll(async () => {
    app = await startAppServer();
    gallery = await createGallery(app.url);
    served = await serve(gallery.emulator);
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
    await postWith(page, 'Three days in Kyoto').locator('a.when').click();
    expect(new URL(page.url()).pathname).toMatch(/^\/@alice\/post\/[\w-]+$/);
    await page.getByRole('article', { name: 'Post by bob' }).getByText('Which gate is that?').waitFor();
    await page.getByRole('link', { name: 'Requests' }).click();
    await page.getByText('POST /v1.0/me/threads_publish').first().waitFor();
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

  const postWith = (page: Page, text: string): Locator =>
    page.getByRole('article').filter({ hasText: text }).first();

  async function openPost(text: string): Promise<{ readonly page: Page; readonly post: Locator }> {
    const page = await openTab();
    await page.goto(served.url);
    return { page, post: postWith(page, text) };
  }

  it('shows the alternative text of an image that cannot be loaded on a tile, and of every other on demand', async () => {
    const { id } = gallery.emulator.act({
      act: 'post',
      by: 'bob',
      text: 'A dead host',
      media: [{ image: 'https://images.example/gone.jpg', altText: 'A lighthouse' }],
    });
    const { post } = await openPost('A dead host');
    const image = post.getByRole('img', { name: 'A lighthouse' });
    await image.scrollIntoViewIfNeeded();
    const tile = (): Promise<string> =>
      image.evaluate((element) => getComputedStyle(element, '::after').getPropertyValue('content'));
    await expect.poll(tile).toContain('A lighthouse');
    const size = await image.boundingBox();
    expect(size?.height).toBeGreaterThan(100);
    await post.getByText('ALT').click();
    expect(await post.getByText('A lighthouse').isVisible()).toBe(true);
    gallery.emulator.act({ act: 'delete', by: 'bob', to: id });
  });

  it('opens a spoiler with the keyboard', async () => {
    const { page, post } = await openPost('It was the');
    const words = post.getByText('butler');
    expect(await words.isVisible()).toBe(false);
    await post.locator('summary').focus();
    await page.keyboard.press('Enter');
    expect(await words.isVisible()).toBe(true);
    expect(await post.locator('.post-text').innerText()).toMatch(/It was the .*butler, as always/s);
  });

  it('hides spoiler media until they are asked for', async () => {
    const { post } = await openPost('Do not look');
    expect(await post.getByRole('img').isVisible()).toBe(false);
    await post.getByText('Spoiler: show the media').click();
    expect(await post.getByRole('img').isVisible()).toBe(true);
  });

  it('shows a long text in its styles, with its link', async () => {
    const { post } = await openPost('A longer story');
    const style = (text: string, property: string): Promise<string> =>
      post
        .getByText(text, { exact: true })
        .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
    expect(await style('Bold', 'font-weight')).toBe('700');
    expect(await style('slanted', 'font-style')).toBe('italic');
    expect(await style('struck out', 'text-decoration-line')).toBe('line-through');
    expect(await post.getByRole('link', { name: /articles\.example/ }).count()).toBe(1);
  });

  it('snaps to the items of a carousel, which the keyboard can scroll', async () => {
    const { page, post } = await openPost('A carousel');
    const carousel = post.getByRole('list', { name: 'Carousel with 3 items' });
    expect(await carousel.getByRole('img', { name: 'The first' }).count()).toBe(1);
    await carousel.focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => carousel.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
  });

  it('shows the results of a poll and until when it is open', async () => {
    const { post } = await openPost('Tea or coffee?');
    const shares = await post
      .getByRole('list', { name: 'Poll' })
      .getByText(/^\d+ %$/)
      .allTextContents();
    expect(shares).toHaveLength(3);
    const sum = shares.reduce((total, share) => total + Number.parseInt(share, 10), 0);
    expect(sum).toBe(100);
    expect(await post.getByText(/\d+ votes? · open until/).count()).toBe(1);
  });

  it('shows what a post quotes or reposts, and what is special about it', async () => {
    const page = await openTab();
    await page.goto(served.url);
    for (const [text, part] of [
      ['A question for the ages', 'Tea or coffee?'],
      ['Three days in Kyoto', 'travel'],
      ['Three days in Kyoto', 'At Kyoto'],
      ['Three days in Kyoto', 'Replies need approval'],
      ['Tea or coffee?', 'Mentioned accounts can reply'],
      ['Only over there', 'Only in CA, US'],
      ['Gone tomorrow', 'Ghost post'],
      ['Worth reading', 'articles.example'],
    ] as const) {
      const shown = await postWith(page, text).getByText(part, { exact: true }).first().isVisible();
      expect.soft(shown, `${text}: ${part}`).toBe(true);
    }
    const repost = page.getByRole('listitem').filter({ hasText: 'reposted' }).first();
    expect(await repost.getByText('Tea or coffee?').isVisible()).toBe(true);
    const gif = postWith(page, 'Moving').getByRole('img', { name: 'GIF' });
    expect(await gif.getAttribute('src')).toContain('media.giphy.com');
  });

  it('shows answers below what they answer, and folds those that people do not see', async () => {
    const page = await openTab();
    await page.goto(served.url + gallery.conversation);
    const left = (text: string): Promise<number> =>
      page.getByText(text).evaluate((element) => element.getBoundingClientRect().left);
    expect(await left('Fushimi Inari')).toBeGreaterThan(await left('Which gate is that?'));
    for (const [reason, text] of [
      ["Hidden by the post's author", 'Rude words'],
      ['Not approved', 'Buy my course'],
    ] as const) {
      expect(await page.getByText(text).isVisible()).toBe(false);
      await page.getByText(reason).click();
      expect(await page.getByText(text).isVisible()).toBe(true);
    }
    // Alice, as whom the first page acts, decides on it.
    const pending = page.getByRole('listitem').filter({ hasText: 'Waiting for approval' });
    expect(await pending.getByText('May I ask something?').isVisible()).toBe(true);
    expect(await pending.getByRole('button', { name: 'Approve' }).isVisible()).toBe(true);
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
      expect(await page.locator('body script, [onerror], [href^="javascript:" i]').count()).toBe(0);
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

  const pages: readonly (readonly [string, () => string])[] = [
    ['timeline', () => '/'],
    ['profile', () => '/@alice'],
    ['post', () => gallery.conversation],
    ['requests', () => '/__emulator/requests'],
    ['overview', () => '/__emulator'],
    ['containers', () => '/__emulator/containers'],
    ['webhooks', () => '/__emulator/webhooks'],
    ['clock', () => '/__emulator/clock'],
    ['faults', () => '/__emulator/faults'],
    ['not-found', () => '/@nobody'],
  ];

  it.each(pages)('is readable and fits in every view: %s', async (name, path) => {
    const page = await openTab();
    await page.goto(served.url + path());
    expect(await faultsInEveryView(page, name)).toEqual([]);
  });
});
