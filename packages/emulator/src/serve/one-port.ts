import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** Takes a connection whose first bytes are still to be read. */
export type Take = (socket: Duplex) => void;

/** A port that tells TLS from plain bytes. */
export interface OnePort {
  readonly address: AddressInfo;
  /** Treats a connection as if it had just come in. */
  readonly take: Take;
  /** Stops listening and destroys every connection. */
  close(): Promise<void>;
}

// The first byte of every greeting of TLS, and of no request.
const handshake = 22;

/**
 * Listens, and hands each connection on by its first byte.
 *
 * @throws {Error} from Node if it cannot listen there.
 */
export async function listenOnOnePort(
  { port, hostname }: { readonly port: number; readonly hostname: string },
  takers: { readonly tls: Take; readonly plain: Take },
): Promise<OnePort> {
  const sockets = new Set<Socket>();
  const take: Take = (socket) => {
    const fail = (): void => void socket.destroy();
    const end = (): void => void socket.end();
    // Until the first byte nobody else listens.
    socket.once('error', fail).once('end', end);
    socket.once('data', (bytes: Buffer) => {
      socket.pause().off('error', fail).off('end', end);
      socket.unshift(bytes);
      (bytes[0] === handshake ? takers.tls : takers.plain)(socket);
      process.nextTick(() => socket.resume());
    });
    socket.resume();
  };
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    take(socket);
  });
  server.listen(port, hostname);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no TCP address.');
  let closing: Promise<unknown> | undefined;
  return {
    address,
    take,
    async close() {
      if (closing === undefined) {
        closing = once(server, 'close');
        server.close();
        for (const socket of sockets) socket.destroy();
      }
      await closing;
    },
  };
}
