import { metrics, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { createClient, type Operation, request } from '@threads-sdk/core-http/fetch';
import { getThread, getUser, listThreads, searchThreads } from '@threads-sdk/endpoints';
import { describe, expect, it, onTestFinished } from 'vitest';
import { instrumentClient } from '../src/index.ts';
import { catchReports, createStage, rejection } from './stage.ts';

const idOf = (span: ReadableSpan | undefined): string | undefined => span?.spanContext().spanId;
const parentOf = (span: ReadableSpan | undefined): string | undefined => span?.parentSpanContext?.spanId;

describe('a call', () => {
  it('that is answered is a span, with one below it that speaks HTTP', async () => {
    const { client, emulator, spans } = createStage();
    await listThreads(client, { fields: ['id'], limit: 2 });
    const [call, attempt, ...others] = spans();
    expect(others).toEqual([]);
    expect(call).toMatchObject({
      name: 'threads.listThreads',
      kind: SpanKind.INTERNAL,
      status: { code: SpanStatusCode.UNSET },
      attributes: {
        'threads.operation': 'listThreads',
        'threads.attempts': 1,
        'threads.outcome': 'succeeded',
        'threads.user.id': emulator.issueToken({ username: 'mika' }).userId,
      },
    });
    expect(parentOf(attempt)).toBe(idOf(call));
    expect(attempt).toMatchObject({
      name: 'GET /{user_id}/threads',
      kind: SpanKind.CLIENT,
      status: { code: SpanStatusCode.UNSET },
      instrumentationScope: { name: '@threads-sdk/opentelemetry' },
    });
    expect(attempt?.attributes).toEqual({
      'http.request.method': 'GET',
      'http.response.status_code': 200,
      'server.address': 'graph.threads.com',
      'server.port': 443,
      'url.template': '/{user_id}/threads',
      'url.full': 'https://graph.threads.com/v1.0/me/threads?fields=id&limit=2',
    });
  });

  it('that is repeated has a span for each attempt', async () => {
    let sent = 0;
    const { client, emulator, points, spans } = createStage({
      fetch: (outgoing) => {
        sent += 1;
        return sent === 2 ? Promise.reject(new TypeError('reset')) : emulator.fetch(outgoing);
      },
    });
    emulator.planFault({ kind: 'error', preset: 'unexpected-error' });
    await getUser(client);
    const [call, ...attempts] = spans();
    expect(call?.attributes).toMatchObject({ 'threads.attempts': 3, 'threads.outcome': 'succeeded' });
    expect(call?.status.code).toBe(SpanStatusCode.UNSET);
    expect(attempts.map(parentOf)).toEqual(Array.from({ length: 3 }, () => idOf(call)));
    const seen = attempts.map(({ attributes, status }) => [
      attributes['http.request.resend_count'],
      attributes['http.response.status_code'],
      attributes['error.type'],
      status,
    ]);
    expect(seen).toEqual([
      [undefined, 500, 'SERVER_FAILED', { code: SpanStatusCode.ERROR, message: 'SERVER_FAILED' }],
      [1, undefined, 'NETWORK_FAILED', { code: SpanStatusCode.ERROR, message: 'NETWORK_FAILED' }],
      [2, 200, undefined, { code: SpanStatusCode.UNSET }],
    ]);
    expect(await points('threads.client.retries')).toEqual([
      { attributes: { operation: 'getUser', code: 'SERVER_FAILED' }, value: 1 },
      { attributes: { operation: 'getUser', code: 'NETWORK_FAILED' }, value: 1 },
    ]);
  });

  it('that fails says with what, and what Meta calls it', async () => {
    const { client, points, spans } = createStage();
    const error = await rejection(getThread(client, { media_id: '1' }));
    const [call, attempt] = spans();
    const { code, message, traceId } = Object(error);
    expect(code).toBe('OBJECT_NOT_FOUND');
    expect(call).toMatchObject({
      status: { code: SpanStatusCode.ERROR, message },
      attributes: { 'error.type': code, 'threads.outcome': 'failed', 'threads.fbtrace_id': traceId },
    });
    expect(attempt).toMatchObject({
      status: { code: SpanStatusCode.ERROR, message: code },
      attributes: { 'error.type': code, 'http.response.status_code': 400 },
    });
    expect(await points('threads.client.call.duration')).toEqual([
      {
        attributes: { operation: 'getThread', outcome: 'failed', code },
        value: expect.objectContaining({ count: 1 }),
      },
    ]);
  });

  it('that is refused before it is sent has no span below it', async () => {
    const { client, spans } = createStage();
    await rejection(listThreads(client, { limit: 1000 }));
    expect(spans()).toMatchObject([
      {
        attributes: { 'error.type': 'INVALID_INPUT', 'threads.attempts': 0 },
        status: { code: SpanStatusCode.ERROR },
      },
    ]);
  });

  it('that the app ends is told apart from one that failed', async () => {
    const controller = new AbortController();
    const { client, points, spans } = createStage({
      fetch: ({ signal }) => {
        controller.abort(new Error('the visitor left'));
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(new Error('gone')));
        });
      },
    });
    await rejection(listThreads(client, {}, { signal: controller.signal }));
    const [call, attempt] = spans();
    expect(call).toMatchObject({
      status: { code: SpanStatusCode.UNSET },
      attributes: { 'threads.outcome': 'aborted' },
    });
    for (const span of [call, attempt]) expect(span?.attributes).not.toHaveProperty('error.type');
    expect(attempt?.status.code).toBe(SpanStatusCode.UNSET);
    expect((await points('threads.client.call.duration'))[0]?.attributes).toEqual({
      operation: 'listThreads',
      outcome: 'aborted',
      code: 'ABORTED',
    });
  });

  it('has its attempts below it also where nobody manages contexts, of several at once', async () => {
    const { client, spans } = createStage();
    await Promise.all([getUser(client), listThreads(client), getUser(client)]);
    const calls = spans().filter(({ kind }) => kind === SpanKind.INTERNAL);
    const attempts = spans().filter(({ kind }) => kind === SpanKind.CLIENT);
    expect(attempts).toHaveLength(3);
    expect(new Set(attempts.map(parentOf))).toEqual(new Set(calls.map(idOf)));
  });

  it('that failed with what the app threw keeps the words to itself', async () => {
    const words = 'password=hunter2';
    const { spans } = createStage();
    const stage = createStage({
      credentials: () => {
        throw new Error(words);
      },
    });
    await rejection(getUser(stage.client));
    expect(stage.spans()).toMatchObject([
      { status: { code: SpanStatusCode.ERROR, message: '_OTHER' }, attributes: { 'error.type': '_OTHER' } },
    ]);
    expect(await stage.exported()).not.toContain(words);
    expect(spans()).toEqual([]); // two stages share nothing
  });
});

