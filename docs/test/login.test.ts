import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { readAuthorizationError } from '@threads-sdk/auth';
import { chromiumForTests, saveScreenshot, useBrowser } from '@threads-sdk/browser';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { type LoginSite, type LoginSiteOptions, startLoginSite } from './login-site.ts';

const chromium = await chromiumForTests();

describe.skipIf(chromium === undefined)('the login example in a browser', () => {
  const openTab = useBrowser(chromium);
  const open: LoginSite[] = [];
  afterEach(async () => {
    for (const site of open.splice(0)) await site.close();
  });

  /** Starts the site and opens it, as a person would. */
  async function visitSite(options?: LoginSiteOptions): Promise<{ site: LoginSite; page: Page }> {
    const site = await startLoginSite(options);
    open.push(site);
    const page = await openTab({ viewport: { width: 800, height: 700 } });
    await page.goto(site.url);
    return { site, page };
  }

  async function logIn(page: Page): Promise<void> {
    await page.getByRole('link', { name: 'Log in with Threads' }).click();
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByRole('heading', { name: '@mika.in.kyoto' }).waitFor();
  }

  /** The address that the browser was sent back to, which it shows for a moment only. */
  function nextCallback(page: Page): Promise<string> {
    return page.waitForRequest(/\/callback\?/).then((request) => request.url());
  }

  const title = (page: Page): Promise<string> => page.getByRole('heading', { level: 1 }).innerText();
  const keep = (page: Page, name: string): Promise<void> =>
    saveScreenshot(page, fileURLToPath(new URL(`../.artifacts/login-${name}.png`, import.meta.url)));

  it('shows a person who allows it their profile and posts', async () => {
    const { site, page } = await visitSite();
    expect(await title(page)).toBe('Postcards');
    await keep(page, 'welcome');
    await page.getByRole('link', { name: 'Log in with Threads' }).click();
    await keep(page, 'consent');
    await page.getByRole('button', { name: 'Allow' }).click();

    await page.getByRole('heading', { name: '@mika.in.kyoto' }).waitFor();
    expect(await page.getByText('1234 followers').count()).toBe(1);
    expect(await page.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringContaining('<b>Two notebooks</b> & one camera.'),
      expect.stringContaining('Packing light this time.'),
    ]);
    await keep(page, 'allowed');
    expect(page.url()).toBe(`${site.url}/#`); // no code, no state, no `#_`
    expect(await page.evaluate(() => document.cookie)).toBe('');
    expect(await page.context().cookies()).toMatchObject([
      { name: 'session', domain: 'localhost', httpOnly: true, sameSite: 'Lax', secure: false },
    ]);
    await page.reload();
    expect(await title(page)).toBe('@mika.in.kyoto');
  });

  it('tells a person who denies it that nothing was shared, and offers the login again', async () => {
    const { site, page } = await visitSite();
    await page.getByRole('link', { name: 'Log in with Threads' }).click();
    await page.getByRole('button', { name: 'Deny' }).click();
    await page.getByRole('heading', { name: 'You did not allow it' }).waitFor();
    await keep(page, 'denied');
    expect(await page.context().cookies(site.url)).toEqual([]);
    await logIn(page);
  });

  it('does without what a person leaves out, and asks for it again', async () => {
    const { page } = await visitSite();
    await page.getByRole('link', { name: 'Log in with Threads' }).click();
    await page.getByRole('checkbox', { name: /threads_manage_insights/ }).uncheck();
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByText('Your followers are not counted').waitFor();
    expect(await page.getByRole('listitem').count()).toBe(2);
    await keep(page, 'part-of-the-scopes');

    await page.getByRole('link', { name: 'Allow it' }).click();
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByText('1234 followers').waitFor();
  });

  it.each([
    [
      'a redirect URI that is not registered',
      { mistake: ({ redirectUri }) => ({ redirectUri: `${redirectUri}/` }) },
      1349168,
      /Register .*redirectUri/,
    ],
    [
      'the Meta app id in place of the Threads app id',
      { mistake: () => ({ clientId: '1234567890123456' }) },
      1349026,
      /Threads app id/,
    ],
  ] satisfies [string, LoginSiteOptions, number, RegExp][])(
    'ends at Threads with %s, and the error says what to do',
    async (_, options, code, remedy) => {
      const { page } = await visitSite(options);
      await page.getByRole('link', { name: 'Log in with Threads' }).click();
      const shown = await page.getByText('error_message').innerText();
      expect(JSON.parse(shown)).toMatchObject({ error_code: code });
      expect(readAuthorizationError(shown)?.remedy).toMatch(remedy);
      await keep(page, String(code));
    },
  );

  it('refuses a code that was used, and the session that it made goes on', async () => {
    const { site, page } = await visitSite();
    const callback = nextCallback(page);
    await logIn(page);
    const used = new URL(await callback).searchParams.get('code') ?? '';
    expect(used).not.toBe('');

    await page.goto(await callback); // as the button for "back" would
    expect(await title(page)).toBe('This login did not begin here');

    await page.goto(`${site.url}/login`);
    const state = new URL(page.url()).searchParams.get('state') ?? '';
    await page.goto(`${site.url}/callback?${new URLSearchParams({ code: used, state })}`);
    expect(await title(page)).toBe('This login was used already');
    await keep(page, 'replayed-code');
    await page.goto(site.url);
    expect(await title(page)).toBe('@mika.in.kyoto');

    const log = inspect(site.logged, { depth: Infinity, showHidden: true });
    expect(log).toContain('CODE_REJECTED');
    expect(log).not.toContain(used);
    expect(log).not.toContain(state);
    expect(log).not.toContain(site.emulator.app.clientSecret);
  });

  it('refuses a forged state, and sends nothing', async () => {
    const { site, page } = await visitSite();
    await page.getByRole('link', { name: 'Log in with Threads' }).click();
    await page.goto(`${site.url}/callback?code=of-a-stranger&state=forged`);
    expect(await title(page)).toBe('This login did not begin here');
    await keep(page, 'forged-state');
    expect(site.emulator.requests.map(({ operation }) => operation)).not.toContain('exchangeCode');
  });

  it('logs out, but not for a form of another site', async () => {
    const { site, page } = await visitSite();
    await logIn(page);
    await page.goto(site.emulatorUrl); // another site
    await page.evaluate((action) => {
      const form = Object.assign(document.createElement('form'), { method: 'post', action });
      document.body.append(form);
      form.submit();
    }, `${site.url}/logout`);
    await page.waitForURL(`${site.url}/`);
    await page.goto(site.url);
    expect(await title(page)).toBe('@mika.in.kyoto');

    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('link', { name: 'Log in with Threads' }).waitFor();
    expect(await page.context().cookies(site.url)).toEqual([]);
    await page.goBack();
    expect(await page.getByText('followers').count()).toBe(0);
    await keep(page, 'logged-out');
  });

  it('forgets a person who removes the app, and says so at the next visit', async () => {
    const { site, page } = await visitSite();
    await logIn(page);
    await site.emulator.deauthorize({ username: 'mika.in.kyoto' });
    expect(site.forgotten).toEqual([site.emulator.users[0]?.id]);
    await page.reload();
    expect(await title(page)).toBe('You are logged out');
    await keep(page, 'removed');
    await page.goto(site.url);
    expect(await title(page)).toBe('Postcards');
  });

  it('tells a person who has not accepted to be a tester how to', async () => {
    const { page } = await visitSite({ registered: { access: 'standard' }, user: { tester: false } });
    await page.getByRole('link', { name: 'Log in with Threads' }).click();
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.waitForURL(/\/callback\?/);
    expect(await title(page)).toBe('You are not a tester yet');
    expect(await page.getByText('under Website permissions').count()).toBe(1);
    await keep(page, 'no-tester');
  });
});
