import type { App } from '@threads-sdk/auth';
import { createClient } from '@threads-sdk/core-http/fetch';
import { type Credentials, credentialsFromJson } from '@threads-sdk/credentials';
import { createEmulator, createVirtualClock, type Emulator } from '@threads-sdk/emulator';
import { isThreadsError } from '@threads-sdk/errors';
import { beforeEach, describe, expect, it } from 'vitest';
import { createThreadsProvider, credentialsOfAccount, type ThreadsAccount } from '../src/auth-js.ts';
import { type BetterAuthServer, createThreadsPlugin, credentialsOfUser } from '../src/better-auth.ts';

const scopes = ['threads_basic', 'threads_content_publish'];
const redirectUri = 'https://app.example/callback';
const clock = createVirtualClock(Date.parse('2026-03-01T12:00:00Z'));
const userId = '17841400000000001';

let emulator: Emulator;
let app: App;
beforeEach(() => {
  emulator = createEmulator({ clock, app: { redirectUris: [redirectUri] }, users: [{ username: 'mika' }] });
  const { clientId, clientSecret } = emulator.app;
  app = { clientId, clientSecret, redirectUri, client: createClient({ clock, fetch: emulator.fetch }) };
});

/** What Threads answers to a code: the id as a bare integer, and neither `token_type` nor `expires_in`. */
function answerToCode(id = userId): Response {
  const { accessToken } = emulator.issueToken({ username: 'mika', scopes, shortLived: true });
  return new Response(`{"access_token":"${accessToken}","user_id":${id}}`, {
    headers: { 'content-type': 'application/json' },
  });
}

async function rejection(call: () => unknown): Promise<unknown> {
  return Promise.resolve()
    .then(call)
    .then(
      () => undefined,
      (error: unknown) => error,
    );
}

describe('the provider for Auth.js', () => {
  it('turns the answer of Threads into one that Auth.js takes: a long-lived token, and every digit of the id', async () => {
    const provider = createThreadsProvider(app, { scopes });
    const answer = await (await provider.token.conform(answerToCode())).json();
    expect(answer).toEqual({
      access_token: expect.stringMatching(/^THAA/),
      token_type: 'bearer',
      expires_in: 60 * 24 * 3600,
      scope: 'threads_basic threads_content_publish',
      user_id: userId,
    });
    const profile = await provider.userinfo.request({ tokens: answer });
    expect(profile).toMatchObject({ id: userId, username: 'mika' });
    expect(provider.profile(profile)).toMatchObject({ id: userId, name: 'mika', email: null });
    expect(provider.profile({ id: userId })).toEqual({ id: userId, name: null, email: null, image: null });
  });

  it('sends to where the app sends', () => {
    const authorizationUrl = 'https://proxy.example/oauth/authorize';
    const client = createClient({ baseUrl: 'https://proxy.example/threads', allowOtherHost: true });
    const provider = createThreadsProvider({ ...app, authorizationUrl, client }, { scopes });
    expect(provider.token.url).toBe('https://proxy.example/threads/oauth/access_token');
    expect(provider.authorization).toEqual({
      url: authorizationUrl,
      params: { scope: 'threads_basic,threads_content_publish' },
    });
  });

  it('sends to Threads itself by default', () => {
    const { client: _, ...plain } = app;
    const { authorization, token } = createThreadsProvider(plain, { scopes });
    expect(authorization.url).toBe('https://threads.com/oauth/authorize');
    expect(token.url).toBe('https://graph.threads.com/oauth/access_token');
  });

  it('keeps what was asked for where Threads does not say what was granted', async () => {
    emulator.planFault({ kind: 'error', operation: 'debugToken', preset: 'permission-missing' });
    const answer = await createThreadsProvider(app, { scopes }).token.conform(answerToCode());
    expect(await answer.json()).toMatchObject({ scope: scopes.join(' ') });
    expect(emulator.requests.map(({ operation }) => operation)).toContain('debugToken');
  });

  it('explains why a login failed, without secrets', async () => {
    const { conform } = createThreadsProvider(app, { scopes }).token;
    const rejected =
      '{"error_type":"OAuthException","code":400,"error_message":"Matching code was not found"}';
    expect(await rejection(() => conform(new Response(rejected, { status: 400 })))).toMatchObject({
      code: 'CODE_REJECTED',
    });
    emulator.planFault({ kind: 'error', operation: 'exchangeToken', preset: 'grant-missing' });
    const answer = answerToCode();
    const { access_token: token } = await answer.clone().json();
    const error = await rejection(() => conform(answer));
    expect(error).toMatchObject({ code: 'GRANT_MISSING' });
    expect(isThreadsError(error) && [error.message, error.remedy, error.stack].join()).not.toContain(token);
  });
});

