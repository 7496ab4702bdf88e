import {
  ApiError,
  type Client,
  createClient,
  isApiError,
  isTransportError,
  TransportError,
} from '@threads-sdk/core-http';
import { createContainer, getUser, listThreads, publishContainer } from '@threads-sdk/endpoints';
import {
  InvalidInputError,
  isInvalidInputError,
  isThreadsError,
  ThreadsError,
  toInputIssues,
} from '@threads-sdk/errors';
import { assert } from 'chai';
import type { Case } from '../in-runtime/case.ts';
import type { Context } from '../in-runtime/context.ts';
import { codeOf, rejection } from '../in-runtime/rejection.ts';

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

/** An error of the API, and how it is read. */
const presets: readonly (readonly [preset: string, code: string])[] = [
  ['invalid-token', 'TOKEN_INVALID'],
  ['session-expired', 'TOKEN_INVALID'],
  ['permission-missing', 'PERMISSION_MISSING'],
  ['grant-missing', 'GRANT_MISSING'],
  ['object-not-found', 'OBJECT_NOT_FOUND'],
  ['text-too-long', 'REQUEST_REJECTED'],
  ['media-not-found', 'MEDIA_NOT_FOUND'],
  ['media-download-failed', 'MEDIA_DOWNLOAD_FAILED'],
  ['link-attachment-invalid', 'LINK_REJECTED'],
  ['carousel-children-invalid', 'CAROUSEL_CHILDREN_INVALID'],
  ['action-blocked', 'BLOCKED'],
  ['rate-limited', 'RATE_LIMITED'],
  ['unexpected-error', 'SERVER_FAILED'],
];

/** A broken answer to a read, and what it becomes when it does not get better. */
const broken: readonly (readonly [what: string, fault: object, code: string])[] = [
  ['a broken connection', { kind: 'lost-request' }, 'NETWORK_FAILED'],
  ['a connection that is closed', { kind: 'lost-answer', connection: 'close' }, 'NETWORK_FAILED'],
  ['a body that is cut off', { kind: 'cut-body' }, 'NETWORK_FAILED'],
  ['half a JSON', { kind: 'truncated-json' }, 'RESPONSE_INVALID'],
  ['an empty body', { kind: 'empty-body' }, 'RESPONSE_INVALID'],
  ["a proxy's page", { kind: 'html' }, 'SERVER_FAILED'],
];

export const errorsAndRetries: readonly Case[] = [
  ...presets.map(([preset, code]): Case => ({
    name: `The API's error ${preset} is ${code}, with a remedy`,
    run: async ({ client, plan }) => {
      await plan({ kind: 'error', operation: 'getUser', preset, times: 'always' });
      const error = await rejection(getUser(await client()));
      assert.isTrue(isApiError(error) && isThreadsError(error) && !isTransportError(error));
      assert.equal(error['code'], code);
      assert.isNotEmpty(error['remedy']);
      assert.equal(error['operation'], 'getUser');
    },
  })),
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
    name: 'Where nobody listens a call was certainly not carried out, or may have been where the runtime does not tell',
    run: async ({ client, closedUrl }) => {
      const error = await rejection(getUser(await client({ baseUrl: closedUrl })));
      assert.isTrue(isTransportError(error));
      assert.equal(error['code'], 'NETWORK_FAILED');
      assert.include(['no', 'maybe'], error['sent']);
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
    name: 'A redirect is refused and not followed',
    run: async ({ client, deskUrl, plan }) => {
      await plan({ kind: 'redirect', operation: 'getUser', location: `${deskUrl}/inbox`, times: 'always' });
      assert.equal(await codeOf(getUser(await client())), 'REDIRECT_REFUSED');
    },
  },
  {
    name: 'A body over 8 MiB, small on the wire, is refused',
    run: async ({ client, plan }) => {
      await plan({ kind: 'huge-body', operation: 'getUser', bytes: 32 * 1024 * 1024, times: 'always' });
      assert.equal(await codeOf(getUser(await client())), 'RESPONSE_TOO_LARGE');
    },
  },
  {
    name: 'Bytes that are no UTF-8 are refused at once: they would be none next time either',
    run: async ({ client, plan }) => {
      await plan({ kind: 'invalid-utf8', operation: 'getUser', times: 'always' });
      const error = await rejection(getUser(await client()));
      assert.equal(error['code'], 'RESPONSE_INVALID');
      assert.equal(error['attempts'], 1);
    },
  },
  {
    name: 'An answer of another shape is told by the places that are wrong',
    run: async ({ client, plan }) => {
      await plan({ kind: 'answer', operation: 'listThreads', body: '{"data":[{"id":true}]}' });
      const { code, message } = await rejection(listThreads(await client()));
      assert.equal(code, 'RESPONSE_INVALID');
      assert.include(String(message), 'data[0].id');
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
        onRetry: ({ code, delay }: { code: string; delay: number }) => void events.push(`retry ${code} ${delay}`),
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
            for (const [place, text] of Object.entries(places)) if (/TH[\w-]{20}/.test(text)) sent.push(place);
            return fetch(request);
          },
        });
        await createContainer(mika, { media_type: 'TEXT', text: 'Hello' });
        assert.deepEqual(sent, [tokenPlacement]);
      }
      assert.match(accessToken, /^TH/);
    },
  },
  {
    name: 'Options that make no sense are refused, all at once',
    run: async () => {
      const { message } = await rejection(() =>
        createClient({ baseUrl: 'http://evil.example', retry: { attempts: 0 }, maxConcurrency: -1 }),
      );
      assert.match(String(message), /baseUrl.*retry\.attempts.*maxConcurrency/s);
    },
  },
  {
    name: 'Errors are errors: they have a name, a stack and plain data, and are known across copies',
    run: () => {
      const about = { operation: 'getUser', method: 'GET', path: '/me', attempts: 1, remedy: 'Wait.' };
      const cause = new Error('why');
      const errors = [
        new ThreadsError('STORE_FAILED', 'a', { remedy: 'Look.', cause }),
        new ApiError('RATE_LIMITED', 'b', { ...about, status: 429, scopes: [] }),
        new TransportError('TIMED_OUT', 'c', { ...about, sent: 'maybe', reason: 'slow' }),
        new InvalidInputError('getUser', [{ path: 'limit', message: 'must be a number' }]),
      ];
      assert.deepEqual(
        errors.map(({ name }) => name),
        ['ThreadsError', 'ApiError', 'TransportError', 'InvalidInputError'],
      );
      for (const error of errors) {
        assert.isTrue(error instanceof Error && error instanceof ThreadsError && isThreadsError(error));
        assert.include(error.stack ?? '', error.name);
        assert.isNotEmpty(error.remedy);
      }
      assert.strictEqual(errors[0]?.cause, cause);
      const stranger = Object.defineProperty(new Error('d'), Symbol.for('@threads-sdk/error'), { value: true });
      assert.isFalse(isThreadsError(new Error('e')));
      assert.isFalse(isInvalidInputError(stranger));
      assert.isTrue(isInvalidInputError(errors[3]));
    },
  },
  {
    name: 'Faults of any validator are spelled as places',
    run: () => {
      const issues = toInputIssues([{ message: 'must be a text', path: ['media', 2, { key: 'altText' }] }]);
      assert.deepEqual(issues, [{ path: 'media[2].altText', message: 'must be a text' }]);
    },
  },
];
