import { AsyncLocalStorage } from 'node:async_hooks';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  type Around,
  aroundCalls,
  createClient,
  type EndEvent,
  type Hooks,
  type Operation,
  request,
} from '../src/fetch.ts';
import { credentials, publishOnce, read, rejection, testClient } from './fixtures.ts';
import { catchReports } from './reports.ts';
import { type Answer, graphError, json, reset, silence, startServer } from './server.ts';

const parameters = { media_id: '1' };

interface Heard {
  readonly callId: number;
  readonly [member: string]: unknown;
}

/** Hooks that write down what they hear. */
function listen(): { readonly hooks: Hooks; readonly heard: [name: string, event: Heard][] } {
  const heard: [string, Heard][] = [];
  const hear =
    (name: string) =>
    (event: object): void =>
      void heard.push([name, event as Heard]);
  return {
    heard,
    hooks: {
      onRequest: hear('request'),
      onResponse: hear('response'),
      onRetry: hear('retry'),
      onEnd: hear('end'),
    },
  };
}

it('hear of what a lenient schema has left out of an answer, up to ten places', async () => {
  const server = await startServer(json({ id: '1', text: 5 }));
  const { heard, hooks } = listen();
  const leftOut = [
    ['text'],
    ['data', 3, 'location'],
    [],
    ...Array.from({ length: 20 }, (_, index) => ['more', index]),
  ];
  const output: Operation<unknown>['output'] = {
    '~standard': {
      version: 1,
      vendor: 'ours',
      validate: () => ({ value: 'the rest', leftOut: leftOut.map((path) => ({ path, message: 'odd' })) }),
    },
  };
  const client = testClient(server.url, { hooks });
  expect(await request(client, { ...read, output }, parameters)).toBe('the rest');
  const places = [
    'text',
    'data[3].location',
    'the whole',
    ...[0, 1, 2, 3, 4, 5, 6].map((index) => `more[${index}]`),
  ];
  expect(heard.at(-1)).toEqual(['end', expect.objectContaining({ outcome: 'succeeded', leftOut: places })]);
});

it('hear of requests, answers, retries and the end, in frozen plain data with one callId', async () => {
  const usage = { 'x-app-usage': '{"call_count":28,"total_time":25,"total_cputime":7}' };
  const server = await startServer(graphError({ code: 2 }, 500, usage), json({ id: '1' }));
  const { heard, hooks } = listen();
  const client = testClient(server.url, { hooks });
  await request(client, read, parameters, { context: 'job 7' });
  const about = {
    callId: expect.any(Number),
    context: 'job 7',
    operation: 'getThread',
    method: 'GET',
    path: '/{media_id}',
  };
  expect(heard).toEqual([
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
    [
      'end',
      {
        ...about,
        outcome: 'succeeded',
        attempts: 2,
        duration: 300,
        status: 200,
        userId: credentials.userId,
      },
    ],
  ]);
  expect(new Set(heard.map(([, { callId }]) => callId)).size).toBe(1);
  for (const [, event] of heard) expect(Object.isFrozen(event)).toBe(true);
});

