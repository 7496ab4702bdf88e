import { createClient } from '@threads-sdk/core-http/fetch';
import { createCredentials } from '@threads-sdk/credentials';
import { createEmulator, createVirtualClock, type Emulator } from '@threads-sdk/emulator';
import { describe, expect, it } from 'vitest';
import { checkSetup, type SetupApp, type SetupFinding, type SetupOptions } from '../src/index.ts';

const secret = 'the-app-secret-of-the-test';
const redirectUri = 'https://app.example/callback';
const day = 24 * 3600 * 1000;

function createTown(): {
  readonly emulator: Emulator;
  readonly app: SetupApp;
  readonly clock: Emulator['clock'];
} {
  const clock = createVirtualClock(Date.UTC(2026, 8, 1, 8));
  const emulator = createEmulator({
    clock,
    app: { clientId: '123456', clientSecret: secret, redirectUris: [redirectUri] },
    users: [{ username: 'mika' }, { username: 'guest', tester: false }],
  });
  const app = {
    clientId: '123456',
    clientSecret: secret,
    redirectUri,
    authorizationUrl: 'http://emulator.localhost/oauth/authorize',
    client: createClient({ fetch: emulator.fetch, clock }),
  };
  return { emulator, app, clock };
}

/** The options for a user's account. */
function accountOf(
  emulator: Emulator,
  token: Parameters<Emulator['clientOptions']>[0],
): Required<Pick<SetupOptions, 'client' | 'credentials'>> {
  const options = emulator.clientOptions(token);
  const credentials = createCredentials(options.credentials);
  return { client: createClient({ ...options, credentials }), credentials };
}

/** What was found, and that no secret is in it. */
async function check(options: SetupOptions): Promise<readonly SetupFinding[]> {
  const findings = await checkSetup(options);
  const said = JSON.stringify(findings);
  expect(said).not.toContain(secret);
  expect(said).not.toMatch(/THAA\w/);
  expect(findings.every((finding) => Object.isFrozen(finding))).toBe(true);
  return findings;
}

const levelsOf = (findings: readonly SetupFinding[]): readonly string[] =>
  findings.map(({ check: what, level }) => `${what}: ${level}`);

