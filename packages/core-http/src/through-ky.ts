import { fail, readBody } from '@threads-sdk/internal';
import type { KyInstance, Options } from 'ky';
import { maxBytes } from './exchange.ts';
import { redactedError } from './failure.ts';
import type { Outgoing, Transport } from './transport.ts';

/**
 * Sends through an instance of ky. ky puts what it is given into its errors and shows it to its hooks, so it is given no
 * secret: those of the request are added behind it, in what it takes for its `fetch`, and those of the answer are kept
 * back there.
 *
 * @param fetch sends a request in place of the instance's own `fetch`
 * @throws {InvalidInputError} if it is no instance of ky
 */
export function throughKy(
  instance: KyInstance,
  fetch: ((request: Request) => Promise<Response>) | undefined,
): Transport {
  if (typeof instance !== 'function') fail('createClient', { path: 'ky', message: 'must be a ky' });
  return async ({ method, redact, send: sendWhole, signal, url }) => {
    let send: Parameters<Outgoing['send']>[0] = fetch;
    let hooksThatSee: readonly unknown[] | undefined;
    let answer: Response | undefined;
    const options: Options = {
      method,
      signal,
      // Our client does these, and a second one would multiply them.
      retry: 0,
      timeout: false,
      totalTimeout: false,
      throwHttpErrors: false,
      prefix: '',
      fetch: async (request, init) => {
        // ky hands over a Request
        const { headers } = request as Request;
        answer = await sendWhole(send, headers, init).catch((error: unknown) => {
          throw redactedError(error, redact);
        });
        if (!hooksThatSee?.length) return answer;
        // A body that breaks off or has no end is shown as an empty one. What it comes to is told by who reads the answer itself.
        const bytes = await readBody(answer.clone().body, maxBytes, signal).catch(() => undefined);
        return withoutSecrets(answer, redact(new TextDecoder().decode(bytes)), redact);
      },
    };
    // Behind the instance's own hooks, which may set them too.
    const init = [
      (theirs: Options): void => {
        send ??= theirs.fetch;
        hooksThatSee = theirs.hooks?.afterResponse;
        delete theirs.onDownloadProgress; // it would be given the bytes as they come
        Object.assign(theirs, options);
      },
    ];
    const response = await instance(url(), { hooks: { init } });
    return answer && copies.has(response) ? answer : response;
  };
}

/** What hooks have seen in place of an answer. */
const copies: WeakSet<Response> = /* @__PURE__ */ new WeakSet();

/** An answer as hooks may see it: Meta repeats tokens in links to further pages, and gives them to whoever logs in. */
function withoutSecrets(response: Response, text: string, redact: Outgoing['redact']): Response {
  const { body, headers, status } = response;
  const copy = new Response(body && text, {
    status: status || 302, // a browser shows neither status nor headers of a redirect
    headers: Array.from(headers, ([name, value]): [string, string] => [name, redact(value)]),
  });
  // A Response that a server's library puts in place of the runtime's cannot be assigned to.
  Object.defineProperty(copy, 'clone', { value: () => withoutSecrets(response, text, redact) });
  copies.add(copy);
  return copy;
}