describe('the end of a call', () => {
  const aborting = new AbortController();
  it.each<[string, Answer, { readonly outcome: string; readonly code?: string; readonly traceId?: string }]>([
    ['a success', json({ id: '1' }), { outcome: 'succeeded' }],
    ['a lost request', reset, { outcome: 'failed', code: 'NETWORK_FAILED' }],
    [
      'a refusal',
      graphError({ code: 100, fbtrace_id: 'Atrace' }, 400),
      { outcome: 'failed', code: 'REQUEST_REJECTED', traceId: 'Atrace' },
    ],
    ['an answer of another shape', json({ name: 'x' }), { outcome: 'failed', code: 'RESPONSE_INVALID' }],
    [
      'an abort',
      (...exchange) => {
        silence(...exchange);
        aborting.abort();
      },
      { outcome: 'aborted', code: 'ABORTED' },
    ],
  ])('is heard once after %s, with what became of it', async (name, answer, { code, ...expected }) => {
    const server = await startServer(answer);
    const { heard, hooks } = listen();
    const signal = name === 'an abort' ? aborting.signal : undefined;
    const call = request(testClient(server.url, { hooks }), publishOnce, {}, signal ? { signal } : {});
    const error = await call.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    const ends = heard.filter(([event]) => event === 'end').map(([, event]) => event);
    expect(ends).toEqual([expect.objectContaining({ ...expected, attempts: 1 })]);
    expect(Object(ends[0]?.['error']).code).toBe(code);
    expect(ends[0]?.['error']).toBe(error);
  });

  it('is heard of a call that sent nothing', async () => {
    const { heard, hooks } = listen();
    const client = testClient('http://127.0.0.1:1', { hooks });
    await rejection(request(client, read, {}));
    await rejection(request(client, read, parameters, { signal: AbortSignal.abort() }));
    expect(heard.map(([name, { attempts, outcome }]) => [name, outcome, attempts])).toEqual([
      ['end', 'failed', 0],
      ['end', 'aborted', 0],
    ]);
  });

  it('is a failure if the caller aborted when it had failed already', async () => {
    const server = await startServer(graphError({ code: 100 }, 400));
    const controller = new AbortController();
    const outcomes: string[] = [];
    const client = testClient(server.url, {
      hooks: { onResponse: () => controller.abort(), onEnd: ({ outcome }) => void outcomes.push(outcome) },
    });
    const { signal } = controller;
    const error = await rejection(request(client, read, parameters, { signal }));
    expect(error).toMatchObject({ code: 'REQUEST_REJECTED' });
    await rejection(request(client, read, {}, { signal }));
    expect(outcomes).toEqual(['failed', 'failed']);
  });

  it('is heard when the credentials of the app cannot be had', async () => {
    const failure = new Error('no vault');
    const ends: EndEvent[] = [];
    const client = createClient({
      credentials: () => {
        throw failure;
      },
      hooks: { onEnd: (event) => void ends.push(event) },
    });
    expect(await rejection(request(client, read, parameters))).toBe(failure);
    expect(ends).toMatchObject([{ outcome: 'failed', error: failure, attempts: 0 }]);
  });

  it('is heard of each of many calls at once, none mixed up with another', async () => {
    const server = await startServer((response, incoming) => {
      const id = incoming.url.split('/').at(-1);
      waiting.push(() =>
        (Number(id) % 3 === 0 ? graphError({ code: 24 }, 400) : json({ id }))(response, incoming),
      );
      // The last that came is answered first.
      setImmediate(() => waiting.pop()?.());
    });
    const waiting: (() => void)[] = [];
    const { heard, hooks } = listen();
    const client = testClient(server.url, { hooks, random: Math.random });
    const ids = Array.from({ length: 30 }, (_, index) => index);
    await Promise.allSettled(
      ids.map((id) => request(client, read, { media_id: String(id) }, { context: id })),
    );
    const ends = heard.filter(([name]) => name === 'end').map(([, event]) => event);
    expect(ends.map(({ context, outcome }) => [context, outcome]).toSorted(byFirst)).toEqual(
      ids.map((id) => [id, id % 3 === 0 ? 'failed' : 'succeeded']),
    );
    expect(new Set(ends.map(({ callId }) => callId)).size).toBe(30);
    for (const { callId, context } of ends) {
      const ofCall = heard.filter(([, event]) => event.callId === callId);
      expect(new Set(ofCall.map(([, event]) => event['context']))).toEqual(new Set([context]));
    }
  });
});

function byFirst([one]: readonly unknown[], [other]: readonly unknown[]): number {
  return Number(one) - Number(other);
}

it.each<[string, (failure: Error) => Hooks]>([
  [
    'throw',
    (failure) => {
      const hook = (): void => {
        throw failure;
      };
      return { onRequest: hook, onResponse: hook, onRetry: hook, onEnd: hook };
    },
  ],
  [
    'reject',
    (failure) => {
      const hook = async (): Promise<void> => {
        throw failure;
      };
      return { onRequest: hook, onResponse: hook, onRetry: hook, onEnd: hook };
    },
  ],
])('that %s are reported and change nothing', async (_, hooks) => {
  const reported = catchReports();
  const failure = new Error('a bug in a hook');
  const server = await startServer(reset, json({ id: '1' }));
  await expect(request(testClient(server.url, { hooks: hooks(failure) }), read, parameters)).resolves.toEqual(
    { id: '1' },
  );
  await expect
    .poll(() => reported)
    .toEqual(
      ['onRequest', 'onRetry', 'onRequest', 'onResponse', 'onEnd'].map((name) => [
        expect.stringContaining(name),
        failure,
      ]),
    );
});

