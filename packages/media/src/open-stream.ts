import type { Access } from './access.ts';
import type { ByteSource } from './byte-source.ts';
import { bytesOfPart, mostBytes } from './limits.ts';
import { bytesLeft, readBody, type Budget } from './read-body.ts';
import { limitReached } from './stop.ts';

/** Reads a file from the beginning of an answer that holds all of it; what has been read is kept. */
export function openStream(response: Response, budget: Budget, access: Access): ByteSource {
  const announced = lengthOf(response);
  const pieces = readBody(response, budget, access);
  let bytes = new Uint8Array(bytesOfPart);
  let length = 0;
  let ended = false;

  async function fill(end: number): Promise<void> {
    while (length < end && !ended) {
      const { done, value } = await pieces.next();
      if (done !== true) append(value);
      else if (bytesLeft(budget) === 0) throw limitReached();
      else ended = true;
    }
  }

  function append(piece: Uint8Array): void {
    const needed = length + piece.byteLength;
    if (needed > bytes.byteLength) {
      const larger = new Uint8Array(Math.max(2 * bytes.byteLength, needed));
      larger.set(bytes.subarray(0, length));
      bytes = larger;
    }
    bytes.set(piece, length);
    length = needed;
  }

  return {
    contentType: response.headers.get('content-type') ?? '',
    reach: mostBytes,
    size: () => (ended ? length : announced),
    bytesRead: () => budget.read,
    async read(start, count) {
      await fill(Math.min(start + count, announced ?? Infinity));
      return bytes.subarray(start, Math.min(start + count, length));
    },
  };
}

// The length of a compressed body is not that of the file.
function lengthOf({ headers }: Response): number | undefined {
  const length = headers.has('content-encoding') ? null : headers.get('content-length');
  return length !== null && /^\d{1,15}$/.test(length) ? Number(length) : undefined;
}
