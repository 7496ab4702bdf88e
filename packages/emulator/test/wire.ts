import { once } from 'node:events';
import { request as requestHttp, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as requestHttps, type RequestOptions } from 'node:https';
import { connect, type Socket } from 'node:net';
import { text as readText } from 'node:stream/consumers';

/** What came back. */
export interface WireAnswer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends a request of which everything can be chosen, also what `fetch` keeps to itself: `host`, `origin`, the socket. */
export async function ask(url: string, options: RequestOptions = {}, body = ''): Promise<WireAnswer> {
  const request = url.startsWith('https:') ? requestHttps : requestHttp;
  const outgoing = request(url, {
    ...(options.createConnection === undefined && { agent: false }),
    ...options,
  });
  outgoing.end(body);
  const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.on('response', resolve).on('error', reject);
  });
  return { status: incoming.statusCode, headers: incoming.headers, body: await readText(incoming) };
}

/** Opens a connection, writes to it, and reads until it ends. */
export async function exchangeBytes(url: string, sent: string | Uint8Array): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  // The other side may close at any moment, which is its right.
  socket.on('error', () => undefined);
  socket.write(sent);
  return readText(socket.setEncoding('latin1'));
}

/** Asks a proxy for a tunnel. */
export async function openTunnel(
  proxy: string,
  target: string,
): Promise<{ readonly answer: WireAnswer; readonly socket: Socket }> {
  const { hostname, port } = new URL(proxy);
  const outgoing = requestHttp({ hostname, port, method: 'CONNECT', path: target, agent: false });
  outgoing.end();
  const [incoming, socket, head]: [IncomingMessage, Socket, Buffer] = (await once(
    outgoing,
    'connect',
  )) as never;
  const isOpen = incoming.statusCode === 200;
  socket.unshift(head);
  const body = isOpen ? '' : await readText(socket);
  return { answer: { status: incoming.statusCode, headers: incoming.headers, body }, socket };
}