describe('a function around calls', () => {
  it('runs a whole call inside of it, retries included, and lets its context through', async () => {
    const server = await startServer(reset, json({ id: '1' }));
    const spans = new AsyncLocalStorage<string>();
    const seen: (string | undefined)[] = [];
    const client = aroundCalls(
      testClient(server.url, {
        hooks: {
          onRequest: ({ operation, callId }) =>
            void seen.push(spans.getStore() === `${operation} ${callId}` ? 'inside' : spans.getStore()),
        },
      }),
      ({ operation, callId }, run) => spans.run(`${operation} ${callId}`, run),
    );
    await request(client, read, parameters);
    expect(seen).toEqual(['inside', 'inside']);
  });

  it('sees the error of the call, and may hand it on', async () => {
    const reported = catchReports();
    const server = await startServer(graphError({ code: 100 }, 400));
    const seen: unknown[] = [];
    const client = aroundCalls(testClient(server.url), async (_, run) => {
      try {
        await run();
      } catch (error) {
        seen.push(error);
        throw error;
      }
    });
    const error = await rejection(request(client, read, parameters));
    expect(seen).toEqual([error]);
    expect(reported).toEqual([]);
  });

  it.each<[string, Around, number]>([
    ['never runs it', async () => undefined, 0],
    ['runs it twice', (_, run) => Promise.all([run(), run()]).then(() => undefined), 0],
    [
      'throws before',
      () => {
        throw new Error('a bug');
      },
      1,
    ],
    [
      'throws after',
      async (_, run) => {
        await run();
        throw new Error('a bug');
      },
      1,
    ],
  ])('makes the call once, also if it %s', async (_, around, reports) => {
    const reported = catchReports();
    const server = await startServer(json({ id: '1' }));
    const client = aroundCalls(testClient(server.url), around);
    await expect(request(client, read, parameters)).resolves.toEqual({ id: '1' });
    expect(server.requests).toHaveLength(1);
    expect(reported).toHaveLength(reports);
  });

  it.each([undefined, null, {}, 'text'])('has to be one: %j is none', (around) => {
    // @ts-expect-error -- JavaScript callers get no type error
    const wrap = (): unknown => aroundCalls(createClient(), around);
    expect(wrap).toThrow('aroundCalls: invalid input. around: must be a function');
    // @ts-expect-error -- JavaScript callers get no type error
    expect(() => aroundCalls({}, async (_, run) => run())).toThrow(
      'aroundCalls: invalid input. client: must be',
    );
  });

  it.each<[string, Around]>([
    ['in a timer', async (_, run) => void setTimeout(() => void run())],
    ['later', async (_, run) => queueMicrotask(() => queueMicrotask(() => void run()))],
    ['and does not wait', async (_, run) => void run()],
  ])('makes the call once, also if it runs it %s, and leaves no error behind', async (_, around) => {
    const unhandled: unknown[] = [];
    const listener = (error: unknown): void => void unhandled.push(error);
    process.on('unhandledRejection', listener);
    onTestFinished(() => void process.off('unhandledRejection', listener));
    const server = await startServer(graphError({ code: 100 }, 400));
    const client = aroundCalls(testClient(server.url), around);
    expect(await rejection(request(client, publishOnce, {}))).toMatchObject({ code: 'REQUEST_REJECTED' });
    await new Promise((resolve) => {
      setImmediate(resolve); // unhandled rejections are told before
    });
    expect(server.requests).toHaveLength(1);
    expect(unhandled).toEqual([]);
  });

  it('leaves the inner one its part, also if it never runs the call', async () => {
    const server = await startServer(json({ id: '1' }));
    const seen: string[] = [];
    const inner = aroundCalls(testClient(server.url), async ({ operation }, run) => {
      seen.push(operation);
      await run();
    });
    await request(
      aroundCalls(inner, async () => undefined),
      read,
      parameters,
    );
    expect(seen).toEqual(['getThread']);
  });
});
