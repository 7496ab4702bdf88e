import { describe, expect, it } from 'vitest';
import {
  createOauthEmulator,
  debugToken,
  exchange,
  get,
  obtainCode,
  obtainShortToken,
  postForm,
} from './oauth-flow.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;

describe('the code exchange', () => {
  it.each([
    ['a form', 'form'],
    ['multipart', 'multipart'],
    ['the query', 'query'],
    ['JSON', 'json'],
    ['the query of a GET', 'get'],
  ])(
    'takes its parameters from %s and answers the user id as a number with every digit',
    async (_, transport) => {
      const emulator = createOauthEmulator();
      const parameters = exchange(emulator, await obtainCode(emulator));
      const url = new URL('https://graph.threads.net/oauth/access_token');
      const init: RequestInit = { method: transport === 'get' ? 'GET' : 'POST' };
      if (transport === 'form') init.body = new URLSearchParams(parameters);
      if (transport === 'query' || transport === 'get') url.search = String(new URLSearchParams(parameters));
      if (transport === 'json') {
        init.body = JSON.stringify(parameters);
        init.headers = { 'content-type': 'application/json' };
      }
      if (transport === 'multipart') {
        const form = new FormData();
        for (const [name, value] of Object.entries(parameters)) form.set(name, value);
        init.body = form;
      }
      const response = await emulator.fetch(new Request(url, init));
      const text = await response.text();
      const id = emulator.users[0]?.id ?? '';
      expect(response.status).toBe(200);
      expect(text).toMatch(new RegExp(`^\\{"access_token":"TH[\\w-]+","user_id":${id}\\}$`));
      expect(BigInt(id) > BigInt(Number.MAX_SAFE_INTEGER)).toBe(true);
      expect(String(JSON.parse(text).user_id)).not.toBe(id);
    },
  );

  const rejected = {
    error_type: 'OAuthException',
    code: 400,
    error_message: 'Matching code was not found or was already used',
  };

  it('takes a code once', async () => {
    const emulator = createOauthEmulator();
    const parameters = exchange(emulator, await obtainCode(emulator));
    expect((await postForm(emulator, '/oauth/access_token', parameters)).status).toBe(200);
    const again = await postForm(emulator, '/oauth/access_token', parameters);
    expect(again.status).toBe(400);
    expect(await again.json()).toEqual(rejected);
  });

  it('takes a code for an hour', async () => {
    const emulator = createOauthEmulator();
    const [early, late] = [await obtainCode(emulator), await obtainCode(emulator)];
    emulator.clock.advance(hour - 1);
    expect((await postForm(emulator, '/oauth/access_token', exchange(emulator, early))).status).toBe(200);
    emulator.clock.advance(1);
    const response = await postForm(emulator, '/oauth/access_token', exchange(emulator, late));
    expect(await response.json()).toEqual(rejected);
  });

  it.each([
    ['an unknown code', { code: 'AQunknown' }],
    ['the code with its #_', {}],
    ['another redirect URI', { redirect_uri: 'myapp://signed-in?from=threads' }],
  ])('rejects %s', async (name, changes) => {
    const emulator = createOauthEmulator();
    const parameters = exchange(emulator, await obtainCode(emulator));
    if (name === 'the code with its #_') parameters['code'] += '#_';
    const response = await postForm(emulator, '/oauth/access_token', { ...parameters, ...changes });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual(rejected);
  });

  it('rejects a wrong secret without spending the code', async () => {
    const emulator = createOauthEmulator();
    const parameters = exchange(emulator, await obtainCode(emulator));
    const wrong = await postForm(emulator, '/oauth/access_token', { ...parameters, client_secret: 'wrong' });
    expect(wrong.status).toBe(400);
    expect(await wrong.json()).toMatchObject({ error: { type: 'OAuthException' } });
    expect((await postForm(emulator, '/oauth/access_token', parameters)).status).toBe(200);
  });

  it('names a parameter that is missing', async () => {
    const emulator = createOauthEmulator();
    const { code: _, ...rest } = exchange(emulator, '');
    const response = await postForm(emulator, '/oauth/access_token', rest);
    expect(await response.json()).toMatchObject({
      error: { code: 100, message: 'The parameter code is required' },
    });
  });
});

