import { requestInvalid, requestTooLarge } from './refusals.ts';

/**
 * Reads the body of a request, and never more of it than the limit and one chunk.
 *
 * @throws ThreadsError `REQUEST_TOO_LARGE` over the limit, `REQUEST_INVALID` if it breaks off
 */
export async function readBody({ body }: Request, maxBytes: number): Promise<Uint8Array> {
  const reader = body?.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const chunk = await reader?.read().catch((): never => {
      throw requestInvalid('The body broke off.');
    });
    if (!chunk || chunk.done) return join(chunks, length);
    if (!ArrayBuffer.isView(chunk.value)) throw requestInvalid('The body does not consist of bytes.');
    length += chunk.value.byteLength;
    if (length > maxBytes) {
      void reader?.cancel().catch(() => undefined); // the request is refused whether it stops or not
      throw requestTooLarge(maxBytes);
    }
    chunks.push(chunk.value);
  }
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