describe('credentialsOfAccount', () => {
  const account: ThreadsAccount = {
    provider: 'threads',
    providerAccountId: userId,
    access_token: 'THAA-a-token',
    expires_at: 1_780_000_000,
    scope: 'threads_basic threads_content_publish',
  };
  const credentials = { userId, scopes, shortLived: false, expiration: new Date(1_780_000_000_000) };

  it('makes credentials of an account, and of a row of PostgreSQL', () => {
    expect(credentialsOfAccount(account)).toMatchObject(credentials);
    expect(credentialsOfAccount(account).accessToken).toBe('THAA-a-token');
    const row = { ...account, expires_at: '1780000000', scope: 'threads_basic,threads_content_publish' };
    expect(credentialsOfAccount(row)).toMatchObject(credentials);
  });

  it.each([
    [{ provider: 'google' }, 'provider'],
    [{ providerAccountId: 'mika' }, 'providerAccountId'],
    [{ access_token: 'a b' }, 'access_token'],
    [{ access_token: null }, 'access_token'],
    [{ expires_at: null }, 'expires_at'],
    [{ expires_at: Number.NaN }, 'expires_at'],
    [{ expires_at: 1e300 }, 'expires_at'],
    [{ scope: '' }, 'scope'],
  ])('refuses %o, and never shows a token', async (fault, path) => {
    const error = await rejection(() => credentialsOfAccount({ ...account, ...fault }));
    expect(error).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path }] });
    expect(String(error)).not.toContain('THAA');
  });
});

/** What Better Auth calls of a provider. */
interface Provider {
  readonly createAuthorizationURL: (data: { state: string; redirectURI: string; scopes?: string[] }) => URL;
  readonly validateAuthorizationCode: (data: { code: string; redirectURI: string }) => Promise<Tokens>;
  readonly getUserInfo: (tokens: Tokens) => Promise<unknown>;
  readonly refreshAccessToken: (refreshToken: string) => Promise<Tokens>;
  readonly accountSubject: (context: { profile: { id: string } }) => string;
}

interface Tokens {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: Date;
  readonly refreshToken: string;
  readonly scopes: string[];
}

describe('the plugin for Better Auth', () => {
  const logged: unknown[] = [];
  beforeEach(() => void logged.splice(0));

  function start(): {
    provider: Provider;
    before: ReturnType<
      ReturnType<typeof createThreadsPlugin>['init']
    >['options']['databaseHooks']['account']['update']['before'];
    others: readonly object[];
  } {
    const logger = { error: (...details: unknown[]) => void logged.push(...details) };
    const { init } = createThreadsPlugin(app, { scopes });
    const { context, options } = init({ logger, socialProviders: [{ id: 'other' }] });
    const [provider, ...others] = context.socialProviders;
    return { provider: provider as Provider, before: options.databaseHooks.account.update.before, others };
  }

  /** Presses Allow, and gives the code. */
  async function codeOf(url: URL): Promise<string> {
    const body = new URLSearchParams({ decision: 'allow' });
    const answer = await emulator.fetch(new Request(url, { method: 'POST', body }));
    const { searchParams } = new URL(answer.headers.get('location') ?? '');
    expect(searchParams.get('state')).toBe('a state');
    return searchParams.get('code') ?? '';
  }

  it('begins and completes a login, at the address that Better Auth names, and leaves the other providers', async () => {
    app = { ...app, redirectUri: 'https://elsewhere.example/' };
    const { before, others, provider } = start();
    expect(others).toEqual([{ id: 'other' }]);
    const url = provider.createAuthorizationURL({
      state: 'a state',
      redirectURI: redirectUri,
      scopes: ['threads_basic', 'threads_manage_insights'],
    });
    expect(url.searchParams.get('scope')).toBe(
      'threads_basic,threads_content_publish,threads_manage_insights',
    );
    const tokens = await provider.validateAuthorizationCode({
      code: await codeOf(url),
      redirectURI: redirectUri,
    });
    const id = emulator.users[0]?.id ?? '';
    const all = [...scopes, 'threads_manage_insights'];
    expect(new Set(tokens.scopes)).toEqual(new Set(all));
    expect(credentialsFromJson(tokens.refreshToken)).toMatchObject({ userId: id, shortLived: false });
    expect(await before(tokens)).toEqual({ data: { scope: tokens.scopes.join(',') } });
    expect(await before({ accessTokenExpiresAt: new Date(tokens.accessTokenExpiresAt) })).toBeUndefined();
    expect(await before({})).toBeUndefined();

    const info = await provider.getUserInfo(tokens);
    expect(info).toMatchObject({
      user: { name: 'mika', email: `${id}@threads.placeholder.invalid`, emailVerified: false },
      data: { id, username: 'mika' },
    });
    expect(provider.accountSubject({ profile: { id } })).toBe(id);

    clock.advance(25 * 3_600_000);
    const renewed = await provider.refreshAccessToken(tokens.refreshToken);
    expect(renewed.accessToken).not.toBe(tokens.accessToken);
    expect(renewed.accessTokenExpiresAt.getTime()).toBe(clock.now() + 60 * 24 * 3_600_000);
    expect(logged).toEqual([]);
  });

  it('keeps of whoever comes back what was asked for, if Meta does not say what was granted', async () => {
    const { before, provider } = start();
    const url = provider.createAuthorizationURL({ state: 'a state', redirectURI: redirectUri });
    emulator.planFault({ kind: 'error', preset: 'permission-missing', operation: 'debugToken' });
    const { accessTokenExpiresAt } = await provider.validateAuthorizationCode({
      code: await codeOf(url),
      redirectURI: redirectUri,
    });
    expect(await before({ accessTokenExpiresAt })).toEqual({ data: { scope: scopes.join(',') } });
    // What linkSocial asks for besides.
    expect(await before({ accessTokenExpiresAt, scope: 'threads_basic,threads_delete' })).toBeUndefined();
  });

  it('writes to the log of Better Auth what that would not tell', async () => {
    const { provider } = start();
    const url = provider.createAuthorizationURL({ state: 'a state', redirectURI: redirectUri });
    const tokens = await provider.validateAuthorizationCode({
      code: await codeOf(url),
      redirectURI: redirectUri,
    });
    expect(await rejection(() => provider.refreshAccessToken(tokens.refreshToken))).toMatchObject({
      code: 'TOKEN_TOO_YOUNG',
    });
    emulator.revokeGrant({ username: 'mika' });
    expect(await provider.getUserInfo(tokens)).toBeNull();
    expect(logged).toEqual([
      expect.any(String),
      expect.objectContaining({ code: 'TOKEN_TOO_YOUNG' }),
      expect.any(String),
      expect.objectContaining({ code: 'TOKEN_INVALID' }),
    ]);
  });
});

