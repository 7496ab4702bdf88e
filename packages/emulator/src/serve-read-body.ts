import type { IncomingHttpHeaders } from 'node:http';
import { GraphError } from './errors.ts';
import { readParameters, type Parameters } from './parameters.ts';

/** What Node knows of a request beside its body. */
type IncomingBody = AsyncIterable<unknown> & { readonly headers: IncomingHttpHeaders };

const formTypes = /^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/i;

/**
 * The request with the form that it brought in spite of being a GET: Meta's own examples send some (`curl -X GET -F`),
 * and the web's `Request` cannot hold one. Its parameters are put behind those of the query. A form that cannot be read
 * says nothing.
 */
export async function withBodyOfGet(request: Request, incoming: IncomingBody): Promise<Request> {
  const type = incoming.headers['content-type'] ?? '';
  if ((request.method !== 'GET' && request.method !== 'HEAD') || !formTypes.test(type)) return request;
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of incoming) if (chunk instanceof Uint8Array) chunks.push(new Uint8Array(chunk));
  const url = new URL(request.url);
  const form = new Request(url.origin, {
    method: 'POST',
    body: new Blob(chunks),
    headers: { 'content-type': type },
  });
  for (const [name, values] of await readParameters(form).catch(nothingIfRefused)) {
    for (const value of values) url.searchParams.append(name, value);
  }
  const headers = new Headers(request.headers);
  for (const name of ['content-type', 'content-length', 'transfer-encoding']) headers.delete(name);
  return new Request(url, { method: request.method, headers });
}

function nothingIfRefused(error: unknown): Parameters {
  if (error instanceof GraphError) return new Map();
  throw error;
}
