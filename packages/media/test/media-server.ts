import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { afterAll, beforeAll } from 'vitest';
import { checkMedia, type CheckMediaOptions, type MediaReport } from '../src/index.ts';

/** A server of media on loopback, for a suite. */
export interface MediaServer {
  /** The address of an answer. */
  answer(listener: RequestListener): string;
  /** Requests for an address so far: their `range`. */
  ranges(address: string): readonly string[];
}

const types = new Map([
  ['mp4', 'video/mp4'],
  ['mov', 'video/quicktime'],
  ['webm', 'video/webm'],
  ['jpg', 'image/jpeg'],
  ['png', 'image/png'],
  ['gif', 'image/gif'],
  ['webp', 'image/webp'],
]);

/** The bytes of a file in `fixtures`. */
export function readFixture(name: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(readFileSync(new URL(`fixtures/${name}`, import.meta.url)));
}

/** The media type of a file by its name. */
export function typeOf(name: string): string {
  return types.get(name.split('.')[1] ?? '') ?? '';
}

/** Answers with a whole file, whatever was asked for. */
export function whole(bytes: Uint8Array, type: string): RequestListener {
  return (_, response) => {
    response.writeHead(200, { 'content-type': type, 'content-length': bytes.byteLength }).end(bytes);
  };
}

/** Answers with the parts that are asked for, as far as the file goes (RFC 9110, 14). */
export function parts(
  size: number,
  type: string,
  read: (start: number, end: number) => Uint8Array,
): RequestListener {
  return (request, response) => {
    const [, first = '', last = ''] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    const [start, end] = [Number(first), Math.min(Number(last) + 1, size)];
    if (start >= size) return void response.writeHead(416, { 'content-range': `bytes */${size}` }).end();
    response
      .writeHead(206, {
        'content-type': type,
        'content-length': end - start,
        'content-range': `bytes ${start}-${end - 1}/${size}`,
      })
      .end(read(start, end));
  };
}

/** Answers with the parts of a file that are asked for. */
export function partsOf(bytes: Uint8Array, type: string): RequestListener {
  return parts(bytes.byteLength, type, (start, end) => bytes.subarray(start, end));
}

/** Answers as a good server does: with the part that is asked for, or with the whole file. */
export function served(bytes: Uint8Array, type: string): RequestListener {
  return (request, response) => {
    const send = request.headers.range === undefined ? whole : partsOf;
    send(bytes, type)(request, response);
  };
}

/** Starts the server before the tests of a suite and closes it after them. */
export function useMediaServer(): MediaServer {
  const listeners: RequestListener[] = [];
  const asked: string[][] = [];
  const server = createServer((request, response) => {
    const index = Number(request.url?.slice(1));
    (asked[index] ??= []).push(request.headers.range ?? '');
    listeners[index]?.(request, response);
  });
  let origin = '';
  beforeAll(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The server has no port.');
    origin = `http://127.0.0.1:${address.port}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await once(server.close(), 'close');
  });
  return {
    answer: (listener) => `${origin}/${listeners.push(listener) - 1}`,
    ranges: (address) => asked[Number(new URL(address).pathname.slice(1))] ?? [],
  };
}

/** Checks a file on loopback. */
export function check(address: string, options: CheckMediaOptions = {}): Promise<MediaReport> {
  return checkMedia(address, { allowPrivate: true, ...options });
}

/** Checks bytes that no server sends. */
export function checkBytes(
  bytes: Uint8Array<ArrayBuffer>,
  options: CheckMediaOptions = {},
): Promise<MediaReport> {
  const fetch = async (): Promise<Response> => new Response(bytes);
  return check('https://media.example/file', { fetch, ...options });
}

/** The codes of what was found. */
export function codesOf(found: readonly { readonly code: string }[]): readonly string[] {
  return found.map(({ code }) => code);
}
