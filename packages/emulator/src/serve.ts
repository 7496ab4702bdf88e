/**
 * Puts an emulator behind HTTP, for any client in any language. It needs Node, which the emulator itself does not.
 *
 * @module serve
 */
import { ServerResponse, type RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Emulator } from './emulator.ts';
import { ConnectionBroken } from './faults/connection-broken.ts';
import { putFormIntoQuery } from './serve/form-in-query.ts';
import { createHosts, hostOf, readHost } from './serve/hosts.ts';
import { listenOnOnePort, type Take } from './serve/one-port.ts';
import { servePlain, serveTls } from './serve/protocols.ts';
import { refusal } from './serve/refusal.ts';
import { checkServeOptions, type ServeOptions } from './serve/serve-options.ts';
import { fetchUnread } from './server/fetch-unread.ts';
import { breakConnection, toWire } from './serve/wire-faults.ts';

export type { ServeCertificate, ServeOptions } from './serve/serve-options.ts';

/**
 * An emulator behind HTTP.
 *
 * @category Start
 */
export interface ServedEmulator {
  /** The address without a trailing slash, such as `http://127.0.0.1:49152`. */
  readonly url: string;
  /** Stops listening and closes every open connection. Calling it again changes nothing. */
  close(): Promise<void>;
}

/**
 * Puts an emulator behind HTTP on Node, so that a browser, a program in another process or another language can use it.
 *
 * @param emulator - What `createEmulator` gave.
 * @param options - Port and address; by default a free port that only this machine reaches. A certificate makes it https.
 * @returns The address and a way to stop, as soon as connections are accepted.
 * @throws {TypeError} if the options make no sense. The message names every fault.
 * @throws {Error} from Node (`EADDRINUSE`, `EACCES` and the like) if it cannot listen there, or if certificate and key do
 *   not belong together.
 *
 * @example
 * ```ts
 * import { createEmulator } from '@threads-sdk/emulator';
 * import { serve } from '@threads-sdk/emulator/serve';
 *
 * const emulator = createEmulator({ users: [{ username: 'alice' }] });
 * const { accessToken } = emulator.issueToken({ username: 'alice' });
 * const served = await serve(emulator);
 * const response = await fetch(`${served.url}/v1.0/me?fields=username&access_token=${accessToken}`);
 * console.log(await response.json());
 * await served.close();
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/overview
 * @category Start
 */
export async function serve(emulator: Emulator, options: ServeOptions = {}): Promise<ServedEmulator> {
  checkServeOptions(options);
  const { port = 0, hostname = '127.0.0.1', https, publicUrl, onRefused = () => undefined } = options;
  const inFront = publicUrl === undefined ? undefined : new URL(publicUrl);
  const names = [...(options.hosts ?? []), ...(inFront === undefined ? [] : [inFront.hostname])];
  const hosts = createHosts(hostname, names);
  const listener = listenerOf(emulator);
  const onRequest: RequestListener = (incoming, outgoing) => {
    const host = hostOf(incoming);
    // Who speaks HTTP/1.0 need not name one, and means the address that it came to.
    if (host === undefined) incoming.headers.host ??= new URL(url).host;
    if (host !== undefined && !hosts.accepts(host, incoming.socket.localAddress)) {
      const sentence = `This emulator does not answer under the name ${host}, so that no web page can reach it under a name of its own. If the name is yours, start it with --allow-host ${host} (hosts of serve).`;
      onRefused(sentence);
      const { headers, body } = refusal(sentence);
      outgoing.writeHead(403, headers).end(body);
      return;
    }
    // An address of IPv6 is taken below in no other spelling than that of a URL.
    incoming.headers.host = incoming.headers.host?.replace(/^\[.*?\]/, (name) => readHost(name) ?? name);
    if (inFront !== undefined) incoming.url = putInFront(inFront, incoming.url ?? '/');
    void listener(incoming, outgoing);
  };

  const protocols = { onRequest, hosts, onRefused, url: () => url };
  const take: Take = (socket) => onePort.take(socket);
  const takers = https === undefined ? servePlain(protocols) : serveTls(https, take, protocols);
  const onePort = await listenOnOnePort({ port, hostname }, takers);
  const { address, family, port: actualPort } = onePort.address;
  const host = family === 'IPv6' ? `[${address}]` : address;
  const url = `${https === undefined ? 'http' : 'https'}://${host}:${actualPort}`;

  // Repeated deliveries come due by the emulator's clock, which moves by itself or is moved.
  const timer = setInterval(() => void emulator.deliverEvents(), 1000);
  timer.unref();

  return Object.freeze({
    url,
    async close() {
      clearInterval(timer);
      await onePort.close();
    },
  });
}

function listenerOf(emulator: Emulator): ReturnType<typeof getRequestListener> {
  const answer = fetchUnread(emulator);
  // The globals of the process stay as they are: an emulator in a test must not swap the Request and Response of its host.
  return getRequestListener(
    async (request, { incoming, outgoing }) => {
      if (!(outgoing instanceof ServerResponse)) throw new TypeError('Only HTTP/1.1 is served.');
      try {
        const complete = await putFormIntoQuery(request, incoming);
        return toWire(request, await answer(complete), outgoing);
      } catch (error) {
        return error instanceof ConnectionBroken
          ? breakConnection(outgoing, error.by)
          : describeFailure(error);
      }
    },
    { overrideGlobalObjects: false },
  );
}

// A whole address in the place of the path is taken as it stands.
function putInFront({ origin }: URL, url: string): string {
  if (url.startsWith('/')) return origin + url;
  return url.replace(/^https?:\/\/[^/?]*/, origin);
}

// Without this, a fault of the emulator would reach the client as an empty 500 and nobody would see its reason.
function describeFailure(error: unknown): Response {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new Response(`The emulator itself failed, not the request.\n${reason}\n`, { status: 500 });
}
