import { ConnectionBroken, type BrokenBy } from './connection-broken.ts';

// Each takes an answer of the API and gives one with the same status and headers, and another body.

/** Half of the text: no JSON any more. */
export async function truncateBody(response: Response): Promise<Response> {
  const text = new TextDecoder().decode(await readBytes(response));
  return withBody(response, text.slice(0, Math.floor(text.length / 2)));
}

/** No body. */
export async function emptyBody(response: Response): Promise<Response> {
  return withBody(response, '');
}

/** Two bytes that are no UTF-8, in the last text of the JSON. */
export async function invalidateBody(response: Response): Promise<Response> {
  const text = new TextDecoder().decode(await readBytes(response));
  const place = Math.max(text.lastIndexOf('"'), 0);
  const encoder = new TextEncoder();
  const parts = [encoder.encode(text.slice(0, place)), [0xc3, 0x28], encoder.encode(text.slice(place))];
  return withBody(response, Uint8Array.from(parts.flatMap((part) => [...part])));
}

const chunkSize = 64 * 1024;

/** The JSON, filled up with spaces until it has `bytes` bytes. */
export async function inflateBody(response: Response, bytes: number): Promise<Response> {
  const start = await readBytes(response);
  let sent = start.length;
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start: (controller) => controller.enqueue(start),
      pull(controller) {
        if (sent >= bytes) return controller.close();
        const chunk = new Uint8Array(Math.min(chunkSize, bytes - sent)).fill(0x20);
        sent += chunk.length;
        controller.enqueue(chunk);
      },
    },
    { highWaterMark: 0 },
  );
  return withStream(response, stream, Math.max(bytes, start.length));
}

/** The body in pieces of `bytes` bytes; `wait` is awaited before each. */
export async function dripBody(
  response: Response,
  bytes: number,
  wait: () => Promise<void>,
): Promise<Response> {
  const body = await readBytes(response);
  let sent = 0;
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        if (sent >= body.length) return controller.close();
        await wait();
        controller.enqueue(body.slice(sent, sent + bytes));
        sent += bytes;
      },
    },
    { highWaterMark: 0 },
  );
  return withStream(response, stream, body.length);
}

/** The first `bytes` bytes, by default half of them; then the connection breaks. */
export async function cutBody(
  response: Response,
  by: BrokenBy,
  bytes: number | undefined,
): Promise<Response> {
  const body = await readBytes(response);
  // At least one byte is missing: with all of them the answer would be complete.
  const sent = body.slice(0, Math.min(bytes ?? Math.floor(body.length / 2), body.length - 1));
  let started = false;
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull(controller) {
        if (started || sent.length === 0) return controller.error(new ConnectionBroken('terminated', by));
        started = true;
        controller.enqueue(sent);
      },
    },
    { highWaterMark: 0 },
  );
  return withStream(response, stream, body.length);
}

async function readBytes({ body }: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  // Chromium's `arrayBuffer` rejects with an error of its own in place of the one that broke the body.
  for await (const chunk of body ?? []) chunks.push(chunk);
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

function withStream(
  response: Response,
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  length: number,
): Response {
  const changed = withBody(response, stream);
  changed.headers.set('content-length', String(length));
  return changed;
}

function withBody({ status, headers }: Response, body: BodyInit): Response {
  const kept = new Headers(headers);
  kept.delete('content-length');
  return new Response(body, { status, headers: kept });
}
