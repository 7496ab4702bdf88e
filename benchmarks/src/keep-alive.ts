import { once } from 'node:events';
import { connect } from 'node:net';

const connections = 8;

/** Sends a GET again and again, over a few connections that stay open, and waits for every answer. */
export async function sendKeptAlive(url: string, requests: number): Promise<void> {
  await Promise.all(Array.from({ length: connections }, () => send(url, requests / connections)));
}

// Sockets instead of `fetch`, which would cost more than the server does.
async function send(url: string, requests: number): Promise<void> {
  const { hostname, port, pathname, search } = new URL(url);
  const message = `GET ${pathname}${search} HTTP/1.1\r\nhost: ${hostname}:${port}\r\n\r\n`;
  const socket = connect(Number(port), hostname);
  let remaining = requests;
  let missing = 0; // bytes of the answer that is being read; 0 between answers
  socket.on('connect', () => socket.write(message));
  socket.on('data', (chunk) => {
    missing = missing === 0 ? lengthOf(chunk) - chunk.length : missing - chunk.length;
    if (missing > 0) return;
    remaining -= 1;
    if (remaining > 0) socket.write(message);
    else socket.end();
  });
  await once(socket, 'close');
  if (remaining > 0) throw new Error(`The server closed the connection with ${remaining} requests to go.`);
}

function lengthOf(start: Buffer): number {
  const head = start.subarray(0, start.indexOf('\r\n\r\n') + 4).toString('latin1');
  const length = /\r\ncontent-length: (\d+)\r\n/i.exec(head)?.[1];
  if (length === undefined || !head.startsWith('HTTP/1.1 200 '))
    throw new Error(`Unexpected answer: ${head}`);
  return head.length + Number(length);
}
