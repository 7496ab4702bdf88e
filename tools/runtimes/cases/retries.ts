import type { Client } from '@threads-sdk/core-http';
import { createContainer, getUser, publishContainer } from '@threads-sdk/endpoints';
import { assert } from 'chai';
import type { Case } from '../in-runtime/case.ts';
import type { Context } from '../in-runtime/context.ts';
import { rejection } from '../in-runtime/rejection.ts';

/** Publishes a container while something goes wrong. */
async function publishWhile(
  { client, plan }: Context,
  fault: Readonly<Record<string, unknown>>,
): Promise<{ readonly mika: Client; readonly error: Record<string, unknown> }> {
  const mika = await client();
  const { id: creation_id } = await createContainer(mika, { media_type: 'TEXT', text: 'Once' });
  await plan({ ...fault, operation: 'publishContainer' });
  return { mika, error: await rejection(publishContainer(mika, { creation_id })) };
}

/** A broken answer to a read, and what it becomes when it does not get better. */
const broken: readonly (readonly [what: string, fault: object, code: string])[] = [
  ['a broken connection', { kind: 'lost-request' }, 'NETWORK_FAILED'],
  ['a connection that is closed', { kind: 'lost-answer', connection: 'close' }, 'NETWORK_FAILED'],
  ['a body that is cut off', { kind: 'cut-body' }, 'NETWORK_FAILED'],
  ['half a JSON', { kind: 'truncated-json' }, 'RESPONSE_INVALID'],
  ['an empty body', { kind: 'empty-body' }, 'RESPONSE_INVALID'],
  ["a proxy's page", { kind: 'html' }, 'SERVER_FAILED'],
];

export const retries: readonly Case[] = [
  ...broken.flatMap(([what, fault, code]): Case[] => [
    {
      name: `After ${what} a read is repeated and succeeds`,
      run: async ({ client, plan }) => {
        await plan({ ...fault, operation: 'getUser' });
        assert.equal((await getUser(await client())).username, 'mika');
      },
    },
    {
      name: `For ${what} each time a read ends in ${code}`,
      run: async ({ client, plan }) => {
        await plan({ ...fault, operation: 'getUser', times: 'always' });
        const error = await rejection(getUser(await client()));
        assert.equal(error['code'], code);
        assert.equal(error['attempts'], 3);
      },
    },
  ]),
  {
    name: 'Publishing is not repeated after an error of the server',
    run: async (context) => {
      const { error } = await publishWhile(context, { kind: 'error', preset: 'unexpected-error' });
      assert.equal(error['code'], 'SERVER_FAILED');
      assert.lengthOf(await context.requests('publishContainer'), 1);
    },
  },
  {
    name: 'A short Retry-After is waited for, on the clock of the client',
    run: async ({ client, clock, plan }) => {
      await plan({ kind: 'error', operation: 'getUser', preset: 'rate-limited', retryAfter: 30 });
      const before = clock.now();
      assert.equal((await getUser(await client())).username, 'mika');
      assert.isAtLeast(clock.now() - before, 30_000);
    },
  },
  {
    name: 'A long Retry-After is an error with the time at once',
    run: async ({ client, clock, plan, requests }) => {
      await plan({ kind: 'error', operation: 'getUser', preset: 'rate-limited', retryAfter: 3600 });
      const { code, retryAt } = await rejection(getUser(await client()));
      assert.equal(code, 'RATE_LIMITED');
      assert.instanceOf(retryAt, Date);
      assert.closeTo(Number(retryAt), clock.now() + 3_600_000, 10_000);
      assert.lengthOf(await requests('getUser'), 1);
    },
  },
  {
    name: 'How much of the rate limit is used is read from the header',
    run: async ({ client, plan }) => {
      const headers = { 'x-app-usage': '{"call_count":28,"total_time":25,"total_cputime":24}' };
      await plan({ kind: 'headers', operation: 'getUser', headers });
      const usages: unknown[] = [];
      await getUser(await client({ hooks: { onResponse: ({ usage }) => usages.push(usage) } }));
      assert.deepEqual(usages, [{ call_count: 28, total_time: 25, total_cputime: 24 }]);
    },
  },
  {
    name: 'Hooks are told of each attempt, answer and retry',
    run: async ({ client, plan }) => {
      await plan({ kind: 'error', operation: 'getUser', preset: 'unexpected-error' });
      const events: string[] = [];
      const hooks = {
        onRequest: ({ attempt, operation }: { attempt: number; operation: string }) =>
          void events.push(`request ${operation} ${attempt}`),
        onResponse: ({ status }: { status: number }) => void events.push(`response ${status}`),
        onRetry: ({ code, delay }: { code: string; delay: number }) =>
          void events.push(`retry ${code} ${delay}`),
      };
      await getUser(await client({ hooks }));
      assert.deepEqual(events, [
        'request getUser 1',
        'response 500',
        'retry SERVER_FAILED 150',
        'request getUser 2',
        'response 200',
      ]);
    },
  },
  {
    name: 'Further calls wait until one of those in flight has ended',
    run: async ({ client }) => {
      let inFlight = 0;
      let most = 0;
      const mika = await client({
        maxConcurrency: 2,
        fetch: async (request) => {
          inFlight += 1;
          most = Math.max(most, inFlight);
          try {
            return await fetch(request);
          } finally {
            inFlight -= 1;
          }
        },
      });
      await Promise.all(Array.from({ length: 6 }, () => getUser(mika)));
      assert.equal(most, 2);
    },
  },
  {
    name: 'The token travels in the header, the query or the body',
    run: async ({ client, credentials }) => {
      const { accessToken } = await credentials();
      for (const tokenPlacement of ['header', 'query', 'body'] as const) {
        const sent: string[] = [];
        const mika = await client({
          tokenPlacement,
          fetch: async (request) => {
            const places = {
              header: request.headers.get('authorization') ?? '',
              query: new URL(request.url).search,
              body: await request.clone().text(),
            };
            for (const [place, text] of Object.entries(places))
              if (/TH[\w-]{20}/.test(text)) sent.push(place);
            return fetch(request);
          },
        });
        await createContainer(mika, { media_type: 'TEXT', text: 'Hello' });
        assert.deepEqual(sent, [tokenPlacement]);
      }
      assert.match(accessToken, /^TH/);
    },
  },
];
