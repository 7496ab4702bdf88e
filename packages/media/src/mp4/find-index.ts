import type { ByteSource } from '../byte-source.ts';
import { mostSteps } from '../limits.ts';
import { damaged, limitReached } from '../stop.ts';
import { nameOf, readBoxHead, type BoxHead } from './boxes.ts';

/** A box at the top of a file, and where. */
export interface PlacedBox extends BoxHead {
  readonly start: number;
  /** Where the next one begins. */
  readonly end: number;
}

/** The boxes at the top of a file from a position on. Of what they hold nothing is read. */
export async function* walkFile(
  source: ByteSource,
  start: number,
): AsyncGenerator<PlacedBox, void, undefined> {
  let position = start;
  for (let step = 0; step < mostSteps; step += 1) {
    const bytes = await source.read(position, 16);
    if (bytes.byteLength === 0) return;
    if (bytes.byteLength < 8) throw damaged('it is cut off');
    const box = readBoxHead(bytes);
    const size = source.size();
    const end = box.size === Infinity ? (size ?? Infinity) : position + box.size;
    if (size !== undefined && end > size) throw damaged(`it is cut off within its box ${nameOf(box.type)}`);
    yield { ...box, start: position, end };
    if (end === Infinity) return;
    position = end;
  }
  throw limitReached();
}

/** The content of the index `moov`, where it ends, and whether the pictures stand before it. */
export interface FoundIndex {
  readonly moov: Uint8Array | undefined;
  readonly end: number;
  readonly isFirst: boolean;
}

/** Looks for the index of a film. It is not found where it stands behind more than can be read. */
export async function findIndex(source: ByteSource): Promise<FoundIndex> {
  let isFirst = true;
  for await (const { type, start, head, end } of walkFile(source, 0)) {
    if (type === 'moov') {
      const moov = await source.read(start + head, end - start - head);
      if (moov.byteLength < end - start - head) throw damaged('it is cut off within its index');
      return { moov, end, isFirst };
    }
    // An empty one keeps a place free.
    if (type === 'mdat' && end - start > head) isFirst = false;
    if (!isFirst && end > source.reach) return { moov: undefined, end, isFirst };
  }
  throw damaged('it has no index (moov)');
}
