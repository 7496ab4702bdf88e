import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Operation, request } from '../src/index.ts';
import { create, publishOnce, read, rejection, remove, transports } from './fixtures.ts';
import {
  cutBody,
  deadAddress,
  graphError,
  json,
  raw,
  reset,
  silence,
  slowBody,
  startServer,
  timeoutsFor,
  type Answer,
} from './server.ts';

describe.each(transports)('through $name', ({ testClient }) => {
  interface Row {
    readonly fault: string;
    readonly answer: Answer;
    readonly expected: Record<string, unknown>;
    /** How many requests the server sees for a call that may be repeated, and for one that may not. */
    readonly requests: readonly [repeatable: number, sendOnce: number];
  }

  const endless = raw(`{"id":"${'x'.repeat(9 * 1024 * 1024)}"}`);

  const rows: readonly Row[] = [
    {
      fault: 'a reset',
      answer: reset,
      expected: { code: 'NETWORK_FAILED', carriedOut: 'maybe' },
      requests: [3, 1],
    },
    {
      fault: 'no answer',
      answer: silence,
      expected: { code: 'TIMED_OUT', carriedOut: 'maybe' },
      requests: [3, 1],
    },
    {
      fault: 'a body that stops arriving',
      answer: slowBody,
      expected: { code: 'TIMED_OUT', carriedOut: 'maybe', status: 200 },
      requests: [3, 1],
    },
    {
      fault: 'a body that is cut off',
      answer: cutBody,
      expected: { code: 'NETWORK_FAILED', carriedOut: 'maybe', status: 200 },
      requests: [3, 1],
    },
    {
      fault: 'HTML',
      answer: raw('<!doctype html><title>Sorry</title>', 200, { 'content-type': 'text/html' }),
      expected: { code: 'RESPONSE_INVALID', reason: 'neither JSON nor an error, but text/html' },
      requests: [3, 1],
    },
    {
      fault: 'truncated JSON',
      answer: raw('{"id":"1"'),
      expected: { code: 'RESPONSE_INVALID', reason: expect.stringContaining('JSON') },
      requests: [3, 1],
    },
    {
      fault: 'an empty body',
      answer: raw(''),
      expected: { code: 'RESPONSE_INVALID', reason: expect.stringContaining('JSON') },
      requests: [3, 1],
    },
    {
      fault: 'broken UTF-8',
      answer: raw(Uint8Array.of(0x7b, 0x22, 0x69, 0x64, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d)),
      expected: { code: 'RESPONSE_INVALID', reason: expect.stringContaining('JSON') },
      requests: [1, 1],
    },
    {
      fault: 'a character cut in half at the end',
      answer: raw(Uint8Array.of(0x22, 0xe2, 0x82)),
      expected: { code: 'RESPONSE_INVALID', reason: expect.stringContaining('JSON') },
      requests: [1, 1],
    },
    {
      fault: 'a body over 8 MiB',
      answer: endless,
      expected: { code: 'RESPONSE_TOO_LARGE', carriedOut: 'maybe' },
      requests: [1, 1],
    },
    {
      fault: 'headers over 16 kB',
      answer: json({ id: '1' }, 200, { 'x-padding': 'x'.repeat(40_000) }),
      expected: { code: 'NETWORK_FAILED', reason: 'UND_ERR_HEADERS_OVERFLOW', carriedOut: 'maybe' },
      requests: [3, 1],
    },
    {
      fault: 'an answer of another shape',
      answer: json({ name: 'x' }),
      expected: { code: 'RESPONSE_INVALID', reason: 'unexpected at id' },
      requests: [1, 1],
    },
    {
      fault: 'HTML with 502',
      answer: raw('<html>', 502),
      expected: { code: 'SERVER_FAILED', status: 502 },
      requests: [3, 1],
    },
    {
      fault: 'an empty 503',
      answer: raw('', 503),
      expected: { code: 'SERVER_FAILED', status: 503 },
      requests: [3, 1],
    },
    {
      fault: 'code 1 with 500',
      answer: graphError({ code: 1 }),
      expected: { code: 'SERVER_FAILED', apiCode: 1 },
      requests: [3, 1],
    },
    {
      fault: 'code 2 with 500',
      answer: graphError({ code: 2, is_transient: true }),
      expected: { code: 'SERVER_FAILED', apiCode: 2 },
      requests: [3, 1],
    },
    {
      fault: 'code 10 with 500',
      answer: graphError({ code: 10, is_transient: true }),
      expected: { code: 'PERMISSION_MISSING', status: 500 },
      requests: [1, 1],
    },
    {
      fault: 'code 100 with 500',
      answer: graphError({ code: 100, is_transient: true }),
      expected: { code: 'REQUEST_REJECTED', status: 500 },
      requests: [1, 1],
    },
    {
      fault: 'code 190 with 500',
      answer: graphError({ code: 190, is_transient: true }),
      expected: { code: 'TOKEN_INVALID', status: 500 },
      requests: [1, 1],
    },
    {
      fault: 'code 24 with 400',
      answer: graphError({ code: 24, error_subcode: 4279009 }, 400),
      expected: { code: 'MEDIA_NOT_FOUND', apiSubcode: 4279009 },
      requests: [1, 1],
    },
    {
      fault: '429 without Retry-After',
      answer: raw('', 429),
      expected: { code: 'RATE_LIMITED', status: 429 },
      requests: [3, 3],
    },
    {
      fault: '429 with a short Retry-After',
      answer: raw('', 429, { 'retry-after': '7' }),
      expected: { code: 'RATE_LIMITED' },
      requests: [3, 3],
    },
    {
      fault: '429 with a long Retry-After',
      answer: raw('', 429, { 'retry-after': '86400' }),
      expected: { code: 'RATE_LIMITED', retryAt: new Date('2026-01-02T00:00:00Z') },
      requests: [1, 1],
    },
    ...[4, 17, 32, 613].map((code): Row => ({
      fault: `code ${code} with 400`,
      answer: graphError({ code }, 400),
      expected: { code: 'RATE_LIMITED', apiCode: code },
      requests: [3, 3],
    })),
    {
      fault: 'code 341',
      answer: graphError({ code: 341 }, 400),
      expected: { code: 'RATE_LIMITED' },
      requests: [3, 1],
    },
    {
      fault: 'code 368',
      answer: graphError({ code: 368 }, 400),
      expected: { code: 'BLOCKED' },
      requests: [1, 1],
    },
    {
      fault: 'code 506',
      answer: graphError({ code: 506 }, 400),
      expected: { code: 'DUPLICATE_POST' },
      requests: [1, 1],
    },
    {
      fault: 'an error in a 200',
      answer: graphError({ code: 2 }, 200),
      expected: { code: 'SERVER_FAILED', status: 200 },
      requests: [3, 1],
    },
    {
      fault: 'a redirect',
      answer: raw('', 302, { location: '/elsewhere' }),
      expected: { code: 'REDIRECT_REFUSED', status: 302, carriedOut: 'maybe' },
      requests: [1, 1],
    },
  ];

  describe.each(rows)('$fault', ({ answer, expected, requests: [repeatable, sendOnce] }) => {
    it.each([
      { call: 'a read', operation: read, parameters: { media_id: '1' }, count: repeatable },
      {
        call: 'the creation of a container',
        operation: create,
        parameters: { text: 'x' },
        count: repeatable,
      },
      { call: 'a deletion', operation: remove, parameters: { media_id: '1' }, count: repeatable },
      { call: 'a publication', operation: publishOnce, parameters: { creation_id: '1' }, count: sendOnce },
      {
        call: 'a post that publishes itself',
        operation: create,
        parameters: { text: 'x', auto_publish_text: true },
        count: sendOnce,
      },
    ])('fails $call after $count requests', async ({ operation, parameters, count }) => {
      const server = await startServer(answer);
      const error = await rejection(
        request(testClient(server.url, timeoutsFor(answer)), operation, parameters),
      );
      expect(error).toMatchObject({
        ...expected,
        operation: operation.id,
        method: operation.method,
        path: operation.path,
        attempts: count,
      });
      expect(server.requests).toHaveLength(count);
      expect(error).toHaveProperty('remedy', expect.stringMatching(/\.$/));
    });
  });

  describe('a connection that does not come about', () => {
    it.each([
      ['is refused', deadAddress, 'ECONNREFUSED'],
      [
        'has no address',
        async () => 'https://no-such-host.invalid',
        expect.stringMatching(/ENOTFOUND|EAI_AGAIN/),
      ],
    ])('when it %s is tried again even for a publication', async (_, address, reason) => {
      const client = testClient(await address(), { allowOtherHost: true });
      const error = await rejection(request(client, publishOnce, { creation_id: '1' }));
      expect(error).toMatchObject({ code: 'NETWORK_FAILED', carriedOut: 'no', attempts: 3, reason });
      expect(client.clock.sleeps).toEqual([300, 600]);
    });
  });

  it('reports the strongest trace that any attempt left', async () => {
    const server = await startServer(reset);
    let attempt = 0;
    const dead = await deadAddress();
    const client = testClient(server.url, {
      fetch: (outgoing) => fetch(++attempt === 1 ? outgoing : new Request(dead, outgoing)),
    });
    const error = await rejection(request(client, read, { media_id: '1' }));
    expect(error).toMatchObject({ reason: 'ECONNREFUSED', carriedOut: 'maybe', attempts: 3 });
  });

  it('tells to look before what acts twice is sent again, and nothing else', async () => {
    const server = await startServer(reset);
    const look = 'It may have been carried out: look first. ';
    const remedyOf = async (operation: Operation<unknown>, parameters: object): Promise<unknown> =>
      Object(await rejection(request(testClient(server.url), operation, parameters))).remedy;
    expect(await remedyOf(publishOnce, { creation_id: '1' })).toBe(`${look}Check network and baseUrl.`);
    expect(await remedyOf(create, { auto_publish_text: true })).toBe(`${look}Check network and baseUrl.`);
    expect(await remedyOf(create, { is_ghost_post: true, auto_publish_text: false })).toBe(
      'Check network and baseUrl.',
    );
    expect(await remedyOf(read, { media_id: '1' })).toBe('Check network and baseUrl.');
  });

  it('sends nothing to the server that a redirect names', async () => {
    const elsewhere = await startServer(json({ id: '1' }));
    const server = await startServer(raw('', 307, { location: `${elsewhere.url}/steal` }));
    for (const tokenPlacement of ['header', 'query', 'body'] as const) {
      const error = await rejection(
        request(testClient(server.url, { tokenPlacement }), create, { text: 'x' }),
      );
      expect(error).toMatchObject({ code: 'REDIRECT_REFUSED' });
    }
    expect(server.requests).toHaveLength(3);
    expect(elsewhere.requests).toHaveLength(0);
  });

  it('holds a bounded part of a body that decompresses to 256 MiB', async () => {
    const bomb = gzipSync(new Uint8Array(256 * 1024 * 1024));
    const server = await startServer(raw(bomb, 200, { 'content-encoding': 'gzip' }));
    const client = testClient(server.url);
    const before = process.memoryUsage.rss();
    const error = await rejection(request(client, read, { media_id: '1' }));
    expect(error).toMatchObject({ code: 'RESPONSE_TOO_LARGE', attempts: 1 });
    expect(process.memoryUsage.rss() - before).toBeLessThan(128 * 1024 * 1024);
  });

  it('succeeds when a later attempt does', async () => {
    const server = await startServer(reset, graphError({ code: 2 }), json({ id: '1' }));
    await expect(request(testClient(server.url), read, { media_id: '1' })).resolves.toEqual({ id: '1' });
    expect(server.requests).toHaveLength(3);
  });
});