describe('credentialsOfUser', () => {
  const day = 24 * 3_600_000;

  /** What Better Auth answers, of rows like these. */
  function serverOf(...rows: readonly { accountId: string; end: number | undefined }[]): BetterAuthServer {
    const accounts = rows.map(({ accountId, end }, index) => ({
      id: String(index),
      providerId: 'threads',
      accountId,
      accessTokenExpiresAt: end === undefined ? null : new Date(Date.now() + end),
    }));
    const tokenOf = ({ body }: { body: { accountId: string } }) => {
      const row = accounts[Number(body.accountId)];
      return {
        accessToken: 'THAA-a-token',
        scopes,
        accessTokenExpiresAt: row?.accessTokenExpiresAt ?? undefined,
      };
    };
    return {
      $context: Promise.resolve({
        logger: { error: () => undefined },
        internalAdapter: {
          findAccounts: async () => [{ id: 'g', providerId: 'google', accountId: '1' }, ...accounts],
        },
      }),
      api: { getAccessToken: async (input) => tokenOf(input), refreshToken: async () => undefined },
    };
  }

  it('gives the account that is named, or the only one', async () => {
    const one: Credentials = await credentialsOfUser(serverOf({ accountId: '5', end: 40 * day }), {
      userId: 'u',
    });
    expect(one).toMatchObject({ userId: '5', scopes, shortLived: false });
    const two = serverOf({ accountId: '5', end: 40 * day }, { accountId: '6', end: 40 * day });
    expect(await credentialsOfUser(two, { userId: 'u', threadsUserId: '6' })).toMatchObject({ userId: '6' });
    expect(await rejection(() => credentialsOfUser(two, { userId: 'u' }))).toMatchObject({
      issues: [{ path: 'threadsUserId', message: expect.stringContaining('5, 6') }],
    });
  });

  it.each([
    ['no account', []],
    ['an account of another', [{ accountId: '6', end: 40 * day }]],
    ['an account whose token was deleted', [{ accountId: '5', end: undefined }]],
  ])('says that there is none, of %s', async (_, rows) => {
    const params = { userId: 'u', threadsUserId: '5' };
    expect(await rejection(() => credentialsOfUser(serverOf(...rows), params))).toMatchObject({
      code: 'CREDENTIALS_MISSING',
    });
  });

  it.each([-day, 4000])('says that a token has expired which ends in %s milliseconds', async (end) => {
    const auth = serverOf({ accountId: '5', end });
    expect(await rejection(() => credentialsOfUser(auth, { userId: 'u' }))).toMatchObject({
      code: 'CREDENTIALS_EXPIRED',
    });
  });
});
