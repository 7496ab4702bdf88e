import type { KyInstance, Options } from 'ky';
import { redactedError } from './failure.ts';
import type { Outgoing, Transport } from './transport.ts';

/**
 * Sends through an instance of ky. ky puts what it is given into its errors and shows it to its hooks, so it is given no
 * secret: these are added behind it, in what it takes for its `fetch`.
 *
 * @param fetch sends a request in place of the instance's own `fetch`
 */
export function throughKy(
  instance: KyInstance,
  fetch: ((request: Request) => Promise<Response>) | undefined,
): Transport {
  let send: Parameters<Outgoing['send']>[0] = fetch;
  // The one way to ask an instance for its options.
  instance.extend(({ fetch: own }: Options) => {
    send ??= own;
    return {};
  });
  return ({ method, redact, send: sendWhole, signal, url }) =>
    instance(url, {
      method,
      signal,
      // Our client does these, and a second one would multiply them.
      retry: 0,
      timeout: false,
      totalTimeout: false,
      throwHttpErrors: false,
      prefix: '',
      fetch: async (request, init) => {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- ky hands over a Request
        const { headers } = request as Request;
        const response = await sendWhole(send, headers, init).catch((error: unknown) => {
          throw redactedError(error, redact);
        });
        // Its address may hold the token.
        return response.url === '' || response.url === url ? response : withoutAddress(response);
      },
    });
}

function withoutAddress(response: Response): Response {
  // A browser shows neither status nor headers of a redirect.
  if (response.type === 'opaqueredirect' || response.redirected) return Response.error();
  return new Response(response.body, response);
}