describe('checkSetup', () => {
  it('finds that all is well', async () => {
    const { emulator, app } = createTown();
    const findings = await check({
      app,
      ...accountOf(emulator, { username: 'mika' }),
      fetch: emulator.fetch,
    });
    expect(levelsOf(findings)).toEqual([
      'app id: ok',
      'secret: ok',
      'redirect: ok',
      'account: ok',
      'tester: ok',
      'permissions: ok',
      'token: ok',
      'profile: ok',
      'quota: ok',
    ]);
    expect(findings.find(({ check: what }) => what === 'token')?.message).toBe(
      'The token ends on 2026-10-31, in 60 days.',
    );
  });

  it.each<[what: string, changes: SetupApp, expected: readonly unknown[]]>([
    [
      'the id of the Meta app',
      { clientId: '999' },
      [
        {
          check: 'app id',
          level: 'problem',
          message: expect.stringContaining('1349026'),
          remedy: expect.stringContaining('not to that of the Meta app'),
        },
        { check: 'secret', level: 'problem' },
        { check: 'redirect', level: 'unknown' },
      ],
    ],
    [
      'a wrong secret',
      { clientSecret: 'another-secret' },
      [
        { check: 'app id', level: 'ok' },
        { check: 'secret', level: 'problem', remedy: expect.stringContaining('Threads app secret') },
        { check: 'redirect', level: 'ok' },
      ],
    ],
    [
      'a slash too many',
      { redirectUri: `${redirectUri}/` },
      [
        { check: 'app id', level: 'ok' },
        { check: 'secret', level: 'ok' },
        { check: 'redirect', level: 'problem', message: expect.stringContaining('1349168') },
      ],
    ],
    [
      'nothing but the address',
      { clientId: undefined, clientSecret: undefined },
      [{ check: 'app id', level: 'problem', message: 'The id of the app is not known.' }],
    ],
    [
      'what nobody needs to be asked about',
      { clientId: 'mine', clientSecret: `${secret}\n`, redirectUri: 'http://localhost:3000/callback' },
      [
        { check: 'app id', level: 'problem', message: 'The id of the app is no number.' },
        { check: 'secret', level: 'problem', message: expect.stringContaining('line break') },
        { check: 'redirect', level: 'problem', message: expect.stringContaining('is not https') },
      ],
    ],
    [
      'an app without its secret',
      { clientSecret: undefined },
      [
        { check: 'app id', level: 'ok' },
        { check: 'secret', level: 'unknown' },
        { check: 'redirect', level: 'ok' },
      ],
    ],
  ])('sees %s', async (_what, changes, expected) => {
    const { emulator, app } = createTown();
    const findings = await check({ app: { ...app, ...changes }, fetch: emulator.fetch });
    expect(findings).toMatchObject(expected);
    expect(findings).toHaveLength(expected.length);
  });

  it('leaves open what the page of Threads does not say before a login, and where nobody answers', async () => {
    const { app } = createTown();
    const { authorizationUrl: _, ...atThreads } = app;
    const asked: string[] = [];
    const loginPage = async ({ url }: Request): Promise<Response> => {
      asked.push(new URL(url).hostname);
      return new Response('<!doctype html><title>Log in</title>');
    };
    const unsaid = ['app id: ok', 'secret: ok', 'redirect: unknown'];
    expect(levelsOf(await check({ app: atThreads, fetch: loginPage }))).toEqual(unsaid);
    expect(asked).toEqual(['threads.com']);
    const silent = async (): Promise<Response> => {
      throw new TypeError('fetch failed');
    };
    expect(levelsOf(await check({ app, fetch: silent }))).toEqual(unsaid);
    expect(
      levelsOf(
        await check({
          app: { ...app, client: createClient({ fetch: silent, retry: { maxAttempts: 1 } }) },
          fetch: silent,
        }),
      ),
    ).toEqual(['app id: unknown', 'secret: unknown', 'redirect: unknown']);
  });

  it('says what is missing: a warning, or a problem if the app needs it', async () => {
    const { emulator } = createTown();
    const account = accountOf(emulator, {
      username: 'mika',
      scopes: ['threads_basic', 'threads_content_publish'],
    });
    const all = await check(account);
    const missing = all.filter(({ scope }) => scope !== undefined);
    expect(missing).toHaveLength(9);
    expect(new Set(missing.map(({ level }) => level))).toEqual(new Set(['warning']));
    expect(missing).toContainEqual({
      check: 'permissions',
      level: 'warning',
      message: 'threads_delete is missing. It is for: deleting posts.',
      remedy: expect.stringContaining('ask for it at the next login'),
      scope: 'threads_delete',
    });
    const needed = await check({ ...account, scopes: ['threads_basic', 'threads_delete', 'threads_new'] });
    expect(needed.filter(({ level }) => level === 'problem').map(({ message }) => message)).toEqual([
      'threads_delete is missing. It is for: deleting posts.',
      'threads_new is missing.',
    ]);
    expect(needed).toContainEqual(expect.objectContaining({ check: 'profile', level: 'unknown' }));
  });

  it('leaves open what Threads tells to testers alone', async () => {
    const { emulator } = createTown();
    const account = accountOf(emulator, { username: 'guest' });
    const byLogin = await check(account);
    expect(byLogin).toContainEqual(
      expect.objectContaining({
        check: 'tester',
        level: 'unknown',
        remedy: expect.stringContaining('1349245'),
      }),
    );
    expect(byLogin).toContainEqual(
      expect.objectContaining({
        check: 'permissions',
        level: 'unknown',
        message: expect.stringContaining('maybe not all granted'),
      }),
    );
    expect(byLogin).toContainEqual(expect.objectContaining({ check: 'token', level: 'ok' }));

    const { accessToken } = account.credentials;
    const tokenAlone = await check({ client: account.client, credentials: { accessToken } });
    expect(levelsOf(tokenAlone)).toEqual([
      'account: ok',
      'tester: unknown',
      'permissions: unknown',
      'token: unknown',
      'profile: unknown',
      'quota: ok',
    ]);
    const clientAlone = await check({ client: account.client });
    expect(levelsOf(clientAlone)).toEqual(levelsOf(tokenAlone));
    const unasked = clientAlone.filter(({ remedy = '' }) => remedy.startsWith('Pass credentials'));
    expect(unasked.map(({ check: what }) => what)).toEqual(['tester', 'permissions', 'token']);
  });

  it('sees a token that ends soon, one of an hour, and one that has ended', async () => {
    const { emulator, clock } = createTown();
    const short = accountOf(emulator, { username: 'mika', shortLived: true });
    expect(await check(short)).toContainEqual(
      expect.objectContaining({
        check: 'token',
        level: 'warning',
        message: expect.stringContaining('an hour'),
      }),
    );
    const long = accountOf(emulator, { username: 'mika' });
    clock.advance(55 * day);
    expect(await check(long)).toContainEqual(
      expect.objectContaining({
        check: 'token',
        level: 'warning',
        message: 'The token ends on 2026-10-31, in 5 days.',
      }),
    );
    clock.advance(4 * day);
    expect((await check(long)).map(({ message }) => message)).toContain(
      'The token ends on 2026-10-31, in 1 day.',
    );
    clock.advance(2 * day);
    const ended = await check(long);
    expect(ended).toMatchObject([
      { check: 'account', level: 'problem', remedy: expect.stringContaining('log in again') },
    ]);
  });

  it('sees a grant that ends soon, a quota that is used up, and one that is not told', async () => {
    const { emulator, clock } = createTown();
    const account = accountOf(emulator, { username: 'mika' });
    const seconds = Math.floor(clock.now() / 1000);
    const granted = {
      is_valid: true,
      scopes: ['threads_basic'],
      data_access_expires_at: seconds + 3 * 86_400,
    };
    emulator.planFault({ operation: 'debugToken', kind: 'answer', body: JSON.stringify({ data: granted }) });
    const used = { quota_usage: 250, config: { quota_total: 250, quota_duration: 86_400 } };
    emulator.planFault({
      operation: 'getPublishingLimit',
      kind: 'answer',
      body: JSON.stringify({ data: [used] }),
    });
    const findings = await check(account);
    expect(findings).toContainEqual(
      expect.objectContaining({
        check: 'grant',
        level: 'warning',
        message: expect.stringContaining('in 3 days'),
      }),
    );
    expect(findings).toContainEqual(
      expect.objectContaining({
        check: 'quota',
        level: 'warning',
        message: '250 of 250 posts are used within 24 hours.',
      }),
    );
    emulator.planFault({ operation: 'getPublishingLimit', kind: 'error', preset: 'permission-missing' });
    expect(levelsOf(await check(account))).toContain('quota: unknown');
  });

  it.each(['rate-limited', 'unknown-error'] as const)(
    'takes what passes by itself for no fault of the set-up: %s',
    async (preset) => {
      const { emulator, app } = createTown();
      const { client, credentials } = accountOf(emulator, { username: 'mika' });
      for (const operation of ['getUser', 'getAppToken'] as const)
        emulator.planFault({ kind: 'error', preset, operation, times: Infinity });
      const findings = await check({ app, client, credentials, fetch: emulator.fetch });
      expect(levelsOf(findings)).toEqual([
        'app id: ok',
        'secret: unknown',
        'redirect: ok',
        'account: unknown',
      ]);
      expect(findings.at(-1)?.remedy).toMatch(/Wait|later/);
    },
  );

  it('ends when it is aborted', async () => {
    const { emulator, app } = createTown();
    const signal = AbortSignal.abort();
    await expect(checkSetup({ ...accountOf(emulator, { username: 'mika' }), signal })).rejects.toMatchObject({
      code: 'ABORTED',
    });
    const controller = new AbortController();
    const slow = async (request: Request): Promise<Response> => {
      controller.abort();
      return emulator.fetch(request);
    };
    await expect(
      checkSetup({ app: { ...app, clientSecret: undefined }, fetch: slow, signal: controller.signal }),
    ).rejects.toMatchObject({
      code: 'ABORTED',
    });
  });
});
