import { Buffer } from 'node:buffer';
import type { ServerResponse } from 'node:http';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { textOf } from '../graph/json.ts';
import { ConnectionBroken, type BrokenBy } from '../faults/connection-broken.ts';

/** Breaks the real connection in place of an answer. */
export function breakConnection(outgoing: ServerResponse, by: BrokenBy): Response {
  // RST and FIN look different to a client, and clients treat them differently.
  if (by === 'reset') outgoing.socket?.resetAndDestroy();
  else outgoing.socket?.destroy();
  return RESPONSE_ALREADY_SENT;
}

/** An answer as it goes over the wire: a body that breaks takes the connection with it, a huge one is compressed. */
export function toWire(request: Request, response: Response, outgoing: ServerResponse): Response {
  const { status } = response;
  // Most answers are a text that is known: to read it from the response would take longer than all the rest.
  const text = textOf(response);
  if (text !== undefined) {
    const length = Buffer.byteLength(text);
    outgoing
      .writeHead(status, { ...Object.fromEntries(response.headers), 'content-length': length })
      // Node copies a text of one byte a character, but encodes one that it is told is UTF-8.
      .end(text, length === text.length ? 'latin1' : 'utf8');
    return RESPONSE_ALREADY_SENT;
  }
  // Only bodies that a fault has had its hands on say how long they are.
  if (response.body === null || !response.headers.has('content-length')) return response;
  const headers = new Headers(response.headers);
  const body = untilBroken(response.body, outgoing);
  if (
    Number(headers.get('content-length')) < huge ||
    !/\bgzip\b/i.test(request.headers.get('accept-encoding') ?? '')
  ) {
    return new Response(body, { status, headers });
  }
  headers.delete('content-length');
  headers.set('content-encoding', 'gzip');
  headers.set('vary', 'accept-encoding');
  return new Response(body.pipeThrough(new CompressionStream('gzip')), { status, headers });
}

const huge = 1024 * 1024;

function untilBroken(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  outgoing: ServerResponse,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          if (!(error instanceof ConnectionBroken)) throw error;
          await flushed(outgoing);
          breakConnection(outgoing, error.by);
          controller.close();
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

// What came before the break has to be on its way: the first pieces are collected before the headers are written.
async function flushed(outgoing: ServerResponse): Promise<void> {
  while (!outgoing.destroyed && (!outgoing.headersSent || outgoing.writableLength > 0)) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  await new Promise((resolve) => setTimeout(resolve, 1));
}
