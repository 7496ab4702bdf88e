import { Auth, customFetch, type AuthConfig } from '@auth/core';
import AuthJsThreads from '@auth/core/providers/threads';
import { Strategy } from 'passport-threads';
import { AuthorizationCode } from 'simple-oauth2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { logIn } from './log-in.ts';
import { callsOf, redirectUri, serveTown } from './serve-town.ts';

let town: Awaited<ReturnType<typeof serveTown>>;
beforeEach(async () => {
  town = await serveTown();
});
afterEach(() => town.close());

describe('passport-threads, given the addresses', () => {
  it('logs in, and reads the profile with the token in the header', async () => {
    const { clientId, clientSecret } = town.emulator.app;
    const strategy = new Strategy(
      {
        clientID: clientId,
        clientSecret,
        callbackURL: redirectUri,
        scope: ['threads_basic', 'threads_content_publish'],
        authorizationURL: `${town.url}/oauth/authorize/`,
        tokenURL: `${town.url}/oauth/access_token`,
        profileURL: `${town.url}/v1.0/me/`,
      },
      (accessToken, refreshToken, profile, done) => {
        done(null, { accessToken, refreshToken, profile });
      },
    );
    // What Passport does around a strategy.
    const authenticate = (query: Record<string, string>): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const attempt: Strategy = Object.create(strategy);
        Object.assign(attempt, { redirect: resolve, success: resolve, fail: reject, error: reject });
        attempt.authenticate({ query }, { state: 'a state' });
      });
    const callback = await logIn(String(await authenticate({})), 'bob');
    expect(callback.searchParams.get('state')).toBe('a state');
    expect(await authenticate(Object.fromEntries(callback.searchParams))).toMatchObject({
      accessToken: expect.stringMatching(/^THAA/),
      profile: { id: town.emulator.users[1]?.id, username: 'bob' },
    });
    expect(callsOf(town.emulator)).toEqual(['exchangeCode 200', 'getUser 200']);
  });
});

describe('simple-oauth2, given the addresses', () => {
  it('logs in, and rounds the user id, which is its own fault', async () => {
    const { clientId, clientSecret } = town.emulator.app;
    const client = new AuthorizationCode({
      client: { id: clientId, secret: clientSecret },
      auth: { tokenHost: town.url, tokenPath: '/oauth/access_token', authorizePath: '/oauth/authorize' },
      options: { authorizationMethod: 'body', scopeSeparator: ',' },
    });
    const scope = ['threads_basic', 'threads_content_publish'];
    const callback = await logIn(
      client.authorizeURL({ redirect_uri: redirectUri, scope, state: 'a state' }),
      'alice',
    );
    const { token } = await client.getToken({
      code: callback.searchParams.get('code') ?? '',
      redirect_uri: redirectUri,
    });
    const response = await fetch(`${town.url}/v1.0/me?fields=username&access_token=${token.access_token}`);
    const id = town.emulator.users[0]?.id ?? '';
    expect(await response.json()).toEqual({ id, username: 'alice' });
    expect(String(token.user_id)).not.toBe(id);
    expect(token.user_id).toBe(Number(id));
  });
});

/** Goes through a login of Auth.js as a browser does, cookies included. */
async function signIn(
  provider: AuthConfig['providers'][number],
): Promise<{ location: URL; session: unknown; errors: readonly Error[] }> {
  const errors: Error[] = [];
  const cookies = new Map<string, string>();
  const config: AuthConfig = {
    providers: [provider],
    basePath: '/auth',
    trustHost: true,
    secret: 'a secret of the test',
    logger: { error: (error) => errors.push(error) },
  };
  const visit = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') };
    const response = await Auth(
      new Request(new URL(path, 'https://app.example'), { ...init, headers }),
      config,
    );
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = cookie.split(/[=;]/);
      cookies.set(name, value);
    }
    return response;
  };
  const { csrfToken } = await (await visit('/auth/csrf')).json();
  const start = await visit('/auth/signin/threads', {
    method: 'POST',
    body: new URLSearchParams({ csrfToken }),
  });
  const callback = await logIn(start.headers.get('location') ?? '', 'alice');
  const end = await visit(callback.pathname + callback.search);
  return {
    location: new URL(end.headers.get('location') ?? ''),
    session: await (await visit('/auth/session')).json(),
    errors,
  };
}

describe('Auth.js with its provider for Threads, given the addresses', () => {
  const settings = (): {
    clientId: string;
    clientSecret: string;
    authorization: string;
    token: string;
    userinfo: string;
  } => ({
    clientId: town.emulator.app.clientId,
    clientSecret: town.emulator.app.clientSecret,
    authorization: `${town.url}/oauth/authorize?scope=threads_basic`,
    token: `${town.url}/oauth/access_token`,
    userinfo: `${town.url}/v1.0/me?fields=id,username,threads_profile_picture_url`,
  });

  it('fails by its own fault: it demands a token_type of the code exchange, which has none', async () => {
    const { location, errors } = await signIn(AuthJsThreads(settings()));
    expect(location.pathname).toBe('/auth/error');
    expect(String(errors[0]?.cause && Object.values(errors[0].cause)[0])).toContain(
      '"response" body "token_type" property must be a string',
    );
    expect(callsOf(town.emulator)).toEqual(['exchangeCode 200']);
  });

  const withTokenType: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    if (!response.url.endsWith('/oauth/access_token')) return response;
    // As text: a parsed body would have lost digits of the user id.
    return new Response((await response.text()).replace('{', '{"token_type":"bearer",'), response);
  };

  it('fails by its own fault after that: it looks for the profile in a member data, where there is none', async () => {
    const { session, errors } = await signIn(AuthJsThreads({ ...settings(), [customFetch]: withTokenType }));
    expect(session).toBeNull();
    expect(errors.map(({ name }) => name)).toEqual(['OAuthProfileParseError']);
    expect(callsOf(town.emulator)).toEqual(['exchangeCode 200', 'getUser 200']);
  });

  it('logs in once both are mended', async () => {
    // The provider's types have the member, too.
    const profile = (answer: object): { name: string } => ({
      name: 'username' in answer ? String(answer.username) : '',
    });
    const { session, errors } = await signIn(
      AuthJsThreads({ ...settings(), [customFetch]: withTokenType, profile }),
    );
    expect(errors).toEqual([]);
    expect(session).toMatchObject({ user: { name: 'alice' } });
  });
});
