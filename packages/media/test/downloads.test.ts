import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { boxHead, endless, filmBehind } from './endless.ts';
import { check, codesOf, parts, partsOf, readFixture, useMediaServer, whole } from './media-server.ts';

const server = useMediaServer();
const megabyte = 2 ** 20;
const cap = 8 * megabyte + 65_536;
const film = readFixture('spotless.mp4');
const fineFilm = { issues: [], warnings: [], kind: 'video', width: 64 };

describe('a download', () => {
  it('asks for the beginning of a file, without cookies, credentials and referrer', async () => {
    const seen: unknown[] = [];
    const address = server.answer((request, response) => {
      const { range, 'accept-encoding': encoding, authorization, cookie, referer } = request.headers;
      seen.push([range, encoding, authorization, cookie, referer]);
      partsOf(film, 'video/mp4')(request, response);
    });
    expect(await check(address)).toMatchObject(fineFilm);
    expect(seen).toEqual([['bytes=0-65535', 'identity', undefined, undefined, undefined]]);
  });

  it('skips what it does not need of a gigabyte', async () => {
    const { size, read } = filmBehind(2 ** 30 - 10_000);
    const address = server.answer(parts(size, 'video/mp4', read));
    const report = await check(address);
    expect(report).toMatchObject({ ...fineFilm, size });
    expect(report.bytesRead).toBeLessThan(2 * 65_536);
    expect(server.ranges(address)).toHaveLength(2);
  });

  it('says that a video is larger than a gigabyte, and reads on', async () => {
    const { size, read } = filmBehind(2 ** 30);
    const report = await check(server.answer(parts(size, 'video/mp4', read)));
    expect(report).toMatchObject({ width: 64, size });
    expect(codesOf(report.issues)).toEqual(['TOO_LARGE']);
  });

  it('stops at the index where the whole is sent and the rest never comes', async () => {
    const closed: Promise<unknown>[] = [];
    const address = server.answer((_, response) => {
      closed.push(once(response, 'close'));
      response.writeHead(200, { 'content-type': 'video/mp4' }).write(film.subarray(0, -1));
    });
    expect(await check(address)).toMatchObject(fineFilm);
    expect(await Promise.all(closed)).toHaveLength(1);
  });

  it('reads through what stands before the index where the whole is sent', async () => {
    const { size, read } = filmBehind(3 * megabyte);
    const report = await check(server.answer(whole(read(0, size), 'video/mp4')));
    expect(report).toMatchObject(fineFilm);
    expect(report.bytesRead).toBeGreaterThan(3 * megabyte);
  });

  it('does not read through gigabytes of pictures to an index behind them', async () => {
    const sent = { bytes: 0 };
    const head = new Uint8Array([...film.subarray(0, 32), ...boxHead('mdat', 10 ** 9)]);
    const length = String(2 * 10 ** 9);
    const report = await check(server.answer(endless(head, sent, { 'content-length': length })));
    expect(codesOf(report.issues)).toEqual(['TOO_LARGE', 'MOOV_NOT_FIRST']);
    expect(report.bytesRead).toBeLessThan(megabyte);
  });

  it('ends a body that has no end', async () => {
    const sent = { bytes: 0 };
    const head = new Uint8Array([...film.subarray(0, 32), ...boxHead('moov', 10 ** 12)]);
    const report = await check(server.answer(endless(head, sent)));
    expect(codesOf(report.issues)).toEqual(['READ_LIMIT_REACHED']);
    expect(report.bytesRead).toBe(cap);
    expect(sent.bytes).toBeLessThan(4 * cap);
  });

  it('gives up at once where the index is out of reach', async () => {
    const head = new Uint8Array([...film.subarray(0, 32), ...boxHead('free', 10 ** 8)]);
    const report = await check(server.answer(endless(head, { bytes: 0 })));
    expect(codesOf(report.issues)).toEqual(['READ_LIMIT_REACHED']);
    expect(report.bytesRead).toBeLessThan(megabyte);
  });

  it('does not take in an index that is larger than what it reads', async () => {
    const { size, read } = filmBehind(2 ** 30 - 10_000);
    const head = new Uint8Array([...film.subarray(0, 32), ...boxHead('moov', 2 ** 30 - 20_000)]);
    const address = server.answer(
      parts(size, 'video/mp4', (start, end) =>
        start === 0 ? Buffer.concat([head, read(0, end - 48)]) : read(start, end),
      ),
    );
    const report = await check(address);
    expect(codesOf(report.issues)).toEqual(['READ_LIMIT_REACHED']);
    expect(report.bytesRead).toBe(65_536);
  });

  it('ends an image that has no end', async () => {
    const sent = { bytes: 0 };
    const report = await check(server.answer(endless(readFixture('plain.jpg'), sent)));
    expect(codesOf(report.issues)).toEqual(['TOO_LARGE']);
    expect(report.bytesRead).toBeLessThanOrEqual(cap);
    expect(sent.bytes).toBeLessThan(4 * cap);
  });

  it('ends a small body that unpacks to gigabytes', async () => {
    const page = gzipSync(new Uint8Array(64 * megabyte));
    const bomb = gzipSync(new Uint8Array([...film.subarray(0, 32), ...boxHead('moov', 10 ** 12)]));
    // Members of gzip follow one another.
    const packed = Buffer.concat([bomb, ...Array<Uint8Array>(40).fill(page)]);
    const report = await check(
      server.answer((_, response) => {
        response
          .writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.byteLength })
          .end(packed);
      }),
    );
    expect(codesOf(report.issues)).toEqual(['READ_LIMIT_REACHED']);
    expect(report.bytesRead).toBe(cap);
  });

  it('does not keep more of one enormous piece than it reads', async () => {
    const bytes = new Uint8Array(40 * megabyte);
    bytes.set([...film.subarray(0, 32), ...boxHead('free', 39 * megabyte)]);
    const body = new ReadableStream({ pull: (controller) => controller.enqueue(bytes) });
    const report = await check('https://media.example/a', { fetch: async () => new Response(body) });
    expect(codesOf(report.issues)).toEqual(['READ_LIMIT_REACHED']);
    expect(report.bytesRead).toBe(cap);
  });

  it('measures a file, not the form in which it is sent', async () => {
    const packed = gzipSync(readFixture('plain.png'));
    const report = await check(
      server.answer((_, response) => {
        response
          .writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.byteLength })
          .end(packed);
      }),
    );
    expect(report).toMatchObject({ issues: [], size: 1305 });
  });

  it.each([
    ['of a compressed form', { 'content-range': 'bytes 0-99/100', 'content-encoding': 'br' }],
    ['of unknown size', { 'content-range': 'bytes 0-99/*' }],
    ['that does not say which', {}],
    ['other than was asked for', { 'content-range': 'bytes 5-99/100' }],
  ])('asks for the whole where a server sends a part %s', async (_, headers) => {
    const address = server.answer((request, response) => {
      if (request.headers.range === undefined) whole(film, 'video/mp4')(request, response);
      else response.writeHead(206, headers).end();
    });
    expect(await check(address)).toMatchObject(fineFilm);
  });

  it('fails where a server sends a part in place of the whole', async () => {
    const address = server.answer((_, response) => void response.writeHead(206).end('a'));
    expect(codesOf((await check(address)).issues)).toEqual(['UNREACHABLE']);
  });

  it('takes what it asked for of a part that is longer', async () => {
    const { size, read } = filmBehind(megabyte);
    const address = server.answer((request, response) => {
      const start = Number(/\d+/.exec(request.headers.range ?? '')?.[0]);
      response
        .writeHead(206, { 'content-range': `bytes ${start}-${size - 1}/${size}` })
        .end(read(start, size));
    });
    expect(await check(address)).toMatchObject(fineFilm);
  });

  it.each([
    ['a part is shorter than it says', 206, 0, (bytes: Uint8Array) => bytes.subarray(1)],
    ['the file has changed', 206, 1, (bytes: Uint8Array) => bytes],
    ['the whole comes in place of a part', 200, 0, (bytes: Uint8Array) => bytes],
  ])('fails when %s', async (_, status, more, bodyOf) => {
    const { size, read } = filmBehind(megabyte);
    const address = server.answer((request, response) => {
      const [start, end] = [...(request.headers.range ?? '').matchAll(/\d+/g)].map(Number);
      if (start === undefined || end === undefined) throw new Error('no part is asked for');
      if (start === 0) return parts(size, 'video/mp4', read)(request, response);
      const headers = { 'content-range': `bytes ${start}-${end}/${size + more}` };
      return void response.writeHead(status, headers).end(bodyOf(read(start, end + 1)));
    });
    expect(codesOf((await check(address)).issues)).toEqual(['UNREACHABLE']);
    expect(server.ranges(address)).toHaveLength(2);
  });

  it.each([
    ['as a whole', 200, {}],
    ['in parts', 206, { 'content-range': `bytes 0-${film.byteLength - 1}/${film.byteLength}` }],
  ])('waits for every byte, sent %s and one at a time', async (_, status, headers) => {
    const bytes = film.values();
    const body = new ReadableStream({
      pull: (controller) => {
        const { done, value } = bytes.next();
        if (done) controller.close();
        else controller.enqueue(Uint8Array.of(value));
      },
    });
    const fetch = async (): Promise<Response> => new Response(body, { status, headers });
    expect(await check('https://media.example/a', { fetch })).toMatchObject(fineFilm);
  });

  it('leaves a part that has no end', async () => {
    const headers = { 'content-range': `bytes 0-${film.byteLength - 1}/${film.byteLength}` };
    const report = await check(server.answer(endless(film, { bytes: 0 }, headers, 206)));
    expect(report).toMatchObject(fineFilm);
    expect(report.bytesRead).toBeLessThan(megabyte);
  });

  it.each([403, 404, 410, 500, 304])('names HTTP status %i', async (status) => {
    const address = server.answer((_, response) => void response.writeHead(status).end());
    expect((await check(address)).issues).toEqual([
      {
        code: 'HTTP_ERROR',
        message: `could not be downloaded: its server answers with HTTP status ${status}`,
      },
    ]);
  });

  it('tells an empty file whose server knows of parts', async () => {
    const { issues } = await check(server.answer(partsOf(new Uint8Array(), 'image/png')));
    expect(issues).toMatchObject([
      { code: 'TYPE_UNSUPPORTED', message: expect.stringContaining('an empty file') },
    ]);
  });

  it('names the reason when nobody listens, and not the address', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as AddressInfo;
    await once(closed.close(), 'close');
    const { issues } = await check(`http://127.0.0.1:${port}/a.jpg?signature=canary`);
    expect(issues).toEqual([{ code: 'UNREACHABLE', message: 'could not be downloaded (ECONNREFUSED)' }]);
  });

  it('says no more of a failure than its code', async () => {
    for (const [cause, shown] of [
      [
        Object.assign(new Error('canary'), { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }),
        'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      ],
      [Object.assign(new Error('canary'), { code: 'a canary' }), 'the connection failed'],
      ['canary', 'the connection failed'],
    ] as const) {
      const fetch = async (): Promise<Response> => Promise.reject(new TypeError('canary', { cause }));
      const { issues } = await check('https://media.example/a', { fetch });
      expect(issues).toEqual([{ code: 'UNREACHABLE', message: `could not be downloaded (${shown})` }]);
    }
  });

  it.each([
    ['as a whole', 200, {}],
    ['in parts', 206, { 'content-range': 'bytes 0-99999/100000' }],
  ])('fails when the body breaks off, sent %s', async (_, status, headers) => {
    const address = server.answer((_request, response) => {
      response.writeHead(status, { 'content-length': 100_000, ...headers });
      response.write(film.subarray(0, 200), () => response.destroy());
    });
    expect(codesOf((await check(address)).issues)).toEqual(['UNREACHABLE']);
  });
});
