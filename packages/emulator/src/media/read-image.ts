import type { ImageFacts } from './judge-image.ts';

/** The facts of a JPEG or PNG; `undefined` for anything else, one with a broken head included. */
export function readImage(bytes: Uint8Array): ImageFacts | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head: Head = { width: 0, height: 0 };
  let isWhole = true;
  try {
    if (startsWith(bytes, pngStart)) readPng(view, head);
    else if (startsWith(bytes, jpegStart)) readJpeg(view, head);
  } catch (error) {
    // Of a view: it ended before the image did.
    if (!(error instanceof RangeError)) throw error;
    isWhole = false;
  }
  const { width, height } = head;
  return width > 0 && height > 0 ? { bytes: bytes.byteLength, width, height, isWhole } : undefined;
}

interface Head {
  width: number;
  height: number;
}

const pngStart = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const jpegStart = [0xff, 0xd8, 0xff];

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

const headOfPng = 0x49_48_44_52; // IHDR
const endOfPng = 0x49_45_4e_44; // IEND

/** From chunk to chunk up to the end (https://www.w3.org/TR/png-3/#5DataRep). */
function readPng(view: DataView, head: Head): void {
  if (view.getUint32(12) !== headOfPng) return;
  Object.assign(head, { width: view.getUint32(16), height: view.getUint32(20) });
  let position = 8;
  while (view.getUint32(position + 4) !== endOfPng) position += 12 + view.getUint32(position);
}

/** From marker to marker up to the frame (ITU-T T.81, B.1), past stray bytes, as decoders do; then the end is looked for. */
function readJpeg(view: DataView, head: Head): void {
  let position = 2;
  for (;;) {
    while (view.getUint8(position) !== 0xff || isNoMarker(view.getUint8(position + 1))) position += 1;
    const marker = view.getUint8(position + 1);
    if (marker === 0xd9 || marker === 0xda) return;
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) break;
    position += 2 + Math.max(2, view.getUint16(position + 2));
  }
  Object.assign(head, { height: view.getUint16(position + 5), width: view.getUint16(position + 7) });
  while (view.getUint16(position) !== 0xffd9) position += 1;
}

/** What stands behind 0xFF where it is no marker, pads, or has no content. */
function isNoMarker(byte: number): boolean {
  return byte === 0x00 || byte === 0x01 || byte === 0xff || (byte >= 0xd0 && byte <= 0xd8);
}
