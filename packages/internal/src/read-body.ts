/**
 * Reads a body, never holding more than the limit in memory, whatever it decompresses to.
 *
 * @param body the stream of a request or a response, null if there is none
 * @param maxBytes the limit
 * @param signal ends the reading
 * @returns its bytes, or `undefined` if they are over the limit
 * @throws {TypeError} if the body does not consist of bytes
 * @throws {unknown} what the stream fails with when the body is cut off
 */
export async function readBody(
  body: ReadableStream<Uint8Array<ArrayBuffer>> | null,
  maxBytes: number,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  // Grows as the body does: kept one by one, small parts take a hundred times their size.
  let bytes = new Uint8Array(0);
  const reader = body?.getReader();
  // The stream is given up, whether it stops or not.
  const stop = (): void => void reader?.cancel().catch(() => undefined);
  signal?.addEventListener('abort', stop);
  if (signal?.aborted) stop();
  for (let length = 0; ;) {
    const { value } = (await reader?.read()) ?? {};
    if (value === undefined) return bytes.subarray(0, length);
    if (!(value instanceof Uint8Array)) throw new TypeError('not bytes');
    const end = length + value.length;
    if (end > maxBytes) {
      stop();
      return undefined;
    }
    if (end > bytes.length) {
      const larger = new Uint8Array(2 * end);
      larger.set(bytes);
      bytes = larger;
    }
    bytes.set(value, length);
    length = end;
  }
}

/** @throws {TypeError} if it is not UTF-8 */
export function decodeUtf8(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}
