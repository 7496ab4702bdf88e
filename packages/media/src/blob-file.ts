import { type Budget, type MediaFile, readInParts } from './media-file.ts';
import { Stop, untilAborted } from './stop.ts';

/** A file whose bytes are at hand, on the disk or in memory. */
export function openBlob(blob: Blob, signal: AbortSignal): MediaFile {
  const budget: Budget = { read: 0 };
  return readInParts(blob.type, blob.size, budget, async (start, length) => {
    const bytes = await untilAborted(signal, blob.slice(start, start + length).arrayBuffer()).catch(
      (error: unknown) => {
        throw error instanceof Stop ? error : unreadable();
      },
    );
    // Not every runtime notices that a file became shorter.
    if (bytes.byteLength < length) throw unreadable();
    budget.read += length;
    return new Uint8Array(bytes);
  });
}

/** The file behind a Blob is not what it was. */
export function unreadable(): Stop {
  return new Stop('UNREADABLE', 'cannot be read (it was changed, moved or deleted meanwhile)');
}
