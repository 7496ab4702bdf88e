import { chromiumForTests, useBrowser } from '@threads-sdk/browser';
import OAuth2Strategy from 'passport-oauth2';
import type { Page } from 'playwright-core';
import { createMemoryStore, type CredentialsStore, expiresIn, refreshCredentials } from 'threads-sdk';
import { describe, expect, it } from 'vitest';
import { createSite } from '../examples/passport/site.ts';
import { pressAllow } from '../examples/press-allow.ts';
import { callsOf, type LibrarySite, movePresent, secretsIn, startLibrarySite } from './library-site.ts';

const chromium = await chromiumForTests();
const hour = 3_600_000;

describe.skipIf(chromium === undefined)('a site with Passport', () => {
  const openTab = useBrowser(chromium);

  /** Starts a site, and goes to the page of Threads that asks the person. */
  async function beginLogin(registered?: string): Promise<{
    readonly site: LibrarySite;
    readonly page: Page;
    readonly store: CredentialsStore;
    /** The id of the only user. */
    readonly id: string;
  }> {
    const store = createMemoryStore();
    const site = await startLibrarySite(
      '/callback',
      ({ app, logged }) =>
        createSite({ app, store, secret: 'a secret of the test', log: (error) => void logged.push(error) }),
      registered,
    );
    const page = await openTab();
    await page.goto(`${site.url}/login`);
    return { site, page, store, id: site.emulator.users[0]?.id ?? '' };
  }

  async function allow(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByRole('heading', { name: '@mika' }).waitFor();
  }

  it('logs a person in, with their exact id and a token of 60 days', async () => {
    const { id, page, store } = await beginLogin();
    await allow(page);
    expect(BigInt(id)).toBeGreaterThan(2n ** 53n);
    const { credentials } = (await store.get(id)) ?? {};
    expect(credentials).toMatchObject({ userId: id, shortLived: false });
    expect(credentials && expiresIn(credentials)).toBeGreaterThan(59.9 * 24 * 3600);
  });

  it('shows secrets neither to the page, nor in cookies, nor in the log', async () => {
    const { page, site } = await beginLogin();
    await allow(page);
    const cookies = await page.context().cookies();
    expect(cookies).toMatchObject([{ name: 'connect.sid', httpOnly: true, sameSite: 'Lax' }]);
    expect(secretsIn(site.emulator, cookies, site.logged, await page.content(), page.url())).toEqual([]);
  });

  it('tells a person who denies it, and lets them try again', async () => {
    const { page, site } = await beginLogin();
    await page.getByRole('button', { name: 'Deny' }).click();
    await page.getByRole('heading', { name: 'You did not allow it' }).waitFor();
    expect(callsOf(site.emulator)).not.toContain('exchangeCode 200');
    await page.getByRole('link', { name: 'Log in' }).click();
    await allow(page);
  });

  it('ends at Threads with a redirect address that is not registered', async () => {
    const { page, site } = await beginLogin('https://app.example/callback');
    expect(JSON.parse(await page.getByText('error_message').innerText())).toMatchObject({
      error_code: 1349168,
    });
    expect(page.url()).toContain(encodeURIComponent(`${site.url}/callback`));
  });

  it('refuses a code that has expired, and its log says what to do', async () => {
    const { page, site } = await beginLogin();
    const callback = await pressAllow(page.url());
    site.emulator.clock.advance(2 * hour);
    await page.goto(callback);
    await page.getByRole('heading', { name: 'CODE_REJECTED' }).waitFor();
    expect(site.logged).toContainEqual(
      expect.objectContaining({ code: 'CODE_REJECTED', remedy: expect.stringContaining('Start') }),
    );
    expect(secretsIn(site.emulator, site.logged, await page.content())).toEqual([]);
  });

  it('refuses an answer that another browser asked for, and one that comes twice', async () => {
    const { page, site } = await beginLogin();
    const callback = await pressAllow(page.url());
    const stranger = await openTab();
    const forged = callback.replace(/state=[\w-]+/, 'state=forged');
    for (const [tab, url] of [
      [stranger, callback],
      [page, forged],
      [page, callback],
    ] as const) {
      await tab.goto(url);
      await tab.getByRole('heading', { name: 'AUTHORIZATION_STATE_MISMATCH' }).waitFor();
    }
    expect(callsOf(site.emulator)).not.toContain('exchangeCode 200');
  });

  it('forgets a person who removed the app, and asks for a new login', async () => {
    const { id, page, site, store } = await beginLogin();
    await allow(page);
    await site.emulator.deauthorize({ username: 'mika' });
    expect(site.emulator.callbacks).toMatchObject([{ kind: 'deauthorize', status: 200 }]);
    expect(await store.get(id)).toBeUndefined();
    await page.goto(site.url);
    await page.getByRole('link', { name: 'Log in' }).click();
    await allow(page);
  });

  it('is what passport-oauth2 cannot be: that rounds the id, and has a token of an hour and nothing to refresh it with', async () => {
    const { id, site } = await beginLogin();
    const { authorizationUrl = '', clientId: clientID, clientSecret, redirectUri: callbackURL } = site.app;
    const settings = {
      authorizationURL: authorizationUrl,
      tokenURL: authorizationUrl.replace('/authorize', '/access_token'),
      callbackURL,
      clientID,
      clientSecret,
      scope: 'threads_basic',
    };
    let verified: { readonly refreshToken: unknown; readonly answer: object } | undefined;
    // It counts the parameters.
    const verify = (
      _: string,
      refreshToken: unknown,
      answer: object,
      __: unknown,
      done: () => void,
    ): void => {
      verified = { refreshToken, answer };
      done();
    };
    const strategy = new OAuth2Strategy(settings, verify);
    // What Passport does around a strategy.
    const authenticate = (query: Record<string, string>): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const attempt = Object.create(strategy);
        Object.assign(attempt, { redirect: resolve, success: resolve, fail: resolve, error: reject });
        attempt.authenticate({ query }, { state: 'a state' });
      });
    const callback = new URL(await pressAllow(String(await authenticate({}))));
    await authenticate(Object.fromEntries(callback.searchParams));
    expect(verified).toMatchObject({ refreshToken: undefined, answer: { user_id: Number(id) } });
    expect(String(Number(id))).not.toBe(id);
    expect(callsOf(site.emulator)).not.toContain('exchangeToken 200');
  });

  it('can refresh the token after 25 hours, and does so by itself once less than half of the 60 days is left', async () => {
    const { id, page, site, store } = await beginLogin();
    await allow(page);
    const first = (await store.get(id))?.credentials;
    if (!first) throw new Error('The site kept no credentials.');
    await expect(refreshCredentials(site.app, { credentials: first })).rejects.toMatchObject({
      code: 'TOKEN_TOO_YOUNG',
    });
    movePresent(25 * hour);
    const second = await refreshCredentials(site.app, { credentials: first });
    expect(second.accessToken).not.toBe(first.accessToken);
    await store.set(id, second);

    movePresent(31 * 24 * hour);
    await page.goto(site.url);
    await page.getByRole('heading', { name: '@mika' }).waitFor();
    const third = (await store.get(id))?.credentials;
    expect(third?.userId).toBe(id);
    expect(third && expiresIn(third)).toBeGreaterThan(59.9 * 24 * 3600);
    expect(secretsIn(site.emulator, site.logged)).toEqual([]);
  });
});
