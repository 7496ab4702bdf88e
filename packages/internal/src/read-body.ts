/**
 * Reads a body, never holding more than the limit in memory, whatever it decompresses to.
 *
 * @param body the stream of a request or a response, null if there is none
 * @param maxBytes the limit
 * @param signal ends the reading
 * @returns its parts, or `undefined` if it is over the limit
 * @throws {TypeError} if the body does not consist of bytes
 * @throws {unknown} what the stream fails with when the body is cut off
 */
export async function readBody(
  body: ReadableStream<Uint8Array<ArrayBuffer>> | null,
  maxBytes: number,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>[] | undefined> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const reader = body?.getReader();
  // The stream is given up, whether it stops or not.
  const stop = (): void => void reader?.cancel().catch(() => undefined);
  signal?.addEventListener('abort', stop);
  if (signal?.aborted) stop();
  for (let bytes = 0; ;) {
    const { value } = (await reader?.read()) ?? {};
    if (value === undefined) return parts;
    if (!(value instanceof Uint8Array)) throw new TypeError('not bytes');
    bytes += value.byteLength;
    if (bytes > maxBytes) {
      stop();
      return undefined;
    }
    parts.push(value);
  }
}

/** The parts of a body as one. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

/** @throws {TypeError} if it is not UTF-8 */
export function decodeUtf8(parts: readonly Uint8Array[]): string {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  // A part that does not say that more follows is decoded several times as fast, and mostly there is one.
  return parts.map((part, index) => decoder.decode(part, { stream: index < parts.length - 1 })).join('');
}
