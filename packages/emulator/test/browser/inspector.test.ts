import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { chromiumForTests, useBrowser } from '@threads-sdk/browser';
import { createEmulator, type Emulator } from '@threads-sdk/emulator';
import { serve, type ServedEmulator } from '@threads-sdk/emulator/serve';
import type { BrowserContext, Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { faultsInEveryView } from './browser.ts';
import { hostile } from './gallery.ts';

const chromium = await chromiumForTests();

describe.skipIf(chromium === undefined)('the request inspector in a browser', () => {
  const openTab = useBrowser(chromium);
  let emulator: Emulator;
  let served: ServedEmulator;
  let accessToken: string;

  beforeEach(async () => {
    emulator = createEmulator({ users: [{ username: 'alice', posts: ['One', 'Two'] }] });
    ({ accessToken } = emulator.issueToken({ username: 'alice' }));
    served = await serve(emulator);
    return () => served.close();
  });

  const call = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(served.url + path, { ...init, headers: { authorization: `Bearer ${accessToken}` } });

  // Once the button is there, the script runs.
  async function openInspector(page?: Page): Promise<Page> {
    page ??= await openTab();
    await page.goto(`${served.url}/__emulator/requests`);
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    return page;
  }

  /** A window whose tabs are those of one person. */
  async function openWindow(): Promise<BrowserContext> {
    const browser = (await openTab()).context().browser();
    if (browser === null) throw new Error('The tab has no browser.');
    return browser.newContext();
  }

  it('shows requests as they arrive, newest first, without loading the page again', async () => {
    const page = await openInspector();
    let loads = 0;
    page.on('load', () => {
      loads += 1;
    });
    await page.getByText('Nothing yet').waitFor();
    await call('/v1.0/me?fields=username');
    await page.locator('#request-1').getByText('getUser', { exact: true }).waitFor();
    expect(await page.getByText('Nothing yet').isVisible()).toBe(false);
    await call('/v1.0/17900000000000000');
    await page.getByText('Error 100/33').waitFor();
    const items = page.locator('#requests > li');
    expect(await items.first().innerText()).toMatch(/Not an operation[\s\S]*What to do:/);
    await items.nth(1).getByText('Answer').click();
    expect(await items.nth(1).getByRole('group', { name: 'Answer' }).innerText()).toContain(
      '"username": "alice"',
    );
    expect(loads).toBe(0);
  });

  it('tells a screen reader how many are new, and leaves the focus where it is', async () => {
    const page = await openInspector();
    const filter = page.getByLabel('Operation');
    await filter.focus();
    await call('/v1.0/me');
    await call('/v1.0/me');
    await expect.poll(() => page.locator('#count').innerText()).toBe('2 requests, 2 new');
    expect(await filter.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await page.locator('#requests').getAttribute('aria-live')).toBeNull();
  });

  it('waits while it is paused, and goes on with all that came', async () => {
    const page = await openInspector();
    await page.getByRole('button', { name: 'Pause' }).click();
    await call('/v1.0/me?fields=username');
    await call('/v1.0/me/threads');
    await expect.poll(() => page.locator('#count').innerText()).toBe('0 requests, 2 waiting');
    expect(await page.locator('#requests > li').count()).toBe(0);
    await page.getByRole('button', { name: 'Go on' }).click();
    expect(await page.locator('#requests > li strong').allInnerTexts()).toEqual(['listThreads', 'getUser']);
  });

  it('shows the failed ones alone where a person wants that', async () => {
    const page = await openInspector();
    await page.getByLabel('Status').selectOption('Failed');
    await page.getByRole('button', { name: 'Filter' }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await call('/v1.0/me');
    await call('/v1.0/me?fields=nonsense');
    await page.getByText('Error 100').waitFor();
    expect(await page.locator('#requests > li').count()).toBe(1);
    await page.getByRole('link', { name: 'Show all' }).click();
    await page.locator('#request-1').waitFor();
    expect(await page.locator('#requests > li').count()).toBe(2);
  });

  it('comes back after the connection was lost, and misses nothing', async () => {
    const page = await openInspector();
    await call('/v1.0/me');
    await page.locator('#request-1').getByText('getUser', { exact: true }).waitFor();
    const { port } = new URL(served.url);
    await served.close();
    await expect.poll(() => page.locator('#count').innerText()).toContain('lost');
    await emulator.fetch(new Request(`https://graph.threads.com/me/threads?access_token=${accessToken}`));
    served = await serve(emulator, { port: Number(port) });
    await page.locator('#request-2').getByText('listThreads', { exact: true }).waitFor();
    expect(await page.locator('#requests > li').count()).toBe(2);
  });

  it('goes on in more tabs than a browser keeps connections open', async () => {
    const window = await openWindow();
    const tabs: Page[] = [];
    for (let count = 0; count < 8; count += 1) tabs.push(await openInspector(await window.newPage()));
    await call('/v1.0/me');
    for (const page of tabs)
      await expect.poll(() => page.locator('#requests strong').allInnerTexts()).toEqual(['getUser']);
  });

  it('asks for nothing while nobody sees it, and catches up when somebody does', async () => {
    const window = await openWindow();
    const page = await openInspector(await window.newPage());
    const show = (state: string): Promise<void> =>
      page.evaluate((value) => {
        Object.defineProperty(document, 'visibilityState', { value, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, state);
    await show('hidden');
    await call('/v1.0/me');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    // The other pages ask once in a second as well.
    const clock = await window.newPage();
    await clock.goto(`${served.url}/__emulator/clock`);
    for (let count = 0; count < 2; count += 1) await clock.waitForRequest(`${served.url}/__emulator/clock`);
    expect(asked).toEqual([]);
    expect(await page.locator('#requests > li').count()).toBe(0);
    await show('visible');
    await page.locator('#request-1').getByText('getUser', { exact: true }).waitFor();
  });

  it.each([
    ['a reset', async () => emulator.reset()],
    [
      'a restart',
      async () => {
        const { port } = new URL(served.url);
        await served.close();
        emulator = createEmulator({ users: [{ username: 'alice' }] });
        served = await serve(emulator, { port: Number(port) });
      },
    ],
  ])('drops after %s what was before, and goes on', async (_, startOver) => {
    const window = await openWindow();
    const page = await openInspector(await window.newPage());
    const stale = await window.newPage();
    for (const path of ['/v1.0/me', '/v1.0/me/threads', '/v1.0/me/replies']) await call(path);
    await page.locator('#request-3').waitFor();
    await stale.goto(`${served.url}/__emulator/requests?before=3`);
    await startOver();
    ({ accessToken } = emulator.issueToken({ username: 'alice' }));
    // As many as before.
    for (let count = 0; count < 3; count += 1) await call('/v1.0/me?fields=username');
    await expect
      .poll(() => page.locator('#requests strong').allInnerTexts())
      .toEqual(['getUser', 'getUser', 'getUser']);
    await call('/v1.0/me/mentions');
    await page.locator('#requests').getByText('listMentions', { exact: true }).waitFor();

    // What is shown of before cannot be sent once more as what came since under its number.
    await stale.locator('#request-2').getByText('Again').click();
    await stale.locator('#request-2').getByRole('button', { name: 'Replay' }).click();
    await stale.getByRole('status').getByText('The emulator was started over since').waitFor();
    expect(emulator.requests).toHaveLength(4);
  });

  it('keeps hostile text text, also where the script inserts it', async () => {
    const page = await openInspector();
    const violations: string[] = [];
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) violations.push(message.text());
    });
    page.on('dialog', (dialog) => {
      violations.push(dialog.message());
      return dialog.dismiss();
    });
    await call('/v1.0/me/threads', {
      method: 'POST',
      body: new URLSearchParams({
        media_type: 'TEXT',
        text: hostile,
        auto_publish_text: 'true',
        [hostile]: hostile,
      }),
    });
    await call(`/v1.0/me/threads?fields=text`);
    await call(`/v1.0/me?fields=${encodeURIComponent(hostile)}`);
    await page.locator('#request-3').waitFor();
    expect(
      await page.locator('main').locator('script, img, [onerror], [href^="javascript:" i]').count(),
    ).toBe(0);
    expect(await page.locator('#request-2').getByLabel('Answer').textContent()).toContain('document.title');
    expect(await page.title()).not.toBe('hacked');
    expect(violations).toEqual([]);
  });

  it('plans a fault by hand that the next call of a client meets, and the one after it does not', async () => {
    const page = await openTab();
    await page.goto(`${served.url}/__emulator/faults`);
    await page.getByRole('radio', { name: 'An error of the API' }).check();
    await page.getByLabel('Which error').selectOption('unexpected-error');
    await page.getByLabel('Operation').selectOption('listThreads');
    await page.getByLabel('User', { exact: true }).selectOption('alice');
    await page.getByRole('button', { name: 'Plan the fault' }).click();
    await page.getByText('listThreads, @alice · struck 0 of 1').waitFor();

    expect((await call('/v1.0/me')).status).toBe(200);
    const struck = await call('/v1.0/me/threads');
    expect(struck.status).toBe(500);
    expect(await struck.json()).toMatchObject({ error: { code: 2, is_transient: true } });
    expect((await call('/v1.0/me/threads')).status).toBe(200);
    await page.getByText('listThreads, @alice · done, struck 1').waitFor();
  });

  it('breaks the connection of a client, though its post goes live', async () => {
    const page = await openInspector();
    const faults = await openTab();
    await faults.goto(`${served.url}/__emulator/faults`);
    await faults.getByText('The answer is lost').click();
    await faults.getByRole('button', { name: 'Plan the fault' }).click();
    await faults.getByText('Any operation · struck 0 of 1').waitFor();
    const body = new URLSearchParams({ media_type: 'TEXT', text: 'Alive', auto_publish_text: 'true' });
    await expect(call('/v1.0/me/threads', { method: 'POST', body })).rejects.toThrow(TypeError);
    await page.getByText('No answer: the connection broke, or the caller gave up.').waitFor();
    await page.goto(served.url);
    expect(await page.getByRole('article').first().innerText()).toContain('Alive');
  });

  it('is not met by what the browser asks for by itself', async () => {
    emulator.planFault({ kind: 'error' });
    const page = await openInspector();
    await page.goto(`${served.url}/favicon.ico`);
    await page.goto(`${served.url}/.well-known/appspecific/com.chrome.devtools.json`);
    expect((await call('/v1.0/me')).status).toBe(500);
    expect(emulator.requests).toHaveLength(1);
  });

  it('clears a fault with the keyboard', async () => {
    emulator.planFault({ kind: 'lost-request', times: Number.POSITIVE_INFINITY });
    const page = await openTab();
    await page.goto(`${served.url}/__emulator/faults`);
    await page.getByRole('button', { name: /^Clear: The request is lost/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('None is planned.').waitFor();
    expect((await call('/v1.0/me')).status).toBe(200);
  });

  it('finds one of 5,000 requests, and holds no more than a hundred while more come', async () => {
    for (let count = 0; count < 5000; count += 1)
      await emulator.fetch(
        new Request(
          `https://graph.threads.com/v1.0/me?fields=username&n=${count}&access_token=${accessToken}`,
        ),
      );
    const page = await openInspector();
    await page.getByText('The last 100 of 5000 requests').waitFor();
    await page.getByRole('link', { name: 'Older requests' }).click();
    await page.locator('#request-4900').waitFor();
    await page.getByRole('link', { name: 'Newest requests' }).click();
    await page.getByRole('searchbox', { name: 'Search' }).fill('n=1234');
    await page.keyboard.press('Enter');
    await page.locator('#request-1235').waitFor();
    expect(await page.locator('#requests > li').count()).toBe(1);
    for (let count = 0; count < 150; count += 1) await call(`/v1.0/me?fields=username&n=1234${count}`);
    await page.locator('#request-5150').waitFor();
    expect(await page.locator('#requests > li').count()).toBe(100);
    await page.locator('#request-5150').getByText('Answer').click();
    await page.locator('#request-5150').getByRole('group', { name: 'Answer' }).waitFor();
  });

  it('copies a call as curl and as a call of the SDK, and sends it once more', async () => {
    const page = await openInspector();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await call('/v1.0/me?fields=id,username');
    const request = page.locator('#request-1');
    await request.getByText('Again').click();
    const copied = async (name: string): Promise<string> => {
      await request.getByRole('button', { name }).click();
      await page.getByText('Copied', { exact: true }).last().waitFor();
      return page.evaluate(() => navigator.clipboard.readText());
    };
    const curl = await copied('Copy curl');
    expect(curl).toContain(`'${served.url}/v1.0/me'`);
    expect(curl).toContain('Bearer $THREADS_ACCESS_TOKEN');
    expect(curl).not.toContain(accessToken);
    expect(await copied('Copy SDK')).toContain("getUser(client, {\n  fields: ['id', 'username'],\n})");
    await request.getByRole('button', { name: 'Replay' }).click();
    await page.getByRole('status').getByText('sent again, and the answer was 200').waitFor();
    await page.locator('#request-2').getByText('getUser', { exact: true }).waitFor();
    expect(emulator.requests[1]).toMatchObject({ status: 200, user: 'alice' });
  });

  it('says of a TRACE that it cannot be sent once more', async () => {
    const sent = httpRequest(`${served.url}/v1.0/me`, { method: 'TRACE' }).end();
    await once(sent, 'response');
    const page = await openInspector();
    await page.locator('#request-1').getByText('Again', { exact: true }).click();
    await page.getByText('This request cannot be replayed: no page can send TRACE.').waitFor();
    expect(await page.getByRole('button', { name: 'Replay' }).count()).toBe(0);
  });

  it('works where scripts are switched off: requests show when it is loaded again, and faults can be planned', async () => {
    const page = await openTab({ javaScriptEnabled: false });
    await page.goto(`${served.url}/__emulator/requests`);
    expect(await page.getByRole('button', { name: 'Pause' }).count()).toBe(0);
    await page.getByText('Load the page again').waitFor();
    await call('/v1.0/me');
    await page.reload();
    await page.getByText('GET /v1.0/me').waitFor();
    await page.getByRole('link', { name: 'Faults' }).click();
    await page.getByRole('radio', { name: 'Half of the JSON' }).check();
    await page.getByRole('button', { name: 'Plan the fault' }).click();
    await page.getByText('struck 0 of 1').waitFor();
    await page.getByRole('button', { name: 'Clear all' }).click();
    await page.getByText('None is planned.').waitFor();
  });

  it('is readable and fits in every view', async () => {
    emulator.planFault({ kind: 'lost-answer', operation: 'publishContainer', times: 3 });
    emulator.planFault({ kind: 'huge-body', bytes: 1000 });
    const page = await openInspector();
    await call('/v1.0/me?fields=username');
    await call('/v1.0/me/threads?fields=id,text,timestamp&limit=1');
    await call('/v1.0/me/threads', {
      method: 'POST',
      body: new URLSearchParams({ media_type: 'TEXT', text: 'Good morning from Kyoto', topic_tag: 'travel' }),
    });
    await call('/v1.0/me/threads_publish?creation_id=18000000000000001', { method: 'POST' }).catch(
      () => undefined,
    );
    await call('/v1.0/17900000000000000?fields=text');
    await page.locator('#request-5').waitFor();
    await page.locator('#request-2').getByText('Answer').click();
    await page.locator('#request-3').getByText('3 parameters').click();
    expect(await faultsInEveryView(page, 'inspector')).toEqual([]);
  });
});
