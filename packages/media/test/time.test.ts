import { once } from 'node:events';
import type { RequestListener, ServerResponse } from 'node:http';
import { isThreadsError } from '@threads-sdk/errors';
import { describe, expect, it } from 'vitest';
import { check, codesOf, readFixture, useMediaServer, whole } from './media-server.ts';

const server = useMediaServer();
const film = readFixture('spotless.mp4');

describe('the time for a check', () => {
  const slow: readonly (readonly [string, RequestListener])[] = [
    ['before an answer', () => undefined],
    ['within a body', (_, response) => void response.writeHead(200).write('a')],
    [
      'within a part',
      (_, response) => void response.writeHead(206, { 'content-range': 'bytes 0-99/100' }).write('a'),
    ],
  ];

  it.each(slow)('is over %s', async (_, listener) => {
    const report = await check(server.answer(listener), { timeout: 20 });
    expect(codesOf(report.issues)).toEqual(['TIMED_OUT']);
  });

  it('is over though fetch and the DNS pay no attention', async () => {
    const never = (): Promise<never> => new Promise(() => undefined);
    const stuck = async (): Promise<Response> => new Response(new ReadableStream({ pull: never }));
    for (const options of [{ fetch: never }, { fetch: stuck }, { allowPrivate: false, resolve: never }]) {
      const report = await check('https://media.example/a', { ...options, timeout: 1 });
      expect(codesOf(report.issues)).toEqual(['TIMED_OUT']);
    }
  });

  it.each(slow)('is cut short by the caller %s, which is an error', async (_, listener) => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const closed: Promise<unknown>[] = [];
    const address = server.answer((request, response: ServerResponse) => {
      closed.push(once(response, 'close'));
      Object(listener)(request, response);
      setImmediate(() => controller.abort(reason));
    });
    const error: unknown = await check(address, { signal: controller.signal }).catch(
      (thrown: unknown) => thrown,
    );
    expect(isThreadsError(error) && error.name === 'AbortError' && error.call).toBe('checkMedia');
    expect(error).toMatchObject({ code: 'ABORTED', retryable: 'now', carriedOut: 'no' });
    expect((error as Error).cause).toBe(reason);
    expect(await Promise.all(closed)).toHaveLength(1);
  });

  it('does not begin when the caller has given up before', async () => {
    const address = server.answer(whole(film, 'video/mp4'));
    await expect(check(address, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'ABORTED' });
    expect(server.ranges(address)).toEqual([]);
  });
});
