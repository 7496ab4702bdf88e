import { createServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { noticeDistrust } from './distrust.ts';
import type { Hosts } from './hosts.ts';
import type { Take } from './one-port.ts';
import { refusal, refusalBytes } from './refusal.ts';
import type { ServeCertificate } from './serve-options.ts';
import { openTunnels } from './tunnels.ts';

/** What the two protocols of a port need. */
interface Protocols {
  readonly onRequest: RequestListener;
  readonly hosts: Hosts;
  readonly onRefused: (sentence: string) => void;
  /** The address that is served. */
  readonly url: () => string;
}

/** Serves plain http; who speaks TLS is told so as far as that can be. */
export function servePlain({ onRequest, hosts, onRefused, url }: Protocols): {
  readonly plain: Take;
  readonly tls: Take;
} {
  const server = createServer(onRequest);
  openTunnels(server, hosts, undefined, onRefused);
  return {
    plain: (socket) => void server.emit('connection', socket),
    tls: (socket) => {
      const sentence = `A client spoke TLS to ${url()}, which is plain http: use it as it is written, or start the emulator with --https (https of serve).`;
      onRefused(sentence);
      socket.on('error', () => socket.destroy());
      socket.end(refusalBytes('400 Bad Request', sentence));
    },
  };
}

/**
 * Serves https. Of plain http there are only tunnels, and a word to who does not mean one.
 *
 * @param take - Takes a connection that became a tunnel.
 * @throws {Error} from Node if certificate and key are none, or do not belong together.
 */
export function serveTls(
  certificate: ServeCertificate,
  take: Take,
  { onRequest, hosts, onRefused, url }: Protocols,
): { readonly plain: Take; readonly tls: Take } {
  const { cert, key } = certificate;
  const server = createHttpsServer({ cert, key }, onRequest);
  noticeDistrust(server, onRefused);
  const tunnels = createServer((_, outgoing) => {
    const sentence = `A client spoke plain http to this port, which serves https: use ${url()}.`;
    onRefused(sentence);
    const { headers, body } = refusal(sentence);
    outgoing.writeHead(400, headers).end(body);
  });
  openTunnels(tunnels, hosts, take, onRefused);
  return {
    plain: (socket) => void tunnels.emit('connection', socket),
    tls: (socket) => {
      // As in a server of its own: else a client that hangs up would never be gone.
      socket.allowHalfOpen = false;
      server.emit('connection', socket);
    },
  };
}
