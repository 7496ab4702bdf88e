/** 8 MiB after decompression; the largest page of Threads is well below 1 MiB. */
const maxBytes = 8 * 1024 * 1024;

/**
 * Reads a body, never holding more than the limit in memory, whatever it decompresses to.
 *
 * @returns its parts, undefined if it is over the limit
 * @throws what the stream fails with, when the body is cut off
 */
export async function readBody(
  { body }: Response,
  signal: AbortSignal,
): Promise<readonly Uint8Array[] | undefined> {
  const parts: Uint8Array[] = [];
  const reader = body?.getReader();
  signal.addEventListener('abort', () => void reader?.cancel().catch(() => undefined));
  for (let bytes = 0; ;) {
    const { value } = (await reader?.read()) ?? {};
    if (!value) return parts;
    bytes += value.byteLength;
    if (bytes > maxBytes) return undefined;
    parts.push(value);
  }
}
