import { once } from 'node:events';
import { createServer } from 'node:http';
import type { WebhookOptions } from '../src/index.ts';

/** A request as the app got it. */
export interface Received {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly bytes: Uint8Array;
  readonly text: string;
}

/** What the app answers: a status, or a status and a text. */
export type Answering = (received: Received) => { readonly status: number; readonly text?: string };

/** Answers the verification with its challenge and everything else with 200. */
export const obliging: Answering = ({ method, path }) => {
  const challenge = new URL(path, 'http://app.example').searchParams.get('hub.challenge');
  return method === 'GET' ? { status: 200, text: challenge ?? '' } : { status: 200 };
};

/** An app in this process: its `fetch` for the emulator, and what it got. */
export function createApp(answering: Answering = obliging): {
  readonly fetch: NonNullable<WebhookOptions['fetch']>;
  readonly received: Received[];
} {
  const received: Received[] = [];
  return {
    received,
    fetch: async (request) => {
      const bytes = new Uint8Array(await request.arrayBuffer());
      const { pathname, search } = new URL(request.url);
      const entry = {
        method: request.method,
        path: pathname + search,
        headers: Object.fromEntries(request.headers),
        bytes,
        text: new TextDecoder().decode(bytes),
      };
      received.push(entry);
      const { status, text } = answering(entry);
      return new Response(text ?? null, { status });
    },
  };
}

/** An app behind HTTP on loopback. */
export async function startApp(answering: Answering = obliging): Promise<{
  readonly url: string;
  readonly received: readonly Received[];
  /** Resolves when the app has got this many requests. */
  gotten(count: number): Promise<void>;
  close(): Promise<void>;
}> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const bytes = Buffer.concat(chunks);
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      const entry = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers,
        bytes,
        text: bytes.toString(),
      };
      received.push(entry);
      const { status, text } = answering(entry);
      if (status >= 300 && status < 400) response.setHeader('location', '/elsewhere');
      response.writeHead(status).end(text);
      server.emit('received');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no TCP address.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    received,
    async gotten(count) {
      while (received.length < count) await once(server, 'received');
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