describe('tokens after the exchange', () => {
  it('become long-lived once', async () => {
    const emulator = createOauthEmulator();
    const exchangeLong = (token: string): Promise<Response> =>
      get(emulator, '/access_token', {
        grant_type: 'th_exchange_token',
        client_secret: emulator.app.clientSecret,
        access_token: token,
      });
    const response = await exchangeLong(await obtainShortToken(emulator));
    const long = await response.json();
    expect(long).toEqual({
      access_token: expect.stringMatching(/^TH/),
      token_type: 'bearer',
      expires_in: 60 * 24 * 60 * 60,
    });
    expect(await (await exchangeLong(long.access_token)).json()).toMatchObject({
      error: { code: 452, error_subcode: 4_279_019 },
    });
  });

  it('are refreshed from the age of a day on, until they expire', async () => {
    const emulator = createOauthEmulator();
    const { accessToken } = emulator.issueToken({ username: 'alice' });
    const refresh = (): Promise<Response> =>
      get(emulator, '/refresh_access_token', { grant_type: 'th_refresh_token', access_token: accessToken });
    expect((await refresh()).status).toBe(400);
    emulator.clock.advance(day);
    const renewed = await (await refresh()).json();
    expect(renewed).toMatchObject({ token_type: 'bearer', expires_in: 5_184_000 });
    expect(renewed.access_token).not.toBe(accessToken);
    emulator.clock.advance(59 * day);
    expect(await (await refresh()).json()).toMatchObject({ error: { code: 190, error_subcode: 463 } });
  });

  it('are refused with another grant type', async () => {
    const emulator = createOauthEmulator();
    const { accessToken } = emulator.issueToken({ username: 'alice' });
    const response = await get(emulator, '/refresh_access_token', {
      grant_type: 'th_exchange_token',
      access_token: accessToken,
    });
    expect(await response.json()).toMatchObject({ error: { code: 100 } });
  });

  it('fail only here for a person who granted nothing', async () => {
    const emulator = createOauthEmulator();
    const { accessToken } = emulator.issueToken({ username: 'alice', scopes: [], shortLived: true });
    const response = await get(emulator, '/access_token', {
      grant_type: 'th_exchange_token',
      client_secret: emulator.app.clientSecret,
      access_token: accessToken,
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 100, error_subcode: 10 } });
  });

  it('of an app carry its id and no expiry', async () => {
    const emulator = createOauthEmulator();
    const response = await get(emulator, '/oauth/access_token', {
      grant_type: 'client_credentials',
      client_id: emulator.app.clientId,
      client_secret: emulator.app.clientSecret,
    });
    expect(await response.json()).toEqual({
      access_token: expect.stringMatching(new RegExp(`^TH\\|${emulator.app.clientId}\\|.+`)),
      token_type: 'bearer',
    });
  });
});

describe('debug_token', () => {
  it('tells what a token may do and for how long', async () => {
    const emulator = createOauthEmulator();
    const issuedAt = emulator.clock.now() / 1000;
    expect(await debugToken(emulator, await obtainShortToken(emulator))).toEqual({
      type: 'USER',
      application: emulator.app.name,
      data_access_expires_at: issuedAt + 90 * 24 * 60 * 60,
      expires_at: issuedAt + 60 * 60,
      is_valid: true,
      issued_at: issuedAt,
      scopes: ['threads_basic', 'threads_content_publish', 'threads_delete'],
      user_id: emulator.users[0]?.id,
    });
  });

  it('calls an unknown and an expired token invalid', async () => {
    const emulator = createOauthEmulator();
    const expired = await obtainShortToken(emulator);
    emulator.clock.advance(hour);
    for (const token of ['THunknown', expired]) {
      expect(await debugToken(emulator, token)).toEqual({
        error: { code: 190, message: expect.any(String) },
        is_valid: false,
        scopes: [],
      });
    }
  });

  it('asks for a valid token of its own', async () => {
    const emulator = createOauthEmulator();
    const response = await get(emulator, '/debug_token', {
      access_token: 'THunknown',
      input_token: 'THunknown',
    });
    expect(await response.json()).toMatchObject({ error: { code: 190 } });
  });
});

it('records who called which operation, and no secret', async () => {
  const emulator = createOauthEmulator();
  const code = await obtainCode(emulator);
  await postForm(emulator, '/oauth/access_token', exchange(emulator, code));
  const log = JSON.stringify(emulator.requests);
  expect(log).toContain('exchangeCode');
  expect(log).not.toContain(code);
  expect(log).not.toContain(emulator.app.clientSecret);
});
