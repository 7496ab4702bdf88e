import { getEventListeners, once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { request, requestPages } from '../src/index.ts';
import { credentials, list, publishOnce, read, rejection, transports } from './fixtures.ts';
import { json, raw, reset, silence, slowBody, startServer } from './server.ts';

describe.each(transports)('through $name', ({ createClient, testClient }) => {
  const parameters = { media_id: '1' };
  const patient = { timeouts: { read: 60_000, write: 60_000 } };

  it('sends nothing when the signal was aborted before', async () => {
    const server = await startServer(json({ id: '1' }));
    const signal = AbortSignal.abort();
    const error = await rejection(request(testClient(server.url), publishOnce, {}, { signal }));
    expect(error).toMatchObject({
      code: 'ABORTED',
      name: 'AbortError',
      carriedOut: 'unsent',
      retryable: 'now',
    });
    expect(server.requests).toHaveLength(0);
  });

  it('ends a call that waits for its answer', async () => {
    const server = await startServer(silence);
    const controller = new AbortController();
    const client = testClient(server.url, patient);
    const call = rejection(request(client, publishOnce, {}, { signal: controller.signal }));
    await expect.poll(() => server.requests).toHaveLength(1);
    controller.abort();
    expect(await call).toMatchObject({ code: 'ABORTED', carriedOut: 'maybe', retryable: 'never' });
  });

  it('ends a call whose body is still arriving', async () => {
    const controller = new AbortController();
    const server = await startServer(slowBody);
    const client = testClient(server.url, {
      ...patient,
      fetch: async (...exchange) => {
        const response = await fetch(...exchange);
        const untilItBegins = new TransformStream<Uint8Array, Uint8Array>({
          transform: (chunk, body) => {
            body.enqueue(chunk);
            controller.abort();
          },
        });
        return new Response(response.body?.pipeThrough(untilItBegins), response);
      },
    });
    const call = rejection(request(client, publishOnce, {}, { signal: controller.signal }));
    expect(await call).toMatchObject({ code: 'ABORTED', carriedOut: 'maybe' });
  });

  it('ends a call that waits for its turn, and keeps the turn for the next', async () => {
    const server = await startServer(silence, json({ id: '2' }));
    const client = testClient(server.url, { ...patient, maxConcurrency: 1 });
    const first = new AbortController();
    const second = new AbortController();
    const calls = [
      rejection(request(client, read, parameters, { signal: first.signal })),
      rejection(request(client, publishOnce, {}, { signal: second.signal })),
    ];
    const third = request(client, read, parameters);
    await expect.poll(() => server.requests).toHaveLength(1);
    second.abort();
    expect(await calls[1]).toMatchObject({
      code: 'ABORTED',
      name: 'AbortError',
      carriedOut: 'unsent',
      retryable: 'now',
    });
    first.abort();
    await calls[0];
    await expect(third).resolves.toEqual({ id: '2' });
    expect(server.requests).toHaveLength(2);
  });

  it('ends a call between two attempts, on the real clock', async () => {
    const server = await startServer(raw('', 429, { 'retry-after': '30' }));
    const controller = new AbortController();
    const client = createClient({
      baseUrl: server.url,
      allowInsecure: true,
      credentials,
      hooks: { onRetry: () => setTimeout(() => controller.abort()) },
    });
    const error = await rejection(request(client, read, parameters, { signal: controller.signal }));
    expect(error).toMatchObject({ code: 'ABORTED', carriedOut: 'no', retryable: 'now' });
  });

  it('sends nothing when a hook aborts', async () => {
    const server = await startServer(json({ id: '1' }));
    const controller = new AbortController();
    const client = testClient(server.url, { hooks: { onRequest: () => controller.abort() } });
    const error = await rejection(request(client, publishOnce, {}, { signal: controller.signal }));
    expect(error).toMatchObject({
      code: 'ABORTED',
      name: 'AbortError',
      carriedOut: 'unsent',
      retryable: 'now',
    });
    expect(server.requests).toHaveLength(0);
  });

  it('ends a call that is aborted while fetch is called', async () => {
    const controller = new AbortController();
    const client = testClient('http://127.0.0.1:1', {
      ...patient,
      fetch: () => {
        controller.abort();
        return new Promise(() => undefined);
      },
    });
    const error = await rejection(request(client, publishOnce, {}, { signal: controller.signal }));
    expect(error).toMatchObject({ code: 'ABORTED', carriedOut: 'maybe' });
  });

  it('gives up the answer of a fetch that comes too late', async () => {
    let cancelled = false;
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(1)),
      cancel: () => {
        cancelled = true;
      },
    });
    const client = testClient('http://127.0.0.1:1', {
      fetch: async (...exchange) => {
        await once(new Request(...exchange).signal, 'abort');
        return new Response(endless);
      },
      timeouts: { read: 1 },
      retry: { maxAttempts: 1 },
    });
    expect(await rejection(request(client, read, parameters))).toMatchObject({ code: 'TIMED_OUT' });
    await expect.poll(() => cancelled).toBe(true);
  });

  it('ends a fetch that does not heed its signal', async () => {
    const client = testClient('http://127.0.0.1:1', {
      fetch: () => new Promise(() => undefined),
      timeouts: { read: 10 },
      retry: { maxAttempts: 1 },
    });
    const error = await rejection(request(client, read, parameters));
    expect(error).toMatchObject({ code: 'TIMED_OUT', carriedOut: 'maybe' });
  });

  it('ends a body that does not heed its signal, and cancels it', async () => {
    let cancelled = false;
    const client = testClient('http://127.0.0.1:1', {
      fetch: async () =>
        new Response(
          new ReadableStream({
            cancel: () => {
              cancelled = true;
            },
          }),
        ),
      timeouts: { read: 10 },
      retry: { maxAttempts: 1 },
    });
    const error = await rejection(request(client, read, parameters));
    expect(error).toMatchObject({ code: 'TIMED_OUT', carriedOut: 'maybe' });
    expect(cancelled).toBe(true);
  });

  it('lets the timeout of a call replace that of the client', async () => {
    const server = await startServer(silence);
    const client = testClient(server.url, { ...patient, retry: { maxAttempts: 1 } });
    const error = await rejection(request(client, read, parameters, { timeout: 20 }));
    expect(error).toMatchObject({ code: 'TIMED_OUT', reason: 'no whole answer in 20 ms' });
  });

  it.each([0, -1, Number.NaN, 2 ** 31, Infinity])('refuses %s as a timeout', async (timeout) => {
    const error = await rejection(request(testClient('http://127.0.0.1:1'), read, parameters, { timeout }));
    expect(error).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'options.timeout' }] });
  });

  it('ends a walk through pages', async () => {
    const server = await startServer(
      json({ data: [{ id: '1' }], paging: { cursors: { after: 'B' }, next: 'https://x/?after=B' } }),
      silence,
    );
    const controller = new AbortController();
    const pages = requestPages(testClient(server.url), list, {}, { signal: controller.signal });
    const items: string[] = [];
    const walk = async (): Promise<void> => {
      for await (const item of pages) {
        items.push(item.id);
        controller.abort();
      }
    };
    expect(await rejection(walk())).toMatchObject({ code: 'ABORTED' });
    expect(items).toEqual(['1']);
    expect(server.requests).toHaveLength(1);
  });

  it('leaves no listener on a signal that lives long', async () => {
    const server = await startServer(reset, json({ id: '1' }));
    const { signal } = new AbortController();
    await request(testClient(server.url), read, parameters, { signal });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});
