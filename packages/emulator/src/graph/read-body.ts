import { invalidParameter, requestTooLarge } from './errors.ts';

/** The longest address and the longest body that are read, in characters and bytes; Meta's own limits are not known. */
const maxAddressLength = 16 * 1024;
const maxBodyBytes = 1024 * 1024;

const noBody = /* @__PURE__ */ new Uint8Array(0);

/**
 * Refuses a request whose address is too long.
 *
 * @throws {GraphError} `requestTooLarge`.
 */
function checkAddress({ url }: Request): void {
  if (url.length > maxAddressLength)
    throw requestTooLarge(414, `The address must have at most ${maxAddressLength} characters.`);
}

/**
 * Reads the body of a request, and no more of it than is allowed.
 *
 * @throws {GraphError} `requestTooLarge`, or `invalidParameter` where the body breaks off.
 */
export async function readBody(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  checkAddress(request);
  // Asked first: a server makes the body of a request only when somebody looks for it.
  if (request.method === 'GET' || request.body === null) return noBody;
  // Bun takes the type of a form from its body when it is asked for it: afterwards there would be none.
  request.headers.get('content-type');
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body.getReader();
  for (;;) {
    const chunk = await reader.read().catch(() => {
      throw invalidParameter('The body could not be read');
    });
    if (chunk.value === undefined) break;
    length += chunk.value.byteLength;
    if (length > maxBodyBytes) {
      // Not awaited: another reader of the same body may never finish.
      void reader.cancel();
      throw requestTooLarge(413, `The body must have at most ${maxBodyBytes} bytes.`);
    }
    chunks.push(chunk.value);
  }
  const body = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return body;
}
