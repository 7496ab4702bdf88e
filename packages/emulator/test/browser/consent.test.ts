import { chromiumForTests, useBrowser } from '@threads-sdk/browser';
import { createEmulator, type Emulator } from '@threads-sdk/emulator';
import { serve, type ServedEmulator } from '@threads-sdk/emulator/serve';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AppServer, startAppServer } from './app-server.ts';
import { faultsInEveryView, takeScreenshot } from './browser.ts';

const state = 'state with/special+signs';
const scope = 'threads_basic,threads_content_publish,threads_manage_replies,threads_delete';

const chromium = await chromiumForTests();

describe.skipIf(chromium === undefined)('the consent page in a browser', () => {
  const openTab = useBrowser(chromium);
  let app: AppServer;
  let emulator: Emulator;
  let served: ServedEmulator;

  beforeAll(async () => {
    app = await startAppServer();
  });
  afterAll(() => app.close());

  beforeEach(async () => {
    emulator = createEmulator({
      app: { name: 'Postcard Scheduler', redirectUris: [`${app.url}/callback`] },
      users: [{ username: 'alice', name: 'Alice Yamamoto' }, { username: 'bob' }],
    });
    served = await serve(emulator);
    return () => served.close();
  });

  async function openConsent(options?: Parameters<typeof openTab>[0]): Promise<Page> {
    const page = await openTab(options);
    const query = new URLSearchParams({
      client_id: emulator.app.clientId,
      redirect_uri: `${app.url}/callback`,
      response_type: 'code',
      scope,
      state,
    });
    await page.goto(`${served.url}/oauth/authorize?${query}`);
    return page;
  }

  async function arriveAtApp(page: Page): Promise<URL> {
    await page.getByRole('heading', { name: 'Signed in' }).waitFor();
    return new URL(page.url());
  }

  async function granted(code: string): Promise<{ readonly username: unknown; readonly scopes: unknown }> {
    const response = await fetch(`${served.url}/oauth/access_token`, {
      method: 'POST',
      body: new URLSearchParams({
        client_id: emulator.app.clientId,
        client_secret: emulator.app.clientSecret,
        grant_type: 'authorization_code',
        redirect_uri: `${app.url}/callback`,
        code,
      }),
    });
    const token: string = (await response.json()).access_token;
    const query = new URLSearchParams({ access_token: token, input_token: token });
    const { data } = await (await fetch(`${served.url}/debug_token?${query}`)).json();
    const user = emulator.users.find(({ id }) => id === data.user_id);
    return { username: user?.username, scopes: data.scopes };
  }

  it('sends a person who allows back with a code, the state and #_', async () => {
    const page = await openConsent();
    await page.getByRole('button', { name: 'Allow' }).click();
    const url = await arriveAtApp(page);
    expect(url.origin + url.pathname).toBe(`${app.url}/callback`);
    expect(url.searchParams.get('state')).toBe(state);
    expect(url.hash).toBe('#_');
    expect(app.visits.at(-1)).not.toContain('#');
    expect(await granted(url.searchParams.get('code') ?? '')).toEqual({
      username: 'alice',
      scopes: scope.split(','),
    });
  });

  it('sends a person who denies back with the reason and no code', async () => {
    const page = await openConsent();
    await page.getByRole('button', { name: 'Deny' }).click();
    const url = await arriveAtApp(page);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      error: 'access_denied',
      error_reason: 'user_denied',
      error_description: 'The user denied your request',
      state,
    });
  });

  it('grants only what a person leaves on, for the account that they choose', async () => {
    const page = await openConsent();
    expect(await page.getByRole('checkbox', { name: /See your profile/ }).isDisabled()).toBe(true);
    await page.getByRole('checkbox', { name: /Create posts/ }).uncheck();
    await page.getByRole('checkbox', { name: /Delete posts/ }).uncheck();
    await page.getByRole('radio', { name: /@bob/ }).check();
    await page.getByRole('button', { name: 'Allow' }).click();
    const url = await arriveAtApp(page);
    expect(await granted(url.searchParams.get('code') ?? '')).toEqual({
      username: 'bob',
      scopes: ['threads_basic', 'threads_manage_replies'],
    });
  });

  it('can be answered with the keyboard alone', async () => {
    const page = await openConsent();
    const focused = (): Promise<string> =>
      page.evaluate(() => {
        const element = document.activeElement;
        return element?.getAttribute('value') ?? element?.textContent?.trim() ?? '';
      });
    const press = async (...keys: readonly string[]): Promise<string> => {
      for (const key of keys) await page.keyboard.press(key);
      return focused();
    };
    expect(await press('Tab')).toBe('Skip to content');
    expect(await press('Enter', 'Tab')).toBe('alice');
    expect(await press('ArrowDown')).toBe('bob');
    expect(await press('Tab')).toBe('threads_content_publish');
    expect(await press('Space', 'Tab')).toBe('threads_manage_replies');
    await takeScreenshot(page, 'consent-keyboard');
    expect(await press('Tab', 'Tab')).toBe('allow');
    await page.keyboard.press('Enter');
    const url = await arriveAtApp(page);
    expect(await granted(url.searchParams.get('code') ?? '')).toEqual({
      username: 'bob',
      scopes: ['threads_basic', 'threads_manage_replies', 'threads_delete'],
    });
  });

  it('works where scripts are switched off', async () => {
    const page = await openConsent({ javaScriptEnabled: false });
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.waitForURL(`${app.url}/callback?**`);
    expect(new URL(page.url()).searchParams.has('code')).toBe(true);
  });

  it('is readable and fits in every view', async () => {
    const page = await openConsent();
    expect(await page.getByRole('main').getByRole('heading', { level: 1 }).textContent()).toContain(
      'Postcard Scheduler',
    );
    expect(await page.getByRole('group', { name: 'Choose an account' }).getByRole('radio').count()).toBe(2);
    expect(await faultsInEveryView(page, 'consent')).toEqual([]);
  });
});
