import { describe, expect, it } from 'vitest';
import { createEmulator, createVirtualClock } from '../index.ts';
import { createIdentifiers } from '../model/identifiers.ts';
import { maskSecrets } from './mask-secrets.ts';
import { createStore } from '../model/store.ts';

const app = {
  clientId: '1',
  clientSecret: 'open sesame',
  name: 'App',
  redirectUris: [],
  access: 'advanced' as const,
};
const store = createStore(1, createIdentifiers(1), app);
const code = store.identifiers.authorizationCode('a-secret');
store.codes.set(code, {
  code,
  userId: '1',
  redirectUri: '',
  scopes: [],
  issuedAt: 0,
  expiresAt: 0,
  used: false,
});
const real = `TH${'QWJxZ'.repeat(20)}`;

describe('a text for the log', () => {
  it.each([
    [`see ${real}.`, 'see [masked].'],
    [
      `"next":"https://x.example/me?access_token=short&after=1"`,
      `"next":"https://x.example/me?access_token=[masked]&after=1"`,
    ],
    [
      'https%3A%2F%2Fx.example%2F%3Faccess_token%3Dshort',
      'https%3A%2F%2Fx.example%2F%3Faccess_token%3D[masked]',
    ],
    ['{"access_token" : "short", "code": 190}', '{"access_token" : "[masked]", "code": 190}'],
    ['{"text":"{\\"access_token\\":\\"short\\"}"}', '{"text":"{\\"access_token\\":\\"[masked]\\"}"}'],
    ['TH|990602627938098|abc-_1 and TH%7C990602627938098%7Cabc', '[masked] and [masked]'],
    [`https://app.example/?code=${code}#_`, 'https://app.example/?code=[masked]#_'],
    ['the secret is open sesame!', 'the secret is [masked]!'],
    [
      'The THREADS_API__LINK_LIMIT_EXCEEDED of 17900000001440429',
      'The THREADS_API__LINK_LIMIT_EXCEEDED of 17900000001440429',
    ],
  ])('masks secrets and nothing else: %s', (text, masked) => {
    expect(maskSecrets(store, text)).toBe(masked);
  });
});

describe('the log of requests', () => {
  it('holds no token: not of a next page, not under a wrong name, not in a path, not in an error', async () => {
    const emulator = createEmulator({
      clock: createVirtualClock(),
      users: [{ username: 'alice', posts: ['One', 'Two', 'Three'] }],
    });
    const { accessToken } = emulator.issueToken({ username: 'alice' });
    const query = `access_token=${accessToken}`;
    for (const path of [
      `/me/threads?limit=1&${query}`,
      `/me/threads?token=${accessToken}&${accessToken}=1&${query}`,
      `/me/${accessToken}?${query}`,
      `/me?fields=${accessToken}&${query}`,
    ]) {
      await emulator.fetch(new Request(`https://graph.threads.com${path}`));
    }
    const log = JSON.stringify(emulator.requests);
    expect(emulator.requests[0]?.answer).toContain('"next":"https://graph.threads.com/me/threads?');
    expect(log).toContain('[masked]');
    expect(log).not.toContain(accessToken.slice(0, 40));
    expect(log).not.toContain(accessToken.slice(-40));
  });

  it('holds no token or secret that is percent-encoded, or stands where a scheme should', async () => {
    const clientSecret = 'open/sesame+1';
    const emulator = createEmulator({ users: [{ username: 'alice' }], app: { clientSecret } });
    const { accessToken } = emulator.issueToken({ username: 'alice' });
    const encoded = `%54${accessToken.slice(1, 20)}%${accessToken.charCodeAt(20).toString(16)}${accessToken.slice(21)}`;
    expect(decodeURIComponent(encoded)).toBe(accessToken);
    const ask = async (path: string, headers: Readonly<Record<string, string>> = {}): Promise<unknown> => {
      await emulator.fetch(new Request(`https://graph.threads.com${path}`, { headers }));
      return emulator.requests.at(-1);
    };
    expect(await ask(`/me/${encoded}/é%20x`)).toMatchObject({ path: '/me/[masked]/%C3%A9 x' });
    expect(await ask(`/x/${encodeURIComponent(clientSecret)}`)).toMatchObject({ path: '/x/[masked]' });
    expect(await ask('/x/a%20b%zz')).toMatchObject({ path: '/x/a%20b%zz' });
    expect(await ask('/x', { 'x-from': `http://localhost/${encoded}` })).toMatchObject({
      headers: { 'x-from': 'http://localhost/[masked]' },
    });
    for (const [value, shown] of [
      ['short Bearer', '[masked]'],
      ['bearer short', 'bearer [masked]'],
      ['Basic YTpi', 'Basic [masked]'],
      ['short', '[masked]'],
    ] as const)
      expect(await ask('/x', { authorization: value })).toMatchObject({ headers: { authorization: shown } });
    const log = JSON.stringify(emulator.requests);
    expect(log).not.toContain(accessToken.slice(30, 60));
    expect(log).not.toContain(encodeURIComponent(clientSecret));
  });

  it('holds no more than the first 16 KiB of an answer', async () => {
    const posts = Array.from({ length: 50 }, () => 'x'.repeat(500));
    const emulator = createEmulator({ clock: createVirtualClock(), users: [{ username: 'alice', posts }] });
    const { accessToken } = emulator.issueToken({ username: 'alice' });
    const url = `https://graph.threads.com/me/threads?fields=text&limit=50&access_token=${accessToken}`;
    const answer = await (await emulator.fetch(new Request(url))).text();
    expect(answer.length).toBeGreaterThan(25_000);
    expect(emulator.requests[0]?.answer).toBe(answer.slice(0, 16 * 1024));
  });
});
