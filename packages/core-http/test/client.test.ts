import { createCredentials } from '@threads-sdk/credentials';
import { isThreadsError } from '@threads-sdk/errors';
import ky from 'ky';
import { describe, expect, it } from 'vitest';
import { createClient as createFetchClient } from '../src/fetch.ts';
import {
  createClient,
  getBaseUrl,
  getUserId,
  request,
  withCredentials,
  type ClientOptions,
} from '../src/index.ts';
import { credentials, read, rejection, testClient, token, transports } from './fixtures.ts';
import { graphError, json, reset, startServer } from './server.ts';

const parameters = { media_id: '1' };

describe('createClient', () => {
  it('makes a frozen object that shows its clock and randomness only', () => {
    const client = createClient({ credentials });
    expect(Object.isFrozen(client)).toBe(true);
    expect(Object.keys(client)).toEqual(['clock', 'random']);
  });

  it.each<[string, ClientOptions]>([
    ['plain http', { baseUrl: 'http://graph.threads.com' }],
    ['a foreign host', { baseUrl: 'https://graph.threads.com.attacker.example' }],
    ['a foreign port', { baseUrl: 'https://graph.threads.com:8443' }],
    ['loopback', { baseUrl: 'http://localhost:3000' }],
    ['another scheme', { baseUrl: 'ftp://graph.threads.com', allowInsecure: true }],
    ['a relative address', { baseUrl: '/v1.0', allowInsecure: true }],
    ['a user in the address', { baseUrl: 'https://graph.threads.com@attacker.example', allowInsecure: true }],
    ['a query in the address', { baseUrl: 'https://graph.threads.com?x', allowOtherHost: true }],
    ['plain http to another machine', { baseUrl: 'http://192.168.1.7:3000', allowInsecure: true }],
    [
      'a name that only begins like this machine',
      { baseUrl: 'http://localhost.example', allowInsecure: true },
    ],
    ['another https host', { baseUrl: 'https://proxy.example', allowInsecure: true }],
    ['plain http to another host', { baseUrl: 'http://proxy.example', allowOtherHost: true }],
    ['another host with ours in its path', { baseUrl: 'https://attacker.example/https://graph.threads.com' }],
    [
      'another host with this machine in its path',
      { baseUrl: 'ftp://attacker.example/http://localhost:3000', allowInsecure: true, allowOtherHost: true },
    ],
  ])('refuses %s as base URL', (_, options) => {
    expect(() => createClient(options)).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ path: 'baseUrl' })] }),
    );
  });

  it.each<[string, ClientOptions]>([
    ['the API', { baseUrl: 'https://graph.threads.com' }],
    ['the other host of the API', { baseUrl: 'https://graph.threads.net/' }],
    ['loopback, if it is allowed', { baseUrl: 'http://localhost:3000/emulator/', allowInsecure: true }],
    ['IPv4 loopback, if it is allowed', { baseUrl: 'http://127.0.0.1:3000', allowInsecure: true }],
    ['IPv6 loopback, if it is allowed', { baseUrl: 'http://[::1]:3000', allowInsecure: true }],
    [
      'another https host, if it is allowed',
      { baseUrl: 'https://proxy.example/threads', allowOtherHost: true },
    ],
  ])('takes %s as base URL', (_, options) => {
    expect(() => createClient(options)).not.toThrow();
  });

  it.each(transports)('names every unusable option at once, through $name', (transport) => {
    const options = {
      baseUrl: 'x',
      timeouts: { read: 0, write: Number.NaN },
      retry: { maxAttempts: 0, budget: -1, maxRetryAfter: Infinity },
      maxConcurrency: 0,
      tokenPlacement: 'cookie',
    };
    const paths = [
      'maxConcurrency',
      'retry.maxAttempts',
      'retry.budget',
      'retry.maxRetryAfter',
      'timeouts.read',
      'timeouts.write',
      'tokenPlacement',
      'baseUrl',
    ];
    // @ts-expect-error -- JavaScript callers get no type error
    expect(() => transport.createClient(options)).toThrow(
      expect.objectContaining({ issues: paths.map((path) => expect.objectContaining({ path })) }),
    );
  });
});

