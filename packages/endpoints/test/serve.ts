import { createServer } from 'node:http';
import { createClient, type Client } from '@threads-sdk/core-http/fetch';
import { createCredentials } from '@threads-sdk/credentials';

/** A server on loopback that answers every request with one text. */
export interface Served {
  readonly client: Client;
  /** What was asked so far: method, path and query or body. */
  readonly requests: readonly string[];
  answerWith(json: string): void;
  close(): Promise<void>;
}

export async function serve(): Promise<Served> {
  const requests: string[] = [];
  let answer = '{}';
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      requests.push(`${request.method} ${request.url} ${Buffer.concat(chunks).toString()}`.trim());
      response.setHeader('content-type', 'application/json').end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const credentials = createCredentials({
    userId: '1',
    scopes: ['threads_basic'],
    shortLived: false,
    accessToken: 'THexample',
    expiration: new Date(Date.now() + 3_600_000),
  });
  return {
    client: createClient({ baseUrl: `http://127.0.0.1:${address.port}`, allowInsecure: true, credentials }),
    requests,
    answerWith: (json) => {
      answer = json;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
