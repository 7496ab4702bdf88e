import { createServer, request as sendOn } from 'node:http';
import { connect } from 'node:net';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import ky, { type AfterResponseHook, type KyInstance } from 'ky';
import { ProxyAgent } from 'undici';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createClient, type KyClientOptions, request, requestResponse } from '../src/index.ts';
import {
  createManualClock,
  credentials,
  exchangeCode,
  exchangeToken,
  list,
  publishOnce,
  read,
  rejection,
  token,
} from './fixtures.ts';
import {
  type Answer,
  cutBody,
  graphError,
  json,
  raw,
  reset,
  slowBody,
  startServer,
  timeoutsFor,
} from './server.ts';

const parameters = { media_id: '1' };

function clientOf(baseUrl: string, instance: KyInstance, options: KyClientOptions = {}) {
  const clock = createManualClock();
  return createClient({
    baseUrl,
    allowInsecure: true,
    credentials,
    clock,
    random: () => 1,
    ky: instance,
    ...options,
  });
}

describe("a user's own ky", () => {
  it('adds its headers, and those of its hooks, to every request', async () => {
    const server = await startServer(json({ id: '1' }));
    const instance = ky.extend({
      headers: { 'user-agent': 'my-app/1.0' },
      hooks: { beforeRequest: [({ request: outgoing }) => outgoing.headers.set('x-request-id', '7')] },
    });
    await request(clientOf(server.url, instance), read, parameters);
    await request(clientOf(server.url, instance), publishOnce, { creation_id: '1' });
    expect(server.requests.map(({ headers }) => headers)).toEqual([
      expect.objectContaining({ 'user-agent': 'my-app/1.0', 'x-request-id': '7' }),
      expect.objectContaining({
        'user-agent': 'my-app/1.0',
        'x-request-id': '7',
        'content-type': expect.stringContaining('application/x-www-form-urlencoded'),
      }),
    ]);
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
      `Bearer ${token}`,
      `Bearer ${token}`,
    ]);
    expect(server.requests[1]?.body).toBe('creation_id=1');
  });

  it('cannot put another token or another form in place of ours', async () => {
    const server = await startServer(json({ id: '1' }));
    const instance = ky.extend({
      headers: { authorization: 'Bearer other', 'content-type': 'application/json' },
    });
    await request(clientOf(server.url, instance), publishOnce, { creation_id: '1' });
    expect(server.requests[0]?.headers).toMatchObject({
      authorization: `Bearer ${token}`,
      'content-type': expect.stringContaining('application/x-www-form-urlencoded'),
    });
  });

  it('sees the answer of each exchange, also of those that are repeated', async () => {
    const server = await startServer(graphError({ code: 2 }, 500), json({ id: '1' }));
    const seen: unknown[] = [];
    const instance = ky.extend({
      hooks: {
        afterResponse: [
          async ({ request: outgoing, response }) => {
            seen.push([
              outgoing.method,
              new URL(outgoing.url).pathname,
              response.status,
              await response.json(),
            ]);
          },
        ],
      },
    });
    await expect(request(clientOf(server.url, instance), read, parameters)).resolves.toEqual({ id: '1' });
    expect(seen).toEqual([
      ['GET', '/v1.0/1', 500, { error: expect.objectContaining({ code: 2 }) }],
      ['GET', '/v1.0/1', 200, { id: '1' }],
    ]);
  });

  it('may answer in place of the server', async () => {
    const instance = ky.extend({ hooks: { beforeRequest: [() => Response.json({ id: 'cached' })] } });
    await expect(request(clientOf('http://127.0.0.1:1', instance), read, parameters)).resolves.toEqual({
      id: 'cached',
    });
  });

  it('carries the request with its own fetch, through a proxy', async () => {
    const server = await startServer(json({ id: '1' }));
    const proxy = await startProxy();
    const dispatcher = new ProxyAgent(proxy.url);
    onTestFinished(() => dispatcher.close());
    const instance = ky.extend({
      fetch: (outgoing, init) => fetch(outgoing, { ...init, dispatcher } as RequestInit),
    });
    await expect(request(clientOf(server.url, instance), read, parameters)).resolves.toEqual({ id: '1' });
    await request(clientOf(server.url, instance), publishOnce, { creation_id: '1' });
    expect(new Set(proxy.tunnels)).toEqual(new Set([new URL(server.url).host]));
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
      `Bearer ${token}`,
      `Bearer ${token}`,
    ]);
  });

  it('hands on what only a fetch understands', async () => {
    const server = await startServer(json({ id: '1' }));
    const proxy = await startProxy();
    const dispatcher = new ProxyAgent(proxy.url);
    onTestFinished(() => dispatcher.close());
    await request(clientOf(server.url, ky.extend({ dispatcher } as object)), read, parameters);
    expect(proxy.tunnels).toHaveLength(1);
  });

  it('gives way to a fetch of the client', async () => {
    const instance = ky.extend({ fetch: () => Promise.reject(new Error('not this one')) });
    const client = clientOf('http://127.0.0.1:1', instance, {
      fetch: async () => Response.json({ id: '1' }),
    });
    await expect(request(client, read, parameters)).resolves.toEqual({ id: '1' });
  });

  it('does not repeat what the client repeats', async () => {
    const server = await startServer(reset);
    const instance = ky.extend({ retry: { limit: 5, methods: ['get', 'post'], shouldRetry: () => true } });
    const client = clientOf(server.url, instance, { retry: { maxAttempts: 2 } });
    expect(await rejection(request(client, read, parameters))).toMatchObject({ attempts: 2 });
    expect(server.requests).toHaveLength(2);
    await rejection(request(client, publishOnce, { creation_id: '1' }));
    expect(server.requests).toHaveLength(3);
  });

  it('does not repeat what the client repeats, even if a hook sets it', async () => {
    const server = await startServer(reset);
    const retry = { limit: 2, methods: ['post' as const], delay: () => 1 };
    const instance = ky.extend({
      hooks: { init: [(options) => void Object.assign(options, { retry, timeout: 1 })] },
    });
    await rejection(request(clientOf(server.url, instance), publishOnce, { creation_id: '1' }));
    expect(server.requests).toHaveLength(1);
  });

  it('repeats nothing, even if one of its hooks asks for it', async () => {
    const server = await startServer(json({ id: '1' }));
    const instance = ky.extend({ hooks: { afterResponse: [() => ky.retry()] } });
    expect(
      await rejection(request(clientOf(server.url, instance), publishOnce, { creation_id: '1' })),
    ).toMatchObject({ code: 'NETWORK_FAILED', carriedOut: 'maybe', retryable: 'never' });
    expect(server.requests).toHaveLength(1);
  });

  it('neither cuts an exchange short nor throws for a status', async () => {
    // oxlint-disable-next-line tests/no-real-sleep -- longer than ky, whose time is real, would wait
    const slow: Answer = (response) => setTimeout(() => json({ id: '1' })(response, never), 30);
    const server = await startServer(slow, raw('<html>', 503), json({ id: '1' }));
    const instance = ky.extend({
      timeout: 1,
      totalTimeout: 1,
      throwHttpErrors: true,
      prefix: 'https://x.invalid',
    });
    const client = clientOf(server.url, instance);
    await expect(request(client, read, parameters)).resolves.toEqual({ id: '1' });
    await expect(request(client, read, parameters)).resolves.toEqual({ id: '1' });
  });
});

