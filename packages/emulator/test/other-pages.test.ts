import { networkInterfaces } from 'node:os';
import { beforeEach, describe, expect, it } from 'vitest';
import { createVirtualClock, createEmulator, type Emulator } from '../src/index.ts';
import { serve, type ServedEmulator } from '../src/serve.ts';
import { authorizationUrl, redirectUri } from './oauth-flow.ts';
import { ask, type WireAnswer } from './wire.ts';

const json = 'application/json';
const form = 'application/x-www-form-urlencoded';

let emulator: Emulator;
let served: ServedEmulator;
let accessToken: string;
let refused: string[];

beforeEach(async () => {
  refused = [];
  emulator = createEmulator({
    clock: createVirtualClock(),
    app: { redirectUris: [redirectUri] },
    users: [{ username: 'alice', posts: ['Hello'] }, { username: 'bob' }],
  });
  ({ accessToken } = emulator.issueToken({ username: 'alice' }));
  served = await serve(emulator, {
    hosts: ['threads.test', 'Bücher.test'],
    onRefused: (sentence) => refused.push(sentence),
  });
  return () => served.close();
});

const portOf = ({ url }: ServedEmulator): string => new URL(url).port;
const consentPath = (): string => {
  const { pathname, search } = authorizationUrl(emulator);
  return pathname + search;
};

/** Everything that can be asked or done, by reading and by writing. */
const everything = (): readonly (readonly [method: string, path: string, type?: string, body?: string])[] => [
  ['GET', '/'],
  ['GET', '/@alice'],
  ['GET', '/__emulator/requests'],
  ['GET', '/__emulator/requests/newer'],
  ['GET', '/__emulator/control/state'],
  ['POST', '/__emulator/control/reset', json, '{}'],
  ['POST', '/__emulator/control/tokens', json, '{"username":"alice"}'],
  ['POST', '/__emulator/faults', form, 'fault=error'],
  ['GET', consentPath()],
  ['POST', consentPath(), form, 'decision=allow'],
  ['GET', `/v1.0/me/threads?access_token=${accessToken}`],
  ['OPTIONS', `/v1.0/me/threads`],
  [
    'POST',
    `/v1.0/me/threads`,
    form,
    `media_type=TEXT&text=a&auto_publish_text=true&access_token=${accessToken}`,
  ],
];

describe('a request whose host is somebody else', () => {
  it.each([
    'evil.test',
    'localhost.evil.test',
    '127.0.0.1.evil.test',
    'evil-localhost',
    'localhos',
    'graph.threads.net',
    'sub.threads.test',
    '192.0.2.1',
    '0.0.0.0',
    '[::2]',
    'localhost@evil.test',
  ])('gets nothing and changes nothing: %s', async (host) => {
    const before = emulator.snapshot();
    for (const named of [host, `${host}:${portOf(served)}`]) {
      for (const [method, path, type, body] of everything()) {
        const headers = { host: named, origin: `http://${named}`, ...(type && { 'content-type': type }) };
        const answer = await ask(served.url + path, { method, headers }, body);
        expect(answer.status).toBe(403);
        expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
        expect(answer.body).not.toMatch(/alice|Hello|THAA/);
        expect(answer.body).not.toContain(emulator.app.clientSecret);
      }
    }
    expect(emulator.snapshot()).toEqual(before);
    expect([emulator.requests, emulator.faults]).toEqual([[], []]);
  });

  it('is told so in a sentence that says what to do, where a client of the API looks for it', async () => {
    const answer = await ask(served.url, { headers: { host: `evil.test:${portOf(served)}` } });
    expect(answer.headers['content-type']).toBe('application/json');
    const { error } = JSON.parse(answer.body);
    expect(error.message).toMatch(
      /^This emulator does not answer under the name evil\.test, .*--allow-host evil\.test/,
    );
    expect(refused).toEqual([error.message]);
  });

  it('cannot hide behind a whole address, nor put one before its host', async () => {
    const me = `/v1.0/me?access_token=${accessToken}`;
    const foreign = await ask(served.url, { path: `http://evil.test${me}`, headers: { host: 'localhost' } });
    expect(foreign.status).toBe(403);
  });
});

