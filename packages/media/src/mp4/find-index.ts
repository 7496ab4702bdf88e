import type { MediaFile } from '../media-file.ts';
import { maxSteps } from '../reading-limits.ts';
import { damaged, readLimitReached } from '../stop.ts';
import { nameOf, readBoxHead, type BoxHead } from './boxes.ts';

/** A box at the top of a file, and where it is. */
export interface PlacedBox extends BoxHead {
  readonly start: number;
  /** Where the next box begins. */
  readonly end: number;
}

/**
 * The boxes at the top of a file, from a position on. Only their heads are read.
 *
 * @throws {Stop} if one is cut off, or there are too many
 */
export async function* walkFile(file: MediaFile, start: number): AsyncGenerator<PlacedBox, void, undefined> {
  let position = start;
  for (let step = 0; step < maxSteps; step += 1) {
    const bytes = await file.read(position, 16);
    if (bytes.byteLength === 0) return;
    if (bytes.byteLength < 8) throw damaged('it is cut off');
    const box = readBoxHead(bytes);
    const size = file.size();
    const end = box.size === Infinity ? (size ?? Infinity) : position + box.size;
    if (size !== undefined && end > size) throw damaged(`it is cut off within its box ${nameOf(box.type)}`);
    yield { ...box, start: position, end };
    if (end === Infinity) return;
    position = end;
  }
  throw readLimitReached();
}

/** The index of a video. */
export interface FoundIndex {
  /** The content of `moov`; `undefined`: it is out of reach. */
  readonly moov: Uint8Array | undefined;
  /** Where the next box begins. */
  readonly end: number;
  /** Whether it comes before the pictures. */
  readonly isFirst: boolean;
}

/**
 * Finds the index of a video, and makes sure that the pictures after it are complete.
 *
 * @throws {Stop} if there is none, or the file is cut off
 */
export async function findIndex(file: MediaFile): Promise<FoundIndex> {
  let isFirst = true;
  let found: FoundIndex | undefined;
  for await (const { type, start, head, end } of walkFile(file, 0)) {
    // An empty `mdat` only reserves space.
    const isData = type === 'mdat' && end - start > head;
    if (found && isData) return found;
    if (isData) isFirst = false;
    if (type === 'moov' && !found) {
      found = { moov: await readContent(file, start + head, end), end, isFirst };
      if (!isFirst) return found;
    }
    if (end > file.reach) {
      // An index after the pictures is an issue by itself; if none were seen yet, nothing can be said of the file.
      if (!found && isFirst) throw readLimitReached();
      return found ?? { moov: undefined, end, isFirst };
    }
  }
  throw damaged(found ? 'it ends right after its index' : 'it has no index (moov)');
}

async function readContent(file: MediaFile, start: number, end: number): Promise<Uint8Array> {
  // And the heads of the next boxes, which are needed next.
  const bytes = (await file.read(start, end - start + 64)).subarray(0, end - start);
  if (bytes.byteLength < end - start) throw damaged('it is cut off');
  return bytes;
}
