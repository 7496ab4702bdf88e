import { EventEmitter, once } from 'node:events';
import { type Answering, obliging, type Received } from './app-receiver.ts';
import { listen, type TestServer } from './listen.ts';

/** An app behind HTTP on loopback. */
export async function startApp(answering: Answering = obliging): Promise<
  TestServer & {
    readonly received: readonly Received[];
    /** Resolves when the app has got this many requests. */
    gotten(count: number): Promise<void>;
  }
> {
  const received: Received[] = [];
  const arrivals = new EventEmitter();
  const server = await listen((request, response) => {
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
      arrivals.emit('received');
    });
  });
  return {
    ...server,
    received,
    async gotten(count) {
      while (received.length < count) await once(arrivals, 'received');
    },
  };
}