describe('a request whose host leads nowhere else', () => {
  it.each([
    'localhost',
    'LocalHost',
    'app.localhost',
    '127.0.0.1',
    '127.1.2.3',
    '[::1]',
    '[::ffff:127.0.0.1]',
    'threads.test',
    'xn--bcher-kva.test',
  ])('is answered: %s', async (host) => {
    for (const named of [host, `${host}:8080`]) {
      const answer = await ask(`${served.url}/v1.0/me?access_token=${accessToken}`, {
        headers: { host: named },
      });
      expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { id: emulator.users[0]?.id }]);
    }
    expect(refused).toEqual([]);
  });

  const outside = Object.values(networkInterfaces())
    .flat()
    .find((address) => address?.family === 'IPv4' && !address.internal)?.address;

  it.skipIf(outside === undefined)('is answered at the address that it came to', async () => {
    const wide = await serve(emulator, { hostname: '0.0.0.0' });
    try {
      const [here, there] = [`http://${outside}:${portOf(wide)}`, `http://127.0.0.1:${portOf(wide)}`];
      expect((await ask(here)).status).toBe(200);
      expect((await ask(there, { headers: { host: new URL(here).host } })).status).toBe(403);
    } finally {
      await wide.close();
    }
  });
});

describe('a page of another origin', () => {
  const pages = [
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.test' }],
    ['another port of this machine', { 'sec-fetch-site': 'same-site', origin: 'http://localhost:3000' }],
    ['a browser that says no more than the origin', { origin: 'https://evil.test' }],
    ['a page that hides its origin', { origin: 'null' }],
  ] as const;

  const send = (
    path: string,
    headers: Readonly<Record<string, string>>,
    body?: string,
  ): Promise<WireAnswer> =>
    ask(served.url + path, { method: body === undefined ? 'GET' : 'POST', headers }, body);

  it.each(pages)('cannot consent in the place of a person: %s', async (_, headers) => {
    const before = emulator.snapshot();
    const answer = await send(
      consentPath(),
      { ...headers, 'content-type': form },
      'decision=allow&username=alice',
    );
    expect([answer.status, answer.headers.location]).toEqual([403, undefined]);
    expect(emulator.snapshot().store).toEqual(before.store);
  });

  it.each(pages)('cannot control anything, nor read what controls: %s', async (_, headers) => {
    const before = emulator.snapshot();
    for (const path of [
      '/__emulator/control/reset',
      '/__emulator/control/faults',
      '/__emulator/faults/plan',
    ]) {
      for (const type of [json, form, 'text/plain']) {
        const answer = await send(path, { ...headers, 'content-type': type }, '{"kind":"error"}');
        expect(answer.status).toBe(403);
      }
    }
    const state = await send('/__emulator/control/state', headers);
    expect([state.status, state.headers['access-control-allow-origin']]).toEqual([403, undefined]);
    expect(emulator.snapshot()).toEqual(before);
    expect(emulator.faults).toEqual([]);
  });

  it('cannot read pages for people, and can call the API with a token that it has', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://app.example' };
    for (const path of ['/', '/@alice', '/__emulator/requests', consentPath()]) {
      expect((await send(path, headers)).headers['access-control-allow-origin']).toBeUndefined();
    }
    const answer = await send(`/v1.0/me?access_token=${accessToken}`, headers);
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([200, '*']);
  });
});

describe('the consent form', () => {
  it.each([
    ['the page itself', () => ({ 'sec-fetch-site': 'same-origin', origin: served.url })],
    ['the page itself, in a browser that says no more than the origin', () => ({ origin: served.url })],
    ['a program', () => ({})],
  ])('is taken from %s', async (_, headers) => {
    const answer = await ask(
      served.url + consentPath(),
      { method: 'POST', headers: { ...headers(), 'content-type': form } },
      'decision=allow&username=bob',
    );
    expect([answer.status, answer.headers.location]).toEqual([
      302,
      expect.stringContaining(`${redirectUri}?code=`),
    ]);
  });

  it('tells its own origin when it is sent', async () => {
    expect((await ask(served.url + consentPath())).headers['referrer-policy']).toBe('same-origin');
  });
});