// `json` and its like take the request and do not look at it.
const never = undefined as never;

describe('no hook of ky sees a secret', () => {
  const secret = 'canary-s3cret';
  const code = 'canary-code-AQD';
  it.each(['header', 'query', 'body'] as const)('with the token in the %s', async (tokenPlacement) => {
    const seen: string[] = [];
    const look =
      (name: string) =>
      (state: unknown): void =>
        void seen.push(
          name,
          inspect(state, { depth: 12, showHidden: true, getters: true, maxStringLength: null }),
        );
    const instance = ky.extend({
      hooks: {
        init: [look('init')],
        beforeRequest: [look('beforeRequest')],
        afterResponse: [look('afterResponse')],
        beforeError: [
          (state) => {
            look('beforeError')(state);
            return state.error;
          },
        ],
      },
    });
    const answers: [Answer, ...Answer[]] = [
      json({ id: '1' }),
      json({ id: '1' }),
      json({ access_token: 'x', user_id: '1' }),
      json({ access_token: 'x' }),
      raw('', 302, { location: 'https://elsewhere.example' }),
      reset,
    ];
    const server = await startServer(...answers);
    const client = clientOf(server.url, instance, { tokenPlacement });
    await request(client, read, parameters);
    await request(client, publishOnce, { creation_id: '1' });
    await request(client, exchangeCode, { client_secret: secret, code });
    await request(client, exchangeToken, { client_secret: secret, access_token: token });
    await rejection(request(client, read, parameters));
    await rejection(request(client, read, parameters));
    const quoting = clientOf(server.url, instance, {
      tokenPlacement,
      fetch: async (outgoing) => {
        throw new TypeError(`${outgoing.url} ${outgoing.headers.get('authorization')}`);
      },
    });
    await rejection(request(quoting, read, parameters));
    for (const name of ['init', 'beforeRequest', 'afterResponse', 'beforeError'])
      expect(seen).toContain(name);
    const all = seen.join('\n');
    for (const text of [token, encodeURIComponent(token), secret, code]) expect(all).not.toContain(text);
  });
});

