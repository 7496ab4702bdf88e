import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  accessibilityFaults,
  chromiumForTests,
  overflowsSideways,
  saveScreenshot,
  useBrowser,
} from '@threads-sdk/browser';
import { createClient } from '@threads-sdk/core-http/fetch';
import { createEmulator } from '@threads-sdk/emulator';
import {
  cancelPost,
  closeScheduler,
  getPost,
  openScheduler,
  pauseAccount,
  resumeAccount,
  scheduleChain,
  schedulePost,
  type ScheduledPost,
  type Scheduler,
  work,
} from '@threads-sdk/scheduler';
import { serve, type ServerType } from '@hono/node-server';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSite } from '../examples/scheduler/site.ts';

const chromium = await chromiumForTests();

describe.skipIf(chromium === undefined)('the page of the scheduler', () => {
  const openTab = useBrowser(chromium);
  const folder = mkdtempSync(join(tmpdir(), 'threads-sdk-page-test-'));
  const emulator = createEmulator({ users: [{ username: 'mika' }, { username: 'juno' }] });
  let scheduler: Scheduler;
  let server: ServerType;
  let port = 0;
  let url: string;
  /** Each test has posts of its own: the calendar of the first begins in an hour, that of the next an hour later. */
  let from = Date.now();
  const step = 60_000;
  const at = (row: number): Date => new Date(from + row * step);

  beforeAll(async () => {
    scheduler = await openScheduler({
      database: folder,
      accounts: (account) => createClient(emulator.clientOptions({ username: account })),
    });
  });
  afterAll(async () => {
    await closeScheduler(scheduler);
    rmSync(folder, { recursive: true });
  });
  beforeEach(async () => {
    from += 3_600_000;
    port = 0;
    await start();
    url = `http://127.0.0.1:${port}`;
  });
  afterEach(stop);

  async function start(): Promise<void> {
    const { fetch } = createSite(scheduler, { from, step, rows: 10 });
    await new Promise<void>((resolve) => {
      // The globals of this process stay Node's own: the next tests have them too.
      const options = { fetch, hostname: '127.0.0.1', port, overrideGlobalObjects: false };
      server = serve(options, (address) => {
        port = address.port;
        resolve();
      });
    });
  }
  async function stop(): Promise<void> {
    await new Promise((resolve) => {
      server.close(resolve);
      if ('closeAllConnections' in server) server.closeAllConnections();
    });
  }

  /** Schedules a text in a row of the calendar. */
  const add = (text: string, row = 2, account = 'mika'): Promise<ScheduledPost> =>
    schedulePost(scheduler, { account, key: text, post: { text }, at: at(row) });
  const find = (key: string, account = 'mika'): ReturnType<typeof getPost> =>
    getPost(scheduler, { account, key });
  const rowOf = async (key: string): Promise<number> => (Number((await find(key)).at) - from) / step;

  /** Has a post parked: Threads says that a permission is missing. */
  async function park(text: string): Promise<void> {
    emulator.planFault({
      kind: 'error',
      preset: 'permission-missing',
      operation: 'createContainer',
      match: { text },
    });
    await schedulePost(scheduler, { account: 'mika', key: text, post: { text }, at: new Date(0) });
    await workUntil(text, 'parked');
  }
  async function workUntil(key: string, state: ScheduledPost['state']): Promise<void> {
    const end = new AbortController();
    const working = work(scheduler, { signal: end.signal });
    await expect.poll(async () => (await find(key)).state).toBe(state);
    end.abort();
    await working;
  }

  async function open(path = '/'): Promise<Page> {
    const page = await openTab({ viewport: { width: 1000, height: 900 }, bypassCSP: true });
    await page.goto(url + path);
    await page.locator('html.scripted').waitFor();
    return page;
  }
  const chip = (page: Page, text: string): Locator =>
    page.getByRole('table').getByRole('link', { name: text });
  const item = (page: Page, text: string): Locator =>
    page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: text, exact: true }) });
  /** A cell of the calendar. */
  const cell = (page: Page, row: number, account = 'mika'): Locator =>
    page.locator(`tr[id="row-${from + row * step}"] td[data-account="${account}"]`);
  const keep = (page: Page, name: string): Promise<void> =>
    saveScreenshot(page, fileURLToPath(new URL(`../.artifacts/scheduler-${name}.png`, import.meta.url)));

  it('moves a post that is dragged to another row of its account, and only there', async () => {
    await add('Dragged');
    await add('Another', 4, 'juno');
    const page = await open();
    await chip(page, 'Dragged').dragTo(cell(page, 5));
    await cell(page, 5).getByRole('link', { name: 'Dragged' }).waitFor();
    expect(await rowOf('Dragged')).toBe(5);
    await chip(page, 'Dragged').dragTo(cell(page, 7, 'juno'));
    await chip(page, 'Dragged').dragTo(cell(page, 6));
    await cell(page, 6).getByRole('link', { name: 'Dragged' }).waitFor();
    const { history } = await find('Dragged');
    expect(history.map(({ event }) => event)).toEqual(['scheduled', 'moved', 'moved']);
  });

  it('moves a post with the arrows, and the keyboard stays on it', async () => {
    await add('By arrow');
    const page = await open();
    await chip(page, 'By arrow').press('ArrowDown');
    await cell(page, 3).getByRole('link', { name: 'By arrow' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await cell(page, 4).getByRole('link', { name: 'By arrow' }).waitFor();
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => rowOf('By arrow')).toBe(3);
  });

  it('is worked with the keyboard alone: moves, cancels, and goes on from the post', async () => {
    await add('By keys');
    const page = await open();
    await item(page, 'By keys').getByRole('combobox').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => rowOf('By keys')).toBe(1);
    await cell(page, 1).getByRole('link', { name: 'By keys' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toMatch(/^move-/);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await item(page, 'By keys').getByText('Cancelled').waitFor();
    expect((await find('By keys')).state).toBe('cancelled');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toMatch(/^post-/);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'History' }).waitFor();
  });

  it('does all of it without scripts', async () => {
    await add('Without scripts');
    await park('Parked without scripts');
    const page = await openTab({ javaScriptEnabled: false });
    await page.goto(url);
    const post = item(page, 'Without scripts');
    await post.getByRole('combobox').selectOption({ index: 7 });
    await post.getByRole('button', { name: 'Move' }).click();
    await cell(page, 7).getByRole('link', { name: 'Without scripts' }).waitFor();
    await post.getByRole('link', { name: 'History' }).click();
    expect(await page.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringContaining('scheduled'),
      expect.stringMatching(/moved from [\d:]+ to [\d:]+$/),
    ]);
    await page.getByRole('link', { name: 'Back' }).click();
    await post.getByRole('button', { name: 'Cancel' }).click();
    await post.getByText('Cancelled').waitFor();
    await item(page, 'Parked without scripts').getByRole('button', { name: 'Retry' }).click();
    await item(page, 'Parked without scripts').getByText('Being published').waitFor();
  });

  it('says why a post is parked, retries it, and shows its history', async () => {
    await park('Parked');
    const page = await open();
    await item(page, 'Parked').getByText('PERMISSION_MISSING').waitFor();
    await item(page, 'Parked').getByRole('button', { name: 'Retry' }).click();
    await item(page, 'Parked').getByText('Being published').waitFor();
    await workUntil('Parked', 'published');
    await item(page, 'Parked').getByText('Published').waitFor();
    await item(page, 'Parked').getByRole('link', { name: 'History' }).click();
    await page.getByRole('heading', { name: 'History' }).waitFor();
    const events = (await page.getByRole('listitem').locator('strong').allInnerTexts()).filter(
      (event) => event !== 'waiting',
    );
    expect(events).toEqual(['scheduled', 'begun', 'parked', 'retried', 'published']);
    expect(await page.getByRole('listitem').filter({ hasText: 'parked' }).innerText()).toContain(
      'PERMISSION_MISSING',
    );
  });

  it('pauses and resumes an account', async () => {
    await add('Of Juno', 2, 'juno');
    const page = await open();
    await page.getByRole('button', { name: 'Pause “juno”' }).press('Enter');
    await page.getByText('is paused', { exact: true }).waitFor();
    expect((await find('Of Juno', 'juno')).waitsFor).toBe('request');
    // The keyboard is where it was, at what is now the button for the contrary.
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Resume/);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Pause “juno”' }).waitFor();
    expect((await find('Of Juno', 'juno')).waitsFor).toBeUndefined();
  });

  it('shows what happens elsewhere, and keeps what a person chooses meanwhile', async () => {
    await add('Touched');
    await add('Untouched', 3);
    const page = await open();
    await item(page, 'Touched').getByRole('combobox').selectOption({ index: 6 });
    await cancelPost(scheduler, { account: 'mika', key: 'Untouched' });
    await item(page, 'Untouched').getByText('Cancelled').waitFor();
    await pauseAccount(scheduler, 'mika'); // which changes how it is shown
    await page.getByRole('button', { name: 'Resume “mika”' }).waitFor();
    await resumeAccount(scheduler, 'mika');
    expect(await item(page, 'Touched').getByRole('combobox').inputValue()).toBe(at(6).toISOString());
    await cancelPost(scheduler, { account: 'mika', key: 'Touched' });
    await item(page, 'Touched').getByRole('button', { name: 'Move' }).click();
    await page.getByRole('status').filter({ hasText: 'is cancelled' }).waitFor();
  });

  it('says that its worker is gone, keeps what it shows, and goes on when it is back', async () => {
    await add('Outlives it');
    const page = await open();
    await stop();
    await page.getByRole('status').filter({ hasText: 'does not answer' }).waitFor();
    await item(page, 'Outlives it').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('status').filter({ hasText: 'may not have been done' }).waitFor();
    expect(await item(page, 'Outlives it').count()).toBe(1);
    await cancelPost(scheduler, { account: 'mika', key: 'Outlives it' });
    await start();
    await page.getByRole('status').filter({ hasText: 'goes on' }).waitFor();
    await item(page, 'Outlives it').getByText('Cancelled').waitFor();
  });

  it('has no fault of accessibility, in the light or the dark, fits on a phone, and shows no secret', async () => {
    await add('<b>As it was written</b> & so on');
    await park('Parked for all to see');
    await add('Cancelled', 3);
    await cancelPost(scheduler, { account: 'mika', key: 'Cancelled' });
    await scheduleChain(scheduler, {
      account: 'juno',
      key: 'chain',
      chain: [{ text: 'A chain' }, { text: 'goes on' }],
      at: at(1),
    });
    for (const path of ['/', '/history?account=mika&key=Cancelled', '/history?account=mika&key=none']) {
      const page = await open(path);
      await keep(page, path === '/' ? 'overview' : 'history');
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.setViewportSize({ width: 320, height: 700 });
      expect(await overflowsSideways(page)).toBe(false);
      expect(await page.content()).not.toContain('THAA');
      await page.close();
    }
    const page = await open();
    expect(await item(page, '<b>As it was written</b> & so on').count()).toBe(1);
  });

  describe('refuses', () => {
    const cancel = (headers: Record<string, string>, key: string): Promise<Response> =>
      fetch(`${url}/cancel`, {
        method: 'POST',
        headers,
        body: new URLSearchParams({ account: 'mika', key }),
      });

    it.each<[string, Record<string, string>]>([
      ['of another site', { origin: 'http://other.example', 'sec-fetch-site': 'cross-site' }],
      ['of another port of this machine', { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }],
      ['that hides where it is from', { origin: 'null' }],
      ['that says nothing', {}],
    ])('a form %s', async (name, headers) => {
      await add(`Kept ${name}`);
      expect((await cancel(headers, `Kept ${name}`)).status).toBe(403);
      expect((await find(`Kept ${name}`)).state).toBe('scheduled');
      expect((await cancel({ origin: url }, `Kept ${name}`)).status).toBe(200);
    });

    it('a name that is led to this machine', async () => {
      const status = await new Promise((resolve, reject) => {
        request(url, { headers: { host: `other.example:${port}` } }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        })
          .on('error', reject)
          .end();
      });
      expect(status).toBe(403);
    });
  });
});
