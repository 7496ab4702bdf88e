import { bytesPerRequest, maxBytesRead } from './reading-limits.ts';
import { readLimitReached } from './stop.ts';

/** A file that is judged, read in the parts that are needed. */
export interface MediaFile {
  /** As its server or its Blob names it; empty if it does not. */
  readonly contentType: string;
  /** How far into the file can be read: where the server sends only the whole, what is skipped has to be read as well. */
  readonly reach: number;
  /** Bytes of the whole file, as far as known. */
  size(): number | undefined;
  /** Bytes read so far. */
  bytesRead(): number;
  /**
   * Reads a part; what lies beyond the end of the file is left out.
   *
   * @throws {Stop} if it cannot be read, not in time, or the limit of bytes is reached
   */
  read(start: number, length: number): Promise<Uint8Array>;
}

/** Counts what is read of a file. */
export interface Budget {
  read: number;
}

/** How many bytes may still be read. */
export function bytesLeft({ read }: Budget): number {
  return maxBytesRead() - read;
}

/** Bytes of a file, and where they begin. */
export interface Part {
  readonly start: number;
  readonly bytes: Uint8Array;
}

/**
 * A file of which any part can be read. None is read twice.
 *
 * @param parts those that are there already
 * @param readPart reads so many bytes and counts them
 */
export function readInParts(
  contentType: string,
  size: number,
  budget: Budget,
  readPart: (start: number, length: number) => Promise<Uint8Array>,
  ...parts: Part[]
): MediaFile {
  async function addPart(start: number, end: number): Promise<Part> {
    const length = Math.min(Math.max(end - start, bytesPerRequest), size - start);
    if (length > bytesLeft(budget)) throw readLimitReached();
    const part = { start, bytes: await readPart(start, length) };
    parts.push(part);
    return part;
  }

  return {
    contentType,
    reach: Infinity,
    size: () => size,
    bytesRead: () => budget.read,
    async read(start, length) {
      const end = Math.min(start + length, size);
      const pieces: Uint8Array[] = [];
      for (let position = start; position < end;) {
        const at = position;
        const known = parts.find((each) => each.start <= at && at < each.start + each.bytes.byteLength);
        const part = known ?? (await addPart(at, end));
        const piece = part.bytes.subarray(at - part.start, end - part.start);
        pieces.push(piece);
        position += piece.byteLength;
      }
      return pieces.length === 1 && pieces[0] ? pieces[0] : joinBytes(pieces);
    },
  };
}

function joinBytes(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  return bytes;
}
