import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { afterAll, beforeAll } from 'vitest';
import { listen, type TestServer } from '../listen.ts';

/** A server of media on loopback, for a suite. */
export interface MediaServer {
  /** The address of a file in `fixtures`. */
  file(name: string): string;
  /** The address of an answer that is written by hand. */
  answer(listener: RequestListener): string;
}

const types = new Map([
  ['mp4', 'video/mp4'],
  ['mov', 'video/quicktime'],
  ['webm', 'video/webm'],
  ['jpg', 'image/jpeg'],
  ['gif', 'image/gif'],
]);

/** The bytes of a file in `fixtures`. */
export function readFixture(name: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(readFileSync(new URL(`fixtures/${name}`, import.meta.url)));
}

/** Answers with a whole file. */
export function whole(bytes: Uint8Array, type: string): RequestListener {
  return (_, response) => {
    response.writeHead(200, { 'content-type': type, 'content-length': bytes.byteLength }).end(bytes);
  };
}

/** Starts the server before the tests of a suite and closes it after them. */
export function useMediaServer(): MediaServer {
  const listeners: RequestListener[] = [];
  let server: TestServer | undefined;
  beforeAll(async () => {
    server = await listen((request, response) => {
      listeners[Number(request.url?.slice(1))]?.(request, response);
    });
  });
  afterAll(() => server?.close());
  const answer = (listener: RequestListener): string => `${server?.url}/${listeners.push(listener) - 1}`;
  return {
    answer,
    file: (name) => answer(whole(readFixture(name), types.get(name.split('.')[1] ?? '') ?? '')),
  };
}
