import { ApiError, createClient, isApiError, isTransportError, TransportError } from '@threads-sdk/core-http';
import { getUser, listThreads } from '@threads-sdk/endpoints';
import {
  InvalidInputError,
  isInvalidInputError,
  isThreadsError,
  ThreadsError,
  toInputIssues,
} from '@threads-sdk/errors';
import { assert } from 'chai';
import type { Case } from '../in-runtime/case.ts';
import { codeOf, rejection } from '../in-runtime/rejection.ts';

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

export const errors: readonly Case[] = [
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
      const stranger = Object.defineProperty(new Error('d'), Symbol.for('@threads-sdk/error'), {
        value: true,
      });
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
