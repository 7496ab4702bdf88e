/**
 * Puts an emulator behind HTTP, for any client in any language. It needs Node, which the emulator itself does not.
 *
 * @module serve
 */
import { once } from 'node:events';
import { createServer, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Emulator } from './emulator.ts';
import { ConnectionBroken } from './faults/connection-broken.ts';
import { putFormIntoQuery } from './serve/form-in-query.ts';
import { breakConnection, toWire } from './serve/wire-faults.ts';

/**
 * Where the served emulator listens.
 *
 * @category Start
 */
export interface ServeOptions {
  /** TCP port, 0 to 65535. Default 0: the system picks a free one. */
  readonly port?: number;
  /** Address to listen on. Default `127.0.0.1`: reachable from this machine only. */
  readonly hostname?: string;
}

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
 * @param options - Port and address; by default a free port that only this machine reaches.
 * @returns The address and a way to stop, as soon as connections are accepted.
 * @throws {Error} from Node (`EADDRINUSE`, `EACCES` and the like) if it cannot listen there.
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
 * @see https://developers.facebook.com/docs/threads/overview
 * @category Start
 */
export async function serve(emulator: Emulator, options: ServeOptions = {}): Promise<ServedEmulator> {
  const { port = 0, hostname = '127.0.0.1' } = options;
  // The globals of the process stay as they are: an emulator in a test must not swap the Request and Response of its host.
  const listener = getRequestListener(
    async (request, { incoming, outgoing }) => {
      if (!(outgoing instanceof ServerResponse)) throw new TypeError('Only HTTP/1.1 is served.');
      try {
        const complete = await putFormIntoQuery(request, incoming);
        return toWire(request, await emulator.fetch(complete), outgoing);
      } catch (error) {
        return error instanceof ConnectionBroken
          ? breakConnection(outgoing, error.by)
          : describeFailure(error);
      }
    },
    { overrideGlobalObjects: false },
  );
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
  server.listen(port, hostname);
  await once(server, 'listening');

  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no TCP address.');
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;

  // Repeated deliveries come due by the emulator's clock, which moves by itself or is moved.
  const timer = setInterval(() => void emulator.deliverEvents(), 1000);
  timer.unref();

  let closing: Promise<unknown> | undefined;
  return Object.freeze({
    url: `http://${host}:${address.port}`,
    async close() {
      if (closing === undefined) {
        clearInterval(timer);
        closing = once(server, 'close');
        server.close();
        server.closeAllConnections();
      }
      await closing;
    },
  });
}

// Without this, a fault of the emulator would reach the client as an empty 500 and nobody would see its reason.
function describeFailure(error: unknown): Response {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new Response(`The emulator itself failed, not the request.\n${reason}\n`, { status: 500 });
}
