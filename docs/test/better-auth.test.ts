import { chromiumForTests, useBrowser } from '@threads-sdk/browser';
import { credentialsOfUser } from '@threads-sdk/auth-providers/better-auth';
import { type MemoryDB, memoryAdapter } from 'better-auth/adapters/memory';
import type { Page } from 'playwright-core';
import { expiresIn } from 'threads-sdk';
import { describe, expect, it } from 'vitest';
import { createAuth } from '../examples/better-auth/auth.ts';
import { createSite } from '../examples/better-auth/site.ts';
import { pressAllow } from '../examples/press-allow.ts';
import { callsOf, type LibrarySite, movePresent, secretsIn, startLibrarySite } from './library-site.ts';
import { listenerOf } from './listener-of.ts';

const chromium = await chromiumForTests();
const hour = 3_600_000;

/** The site, its tables, and what the server can ask of Better Auth. */
interface Visited {
  readonly site: LibrarySite;
  readonly database: MemoryDB;
  readonly auth: ReturnType<typeof createAuth>;
}

async function startSite(registered?: string): Promise<Visited> {
  const database: MemoryDB = { user: [], session: [], account: [], verification: [] };
  const settingsOf = ({ app, logged, url }: LibrarySite): Parameters<typeof createAuth>[0] => ({
    app,
    origin: url,
    secret: 'a secret of the test, long enough for Better Auth',
    database: memoryAdapter(database),
    log: (...details) => void logged.push(...details),
  });
  const site = await startLibrarySite(
    '/api/auth/callback/threads',
    (started) => listenerOf(createSite(settingsOf(started))),
    registered,
  );
  return { site, database, auth: createAuth(settingsOf(site)) };
}