describe('options that are none', () => {
  it.each(transports)('are named in our words, through $name', (transport) => {
    const options = { creditentials: credentials, retry: { atempts: 2 }, timeouts: { reed: 5 } };
    // @ts-expect-error -- JavaScript callers get no type error
    expect(() => transport.createClient(options)).toThrow(
      expect.objectContaining({
        code: 'INVALID_INPUT',
        issues: ['creditentials', 'atempts', 'reed'].map((path) => ({ path, message: 'is unknown' })),
      }),
    );
    for (const none of [null, 'x', []])
      // @ts-expect-error -- JavaScript callers get no type error
      expect(() => transport.createClient(none)).toThrow('options: must be an object');
  });

  it('include a ky that is none, and a ky where none is used', () => {
    // @ts-expect-error -- JavaScript callers get no type error
    expect(() => createClient({ ky: {} })).toThrow('ky: must be a ky');
    // @ts-expect-error -- JavaScript callers get no type error
    expect(() => createFetchClient({ ky })).toThrow('ky: is unknown');
  });

  it('of a call are named before anything is sent', async () => {
    const client = createClient({ credentials, fetch: () => Promise.reject(new Error('it was sent')) });
    // @ts-expect-error -- JavaScript callers get no type error
    const error = await rejection(request(client, read, { media_id: '1' }, { retries: 1, timout: 5 }));
    expect(error).toMatchObject({
      code: 'INVALID_INPUT',
      issues: [
        { path: 'options.retries', message: 'is unknown' },
        { path: 'options.timout', message: 'is unknown' },
      ],
    });
  });
});

describe('getUserId', () => {
  it('tells whose credentials a client sends, also where a function gives them', async () => {
    let current = credentials;
    const client = createClient({ credentials: async () => current });
    expect(await getUserId(createClient({ credentials }))).toBe(credentials.userId);
    expect(await getUserId(client)).toBe(credentials.userId);
    current = { ...credentials, accessToken: token, userId: '2' };
    expect(await getUserId(client)).toBe('2');
  });

  it('hands on what that function throws, and names a client without credentials', async () => {
    const failing = createClient({ credentials: () => Promise.reject(new Error('the store is down')) });
    await expect(getUserId(failing)).rejects.toThrow('the store is down');
    expect(await rejection(getUserId(createClient()))).toMatchObject({
      code: 'INVALID_INPUT',
      issues: [{ path: 'client.credentials', message: expect.stringContaining('createCredentials') }],
    });
    // @ts-expect-error -- JavaScript callers get no type error
    expect(await rejection(getUserId({}))).toMatchObject({ issues: [{ path: 'client' }] });
  });
});

describe('getBaseUrl', () => {
  it('tells where a client sends, without a slash at the end', () => {
    expect(getBaseUrl(createClient())).toBe('https://graph.threads.com');
    expect(getBaseUrl(createClient({ baseUrl: 'https://graph.threads.net/' }))).toBe(
      'https://graph.threads.net',
    );
    // @ts-expect-error -- JavaScript callers get no type error
    expect(() => getBaseUrl({})).toThrow('must be made by createClient');
  });
});

describe('withCredentials', () => {
  it('makes a client of somebody else, which is like the first in all else, and leaves the first as it is', async () => {
    const authorizations: (string | null)[] = [];
    const first = createClient({
      credentials,
      fetch: async ({ headers }) => {
        authorizations.push(headers.get('authorization'));
        return Response.json({ id: '1' });
      },
    });
    const other = { ...credentials, accessToken: 'THAA-of-another', userId: '2' };
    const second = withCredentials(first, other);
    expect([await getUserId(first), await getUserId(second)]).toEqual([credentials.userId, '2']);
    expect(await getUserId(withCredentials(second, async () => credentials))).toBe(credentials.userId);
    for (const client of [second, first]) await request(client, read, { media_id: '1' });
    expect(authorizations).toEqual(['Bearer THAA-of-another', `Bearer ${credentials.accessToken}`]);
  });

  it('shares the limit of requests in flight', async () => {
    const inFlight: (() => void)[] = [];
    const answer = (): Promise<Response> =>
      new Promise((resolve) => inFlight.push(() => resolve(Response.json({ id: '1' }))));
    const first = createClient({ credentials, fetch: answer, maxConcurrency: 1 });
    const both = [first, withCredentials(first, credentials)].map((client) =>
      request(client, read, { media_id: '1' }),
    );
    await expect.poll(() => inFlight.length).toBe(1);
    inFlight[0]?.();
    await both[0];
    await expect.poll(() => inFlight.length).toBe(2);
    inFlight[1]?.();
    expect(await both[1]).toMatchObject({ id: '1' });
  });

  it('refuses a copy of credentials, which has no token', () => {
    const copy = { ...createCredentials(credentials) };
    // @ts-expect-error -- JavaScript callers get no type error
    expect(() => withCredentials(createClient(), copy)).toThrow('must be made by createCredentials');
  });
});

