import type { ImageFacts } from './judge-image.ts';

/** The facts of a JPEG or PNG; `undefined` for anything else, one that is broken or cut off included. */
export function readImage(bytes: Uint8Array): ImageFacts | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const size = startsWith(bytes, pngStart)
      ? readPng(view)
      : startsWith(bytes, jpegStart)
        ? readJpeg(view)
        : undefined;
    if (size === undefined || size.width === 0 || size.height === 0) return undefined;
    return { bytes: bytes.byteLength, ...size };
  } catch (error) {
    // Of a view: it ended before the image did.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

type Size = Pick<ImageFacts, 'width' | 'height'>;

const pngStart = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const jpegStart = [0xff, 0xd8, 0xff];

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

const headOfPng = 0x49_48_44_52; // IHDR
const endOfPng = 0x49_45_4e_44; // IEND

/** From chunk to chunk up to the end (https://www.w3.org/TR/png-3/#5DataRep). */
function readPng(view: DataView): Size | undefined {
  if (view.getUint32(12) !== headOfPng) return undefined;
  let position = 8;
  while (view.getUint32(position + 4) !== endOfPng) position += 12 + view.getUint32(position);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** From marker to marker up to the end (ITU-T T.81, B.1), past stray bytes, which decoders pass as well. */
function readJpeg(view: DataView): Size | undefined {
  let size: Size | undefined;
  let position = 2;
  for (;;) {
    while (view.getUint8(position) !== 0xff || isNoMarker(view.getUint8(position + 1))) position += 1;
    const marker = view.getUint8(position + 1);
    if (marker === 0xd9) return size;
    const length = Math.max(2, view.getUint16(position + 2));
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      size ??= { height: view.getUint16(position + 5), width: view.getUint16(position + 7) };
    // What follows is the scan: in it no marker stands but those that are none here.
    position += 2 + length;
  }
}

/** What may stand behind 0xFF in a scan, or pads, or has no content. */
function isNoMarker(byte: number): boolean {
  return byte === 0x00 || byte === 0x01 || byte === 0xff || (byte >= 0xd0 && byte <= 0xd8);
}