describe.skipIf(chromium === undefined)('a site with Better Auth', () => {
  const openTab = useBrowser(chromium);

  async function beginLogin(registered?: string): Promise<Visited & { readonly page: Page }> {
    const visited = await startSite(registered);
    const page = await openTab();
    await page.goto(`${visited.site.url}/login`);
    return { ...visited, page };
  }

  async function allow(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByRole('heading', { name: '@mika' }).waitFor();
  }

  /** The id of the only user of Better Auth, and that of the only row of the table of accounts. */
  const idsIn = ({ account, user }: MemoryDB): { userId: string; accountId: string } => ({
    userId: user?.[0].id,
    accountId: account?.[0].id,
  });

  it('logs a person in, with their exact id, a token of 60 days, and what they granted', async () => {
    const { auth, database, page, site } = await beginLogin();
    await page.getByRole('checkbox', { name: /threads_content_publish/ }).uncheck();
    await allow(page);

    const id = site.emulator.users[0]?.id ?? '';
    expect(BigInt(id)).toBeGreaterThan(2n ** 53n);
    expect(database['account']).toMatchObject([
      {
        providerId: 'threads',
        accountId: id,
        scope: 'threads_basic',
        accessTokenExpiresAt: expect.any(Date),
      },
    ]);
    const credentials = await credentialsOfUser(auth, idsIn(database));
    expect(credentials).toMatchObject({ userId: id, shortLived: false, scopes: ['threads_basic'] });
    expect(expiresIn(credentials)).toBeGreaterThan(59.9 * 24 * 3600);
    expect(database['user']).toMatchObject([
      { name: 'Mika', email: `${id}@threads.placeholder.invalid`, emailVerified: false },
    ]);
  });

  it('keeps the user who comes back, with the newest token', async () => {
    const { auth, database, page, site } = await beginLogin();
    await allow(page);
    const first = await credentialsOfUser(auth, idsIn(database));
    await page.goto(`${site.url}/login`);
    await allow(page);
    expect([database['user'], database['account']].map((table) => table?.length)).toEqual([1, 1]);
    expect((await credentialsOfUser(auth, idsIn(database))).accessToken).not.toBe(first.accessToken);
  });

  it('knows what a person granted who comes back, more or less than before', async () => {
    const { database, page, site } = await beginLogin();
    await page.getByRole('checkbox', { name: /threads_content_publish/ }).uncheck();
    await allow(page);
    await page.goto(`${site.url}/login`);
    await allow(page);
    expect(database['account']).toMatchObject([{ scope: 'threads_basic,threads_content_publish' }]);
    await page.goto(`${site.url}/login`);
    await page.getByRole('checkbox', { name: /threads_content_publish/ }).uncheck();
    await allow(page);
    expect(database['account']).toMatchObject([{ scope: 'threads_basic' }]);
  });

  it('shows secrets neither to the page, nor in cookies, nor in the log, nor in the tables', async () => {
    const { database, page, site } = await beginLogin();
    await allow(page);
    const session = await page.request.get(`${site.url}/api/auth/get-session`);
    const told = await session.text();
    expect(told).toContain('"name":"Mika"');
    const accounts = await (await page.request.get(`${site.url}/api/auth/list-accounts`)).text();
    expect(accounts).toContain('"providerId":"threads"');
    for (const path of ['get-access-token', 'refresh-token']) {
      const data = { accountId: idsIn(database).accountId };
      const headers = { origin: site.url };
      const answer = await page.request.post(`${site.url}/api/auth/${path}`, { data, headers });
      expect(answer.status()).toBe(404);
    }
    const cookies = await page.context().cookies();
    expect(cookies.every(({ httpOnly }) => httpOnly)).toBe(true);
    expect(database['account']).toHaveLength(1);
    const seen = [told, accounts, cookies, site.logged, database, await page.content(), page.url()];
    expect(secretsIn(site.emulator, seen)).toEqual([]);
  });

  it('tells a person who denies it, and lets them try again', async () => {
    const { page, site } = await beginLogin();
    await page.getByRole('button', { name: 'Deny' }).click();
    await page.waitForURL(`${site.url}/denied?**`);
    expect(new URL(page.url()).searchParams.get('error')).toBe('access_denied');
    expect(callsOf(site.emulator)).not.toContain('exchangeCode 200');
    await page.getByRole('link', { name: 'Log in' }).click();
    await allow(page);
  });

  it('ends at Threads with a redirect address that is not registered', async () => {
    const { page, site } = await beginLogin('https://app.example/api/auth/callback/threads');
    expect(JSON.parse(await page.getByText('error_message').innerText())).toMatchObject({
      error_code: 1349168,
    });
    expect(page.url()).toContain(encodeURIComponent(`${site.url}/api/auth/callback/threads`));
  });

  it('refuses a code that has expired, and its log says what to do', async () => {
    const { page, site } = await beginLogin();
    const callback = await pressAllow(page.url());
    site.emulator.clock.advance(2 * hour);
    await page.goto(callback);
    expect(new URL(page.url()).searchParams.get('error')).toBe('invalid_code');
    expect(site.logged).toContainEqual(
      expect.objectContaining({ code: 'CODE_REJECTED', remedy: expect.stringContaining('Start') }),
    );
    expect(secretsIn(site.emulator, site.logged, await page.content())).toEqual([]);
  });

  it('refreshes the token through Better Auth after 25 hours, and not before', async () => {
    const { auth, database, page, site } = await beginLogin();
    await allow(page);
    const ids = idsIn(database);
    const first = await credentialsOfUser(auth, ids);
    await expect(auth.api.refreshToken({ body: ids })).rejects.toMatchObject({
      body: { code: 'FAILED_TO_REFRESH_ACCESS_TOKEN' },
    });
    expect(site.logged).toContainEqual(expect.objectContaining({ code: 'TOKEN_TOO_YOUNG' }));

    movePresent(25 * hour);
    await auth.api.refreshToken({ body: ids });
    const second = await credentialsOfUser(auth, ids);
    expect(callsOf(site.emulator)).toContain('refreshToken 200');
    expect(second.accessToken).not.toBe(first.accessToken);
    expect(second).toMatchObject({ userId: first.userId, scopes: first.scopes });
    expect(second.expiration.getTime() - first.expiration.getTime()).toBeGreaterThan(24.9 * hour);
    const { accessToken } = await auth.api.getAccessToken({ body: ids });
    expect(accessToken).toBe(second.accessToken);
    expect(secretsIn(site.emulator, site.logged, database)).toEqual([]);
  });

  it('refreshes by itself once less than half of the 60 days is left', async () => {
    const { auth, database, page, site } = await beginLogin();
    await allow(page);
    const ids = idsIn(database);
    movePresent(29 * 24 * hour);
    await credentialsOfUser(auth, ids);
    expect(callsOf(site.emulator)).not.toContain('refreshToken 200');
    movePresent(2 * 24 * hour);
    expect(expiresIn(await credentialsOfUser(auth, ids))).toBeGreaterThan(59.9 * 24 * 3600);

    movePresent(31 * 24 * hour);
    await Promise.all([credentialsOfUser(auth, ids), credentialsOfUser(auth, ids)]);
    // Twice for two at once, since Better Auth takes no lock.
    expect(callsOf(site.emulator).filter((call) => call === 'refreshToken 200')).toHaveLength(3);
  });

  it('goes on with the old token when a refresh fails, until that has expired', async () => {
    const { auth, database, page, site } = await beginLogin();
    await allow(page);
    const ids = idsIn(database);
    const { accessToken } = await credentialsOfUser(auth, ids);
    site.emulator.planFault({ kind: 'error', operation: 'refreshToken', preset: 'permission-missing' });
    movePresent(31 * 24 * hour);
    expect((await credentialsOfUser(auth, ids)).accessToken).toBe(accessToken);
    expect(site.logged).toContainEqual(expect.objectContaining({ code: 'PERMISSION_MISSING' }));

    movePresent(30 * 24 * hour);
    await expect(credentialsOfUser(auth, ids)).rejects.toMatchObject({ code: 'CREDENTIALS_EXPIRED' });
    await expect(credentialsOfUser(auth, { userId: 'nobody' })).rejects.toMatchObject({
      code: 'CREDENTIALS_MISSING',
    });
  });

  it('forgets the token of a person who removed the app, who comes back as the same user', async () => {
    const { auth, database, page, site } = await beginLogin();
    await allow(page);
    await site.emulator.deauthorize({ username: 'mika' });
    expect(site.emulator.callbacks).toMatchObject([{ kind: 'deauthorize', status: 200 }]);
    expect(database['account']).toMatchObject([{ accessToken: null, refreshToken: null }]);
    await expect(credentialsOfUser(auth, idsIn(database))).rejects.toMatchObject({
      code: 'CREDENTIALS_MISSING',
    });
    await page.goto(site.url);
    await page.getByRole('link', { name: 'Log in' }).click();
    await allow(page);
    expect(database['user']).toHaveLength(1);
  });

  it('is refused by Better Auth where the row of an account is deleted and that of its user is not', async () => {
    const { database, page, site } = await beginLogin();
    await allow(page);
    database['account']?.splice(0);
    await page.goto(`${site.url}/login`);
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.waitForURL(`${site.url}/denied?**`);
    expect(new URL(page.url()).searchParams.get('error')).toBe('account_not_linked');
  });

  it('adds accounts of Threads to a user who logged in with a password, and tells them apart', async () => {
    const { auth, database, site } = await startSite();
    const other = site.emulator.addUser({ username: 'ayo' });
    const page = await openTab();
    await page.goto(site.url);
    const post = async (path: string, data: object): Promise<string> => {
      const answer = await page.request.post(`${site.url}/api/auth/${path}`, {
        data,
        headers: { origin: site.url },
      });
      expect(answer.status()).toBe(200);
      return (await answer.json()).url;
    };
    await post('sign-up/email', { name: 'Mika', email: 'mika@app.example', password: 'a long password' });
    for (const username of ['mika', 'ayo']) {
      await page.goto(await post('link-social', { provider: 'threads', callbackURL: '/linked' }));
      await page.getByRole('radio', { name: username }).check();
      await page.getByRole('button', { name: 'Allow' }).click();
      await page.waitForURL(`${site.url}/linked**`);
    }
    const { userId } = idsIn(database);
    await expect(credentialsOfUser(auth, { userId })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining(other.id),
    });
    const credentials = await credentialsOfUser(auth, { userId, threadsUserId: other.id });
    expect(credentials.userId).toBe(other.id);
    expect(database['user']).toMatchObject([{ email: 'mika@app.example' }]);
  });
});
