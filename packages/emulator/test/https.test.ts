import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeAuthority, makeCertificate } from '../src/bin/make-certificates.ts';
import type { Emulator } from '../src/index.ts';
import { serve, type ServedEmulator, type ServeOptions } from '../src/serve.ts';
import { callerOf, createTown, publishText } from './api.ts';
import { ask, exchangeBytes, openTunnel } from './wire.ts';

const now = new Date();
const authority = makeAuthority(now);
const https = makeCertificate(authority, ['graph.threads.net', 'localhost', '127.0.0.1'], now);
const trusting = { ca: authority.cert, servername: 'graph.threads.net' };
const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'proxy.test' };

let emulator: Emulator;
let query: string;
beforeAll(async () => {
  const town = createTown();
  ({ emulator } = town);
  for (const text of ['One', 'Two']) await publishText(town.alice, text);
  query = `limit=1&access_token=${callerOf(emulator, 'alice').accessToken}`;
});

const refused: string[] = [];
beforeEach(() => void refused.splice(0));
const start = (options: ServeOptions): Promise<ServedEmulator> =>
  serve(emulator, { onRefused: (sentence) => refused.push(sentence), ...options });

const nextOf = (body: string): string => JSON.parse(body).paging.next;

describe('the addresses in answers of a served emulator', () => {
  it('are those that the request names, and https with a certificate of its own', async () => {
    const [plain, secure] = [await start({}), await start({ https, hosts: ['graph.threads.net'] })];
    try {
      const path = `/v1.0/me/threads?${query}`;
      const overPlain = await ask(plain.url + path, { headers: { ...forwarded, host: 'localhost:4000' } });
      expect(nextOf(overPlain.body)).toMatch(/^http:\/\/localhost:4000\/v1\.0\/me\/threads\?/);

      expect(secure.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
      const options = { ...trusting, headers: { ...forwarded, host: 'graph.threads.net' } };
      const next = nextOf((await ask(secure.url + path, options)).body);
      expect(next).toMatch(/^https:\/\/graph\.threads\.net\/v1\.0\/me\/threads\?/);
      const { pathname, search } = new URL(next);
      expect(JSON.parse((await ask(secure.url + pathname + search, options)).body).data).toHaveLength(1);
    } finally {
      await Promise.all([plain.close(), secure.close()]);
    }
  });

  it.each([
    ['its own name', {}],
    ['a name of loopback, as a proxy may', { host: 'localhost:9' }],
    ['the public name', { host: 'threads.example' }],
    ['another name beside it', { ...forwarded, host: 'threads.example' }],
  ])('begin with the public one, whatever comes through what is in front: %s', async (_, headers) => {
    const served = await start({ publicUrl: 'https://threads.example' });
    try {
      for (const path of [`/me/threads?${query}`, `http://localhost/me/threads?${query}`]) {
        const { body } = await ask(served.url, { path, headers });
        expect(nextOf(body)).toMatch(/^https:\/\/threads\.example\/me\/threads\?/);
      }
    } finally {
      await served.close();
    }
  });

  it('does not make what is in front a way around the check of hosts', async () => {
    const served = await start({ publicUrl: 'https://threads.example:8443' });
    try {
      const headers = { host: 'evil.test', 'x-forwarded-host': 'threads.example' };
      expect((await ask(served.url, { headers })).status).toBe(403);
    } finally {
      await served.close();
    }
  });
});

describe('a tunnel through an emulator that serves https', () => {
  let served: ServedEmulator;
  beforeAll(async () => {
    served = await start({ https, hosts: ['graph.threads.net'] });
  });
  afterAll(() => served.close());

  it.each(['graph.threads.net:443', 'Graph.Threads.Net:443', 'localhost:OWN', '127.0.0.1:OWN'])(
    'leads back to it: %s',
    async (target) => {
      const { port } = new URL(served.url);
      const { answer, socket } = await openTunnel(served.url, target.replace('OWN', port));
      expect(answer.status).toBe(200);
      const createConnection = (): ReturnType<typeof connectTls> => connectTls({ socket, ...trusting });
      const url = `https://graph.threads.net/v1.0/me/threads?${query}`;
      const { status, body } = await ask(url, { createConnection, defaultPort: 443 });
      expect([status, nextOf(body)]).toEqual([
        200,
        expect.stringMatching(/^https:\/\/graph\.threads\.net\//),
      ]);
    },
  );

  it.each([
    'evil.example:443',
    'graph.threads.net.evil.example:443',
    'graph.threads.net:80',
    'localhost:1',
    'localhost:443',
    '[::1]:22',
    'graph.threads.net',
    ':443',
    'http://graph.threads.net:443',
  ])('leads to nobody else: %s', async (target) => {
    const { answer } = await openTunnel(served.url, target);
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body).error.message).toContain(`tunnel to ${target}`);
    expect(refused).toHaveLength(1);
  });

  it('begins with what came together with the question for it', async () => {
    const sent =
      'CONNECT graph.threads.net:443 HTTP/1.1\r\nhost: a\r\n\r\nGET / HTTP/1.0\r\nhost: localhost\r\n\r\n';
    expect(await exchangeBytes(served.url, sent)).toMatch(
      /^HTTP\/1\.1 200 Connection Established\r\n\r\nHTTP\/1\.1 400 [^]*which serves https/,
    );
  });

  it('is refused with a hint where https is not served', async () => {
    const plain = await start({ hosts: ['graph.threads.net'] });
    try {
      const { answer } = await openTunnel(plain.url, 'graph.threads.net:443');
      expect(answer.status).toBe(403);
      expect(refused).toEqual([expect.stringMatching(/tunnel to graph\.threads\.net:443.*--https/)]);
    } finally {
      await plain.close();
    }
  });
});

