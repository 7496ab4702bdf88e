import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEmulator, type Emulator, type FaultPlan } from '../../src/index.ts';
import { serve, type ServedEmulator } from '../../src/serve.ts';
import { createTown, type Caller } from '../api.ts';
import { finishedContainer, textsOf } from './stage.ts';

describe('over a real socket', () => {
  let emulator: Emulator;
  let alice: Caller;
  let served: ServedEmulator;
  let container: string;

  beforeEach(async () => {
    ({ emulator, alice } = createTown());
    container = await finishedContainer(emulator, alice);
    served = await serve(emulator);
  });

  afterEach(() => served.close());

  const publish = (init: RequestInit = {}): Promise<Response> =>
    fetch(`${served.url}/me/threads_publish`, {
      method: 'POST',
      body: new URLSearchParams({ creation_id: container, access_token: alice.accessToken }),
      redirect: 'manual',
      ...init,
    });

  const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => undefined,
      (error: unknown) => error,
    );

  it.each([
    ['lost-request', 'reset', 'ECONNRESET', []],
    ['lost-request', 'close', 'UND_ERR_SOCKET', []],
    ['lost-answer', 'reset', 'ECONNRESET', ['Hello']],
    ['lost-answer', 'close', 'UND_ERR_SOCKET', ['Hello']],
  ] as const)('%s by %s rejects with %s', async (kind, connection, code, texts) => {
    emulator.planFault({ kind, connection });
    expect(await failureOf(publish())).toMatchObject({
      name: 'TypeError',
      message: 'fetch failed',
      cause: { code },
    });
    expect(await textsOf(alice)).toEqual(texts);
    expect(emulator.requests.at(-2)).toMatchObject({ status: 0, faults: [kind] });
  });

  it('looks to a client as it does in process', async () => {
    const plans: readonly FaultPlan[] = [
      { kind: 'lost-answer', connection: 'reset' },
      { kind: 'lost-answer', connection: 'close' },
    ];
    for (const plan of plans) {
      emulator.planFault({ ...plan, times: 2 });
      const url = `${served.url}/me?access_token=${alice.accessToken}`;
      const failures = [
        await failureOf(fetch(url)),
        await failureOf(emulator.fetch(new Request(url))),
      ] as const;
      for (const failure of failures) expect(failure).toBeInstanceOf(TypeError);
      const [real, inProcess] = failures.map((failure) =>
        failure instanceof TypeError && failure.cause instanceof Error
          ? [failure.message, failure.cause.message, 'code' in failure.cause && failure.cause.code]
          : [],
      );
      expect(inProcess).toEqual(real);
    }
  });

  it.each(['reset', 'close'] as const)('a body is cut by %s after the headers', async (connection) => {
    emulator.planFault({ kind: 'cut-body', connection, bytes: 5 });
    const response = await publish();
    expect(response.status).toBe(200);
    expect(await failureOf(response.text())).toMatchObject({ name: 'TypeError', message: 'terminated' });
    expect(await textsOf(alice)).toEqual(['Hello']);
  });

  it('a body that is cut has its first bytes on the wire', async () => {
    emulator.planFault({ kind: 'cut-body', connection: 'close', bytes: 5 });
    const { port } = new URL(served.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(`GET /me?access_token=${alice.accessToken} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    let received = '';
    socket.on('data', (data) => (received += data.toString()));
    await once(socket, 'close');
    expect(received).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(received).toMatch(/content-length: \d\d/i);
    expect(received).toMatch(/\r\n\r\n\{"id"$/);
  });

  it('a body is cut even where as many bytes were to come as it has', async () => {
    emulator.planFault({ kind: 'cut-body', connection: 'close', bytes: 1_000_000 });
    const response = await publish();
    expect(await failureOf(response.text())).toMatchObject({ message: 'terminated' });
  });

  it('a connection breaks at once, even one that is used again', async () => {
    const url = `${served.url}/me?access_token=${alice.accessToken}`;
    for (let round = 0; round < 5; round += 1) {
      expect((await fetch(url)).status).toBe(200);
      emulator.planFault({ kind: 'lost-request' });
      expect(await failureOf(fetch(url))).toMatchObject({ message: 'fetch failed' });
    }
  });

  it('a late effect comes after its time', async () => {
    emulator.planFault({ kind: 'late-effect', delay: 1000 });
    expect(await failureOf(publish())).toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect(await textsOf(alice)).toEqual([]);
    emulator.clock.advance(1000);
    expect(await textsOf(alice)).toEqual(['Hello']);
  });

  it('a late effect of a call with a body has that body', async () => {
    emulator.planFault({ kind: 'late-effect', operation: 'exchangeCode', delay: 1000 });
    const consent = new URLSearchParams({
      client_id: emulator.app.clientId,
      redirect_uri: 'http://localhost:3000/callback',
      scope: 'threads_basic',
    });
    const allowed = await fetch(`${served.url}/oauth/authorize?${consent}`, {
      method: 'POST',
      body: new URLSearchParams({ decision: 'allow', username: 'alice' }),
      redirect: 'manual',
    });
    const code = new URL(allowed.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const exchange = (): Promise<Response> =>
      fetch(`${served.url}/oauth/access_token`, {
        method: 'POST',
        body: new URLSearchParams({
          client_id: emulator.app.clientId,
          client_secret: emulator.app.clientSecret,
          grant_type: 'authorization_code',
          redirect_uri: 'http://localhost:3000/callback',
          code,
        }),
      });
    expect(await failureOf(exchange())).toMatchObject({ message: 'fetch failed' });
    emulator.clock.advance(1000);
    expect(await (await exchange()).json()).toMatchObject({
      error_message: 'Matching code was not found or was already used',
    });
  });

  it('a caller who gives up waiting leaves a working emulator behind', async () => {
    const patient = createEmulator({ users: [{ username: 'alice' }] });
    const { accessToken } = patient.issueToken({ username: 'alice' });
    const other = await serve(patient);
    try {
      const url = `${other.url}/me?access_token=${accessToken}`;
      patient.planFault({ kind: 'slow-headers', delay: 3_600_000 });
      const caller = new AbortController();
      const failure = failureOf(fetch(url, { signal: caller.signal }));
      await expect.poll(() => patient.faults).toMatchObject([{ hits: 1 }]);
      caller.abort();
      expect(await failure).toMatchObject({ name: 'AbortError' });
      expect((await fetch(url)).status).toBe(200);
      // Which of the two is in the log first is up to the sockets.
      await expect.poll(() => patient.requests).toHaveLength(2);
      expect(new Set(patient.requests.map(({ status }) => status))).toEqual(new Set([0, 200]));
    } finally {
      await other.close();
    }
  });

  it('an HTML page, a redirect and an error with HTTP 200 come as they are', async () => {
    emulator.planFault({ kind: 'html', status: 504 });
    emulator.planFault({ kind: 'redirect', call: 2, location: 'https://elsewhere.example/' });
    emulator.planFault({ kind: 'error', call: 3, status: 200, retryAfter: 3 });
    const [page, redirect, error] = [await publish(), await publish(), await publish()];
    expect([page.status, redirect.status, error.status]).toEqual([504, 302, 200]);
    expect(await page.text()).toContain('<!DOCTYPE html>');
    expect(redirect.headers.get('location')).toBe('https://elsewhere.example/');
    expect(error.headers.get('retry-after')).toBe('3');
    expect(await error.json()).toMatchObject({ error: { code: 2 } });
  });

  it('slow headers and a slow body come whole in the end', async () => {
    const before = emulator.clock.now();
    emulator.planFault({ kind: 'slow-headers', delay: 10_000 });
    emulator.planFault({ kind: 'slow-body', delay: 10, bytes: 4 });
    const body = await (await publish()).text();
    expect(JSON.parse(body)).toMatchObject({ id: expect.any(String) });
    expect(emulator.clock.now() - before).toBe(10_000 + 10 * Math.ceil(body.length / 4));
  });

  it.each([
    ['truncated-json', /^\{"id/],
    ['empty-body', /^$/],
    ['invalid-utf8', /\uFFFD/],
  ] as const)('%s comes with its own length', async (kind, text) => {
    emulator.planFault({ kind });
    const response = await publish();
    expect(response.status).toBe(200);
    expect(await response.text()).toMatch(text);
  });

  it('a huge body is small on the wire for clients that take gzip', async () => {
    const bytes = 8 * 1024 * 1024;
    emulator.planFault({ kind: 'huge-body', bytes, times: 2 });
    const url = `${served.url}/me?access_token=${alice.accessToken}`;
    const packed = await fetch(url);
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect((await packed.arrayBuffer()).byteLength).toBe(bytes);
    const { port } = new URL(served.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      `GET /me?access_token=${alice.accessToken} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n`,
    );
    let received = 0;
    socket.on('data', (data) => (received += data.length));
    await once(socket, 'close');
    expect(received).toBeLessThan(bytes / 500);
  });

  it('a huge body comes plain to others', async () => {
    emulator.planFault({ kind: 'huge-body', bytes: 2_000_000 });
    const response = await fetch(`${served.url}/me?access_token=${alice.accessToken}`, {
      headers: { 'accept-encoding': 'identity' },
    });
    expect(response.headers.get('content-encoding')).toBeNull();
    expect((await response.arrayBuffer()).byteLength).toBe(2_000_000);
  });

  it('a container is lost, fails and lags as it does in process', async () => {
    emulator.planFault({ kind: 'container-lost', match: { text: 'Lost' } });
    emulator.planFault({ kind: 'container-error', match: { text: 'Bad' } });
    emulator.planFault({ kind: 'stale-status', call: 3 });
    const create = async (text: string): Promise<string> => {
      const form = new URLSearchParams({ media_type: 'TEXT', text, access_token: alice.accessToken });
      const body: unknown = await (
        await fetch(`${served.url}/me/threads`, { method: 'POST', body: form })
      ).json();
      if (typeof body === 'object' && body !== null && 'id' in body) return String(body.id);
      throw new Error('No container was made.');
    };
    const status = async (id: string): Promise<unknown> =>
      (await fetch(`${served.url}/${id}?access_token=${alice.accessToken}`)).json();
    const [lost, bad] = [await create('Lost'), await create('Bad')];
    emulator.clock.advance(1000);
    expect(await status(lost)).toMatchObject({ status: 'FINISHED' });
    expect(await status(bad)).toMatchObject({ status: 'ERROR' });
    expect(await status(bad)).toMatchObject({ status: 'IN_PROGRESS' });
    container = lost;
    expect(await (await publish()).json()).toMatchObject({ error: { code: 24, error_subcode: 4279009 } });
  });

  it('other headers are sent with the answer', async () => {
    emulator.planFault({ kind: 'headers', headers: { date: 'Thu, 01 Jan 2015 00:00:00 GMT' } });
    expect((await publish()).headers.get('date')).toBe('Thu, 01 Jan 2015 00:00:00 GMT');
  });
});
