/** An image in rows from the top: red, green and blue of each pixel, from 0 to 255. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

/** Writes an image as a PNG file. */
export async function encodePng({ width, height, bytes }: Pixels): Promise<Uint8Array<ArrayBuffer>> {
  const row = width * 3;
  const lines = new Uint8Array((row + 1) * height);
  // Each line as the difference from the one above: what is drawn here has large even areas.
  for (let y = 0; y < height; y += 1) {
    lines[y * (row + 1)] = 2;
    for (let x = 0; x < row; x += 1)
      lines[y * (row + 1) + 1 + x] =
        (bytes[y * row + x] ?? 0) - (y === 0 ? 0 : (bytes[(y - 1) * row + x] ?? 0));
  }
  return writePng(width, height, 2, lines);
}

/**
 * Writes a PNG file.
 *
 * @param colours 0: grey; 2: red, green and blue, with 8 bits each
 * @param lines from the top, each with the number of its filter in front
 */
export async function writePng(
  width: number,
  height: number,
  colours: 0 | 2,
  lines: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, 8);
  header.setUint8(9, colours);
  const stream = new Blob([lines]).stream().pipeThrough(new CompressionStream('deflate'));
  return join([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', new Uint8Array(header.buffer)),
    chunk('IDAT', new Uint8Array(await new Response(stream).arrayBuffer())),
    chunk('IEND', new Uint8Array()),
  ]);
}

function chunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const content = join([new TextEncoder().encode(type), data]);
  return join([bigEndian(data.byteLength), content, bigEndian(checksum(content))]);
}

function bigEndian(value: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, value);
  return new Uint8Array(view.buffer);
}

// CRC-32.
function checksum(bytes: Uint8Array): number {
  let rest = 0xffff_ffff;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit += 1) rest = (rest >>> 1) ^ (0xedb8_8320 & -(rest & 1));
  }
  return ~rest >>> 0;
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let position = 0;
  for (const part of parts) {
    bytes.set(part, position);
    position += part.byteLength;
  }
  return bytes;
}
