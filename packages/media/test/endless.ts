import type { RequestListener } from 'node:http';
import { readFixture } from './media-server.ts';

const film = readFixture('spotless.mp4');

/** A box of this type around so many bytes. */
export function boxHead(type: string, size: number): Uint8Array {
  const head = new Uint8Array(16);
  new DataView(head.buffer).setUint32(0, 1);
  head.set(new TextEncoder().encode(type), 4);
  new DataView(head.buffer).setBigUint64(8, BigInt(size));
  return head;
}

/** The boxes of `spotless.mp4`, with this much more of nothing in front of its index. */
export function filmBehind(padding: number): {
  readonly size: number;
  readonly read: (start: number, end: number) => Uint8Array;
} {
  const ftyp = film.subarray(0, new DataView(film.buffer).getUint32(0));
  const rest = film.subarray(ftyp.byteLength);
  const pieces: [start: number, bytes: Uint8Array][] = [
    [0, ftyp],
    [ftyp.byteLength, boxHead('free', padding)],
    [ftyp.byteLength + padding, rest],
  ];
  return {
    size: ftyp.byteLength + padding + rest.byteLength,
    read(start, end) {
      const bytes = new Uint8Array(end - start);
      for (const [at, piece] of pieces) {
        const from = Math.max(at, start);
        const to = Math.min(at + piece.byteLength, end);
        if (from < to) bytes.set(piece.subarray(from - at, to - at), from - start);
      }
      return bytes;
    },
  };
}

/** Sends for as long as anybody listens, and counts. */
export function endless(
  head: Uint8Array,
  sent: { bytes: number },
  headers: Record<string, string> = {},
  status = 200,
): RequestListener {
  const chunk = new Uint8Array(65_536);
  return (_, response) => {
    const send = (): void => {
      do sent.bytes += chunk.byteLength;
      while (!response.destroyed && response.write(chunk));
    };
    response.writeHead(status, headers).on('drain', send);
    response.write(head);
    send();
  };
}
