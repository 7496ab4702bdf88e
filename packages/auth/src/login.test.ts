import { inspect } from 'node:util';
import { isThreadsError } from '@threads-sdk/errors';
import { describe, expect, it } from 'vitest';
import {
  completeAuthorization,
  createAuthorizationUrl,
  exchangeCode,
  extendToken,
  readGrantedScopes,
  refreshCredentials,
} from './index.ts';

const app = {
  clientId: '9906352117420854',
  clientSecret: 'canary-secret',
  redirectUri: 'https://app.example/callback?from=threads',
};
const scopes = ['threads_basic', 'threads_manage_insights', 'threads_of_tomorrow'];

describe('createAuthorizationUrl', () => {
  it('asks for the scopes with everything that Threads documents', () => {
    const { url, state } = createAuthorizationUrl(app, { scopes });
    const { origin, pathname, searchParams } = new URL(url);
    expect(origin + pathname).toBe('https://threads.com/oauth/authorize');
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: '9906352117420854',
      redirect_uri: 'https://app.example/callback?from=threads',
      response_type: 'code',
      scope: 'threads_basic,threads_manage_insights,threads_of_tomorrow',
      state,
    });
    expect(url).not.toContain('canary');
  });

  it('makes a new state of 32 random bytes each time', () => {
    const states = Array.from({ length: 200 }, () => createAuthorizationUrl(app, { scopes }).state);
    expect(new Set(states).size).toBe(200);
    for (const state of states) {
      expect(state).toMatch(/^[\w-]{43}$/);
      expect(atob(state.replaceAll('-', '+').replaceAll('_', '/'))).toHaveLength(32);
    }
  });

  it('can open another page', () => {
    const { url } = createAuthorizationUrl(
      { ...app, authorizationUrl: 'http://127.0.0.1:8080/oauth/authorize' },
      { scopes },
    );
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:8080\/oauth\/authorize\?client_id=/);
  });
});

describe('faults', () => {
  const faulty = {
    clientId: 'canary',
    clientSecret: '',
    redirectUri: '/callback',
    authorizationUrl: 'threads.com',
  };
  const appFaults = ['app.clientId', 'app.clientSecret', 'app.redirectUri', 'app.authorizationUrl'];
  const nothing: unknown = {};

  it.each([
    [
      'createAuthorizationUrl',
      createAuthorizationUrl,
      { scopes: ['threads_content_publish', 'a b', 7] },
      ['scopes', 'scopes[1]', 'scopes[2]'],
    ],
    ['createAuthorizationUrl', createAuthorizationUrl, nothing, ['scopes']],
    ['completeAuthorization', completeAuthorization, nothing, ['callbackUrl', 'state', 'scopes']],
    [
      'completeAuthorization',
      completeAuthorization,
      { callbackUrl: '', state: '', scopes: [], shortLived: 1 },
      ['callbackUrl', 'state', 'scopes', 'shortLived'],
    ],
    ['exchangeCode', exchangeCode, { code: '', scopes: 'threads_basic' }, ['code', 'scopes']],
    [
      'extendToken',
      extendToken,
      { credentials: { accessToken: 'canary\n' } },
      [
        'credentials.userId',
        'credentials.scopes',
        'credentials.shortLived',
        'credentials.accessToken',
        'credentials.expiration',
      ],
    ],
    ['refreshCredentials', refreshCredentials, undefined, ['credentials']],
    ['readGrantedScopes', readGrantedScopes, { testerToken: 7 }, ['credentials', 'testerToken']],
  ])('of the app and the parameters of %s are named at once', async (name, call, params, paths) => {
    const error: unknown = await Promise.resolve()
      .then((): unknown => Reflect.apply(call, undefined, [faulty, params]))
      .catch((reason: unknown) => reason);
    if (!isThreadsError(error) || error.code !== 'INVALID_INPUT') throw error;
    expect(error.call).toBe(name);
    expect(error.issues.map(({ path }) => path)).toEqual([...appFaults, ...paths]);
    expect(inspect(error, { depth: 10 })).not.toContain('canary');
  });

  it('include what an app has to have and does not', () => {
    expect((): unknown => Reflect.apply(createAuthorizationUrl, undefined, [{}, { scopes }])).toThrow(
      /app\.clientId: .*app\.clientSecret: .*app\.redirectUri: /s,
    );
  });

  it.each([
    'http://localhost:3000/callback',
    'http://127.0.0.1',
    'http://app.localhost?x=1',
    'http://[::1]:80/',
  ])(
    'include a redirect URI with http, which Threads never redirects to, unless a local emulator is meant: %s',
    (redirectUri) => {
      const local = { ...app, redirectUri };
      expect(() => createAuthorizationUrl(local, { scopes })).toThrow(
        /app\.redirectUri: must be https, for localhost too/,
      );
      const { url } = createAuthorizationUrl({ ...local, allowInsecure: true }, { scopes });
      expect(new URL(url).searchParams.get('redirect_uri')).toBe(redirectUri);
    },
  );

  it.each([
    'http://app.example/callback',
    'http://app.example/https:',
    'http://localhost.evil.example/',
    'http://localhost@evil.example/',
    'ftp://localhost/',
  ])('include one with http on another machine: %s', (redirectUri) => {
    expect(() => createAuthorizationUrl({ ...app, redirectUri, allowInsecure: true }, { scopes })).toThrow(
      /app\.redirectUri: must be https/,
    );
  });

  it('include a client that no createClient made', async () => {
    const client: unknown = { baseUrl: 'https://graph.threads.com' };
    const call: unknown = Reflect.apply(exchangeCode, undefined, [
      { ...app, client },
      { code: 'AQ', scopes },
    ]);
    await expect(call).rejects.toThrow(/app\.client: must be made by createClient/);
  });

  it('include a login without threads_basic', () => {
    expect(() => createAuthorizationUrl(app, { scopes: ['threads_delete'] })).toThrow(
      /scopes: must include threads_basic/,
    );
  });
});
