import type { IncomingMessage } from 'node:http';
import type { Server } from 'node:https';

/**
 * Tells when a client of an https server breaks off since it does not trust the certificate. Some say so, and others,
 * Node among them, close the connection without a word.
 */
export function noticeDistrust(server: Server, onRefused: (sentence: string) => void): void {
  const asked = new WeakSet<object>();
  const told = new WeakSet<object>();
  const notice = (error: unknown, socket: object): void => {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : '';
    const [alert] = /UNKNOWN_CA|CERTIFICATE_UNKNOWN|BAD_CERTIFICATE/.exec(reason) ?? [];
    if (alert === undefined) return;
    told.add(socket);
    onRefused(
      `A client does not trust the certificate (${alert.toLowerCase().replace('_', ' ')}): give it the certificate of the authority.`,
    );
  };
  server.on('request', ({ socket }: IncomingMessage) => asked.add(socket));
  server.on('tlsClientError', notice);
  server.on('secureConnection', (socket) => {
    socket.on('error', (error) => notice(error, socket));
    socket.once('close', () => {
      if (asked.has(socket) || told.has(socket)) return;
      onRefused(
        'A client left without a request once it had seen the certificate. If it names an unknown or self-signed issuer, give it the certificate of the authority.',
      );
    });
  });
}