describe('requests in flight', () => {
  it('are never more than allowed, and start in the order of their calls', async () => {
    let inFlight = 0;
    let most = 0;
    const server = await startServer((response, incoming) => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      // oxlint-disable-next-line tests/no-real-sleep -- time for too many to arrive
      setTimeout(() => {
        inFlight -= 1;
        json({ id: incoming.url })(response, incoming);
      }, 2);
    });
    const client = testClient(server.url, { maxConcurrency: 3 });
    const ids = Array.from({ length: 20 }, (_, index) => String(index));
    const answers = await Promise.all(ids.map((id) => request(client, read, { media_id: id })));
    expect(answers.map(({ id }) => id)).toEqual(ids.map((id) => `/v1.0/${id}`));
    expect(most).toBe(3);
  });

  it('start one after the other, if one is allowed', async () => {
    const server = await startServer(json({ id: '1' }));
    const client = testClient(server.url, { maxConcurrency: 1 });
    await Promise.all(['a', 'b', 'c', 'd'].map((id) => request(client, read, { media_id: id })));
    expect(server.requests.map(({ url }) => url)).toEqual(['/v1.0/a', '/v1.0/b', '/v1.0/c', '/v1.0/d']);
  });

  it('make room while a call waits to be repeated', async () => {
    const server = await startServer(reset, json({ id: '1' }));
    const client = testClient(server.url, {
      maxConcurrency: 1,
      hooks: { onRetry: () => void others.push(request(client, read, { media_id: 'other' })) },
    });
    const others: Promise<unknown>[] = [];
    await request(client, read, parameters);
    await expect(Promise.all(others)).resolves.toEqual([{ id: '1' }]);
  });
});

describe('errors', () => {
  it('of the API tell what the server said', async () => {
    const server = await startServer(
      graphError(
        {
          message: 'The requested resource does not exist',
          type: 'OAuthException',
          code: 24,
          error_subcode: 4279009,
          error_user_title: 'Media Not Found',
          error_user_msg: 'The media with id 1 cannot be found.',
          fbtrace_id: 'Atrace',
        },
        400,
        { 'x-app-usage': '{"call_count":99}' },
      ),
    );
    const error = await rejection(request(testClient(server.url), read, parameters));
    expect(isThreadsError(error)).toBe(true);
    expect({ ...Object(error) }).toEqual({
      message: expect.stringContaining('Media Not Found'),
      name: 'ApiError',
      code: 'MEDIA_NOT_FOUND',
      retryable: 'later',
      carriedOut: 'no',
      remedy: expect.any(String),
      operation: 'getThread',
      method: 'GET',
      path: '/{media_id}',
      status: 400,
      attempts: 1,
      scopes: ['threads_basic'],
      apiCode: 24,
      apiSubcode: 4279009,
      apiType: 'OAuthException',
      traceId: 'Atrace',
      usage: { call_count: 99 },
    });
    expect(String(error)).toBe(
      'ApiError: getThread: GET /{media_id}: MEDIA_NOT_FOUND: The requested resource does not exist / Media Not Found / The media with id 1 cannot be found. (code 24, subcode 4279009, HTTP 400, trace Atrace, attempts 1)',
    );
  });

  it('of the transport tell what happened', async () => {
    const server = await startServer(reset);
    const error = await rejection(request(testClient(server.url), read, parameters));
    expect(isThreadsError(error)).toBe(true);
    expect({ ...Object(error) }).toEqual({
      message: 'getThread: GET /{media_id}: NETWORK_FAILED: ECONNRESET (attempts 3)',
      name: 'TransportError',
      code: 'NETWORK_FAILED',
      retryable: 'later',
      remedy: expect.any(String),
      operation: 'getThread',
      method: 'GET',
      path: '/{media_id}',
      attempts: 3,
      carriedOut: 'maybe',
      reason: expect.stringMatching(/^(ECONNRESET|UND_ERR_SOCKET)$/),
    });
  });

  it('do not grow with what the server says', async () => {
    const server = await startServer(graphError({ code: 100, message: 'x'.repeat(1_000_000) }));
    const error = await rejection(request(testClient(server.url), read, parameters));
    expect(String(error).length).toBeLessThan(1200);
  });
});