describe('an answer with a token in it', () => {
  const link = `https://graph.threads.com/v1.0/me/threads?access_token=${token}&after=B`;
  const paging = { cursors: { after: 'B' }, next: link };
  const given = 'THnew-canary-token';
  /** Asks for a list and for a token. */
  async function ask(hook: AfterResponseHook): Promise<readonly unknown[]> {
    const server = await startServer(
      raw(JSON.stringify({ data: [], paging }), 200, { 'x-link': link }),
      json({ access_token: given }),
    );
    const client = clientOf(server.url, ky.extend({ hooks: { afterResponse: [hook] } }));
    const { data, headers } = await requestResponse(client, list, {});
    const { access_token } = await request(client, exchangeToken, { client_secret: 's', access_token: 't' });
    return [data, headers.get('x-link'), access_token];
  }
  const whole = [
    { data: [], paging: { ...paging, next: 'https://graph.threads.com/v1.0/me/threads?after=B' } },
    link,
    given,
  ];

  it('is shown to hooks without it, and reaches the caller as it is', async () => {
    const seen: string[] = [];
    const received = await ask(async ({ response }) => {
      seen.push(JSON.stringify([...response.headers]), await response.text());
    });
    expect(received).toEqual(whole);
    expect(seen.join('\n')).not.toMatch(/canary/);
    expect(seen.join('\n')).toContain('access_token=[redacted]&after=B');
  });

  it.each<[string, AfterResponseHook]>([
    ['it', ({ response }) => response],
    ['a copy of it', ({ response }) => response.clone()],
    [
      'a copy of what it has read',
      async ({ response }) => {
        const copy = response.clone();
        await response.text();
        return copy;
      },
    ],
  ])('reaches the caller as it is if a hook hands on %s', async (_, hook) => {
    expect(await ask(hook)).toEqual(whole);
  });
});

describe('an answer that a hook has seen and that does not come to its end', () => {
  it.each<[string, Answer, string, unknown[]]>([
    ['breaks off', cutBody, 'NETWORK_FAILED', [200, '']],
    ['stops', slowBody, 'TIMED_OUT', []],
    ['is too large', raw('[]'.padEnd(8 * 1024 * 1024 + 1)), 'RESPONSE_TOO_LARGE', [200, '']],
  ])('keeps its status where it %s', async (_, answer, code, shown) => {
    const server = await startServer(answer);
    const seen: (string | number)[] = [];
    const look: AfterResponseHook = async ({ response }) => {
      seen.push(response.status, await response.text());
    };
    const instance = ky.extend({ hooks: { afterResponse: [look] } });
    const client = clientOf(server.url, instance, timeoutsFor(answer));
    const error = await rejection(request(client, publishOnce, { creation_id: '1' }));
    expect(error).toMatchObject({
      code,
      status: 200,
      carriedOut: 'maybe',
      retryable: 'never',
      attempts: 1,
    });
    expect(server.requests).toHaveLength(1);
    expect(seen).toEqual(shown);
  });

  it('is held up to 8 MiB, however far it unfolds', async () => {
    const bomb = gzipSync(new Uint8Array(256 * 1024 * 1024));
    const server = await startServer(raw(bomb, 200, { 'content-encoding': 'gzip' }));
    const instance = ky.extend({ hooks: { afterResponse: [() => undefined] } });
    const before = process.memoryUsage.rss();
    const error = await rejection(request(clientOf(server.url, instance), read, parameters));
    expect(error).toMatchObject({ code: 'RESPONSE_TOO_LARGE', status: 200 });
    expect(process.memoryUsage.rss() - before).toBeLessThan(128 * 1024 * 1024);
  });
});

describe('a hook that fails after an answer', () => {
  it('does not make it look as if nothing had been sent', async () => {
    const server = await startServer(json({ id: '1' }));
    const refused = Object.assign(new Error('the server of the logs is down'), { code: 'ECONNREFUSED' });
    const instance = ky.extend({ hooks: { afterResponse: [() => Promise.reject(refused)] } });
    const error = await rejection(request(clientOf(server.url, instance), publishOnce, { creation_id: '1' }));
    expect(error).toMatchObject({ status: 200, carriedOut: 'maybe', retryable: 'never', attempts: 1 });
    expect(server.requests).toHaveLength(1);
  });
});

/** A proxy on loopback, which opens a tunnel wherever it is asked to. */
async function startProxy(): Promise<{ readonly url: string; readonly tunnels: string[] }> {
  const tunnels: string[] = [];
  const proxy = createServer((incoming, outgoing) => {
    tunnels.push(incoming.headers.host ?? '');
    incoming.pipe(
      sendOn(incoming.url ?? '', { method: incoming.method, headers: incoming.headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      }),
    );
  });
  proxy.on('connect', (incoming, socket, head) => {
    tunnels.push(incoming.url ?? '');
    const { hostname, port } = new URL(`http://${incoming.url}`);
    const target = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      target.write(head);
      target.pipe(socket).pipe(target);
    });
    target.on('error', () => socket.destroy());
    socket.on('error', () => target.destroy());
  });
  await new Promise<void>((resolve) => {
    proxy.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return { url: `http://127.0.0.1:${address.port}`, tunnels };
}
