import { Auth, setEnvDefaults } from '@auth/core';
import type { Adapter, AdapterAccount, AdapterSession, AdapterUser } from '@auth/core/adapters';
import { getToken } from '@auth/core/jwt';
import { credentialsOfAccount } from '@threads-sdk/auth-providers/auth-js';
import { chromiumForTests, useBrowser } from '@threads-sdk/browser';
import type { Page } from 'playwright-core';
import { createMemoryStore, type Credentials, credentialsFromJson, expiresIn } from 'threads-sdk';
import { describe, expect, it } from 'vitest';
import { authConfig } from '../examples/auth-js/auth-config.ts';
import { createSite } from '../examples/auth-js/site.ts';
import { authConfigWithStore } from '../examples/auth-js/with-store.ts';
import { pressAllow } from '../examples/press-allow.ts';
import { callsOf, type LibrarySite, movePresent, secretsIn, startLibrarySite } from './library-site.ts';
import { listenerOf } from './listener-of.ts';

const chromium = await chromiumForTests();
const secret = 'a secret of the test';
const hour = 3_600_000;

describe.skipIf(chromium === undefined)('a site with Auth.js', () => {
  const openTab = useBrowser(chromium);

  /** Starts a site, and goes to the page of Threads that asks the person. */
  async function beginLogin(
    registered?: string,
    debug = false,
  ): Promise<{ site: LibrarySite; page: Page; begin: () => Promise<void> }> {
    const site = await startLibrarySite(
      '/auth/callback/threads',
      ({ app, logged }) => {
        const settings = { app, secret, log: (error: unknown) => void logged.push(error) };
        return listenerOf(
          debug
            ? (request) => Auth(request, { ...authConfig(settings), debug, logger: {} })
            : createSite(settings),
        );
      },
      registered,
    );
    const page = await openTab();
    const begin = async (): Promise<void> => {
      await page.goto(`${site.url}/auth/signin`);
      await page.getByRole('button', { name: /Threads/ }).click();
    };
    await begin();
    return { site, page, begin };
  }

  async function allow(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByRole('heading', { name: '@mika' }).waitFor();
  }

  /** What the encrypted cookie holds. */
  async function credentialsIn(page: Page): Promise<Credentials> {
    const cookies = await page.context().cookies();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const token = await getToken({ req: { headers: { cookie } }, secret });
    return credentialsFromJson(String(token?.['threads']));
  }

  it('logs a person in, with their exact id, a token of 60 days, and what they granted', async () => {
    const { site, page } = await beginLogin();
    await page.getByRole('checkbox', { name: /threads_content_publish/ }).uncheck();
    await allow(page);

    const credentials = await credentialsIn(page);
    const id = site.emulator.users[0]?.id ?? '';
    expect(BigInt(id)).toBeGreaterThan(2n ** 53n);
    expect(credentials).toMatchObject({ userId: id, shortLived: false, scopes: ['threads_basic'] });
    expect(expiresIn(credentials)).toBeGreaterThan(59.9 * 24 * 3600);
    expect(callsOf(site.emulator)).toEqual(
      expect.arrayContaining(['exchangeCode 200', 'exchangeToken 200', 'debugToken 200']),
    );
  });

  it('shows secrets neither to the page, nor in cookies, nor in the log', async () => {
    const { site, page } = await beginLogin();
    await allow(page);
    const session = await page.goto(`${site.url}/auth/session`);
    const told = await session?.text();
    expect(told).toContain('"name":"Mika"');
    const cookies = await page.context().cookies();
    expect(cookies.every(({ httpOnly }) => httpOnly)).toBe(true);
    const { store } = site.emulator.snapshot();
    expect(store.tokens.length).toBeGreaterThan(1);
    expect(secretsIn(site.emulator, told, cookies, site.logged, await page.content(), page.url())).toEqual(
      [],
    );
  });

  it('tells a person who denies it, and lets them try again', async () => {
    const { site, page, begin } = await beginLogin();
    await page.getByRole('button', { name: 'Deny' }).click();
    await page.waitForURL(`${site.url}/auth/**`);
    expect(page.url()).toBe(`${site.url}/auth/signin?error=OAuthCallbackError`);
    expect(await page.innerText('body')).toContain('Try signing in with a different account.');
    expect(callsOf(site.emulator)).not.toContain('exchangeCode 200');
    await begin();
    await allow(page);
  });

  it('ends at Threads with a redirect address that is not registered', async () => {
    const { site, page } = await beginLogin('https://app.example/auth/callback/threads');
    expect(JSON.parse(await page.getByText('error_message').innerText())).toMatchObject({
      error_code: 1349168,
    });
    expect(page.url()).toContain(encodeURIComponent(`${site.url}/auth/callback/threads`));
  });

  it('refuses a code that has expired, and its log says what to do', async () => {
    const { site, page } = await beginLogin();
    const callback = await pressAllow(page.url());
    site.emulator.clock.advance(2 * hour);
    await page.goto(callback);
    expect(page.url()).toContain('/auth/error?error=Configuration');
    expect(await page.innerText('body')).toContain('There is a problem with the server configuration.');
    expect(site.logged.map((error) => Object(Object(error).cause).err)).toContainEqual(
      expect.objectContaining({ code: 'CODE_REJECTED', remedy: expect.stringContaining('Start') }),
    );
    expect(secretsIn(site.emulator, site.logged, await page.content())).toEqual([]);
  });

  it('refreshes the token when the person comes back after 25 hours, and not before', async () => {
    const { site, page } = await beginLogin();
    await allow(page);
    const first = await credentialsIn(page);
    await page.goto(site.url);
    expect((await credentialsIn(page)).accessToken).toBe(first.accessToken);

    movePresent(25 * hour);
    await page.goto(site.url);
    await page.getByRole('heading', { name: '@mika' }).waitFor();
    const second = await credentialsIn(page);
    expect(callsOf(site.emulator)).toContain('refreshToken 200');
    expect(second.accessToken).not.toBe(first.accessToken);
    expect(second.userId).toBe(first.userId);
    expect(second.expiration.getTime() - first.expiration.getTime()).toBeGreaterThan(24.9 * hour);
    expect(secretsIn(site.emulator, site.logged, await page.context().cookies())).toEqual([]);
  });

  it('refreshes twice for two requests at once, since Auth.js takes no lock', async () => {
    const { site, page } = await beginLogin();
    await allow(page);
    movePresent(25 * hour);
    await Promise.all([page.request.get(site.url), page.request.get(site.url)]);
    expect(callsOf(site.emulator).filter((call) => call === 'refreshToken 200')).toHaveLength(2);
  });

  it('goes on with the old token when a refresh fails', async () => {
    const { site, page } = await beginLogin();
    await allow(page);
    const { accessToken } = await credentialsIn(page);
    site.emulator.planFault({ kind: 'error', operation: 'refreshToken', preset: 'permission-missing' });
    movePresent(25 * hour);
    await page.goto(site.url);
    await page.getByRole('heading', { name: '@mika' }).waitFor();
    expect((await credentialsIn(page)).accessToken).toBe(accessToken);
    expect(site.logged).toContainEqual(expect.objectContaining({ code: 'PERMISSION_MISSING' }));
  });

  it('asks for a new login once the person has removed the app', async () => {
    const { site, page, begin } = await beginLogin();
    await allow(page);
    await site.emulator.deauthorize({ username: 'mika' });
    await page.goto(site.url);
    await page.getByRole('link', { name: 'Log in' }).waitFor();
    await begin();
    await allow(page);
    expect((await credentialsIn(page)).userId).toBe(site.emulator.users[0]?.id);
  });

  it('asks for a new login after 61 days', async () => {
    const { site, page } = await beginLogin();
    await allow(page);
    movePresent(61 * 24 * hour);
    await page.goto(site.url);
    await page.getByRole('link', { name: 'Log in' }).waitFor();
    expect(callsOf(site.emulator)).not.toContain('refreshToken 200');
  });

  it('prints tokens and the secret of the app with the debug switch of Auth.js, which is therefore to be left off', async () => {
    const { site, page } = await beginLogin(undefined, true);
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.waitForURL(/#_$/);
    expect(secretsIn(site.emulator, site.logged)).toContain(site.emulator.app.clientSecret);
    expect(secretsIn(site.emulator, site.logged)).toContainEqual(expect.stringMatching(/^THAA/));
  });

  it('keeps the newest credentials in a store, since the table of accounts stays as it was at the first login', async () => {
    const accounts: AdapterAccount[] = [];
    const store = createMemoryStore();
    const site = await startLibrarySite('/auth/callback/threads', ({ app }) => {
      const config = authConfigWithStore({ adapter: tablesOf(accounts), app, secret, store });
      setEnvDefaults({}, config); // as next-auth, @auth/express and @auth/sveltekit do
      return listenerOf((request) => Auth(request, config));
    });
    const page = await openTab();
    const logIn = async (): Promise<Credentials | undefined> => {
      await page.goto(`${site.url}/auth/signin`);
      await page.getByRole('button', { name: /Threads/ }).click();
      await page.getByRole('button', { name: 'Allow' }).click();
      await page.waitForURL(/#_$/);
      return (await store.get(site.emulator.users[0]?.id ?? ''))?.credentials;
    };
    const first = await logIn();
    const row = { provider: 'threads', providerAccountId: first?.userId, access_token: first?.accessToken };
    expect(accounts).toEqual([
      expect.objectContaining({ ...row, scope: 'threads_basic threads_content_publish' }),
    ]);
    expect(accounts[0]).not.toHaveProperty('user_id'); // for which no table has a column
    expect(accounts[0] && credentialsOfAccount(accounts[0])).toMatchObject({ userId: first?.userId });

    const second = await logIn();
    expect(second?.accessToken).not.toBe(first?.accessToken);
    expect(accounts).toEqual([expect.objectContaining(row)]);
  });
});

/** Tables in memory, as far as a login needs them. */
function tablesOf(accounts: AdapterAccount[]): Adapter {
  const users = new Map<string, AdapterUser>();
  const sessions = new Map<string, AdapterSession>();
  return {
    createUser: async (user) => {
      users.set(user.id, user);
      return user;
    },
    getUser: async (id) => users.get(id) ?? null,
    getUserByEmail: async () => null,
    getUserByAccount: async ({ providerAccountId }) => {
      const account = accounts.find((one) => one.providerAccountId === providerAccountId);
      return users.get(account?.userId ?? '') ?? null;
    },
    updateUser: async ({ id }) => users.get(id) ?? Promise.reject(new Error('There is no such user.')),
    linkAccount: async (account) => void accounts.push(account),
    createSession: async (session) => {
      sessions.set(session.sessionToken, session);
      return session;
    },
    getSessionAndUser: async (sessionToken) => {
      const session = sessions.get(sessionToken);
      const user = users.get(session?.userId ?? '');
      return session && user ? { session, user } : null;
    },
    updateSession: async () => null,
    deleteSession: async (sessionToken) => void sessions.delete(sessionToken),
  };
}
