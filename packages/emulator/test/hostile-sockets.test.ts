import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEmulator } from '../src/index.ts';
import { serve, type ServedEmulator } from '../src/serve.ts';

const emulator = createEmulator({ users: [{ username: 'alice' }] });
const { accessToken } = emulator.issueToken({ username: 'alice' });
let served: ServedEmulator;
beforeAll(async () => {
  served = await serve(emulator);
});
afterAll(() => served.close());

/** Writes bytes to a connection of their own, and reads what comes until it ends. */
async function exchange(
  bytes: string | Uint8Array,
  then: 'wait' | 'end' | 'destroy' = 'end',
): Promise<string> {
  const { hostname, port } = new URL(served.url);
  const socket = connect(Number(port), hostname);
  // The other side may close at any moment, which is its right.
  socket.on('error', () => undefined);
  let answer = '';
  socket.on('data', (chunk: Buffer) => {
    answer += chunk.toString('latin1');
  });
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await once(socket, 'connect');
  socket.write(bytes, () => {
    if (then === 'end') socket.end();
    if (then === 'destroy') socket.destroy();
  });
  await closed;
  return answer;
}

async function expectToBeServing(): Promise<void> {
  const response = await fetch(`${served.url}/me?access_token=${accessToken}`);
  expect([response.status, await response.json()]).toEqual([200, { id: emulator.users[0]?.id }]);
}

const head = (line: string, ...headers: readonly string[]): string =>
  `${[line, 'host: localhost', 'connection: close', ...headers].join('\r\n')}\r\n\r\n`;
const me = `/me?access_token=${accessToken}`;
const form = 'content-type: application/x-www-form-urlencoded';

