import { inspect } from 'node:util';
import { isInvalidInputError } from '@threads-sdk/errors';
import { describe, expect, it } from 'vitest';
import {
  completeAuthorization,
  createAuthorizationUrl,
  exchangeCode,
  extendToken,
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
      ['scopes[1]', 'scopes[2]', 'scopes'],
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
    ['extendToken', extendToken, { credentials: { accessToken: 'canary\n' } }, ['credentials']],
    ['refreshCredentials', refreshCredentials, undefined, ['credentials']],
  ])('of the app and the parameters of %s are named at once', async (name, call, params, paths) => {
    const error: unknown = await Promise.resolve()
      .then((): unknown => Reflect.apply(call, undefined, [faulty, params]))
      .catch((reason: unknown) => reason);
    if (!isInvalidInputError(error)) throw error;
    expect(error.call).toBe(name);
    expect(error.issues.map(({ path }) => path)).toEqual([...appFaults, ...paths]);
    expect(inspect(error, { depth: 10 })).not.toContain('canary');
  });

  it('include a redirect URI with http, which Threads never redirects to, unless a local emulator is meant', () => {
    const local = { ...app, redirectUri: 'http://localhost:3000/callback' };
    expect(() => createAuthorizationUrl(local, { scopes })).toThrow(
      /app\.redirectUri: must be https, for localhost too/,
    );
    for (const http of [{ allowInsecure: true }, { fetch }]) {
      const { url } = createAuthorizationUrl({ ...local, http }, { scopes });
      expect(url).toContain('redirect_uri=http%3A%2F%2Flocalhost');
    }
  });

  it('include a login without threads_basic', () => {
    expect(() => createAuthorizationUrl(app, { scopes: ['threads_delete'] })).toThrow(
      /scopes: must include threads_basic/,
    );
  });
});
