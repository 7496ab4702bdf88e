import { describe, expect, it } from 'vitest';
import { createEmulator } from '../src/index.ts';
import {
  authorizationUrl,
  createOauthEmulator,
  debugToken,
  decide,
  locationOf,
  obtainShortToken,
  redirectUri,
} from './oauth-flow.ts';

describe('the consent page', () => {
  it('names the app, each account and each permission in words', async () => {
    const emulator = createOauthEmulator();
    const response = await emulator.fetch(new Request(authorizationUrl(emulator)));
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    for (const part of [
      emulator.app.name,
      '@alice',
      '@bob',
      'See your profile and posts',
      'Create posts',
      'Delete posts',
    ]) {
      expect(page).toContain(part);
    }
    expect(page).not.toContain('Search public posts');
  });

  it('takes scopes separated by spaces', async () => {
    const emulator = createOauthEmulator();
    const url = authorizationUrl(emulator, { scope: 'threads_basic threads_delete' });
    const page = await (await emulator.fetch(new Request(url))).text();
    expect(page).toContain('Delete posts');
  });

  it('opens for an app that leaves response_type out', async () => {
    const emulator = createOauthEmulator();
    const url = authorizationUrl(emulator, { response_type: undefined });
    expect((await emulator.fetch(new Request(url))).status).toBe(200);
  });

  it('shows what a hostile app calls itself as text', async () => {
    const emulator = createEmulator({
      app: { name: '"><script>alert(1)</script>', redirectUris: [redirectUri] },
    });
    const page = await (await emulator.fetch(new Request(authorizationUrl(emulator)))).text();
    expect(page).not.toContain('<script');
    expect(page).toContain('&lt;script&gt;');
  });

  it.each([
    ['no app id', { client_id: undefined }, 4_476_002],
    ['an unknown app id', { client_id: '1' }, 1_349_026],
    ['an address that is not registered', { redirect_uri: 'https://evil.example/' }, 1_349_168],
    ['a registered address with a slash more', { redirect_uri: `${redirectUri}/` }, 1_349_168],
    ['another response type', { response_type: 'token' }, 1],
    ['scopes without threads_basic', { scope: 'threads_delete' }, 1],
    ['no scope', { scope: undefined }, 1],
  ])('answers %s with a JSON document and never redirects', async (_, changes, code) => {
    const emulator = createOauthEmulator();
    const url = authorizationUrl(emulator, changes);
    for (const request of [
      new Request(url),
      new Request(url, { method: 'POST', body: new URLSearchParams({ decision: 'allow' }) }),
    ]) {
      const response = await emulator.fetch(request);
      expect(response.headers.has('location')).toBe(false);
      expect(await response.json()).toEqual({ error_message: expect.any(String), error_code: code });
    }
  });
});

describe('the decision', () => {
  it.each(['threads_basic,threads_delete', 'threads_delete threads_basic', 'threads_delete'])(
    'names what is kept in one value too, as the address does: %s',
    async (scope) => {
      const emulator = createOauthEmulator();
      const url = authorizationUrl(emulator, {
        scope: 'threads_basic,threads_content_publish,threads_delete',
      });
      const consent = [
        ['decision', 'allow'],
        ['scope', scope],
      ] as const;
      const code = locationOf(await decide(emulator, url, consent)).searchParams.get('code');
      const { store } = emulator.snapshot();
      expect(store.codes).toMatchObject([{ code, scopes: ['threads_basic', 'threads_delete'] }]);
    },
  );

  it('cannot give what was not asked for', async () => {
    const emulator = createOauthEmulator();
    const url = authorizationUrl(emulator, { scope: 'threads_basic' });
    const response = await decide(emulator, url, [
      ['decision', 'allow'],
      ['scope', 'threads_basic,threads_delete'],
    ]);
    expect(response.headers.has('location')).toBe(false);
    expect(await response.json()).toMatchObject({
      error_message: expect.stringContaining('scope has threads_delete, which the app did not ask for.'),
    });
  });

  it('sends a code and the state back, with #_ at the end', async () => {
    const emulator = createOauthEmulator();
    const response = await decide(emulator, authorizationUrl(emulator), [['decision', 'allow']]);
    const location = locationOf(response);
    expect(response.status).toBe(302);
    expect(location.origin + location.pathname).toBe(redirectUri);
    expect([...location.searchParams.keys()]).toEqual(['code', 'state']);
    expect(location.searchParams.get('state')).toBe('a state/with+signs');
    expect(location.hash).toBe('#_');
  });

  it('invents no state', async () => {
    const emulator = createOauthEmulator();
    const url = authorizationUrl(emulator, { state: undefined });
    const location = locationOf(await decide(emulator, url, [['decision', 'allow']]));
    expect([...location.searchParams.keys()]).toEqual(['code']);
  });

  it('keeps the query and the scheme of the registered address', async () => {
    const emulator = createOauthEmulator();
    const url = authorizationUrl(emulator, { redirect_uri: 'myapp://signed-in?from=threads' });
    const response = await decide(emulator, url, [['decision', 'allow']]);
    expect(response.headers.get('location')).toMatch(/^myapp:\/\/signed-in\?from=threads&code=/);
  });

  it('sends the documented error back when a person denies', async () => {
    const emulator = createOauthEmulator();
    const response = await decide(emulator, authorizationUrl(emulator), [['decision', 'deny']]);
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe(
      `${redirectUri}?error=access_denied&error_reason=user_denied&error_description=The+user+denied+your+request&state=a+state%2Fwith%2Bsigns`,
    );
  });

  it.each([
    ['no decision', []],
    [
      'an account that does not exist',
      [
        ['decision', 'allow'],
        ['username', 'mallory'],
      ] as const,
    ],
  ])('refuses %s', async (_, form) => {
    const emulator = createOauthEmulator();
    const response = await decide(emulator, authorizationUrl(emulator), form);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error_code: 1 });
  });

  it('refuses a decision that is no form', async () => {
    const emulator = createOauthEmulator();
    const body = JSON.stringify({ decision: 'allow' });
    const headers = { 'content-type': 'application/json' };
    const request = new Request(authorizationUrl(emulator), { method: 'POST', body, headers });
    expect(await (await emulator.fetch(request)).json()).toMatchObject({ error_code: 1 });
  });

  it('grants what was left on', async () => {
    const emulator = createOauthEmulator();
    const token = await obtainShortToken(emulator, [
      ['username', 'bob'],
      ['scope', 'threads_delete'],
    ]);
    expect(await debugToken(emulator, token)).toMatchObject({
      scopes: ['threads_basic', 'threads_delete'],
      user_id: emulator.users[1]?.id,
    });
  });
});
