import { GraphError } from '../graph/errors.ts';
import { readParameters } from '../graph/parameters.ts';

/**
 * Puts the form of a GET into its query. Meta's own examples send such forms (`curl -X GET -d`), and a `Request` cannot
 * have one. A form that cannot be read is left out, and the query alone is answered.
 */
export async function putFormIntoQuery(request: Request, body: AsyncIterable<Uint8Array>): Promise<Request> {
  const type = request.headers.get('content-type') ?? '';
  if (request.method !== 'GET' || !/^(application\/x-www-form-urlencoded|multipart\/form-data)/i.test(type))
    return request;
  try {
    const form = { method: 'POST', headers: { 'content-type': type }, body: streamOf(body), duplex: 'half' };
    const parameters = await readParameters(new Request(request.url, form));
    const url = new URL(request.url);
    url.search = new URLSearchParams(
      [...parameters].flatMap(([name, values]) => values.map((value) => [name, value])),
    ).toString();
    return new Request(url, { headers: request.headers });
  } catch (error) {
    if (error instanceof GraphError) return request;
    throw error;
  }
}

// Cancelling it leaves the connection alone, over which the answer still has to go.
function streamOf(chunks: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  return new ReadableStream({
    pull: async (controller) => {
      const chunk = await iterator.next();
      if (chunk.done === true) controller.close();
      else controller.enqueue(chunk.value);
    },
  });
}
