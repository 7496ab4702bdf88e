import type { Server } from 'node:https';

/** Tells when a client of an https server breaks off the handshake since it does not trust the certificate. */
export function noticeDistrust(server: Server, onRefused: (sentence: string) => void): void {
  server.on('tlsClientError', (error) => {
    const reason = 'code' in error ? String(error.code) : '';
    const [alert] = /UNKNOWN_CA|CERTIFICATE_UNKNOWN|BAD_CERTIFICATE/.exec(reason) ?? [];
    if (alert !== undefined) {
      const words = alert.toLowerCase().replace('_', ' ');
      onRefused(
        `A client does not trust the certificate (${words}): give it the certificate of the authority.`,
      );
    }
    // Node's own clients say nothing.
    if (reason === 'ECONNRESET') {
      onRefused(
        'A client hung up when it saw the certificate, most likely since it does not trust it: give it the certificate of the authority.',
      );
    }
  });
}