describe('a client that speaks the wrong protocol', () => {
  it('is told to use https, and so is whoever reads the terminal', async () => {
    const served = await start({ https });
    try {
      const answer = await ask(`${served.url.replace('https:', 'http:')}/v1.0/me?${query}`);
      expect(answer.status).toBe(400);
      const { message } = JSON.parse(answer.body).error;
      expect(message).toContain(`use ${served.url}.`);
      expect(refused).toEqual([message]);
    } finally {
      await served.close();
    }
  });

  it('has no way to be told to use http, but the terminal says it', async () => {
    const served = await start({});
    try {
      const url = served.url.replace('http:', 'https:');
      await expect(ask(url)).rejects.toMatchObject({ code: 'EPROTO' });
      expect(refused).toEqual([expect.stringContaining(`spoke TLS to ${served.url}, which is plain http`)]);
      expect((await ask(served.url)).status).toBe(200);
    } finally {
      await served.close();
    }
  });
});

describe('a client that does not trust the certificate', () => {
  it('sends nothing, and the terminal says why', async () => {
    const served = await start({ https });
    try {
      await expect(ask(served.url)).rejects.toMatchObject({ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
      await expect
        .poll(() => refused)
        .toEqual([expect.stringMatching(/hung up when it saw the certificate.*the authority\.$/)]);
    } finally {
      await served.close();
    }
  });
});

describe('serve', () => {
  it('names everything that is wrong with its options', async () => {
    const options: Record<string, unknown> = {
      port: 65_536,
      publicUrl: 'https://threads.example/path',
      hosts: ['threads.example', 'threads.example:443', 'https://a.example', '', 1],
      https: { cert: 'x' },
      onRefused: 'print',
      secure: true,
    };
    await expect(serve(emulator, options)).rejects.toThrow(
      [
        'serve: port must be a whole number from 0 to 65535',
        'https.key must be a text',
        'publicUrl must be an address of http or https without a path',
        'hosts[1] must be the name or the address of a host, without a port',
        'hosts[2] must be the name or the address of a host, without a port',
        'hosts[3] must be the name or the address of a host, without a port',
        'hosts[4] must be the name or the address of a host, without a port',
        'onRefused must be a function',
        'secure is unknown.',
      ].join('; '),
    );
  });

  it('does not begin with a key of another certificate', async () => {
    const { key } = makeCertificate(authority, ['localhost'], now);
    await expect(start({ https: { cert: https.cert, key } })).rejects.toThrow(/key values mismatch/);
  });
});

describe('the authority', () => {
  it('can vouch for nothing but Threads and loopback', async () => {
    const other = makeCertificate(authority, ['localhost', 'bank.example'], now);
    const served = await start({ https: other });
    try {
      const asked = ask(served.url, { ca: authority.cert, servername: 'localhost' });
      await expect(asked).rejects.toThrow('permitted subtree violation');
    } finally {
      await served.close();
    }
  });
});
