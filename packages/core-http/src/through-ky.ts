import type { KyInstance, Options } from 'ky';
import { redactedError } from './failure.ts';
import type { Outgoing, Transport } from './transport.ts';

/**
 * Sends through an instance of ky. ky puts what it is given into its errors and shows it to its hooks, so it is given no
 * secret: those of the request are added behind it, in what it takes for its `fetch`, and those of the answer are kept
 * back there.
 *
 * @param fetch sends a request in place of the instance's own `fetch`
 */
export function throughKy(
  instance: KyInstance,
  fetch: ((request: Request) => Promise<Response>) | undefined,
): Transport {
  return async ({ method, redact, send: sendWhole, signal, url }) => {
    let send: Parameters<Outgoing['send']>[0] = fetch;
    const answers: Answers = new WeakMap();
    let isSeen = false;
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
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- ky hands over a Request
        const { headers } = request as Request;
        const response = await sendWhole(send, headers, init).catch((error: unknown) => {
          throw redactedError(error, redact);
        });
        return isSeen ? withoutSecrets(response, redact, answers) : response;
      },
    };
    // Behind the instance's own hooks, which may set them too.
    const init = [
      (theirs: Options): void => {
        send ??= theirs.fetch;
        isSeen = Boolean(theirs.hooks?.afterResponse?.length);
        delete theirs.onDownloadProgress; // it would be given the bytes as they come
        Object.assign(theirs, options);
      },
    ];
    const response = await instance(url, { hooks: { init } });
    return answers.get(response) ?? response;
  };
}

/** What came, by what hooks see of it. */
type Answers = WeakMap<Response, Response>;

/** An answer as hooks may see it: Meta repeats tokens in links to further pages, and gives them to whoever logs in. */
function withoutSecrets(response: Response, redact: Outgoing['redact'], answers: Answers): Response {
  const { body, headers, status } = response;
  const text = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        controller.enqueue(new TextEncoder().encode(redact(await response.clone().text())));
        controller.close();
      },
    },
    { highWaterMark: 0 }, // only if a hook reads it
  );
  const seen = new Response(body && text, {
    status: status || 302, // a browser shows neither status nor headers of a redirect
    headers: Array.from(headers, ([name, value]): [string, string] => [name, redact(value)]),
  });
  // A Response that a server's library puts in place of the runtime's cannot be assigned to.
  Object.defineProperty(seen, 'clone', { value: () => withoutSecrets(response, redact, answers) });
  answers.set(seen, response);
  return seen;
}
