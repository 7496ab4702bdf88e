import { AsyncLocalStorage } from 'node:async_hooks';
import { describe, expect, it } from 'vitest';
import {
  type AroundAttempt,
  aroundAttempts,
  aroundCalls,
  type AttemptEnd,
  type AttemptEvent,
  type Client,
  request,
} from '../src/fetch.ts';
import {
  credentials,
  exchangeToken,
  publishOnce,
  read,
  rejection,
  testClient,
  token,
  transports,
} from './fixtures.ts';
import { catchReports } from './reports.ts';
import { cutBody, graphError, json, reset, startServer } from './server.ts';

/** A client whose attempts are written down. */
function watched(client: Client): { readonly client: Client; readonly seen: [AttemptEvent, AttemptEnd][] } {
  const seen: [AttemptEvent, AttemptEnd][] = [];
  return {
    seen,
    client: aroundAttempts(client, async (event, run) => void seen.push([event, await run()])),
  };
}

describe.each(transports)('a function around attempts through $name', (transport) => {
  it('runs around each of them, with what is sent and what it came to', async () => {
    const usage = json({ id: '1' }, 200, { 'x-app-usage': '{"call_count":28}' });
    const server = await startServer(reset, graphError({ code: 2 }, 500), usage);
    const { client, seen } = watched(transport.testClient(server.url));
    await request(client, read, { media_id: '1', fields: ['id'] }, { context: 'mine' });
    const call = { context: 'mine', operation: 'getThread', method: 'GET', path: '/{media_id}' };
    const url = `${server.url}/v1.0/1?fields=id`;
    const { userId } = credentials;
    expect(seen).toEqual([
      [{ callId: expect.any(Number), ...call, attempt: 1, url, userId }, { code: 'NETWORK_FAILED' }],
      [expect.objectContaining({ attempt: 2, url }), { status: 500, code: 'SERVER_FAILED' }],
      [expect.objectContaining({ attempt: 3, url }), { status: 200, usage: { call_count: 28 } }],
    ]);
    expect(new Set(seen.map(([{ callId }]) => callId)).size).toBe(1);
  });

  it('lets its context through to what sends', async () => {
    const spans = new AsyncLocalStorage<number>();
    const inside: unknown[] = [];
    const server = await startServer(reset, json({ id: '1' }));
    const client = aroundAttempts(
      transport.testClient(server.url, {
        fetch: (sent) => {
          inside.push(spans.getStore());
          return fetch(sent);
        },
      }),
      ({ attempt }, run) => spans.run(attempt, async () => void (await run())),
    );
    await request(client, read, { media_id: '1' });
    expect(inside).toEqual([1, 2]);
  });

  it('sees no secret, wherever the token travels', async () => {
    const server = await startServer(cutBody, json({ id: '1', access_token: token }));
    for (const tokenPlacement of ['header', 'query', 'body'] as const) {
      const { client, seen } = watched(transport.testClient(server.url, { tokenPlacement }));
      await request(client, read, { media_id: '1' }, { extra: { mistaken: token } });
      await request(client, exchangeToken, { client_secret: 'the app secret', access_token: token });
      const shown = JSON.stringify(seen);
      expect(shown).toContain(server.url);
      expect(shown).not.toContain(encodeURIComponent(token));
      expect(shown).not.toContain(token);
      expect(shown).not.toMatch(/the.app.secret|access_token=/);
    }
  });
});

describe('whatever a function around attempts does', () => {
  it.each<[string, AroundAttempt, number]>([
    ['it never runs it', async () => undefined, 0],
    ['it runs it twice', (_, run) => Promise.all([run(), run()]).then(() => undefined), 0],
    [
      'it throws before',
      () => {
        throw new Error('a bug');
      },
      1,
    ],
    [
      'it throws after',
      async (_, run) => {
        await run();
        throw new Error('a bug');
      },
      1,
    ],
    [
      'it changes what it is told',
      async (event) => {
        Object.assign(event, { url: 'https://attacker.example' });
      },
      1,
    ],
  ])('the attempt is made once: %s', async (_, around, reports) => {
    const reported = catchReports();
    const server = await startServer(json({ id: '1' }));
    const client = aroundAttempts(testClient(server.url), around);
    await expect(request(client, publishOnce, { creation_id: '1' })).resolves.toEqual({ id: '1' });
    expect(server.requests).toHaveLength(1);
    expect(reported).toHaveLength(reports);
  });

  it('nothing is sent if the call is ended before it runs it', async () => {
    const server = await startServer(json({ id: '1' }));
    const controller = new AbortController();
    const client = aroundAttempts(testClient(server.url), async (_, run) => {
      await Promise.resolve();
      controller.abort();
      await run();
    });
    const { signal } = controller;
    expect(await rejection(request(client, publishOnce, { creation_id: '1' }, { signal }))).toMatchObject({
      code: 'ABORTED',
    });
    expect(server.requests).toHaveLength(0);
  });

  it('the error of the call stays', async () => {
    const server = await startServer(graphError({ code: 100 }, 400));
    const client = aroundAttempts(testClient(server.url), async (_, run) => void run());
    expect(await rejection(request(client, read, { media_id: '1' }))).toMatchObject({
      code: 'REQUEST_REJECTED',
      attempts: 1,
    });
  });

  it('those that were there before have their part, from the inside out', async () => {
    const server = await startServer(json({ id: '1' }));
    const order: string[] = [];
    const named =
      (name: string): AroundAttempt =>
      async (_, run) => {
        order.push(`${name} begins`);
        await run();
        order.push(`${name} ends`);
      };
    const client = aroundAttempts(
      aroundCalls(aroundAttempts(testClient(server.url), named('inner')), async (_, run) => {
        order.push('call begins');
        await run();
        order.push('call ends');
      }),
      named('outer'),
    );
    await request(client, read, { media_id: '1' });
    expect(order).toEqual([
      'call begins',
      'outer begins',
      'inner begins',
      'inner ends',
      'outer ends',
      'call ends',
    ]);
  });

  it.each([undefined, null, {}, 'text'])('has to be one: %j is none', (around) => {
    // @ts-expect-error -- JavaScript callers get no type error
    expect(() => aroundAttempts(testClient('http://127.0.0.1:1'), around)).toThrow(
      'aroundAttempts: invalid input. around: must be a function',
    );
    // @ts-expect-error -- JavaScript callers get no type error
    expect(() => aroundAttempts({}, async () => undefined)).toThrow(
      'aroundAttempts: invalid input. client: must be',
    );
  });
});