describe('metrics', () => {
  it('have the durations of the semantic conventions, without ids and texts', async () => {
    const { client, points } = createStage();
    await searchThreads(client, { q: 'a secret crush' });
    const [point, ...others] = await points('http.client.request.duration');
    expect(others).toEqual([]);
    expect(point?.attributes).toEqual({
      'http.request.method': 'GET',
      'http.response.status_code': 200,
      'server.address': 'graph.threads.com',
      'server.port': 443,
      'url.template': '/keyword_search',
    });
    expect(point?.value).toMatchObject({
      count: 1,
      buckets: {
        boundaries: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
      },
    });
  });

  it('have the use of the rate limit, of the limits that are known', async () => {
    const { client, emulator, points } = createStage();
    const headers = { 'x-app-usage': '{"call_count":28,"total_time":7,"made_up_9":1}' };
    emulator.planFault({ kind: 'headers', headers });
    await getUser(client);
    expect(await points('threads.client.rate_limit.used')).toEqual([
      { attributes: { limit: 'call_count' }, value: 28 },
      { attributes: { limit: 'total_time' }, value: 7 },
    ]);
  });
});

describe('nothing of OpenTelemetry', () => {
  it.each(['header', 'query', 'body'] as const)(
    'holds a secret, with the token in the %s',
    async (tokenPlacement) => {
      const { client, emulator, exported, token } = createStage({ tokenPlacement });
      const [secret, code] = ['the-secret-of-the-app', 'AQD-the-code-of-a-login'];
      const login: Operation<unknown> = {
        id: 'exchangeCode',
        method: 'POST',
        path: '/oauth/access_token',
        versionless: true,
        anonymous: true,
        repeat: 'never',
        secretParameters: ['client_secret', 'code'],
      };
      const extend: Operation<unknown> = {
        ...login,
        id: 'exchangeToken',
        method: 'GET',
        path: '/access_token',
      };
      await rejection(request(client, login, { client_id: '1', client_secret: secret, code }));
      await rejection(request(client, extend, { client_secret: secret, access_token: token }));
      await rejection(getThread(client, { media_id: '1' }, { extra: { mistaken: token } }));
      await listThreads(client, { limit: 1 });
      const seen = await exported();
      expect(emulator.requests.length).toBeGreaterThan(3);
      expect(seen).toContain('threads.exchangeCode');
      for (const canary of [secret, code, token, encodeURIComponent(token), token.slice(0, 30)])
        expect(seen).not.toContain(canary);
    },
  );

  it('is lost with the metrics: each attempt has its span', async () => {
    catchReports();
    const { emulator, spans, telemetry } = createStage();
    emulator.planFault({ kind: 'error', preset: 'unexpected-error' });
    const client = createClient(emulator.clientOptions({ username: 'mika' }));
    const { tracerProvider } = telemetry;
    await getUser(instrumentClient(client, { tracerProvider, meterProvider: { getMeter: broken } }));
    expect(spans().map(({ name }) => name)).toEqual(['threads.getUser', 'GET /{user_id}', 'GET /{user_id}']);
  });

  it.each<[string, Parameters<typeof instrumentClient>[1]]>([
    ['spans', { tracerProvider: { getTracer: broken } }],
    ['metrics', { meterProvider: { getMeter: broken } }],
  ])('fails a call: the %s are broken', async (_, options) => {
    const reported = catchReports();
    const stage = createStage();
    const client = instrumentClient(
      createClient(stage.emulator.clientOptions({ username: 'mika' })),
      options,
    );
    expect((await listThreads(client)).data).toHaveLength(2);
    expect(await rejection(getThread(client, { media_id: '1' }))).toMatchObject({ code: 'OBJECT_NOT_FOUND' });
    expect(stage.emulator.requests).toHaveLength(2);
    expect(reported.length).toBeGreaterThan(0);
  });

  it('is needed: without an SDK calls are as they were', async () => {
    const { emulator } = createStage();
    const client = instrumentClient(createClient(emulator.clientOptions({ username: 'mika' })));
    expect((await listThreads(client)).data).toHaveLength(2);
  });

  it('has to be there when the client is made', async () => {
    const { emulator, points, spans, telemetry } = createStage();
    const client = instrumentClient(createClient(emulator.clientOptions({ username: 'mika' })));
    await getUser(client);
    trace.setGlobalTracerProvider(telemetry.tracerProvider);
    metrics.setGlobalMeterProvider(telemetry.meterProvider);
    onTestFinished(() => {
      trace.disable();
      metrics.disable();
    });
    await getUser(client);
    expect(spans().map(({ name }) => name)).toEqual(['threads.getUser', 'GET /{user_id}']);
    expect((await points('http.client.request.duration')).map(({ value }) => Object(value).count)).toEqual([
      1,
    ]);
  });
});

it('refuses what is no client and no provider', () => {
  const client = createClient();
  const options = { tracerProvider: {}, meterProvider: 'console', exporter: 1 };
  // @ts-expect-error -- JavaScript callers get no type error
  expect(() => instrumentClient(client, options)).toThrow(
    /^instrumentClient: invalid input. tracerProvider: must have a function getTracer; meterProvider: must have a function getMeter; exporter: is unknown/,
  );
  // @ts-expect-error -- JavaScript callers get no type error
  expect(() => instrumentClient({})).toThrow('client: must be made by createClient');
});

function broken(): never {
  throw new Error('a bug in an SDK');
}
