import ky from 'ky';
import type { Call } from './call.ts';
import type { Internals } from './client.ts';

/**
 * Sends a request through ky.
 *
 * ky makes a Request when it is imported, for which Node first loads its whole fetch: 40 ms. So this module is loaded
 * with the first call, and importing the package stays free of charge. It exports nothing else, since a bundler keeps
 * every export of a module that is loaded in this way.
 */
export function send(inside: Internals, call: Call, signal: AbortSignal): Promise<Response> {
  return ky(call.url, {
    method: call.operation.method,
    retry: 0,
    timeout: false,
    throwHttpErrors: false,
    // ky puts what it is given into its errors. The secrets, and with them the body, exist only in here.
    fetch: () => {
      const { url, init } = call.unseal();
      const signalled = { ...init, signal };
      return inside.fetch ? inside.fetch(new Request(url, signalled)) : fetch(url, signalled);
    },
  });
}
