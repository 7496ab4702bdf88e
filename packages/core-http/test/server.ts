import {
  createServer,
  type IncomingMessage,
  type Server as HttpServer,
  type ServerResponse,
} from 'node:http';
import { text } from 'node:stream/consumers';
import { onTestFinished, vi } from 'vitest';

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Server {
  readonly url: string;
  /** Every request that reached the server, in order. */
  readonly requests: SeenRequest[];
}

/** Answers one request. */
export type Answer = (response: ServerResponse, request: SeenRequest) => void;

/** A real HTTP server on loopback. It answers the first request with the first answer, and those after the last with it. */
export async function startServer(...answers: [Answer, ...Answer[]]): Promise<Server> {
  const requests: SeenRequest[] = [];
  const server = createServer((incoming, response) => {
    const { method = '', url = '', headers } = incoming;
    text(incoming).then(
      (body) => {
        const request = { method, url, headers, body };
        requests.push(request);
        answers[Math.min(requests.length, answers.length) - 1]?.(response, request);
      },
      () => response.destroy(), // the client hung up while sending
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
  });
  return { url: `http://127.0.0.1:${portOf(server)}`, requests };
}

function portOf(server: HttpServer): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server does not listen.');
  return address.port;
}

/** An address at which nothing listens. */
export async function deadAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const port = portOf(server);
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return `http://127.0.0.1:${port}`;
}

export const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };

export const raw =
  (body: string | Uint8Array, status = 200, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, headers);
    response.end(body);
  };

export const graphError = (
  error: Record<string, unknown>,
  status = 500,
  headers: Record<string, string> = {},
): Answer => json({ error: { message: 'failed', type: 'OAuthException', ...error } }, status, headers);

/** Reads the request, then drops the connection. */
export const reset: Answer = (response) => {
  response.socket?.resetAndDestroy();
};

/** Reads the request and never answers. */
export const silence: Answer = () => passTimeout();

/** Sends headers and the beginning of a body, and stops. */
export const slowBody: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"id":', passTimeout);
};

/** Announces more than it sends, then drops the connection. */
export const cutBody: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
  response.write('{"id":"1"', () => response.socket?.destroy());
};

/** Milliseconds of a clock that stands until the server has done its part, so that no busy machine is too slow for them. */
const timeout = 100;

/** The time-outs of a client, if the answer is one that never comes. */
export function timeoutsFor(answer: Answer): { readonly timeouts?: { read: number; write: number } } {
  if (answer !== silence && answer !== slowBody) return {};
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  return { timeouts: { read: timeout, write: timeout } };
}

/** Lets the time-out of the client pass, once it has read what was sent to it. */
function passTimeout(): void {
  if (!vi.isFakeTimers()) return;
  setImmediate(() => setImmediate(() => vi.advanceTimersByTime(timeout)));
}
