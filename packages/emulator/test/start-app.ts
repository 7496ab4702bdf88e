import { once } from 'node:events';
import { createServer } from 'node:http';
import { type Answering, obliging, type Received } from './app-receiver.ts';

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
