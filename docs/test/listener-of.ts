import type { RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';

/** A handler of web standards, for a server of Node. */
export function listenerOf(handler: (request: Request) => Response | Promise<Response>): RequestListener {
  // Other tests of the process go on with the Request and Response of Node.
  const listener = getRequestListener(handler, { overrideGlobalObjects: false });
  return (incoming, outgoing) => void listener(incoming, outgoing);
}
