import { createServer as createPlainServer, type RequestListener, type Server } from 'node:http';
import { createServer } from 'node:https';
import { once } from 'node:events';
import { CommandError } from '../../command-error.ts';
import { exitCodes } from '../../exit-codes.ts';
import { type CallbackPage, otherPathPage, renderPage } from './callback-page.ts';

/** Who waits at the redirect address. */
export interface Listener {
  /** Stops, once all that was asked is answered. */
  readonly close: () => Promise<void>;
}

/** Hosts that are this machine, and the addresses to listen at: a browser may take either of those of `localhost`. */
const addresses: Readonly<Record<string, readonly string[]>> = {
  localhost: ['127.0.0.1', '::1'],
  '127.0.0.1': ['127.0.0.1'],
  '[::1]': ['::1'],
};

/**
 * Listens at a redirect address of this machine. Over https it has a certificate that is made on the spot.
 *
 * @param answer gives the page for a request to the path of the address, by path and query
 * @throws {CommandError} if the address is not of this machine, or its port cannot be taken
 */
export async function listenForCallback(
  redirectUri: URL,
  answer: (callbackUrl: string) => Promise<CallbackPage>,
): Promise<Listener> {
  const { hostname, pathname, protocol } = redirectUri;
  const hosts = Object.hasOwn(addresses, hostname) ? (addresses[hostname] ?? []) : [];
  if (hosts.length === 0 || !/^https?:$/.test(protocol))
    throw cannotListen(`The redirect address ${redirectUri.href} is not one of this machine.`);
  const isPlain = protocol === 'http:';
  const port = Number(redirectUri.port) || (isPlain ? 80 : 443);

  const underWay = new Set<Promise<unknown>>();
  const onRequest: RequestListener = (request, response) => {
    const address = request.url ?? '/';
    const isCallback =
      request.method === 'GET' &&
      URL.canParse(address, redirectUri) &&
      new URL(address, redirectUri).pathname === pathname;
    const answered = (isCallback ? answer(address) : Promise.resolve(otherPathPage)).then(async (page) => {
      const { status, headers, body } = renderPage(page);
      response.writeHead(status, headers).end(body);
      if (!response.closed) await once(response, 'close');
    });
    underWay.add(answered);
    void answered.finally(() => underWay.delete(answered));
  };

  const tls = isPlain ? undefined : await makeCertificate();
  const servers: Server[] = [];
  const close = async (): Promise<void> => {
    await Promise.allSettled(underWay);
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
  };
  for (const host of hosts) {
    const server = tls ? createServer(tls, onRequest) : createPlainServer(onRequest);
    try {
      await once(server.listen(port, host), 'listening');
      servers.push(server);
    } catch (error) {
      const { code, message } = Object(error);
      // A machine may have no IPv6.
      if (host === '::1' && (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT')) continue;
      await close();
      throw cannotListen(
        code === 'EADDRINUSE'
          ? `Port ${port}, where the redirect address leads, is taken by another program.`
          : `Port ${port}, where the redirect address leads, cannot be taken: ${code ?? message}.`,
      );
    }
  }
  if (servers.length === 0) throw cannotListen(`This machine has no address ${hostname}.`);
  return Object.freeze({ close });
}

/** A certificate for this machine that lives for a day and signs nothing else. */
async function makeCertificate(): Promise<{ readonly key: string; readonly cert: string }> {
  const { generate } = await import('selfsigned');
  const hour = 60 * 60 * 1000;
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - hour),
    notAfterDate: new Date(Date.now() + 24 * hour),
    extensions: [
      { name: 'basicConstraints', cA: false },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  return { key, cert };
}

function cannotListen(reason: string): CommandError {
  return new CommandError(exitCodes.refused, reason, 'Paste the address that the browser ends at.');
}