describe('a served emulator', () => {
  it.each<readonly [string, string | Uint8Array, RegExp]>([
    ['no HTTP at all', '\0\x01\x02\xff\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['a TLS greeting', new Uint8Array([22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3]), /^HTTP\/1\.1 400 /],
    ['another version of HTTP', 'GET /me HTTP/9.9\r\nhost: a\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['the greeting of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['a method that is none', head('G\0T / HTTP/1.1'), /^HTTP\/1\.1 400 /],
    ['no host', 'GET /me HTTP/1.1\r\nconnection: close\r\n\r\n', /^HTTP\/1\.1 400 /],
    [
      'a host that is none',
      'GET /me HTTP/1.1\r\nhost: a b/@?#\r\nconnection: close\r\n\r\n',
      /^HTTP\/1\.1 400 /,
    ],
    ['headers of 100 kB', head('GET /me HTTP/1.1', `a: ${'a'.repeat(100_000)}`), /^(HTTP\/1\.1 431 |$)/],
    ['a line of 100 kB', head(`GET /${'a'.repeat(100_000)} HTTP/1.1`), /^(HTTP\/1\.1 431 |$)/],
    ['a header without a colon', head('GET /me HTTP/1.1', 'nothing'), /^HTTP\/1\.1 400 /],
    [
      'two lengths',
      head('POST /me/threads HTTP/1.1', 'content-length: 1', 'content-length: 2') + 'ab',
      /^HTTP\/1\.1 400 /,
    ],
    [
      'a length and chunks',
      head('POST /me/threads HTTP/1.1', 'content-length: 5', 'transfer-encoding: chunked') + '0\r\n\r\n',
      /^HTTP\/1\.1 400 /,
    ],
    [
      'a chunk that is none',
      head('POST /me/threads HTTP/1.1', form, 'transfer-encoding: chunked') + 'zz\r\nab\r\n0\r\n\r\n',
      /^HTTP\/1\.1 [45]00 /,
    ],
    ['a whole address as its path', head(`GET http://localhost${me} HTTP/1.1`), /^HTTP\/1\.1 200 [^]*"id"/],
    [
      'a whole address of somebody else as its path',
      head(`GET http://evil.example${me} HTTP/1.1`),
      /^HTTP\/1\.1 403 /,
    ],
    ['an asterisk as its path', head('OPTIONS * HTTP/1.1'), /^HTTP\/1\.1 (204|400) /],
    ['a tunnel', head('CONNECT evil.example:443 HTTP/1.1'), /^(HTTP\/1\.1 [45]\d\d |$)/],
    [
      'an upgrade',
      head(`GET ${me} HTTP/1.1`, 'upgrade: websocket', 'sec-websocket-key: a'),
      /^HTTP\/1\.1 (200|400) /,
    ],
    ['a trace', head('TRACE /me HTTP/1.1'), /^HTTP\/1\.1 [45]\d\d /],
    [
      'bytes that are no UTF-8',
      Buffer.from(head('GET /\xff\xfe?a=\xc3 HTTP/1.1'), 'latin1'),
      /^HTTP\/1\.1 [45]\d\d /,
    ],
  ])('outlives %s', async (_, bytes, expected) => {
    expect(await exchange(bytes, 'wait')).toMatch(expected);
    await expectToBeServing();
  });

  it('answers a GET by its query where the form in its body is too long, or no form', async () => {
    const long = 'a'.repeat(1_200_000);
    for (const [type, body] of [
      ['application/x-www-form-urlencoded', long],
      ['multipart/form-data; boundary=b', '--b'],
    ] as const) {
      const lines = [`content-type: ${type}`, `content-length: ${body.length}`];
      expect(await exchange(head(`GET ${me} HTTP/1.1`, ...lines) + body, 'wait')).toMatch(/^HTTP\/1\.1 200 /);
    }
    await expectToBeServing();
  });

  it('outlives a body of which only the beginning comes', async () => {
    const answer = await exchange(
      `${head('POST /me/threads HTTP/1.1', form, 'content-length: 100')}text=a`,
      'end',
    );
    expect(answer).toMatch(/^(HTTP\/1\.1 [45]\d\d |$)/);
    await expectToBeServing();
  });

  it('answers a pipeline in its order', async () => {
    const requests = Array.from(
      { length: 50 },
      (_, index) => `GET /${index}?access_token=${accessToken} HTTP/1.1\r\nhost: localhost\r\n\r\n`,
    );
    const answer = await exchange(requests.join('') + head(`GET ${me} HTTP/1.1`), 'wait');
    expect([...answer.matchAll(/Object with ID '(\d+)'/g)].map(([, id]) => Number(id))).toEqual([
      ...requests.keys(),
    ]);
    expect(answer.match(/HTTP\/1\.1 200/g)).toHaveLength(1);
  });

  it('outlives uploads that break off, and clients that do not wait for the answer', async () => {
    const upload = `${head('POST /me/threads HTTP/1.1', form, 'content-length: 900000')}text=`;
    const answers = await Promise.all([
      ...Array.from({ length: 20 }, () => exchange(upload + 'a'.repeat(100_000), 'destroy')),
      ...Array.from({ length: 20 }, () => exchange(head(`GET ${me} HTTP/1.1`), 'destroy')),
    ]);
    expect(answers).toHaveLength(40);
    await expectToBeServing();
  });

  it('refuses an upload that is too long without reading it all', async () => {
    const announced = head('POST /me/threads HTTP/1.1', form, `content-length: ${2 ** 31}`);
    const answer = await exchange(`${announced}text=${'a'.repeat(1_500_000)}`, 'wait');
    expect(answer).toMatch(
      /^HTTP\/1\.1 413 [^]*"error":\{"message":"The body must have at most 1048576 bytes\."/,
    );
    await expectToBeServing();
  });

  it('outlives whatever bytes come: 500 connections', async () => {
    const line = fc.constantFrom(
      'GET / HTTP/1.1',
      'POST /me/threads HTTP/1.1',
      'DELETE /1 HTTP/1.0',
      'HEAD /@alice HTTP/1.1',
    );
    const header = fc.constantFrom(
      'host: localhost',
      'content-length: 3',
      'content-length: -1',
      'transfer-encoding: chunked',
      'transfer-encoding: gzip, chunked',
      'expect: 100-continue',
      'expect: nothing',
      'connection: upgrade',
      form,
      'content-type: multipart/form-data; boundary=\0',
      ' folded',
      ': nameless',
    );
    const bytes = fc.uint8Array({ maxLength: 200 });
    const request = fc
      .tuple(line, fc.array(header, { maxLength: 6 }), bytes)
      .map(([first, headers, body]) =>
        Buffer.concat([Buffer.from(`${[first, ...headers].join('\r\n')}\r\n\r\n`), body]),
      );
    await fc.assert(
      fc.asyncProperty(fc.oneof(request, bytes), async (sent) => {
        const answer = await exchange(sent, 'destroy');
        expect(answer).toMatch(/^(HTTP\/1\.1 \d{3} |$)/);
        expect(answer).not.toContain('The emulator itself failed');
      }),
      { numRuns: 500, seed: 6 },
    );
    await expectToBeServing();
  });
});
