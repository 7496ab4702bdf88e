import { describe, expect, it, onTestFinished } from 'vitest';
import {
  createClient,
  isApiError,
  isTransportError,
  request,
  type ClientOptions,
  type Hooks,
} from '../src/index.ts';
import { credentials, read, rejection, testClient } from './fixtures.ts';
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
    ['a query in the address', { baseUrl: 'https://graph.threads.com?x', allowInsecure: true }],
  ])('refuses %s as base URL', (_, options) => {
    expect(() => createClient(options)).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ path: 'baseUrl' })] }),
    );
  });

  it.each<[string, ClientOptions]>([
    ['the API', { baseUrl: 'https://graph.threads.com' }],
    ['the other host of the API', { baseUrl: 'https://graph.threads.net/' }],
    ['loopback, if it is allowed', { baseUrl: 'http://localhost:3000/emulator/', allowInsecure: true }],
  ])('takes %s as base URL', (_, options) => {
    expect(() => createClient(options)).not.toThrow();
  });

  it('names every unusable option at once', () => {
    const options = {
      baseUrl: 'x',
      timeouts: { read: 0, write: Number.NaN },
      retry: { attempts: 0, budget: -1, maxRetryAfter: Infinity },
      maxConcurrency: 0,
      tokenPlacement: 'cookie',
    };
    const paths = [
      'baseUrl',
      'timeouts.read',
      'timeouts.write',
      'retry.attempts',
      'retry.budget',
      'retry.maxRetryAfter',
      'maxConcurrency',
      'tokenPlacement',
    ];
    // @ts-expect-error -- JavaScript callers get no type error
    expect(() => createClient(options)).toThrow(
      expect.objectContaining({ issues: paths.map((path) => expect.objectContaining({ path })) }),
    );
  });
});

describe('requests in flight', () => {
  it('are never more than allowed, and start in the order of their calls', async () => {
    let inFlight = 0;
    let most = 0;
    const server = await startServer((response, incoming) => {
      inFlight += 1;
      most = Math.max(most, inFlight);
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

describe('hooks', () => {
  it('are told of requests, answers and retries, in frozen plain data', async () => {
    const usage = { 'x-app-usage': '{"call_count":28,"total_time":25,"total_cputime":7}' };
    const server = await startServer(graphError({ code: 2 }, 500, usage), json({ id: '1' }));
    const events: [string, unknown][] = [];
    const client = testClient(server.url, {
      hooks: {
        onRequest: (event) => void events.push(['request', event]),
        onResponse: (event) => void events.push(['response', event]),
        onRetry: (event) => void events.push(['retry', event]),
      },
    });
    await request(client, read, parameters);
    const about = { operation: 'getThread', method: 'GET', path: '/{media_id}' };
    expect(events).toEqual([
      ['request', { ...about, attempt: 1 }],
      [
        'response',
        {
          ...about,
          attempt: 1,
          status: 500,
          duration: 0,
          usage: { call_count: 28, total_time: 25, total_cputime: 7 },
        },
      ],
      ['retry', { ...about, attempt: 1, code: 'SERVER_FAILED', status: 500, delay: 300 }],
      ['request', { ...about, attempt: 2 }],
      ['response', { ...about, attempt: 2, status: 200, duration: 0 }],
    ]);
    for (const [, event] of events) expect(Object.isFrozen(event)).toBe(true);
  });

  it.each<[string, (failure: Error) => Hooks]>([
    [
      'throw',
      (failure) => {
        const hook = (): void => {
          throw failure;
        };
        return { onRequest: hook, onResponse: hook, onRetry: hook };
      },
    ],
    [
      'reject',
      (failure) => {
        const hook = async (): Promise<void> => {
          throw failure;
        };
        // oxlint-disable-next-line typescript/no-misused-promises -- the mistake that is to be survived
        return { onRequest: hook, onResponse: hook, onRetry: hook };
      },
    ],
  ])('that %s are reported and change nothing', async (_, hooks) => {
    const reported: unknown[] = [];
    const { error } = console;
    console.error = (...argumentList: unknown[]) => void reported.push(argumentList);
    onTestFinished(() => {
      console.error = error;
    });
    const failure = new Error('a bug in a hook');
    const server = await startServer(reset, json({ id: '1' }));
    await expect(
      request(testClient(server.url, { hooks: hooks(failure) }), read, parameters),
    ).resolves.toEqual({ id: '1' });
    expect(reported).toEqual(
      ['onRequest', 'onRetry', 'onRequest', 'onResponse'].map((name) => [
        expect.stringContaining(name),
        failure,
      ]),
    );
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
    expect(isApiError(error)).toBe(true);
    expect(isTransportError(error)).toBe(false);
    expect({ ...Object(error) }).toEqual({
      name: 'ApiError',
      code: 'MEDIA_NOT_FOUND',
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
    expect(isTransportError(error)).toBe(true);
    expect(isApiError(error)).toBe(false);
    expect({ ...Object(error) }).toEqual({
      name: 'TransportError',
      code: 'NETWORK_FAILED',
      remedy: expect.any(String),
      operation: 'getThread',
      method: 'GET',
      path: '/{media_id}',
      attempts: 3,
      sent: 'maybe',
      reason: expect.stringMatching(/^(ECONNRESET|UND_ERR_SOCKET)$/),
    });
  });

  it('do not grow with what the server says', async () => {
    const server = await startServer(graphError({ code: 100, message: 'x'.repeat(1_000_000) }));
    const error = await rejection(request(testClient(server.url), read, parameters));
    expect(String(error).length).toBeLessThan(1200);
  });

  it('are none for any other value', () => {
    for (const value of [undefined, null, 'x', new Error('x'), { name: 'ApiError' }]) {
      expect(isApiError(value)).toBe(false);
      expect(isTransportError(value)).toBe(false);
    }
  });
});
