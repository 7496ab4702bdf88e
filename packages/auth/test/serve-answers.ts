import { createServer } from 'node:http';
import type { App } from '@threads-sdk/auth';
import { createClient } from '@threads-sdk/core-http/fetch';

/** One answer of the server below. No answer: the connection is cut after the request arrived. */
export interface Answer {
  readonly status?: number;
  readonly body?: string;
}

/** A server on loopback that answers each path with a recorded text, and an app that talks to it. */
export async function serveAnswers(answers: Readonly<Record<string, Answer>>): Promise<{
  readonly app: App;
  readonly received: readonly { readonly path: string; readonly body: string }[];
  close(): Promise<void>;
}> {
  const received: { path: string; body: string }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = new URL(request.url ?? '/', 'http://localhost').pathname;
      received.push({ path, body: Buffer.concat(chunks).toString() });
      const { status = 200, body } = answers[path] ?? { status: 404, body: 'no such path' };
      if (body === undefined) request.socket.destroy();
      else response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const clock = { now: () => Date.parse('2026-03-01T12:00:00Z'), sleep: async () => {} };
  return {
    received,
    app: {
      clientId: '9906352117420854',
      clientSecret: 'canary-secret',
      redirectUri: 'https://app.example/callback',
      client: createClient({ baseUrl: `http://127.0.0.1:${address.port}`, allowInsecure: true, clock }),
    },
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}
