import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { box, words } from './corpus/change-bytes.ts';
import { readFixture } from './media-server.ts';

/** Red, green, blue, as sRGB has them. */
export type Colour = readonly [red: number, green: number, blue: number];

/** The quarters of the picture that most tests go by: above left and right, below left and right. No two are alike. */
export const quarters = { a: [210, 50, 40], b: [40, 150, 70], c: [50, 70, 190], d: [220, 190, 60] } as const;

/** Draws the four quarters. */
export function drawQuarters(width: number, height: number): Sharp {
  const rows = [quarters.a, quarters.b, quarters.c, quarters.d];
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const colour = rows[(2 * y >= height ? 2 : 0) + (2 * x >= width ? 1 : 0)] ?? [];
      pixels.set(colour, 3 * (y * width + x));
    }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** What an encoder made, as a file. */
export async function fileOf(picture: Sharp, type = ''): Promise<Blob> {
  return new Blob([Uint8Array.from(await picture.toBuffer())], { type });
}

/** Noise, of which no encoder can save much. */
export function drawNoise(width: number, height: number): Sharp {
  const pixels = new Uint32Array(Math.ceil((width * height * 3) / 4));
  // Marsaglia's xorshift: always the same.
  let state = 7;
  for (let index = 0; index < pixels.length; index += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    pixels[index] = state;
  }
  return sharp(new Uint8Array(pixels.buffer, 0, width * height * 3), { raw: { width, height, channels: 3 } });
}

/** A PNG of one bit a pixel, whose rows are these bytes again and again; without any, its head alone. */
export function bitPng(width: number, height: number, row?: Uint8Array, isInterlaced = false): Uint8Array {
  const rows = row ? Buffer.alloc((row.byteLength + 1) * height) : Buffer.alloc(0);
  if (row) for (let y = 0; y < height; y += 1) rows.set(row, y * (row.byteLength + 1) + 1);
  const form = Buffer.of(1, 0, 0, 0, isInterlaced ? 1 : 0);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', Buffer.concat([words(width, height), form])),
    chunk('IDAT', deflateSync(rows, { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, content: Uint8Array): Uint8Array {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  return Buffer.concat([words(content.byteLength), named, words(crc32(named))]);
}

/** A HEIC as cameras of phones write it (ISO/IEC 23008-12): around the first picture of a film of HEVC. */
export function makeHeic(): Uint8Array<ArrayBuffer> {
  const film = Buffer.from(readFixture('hevc.mp4'));
  const at = (type: string): number => film.indexOf(type) + 4;
  const configuration = film.subarray(at('hvcC') - 8, at('hvcC') - 8 + film.readUInt32BE(at('hvcC') - 8));
  const [place, size] = [film.readUInt32BE(at('stco') + 8), film.readUInt32BE(at('stsz') + 12)];
  const short = (number: number): Uint8Array => Buffer.of(number >> 8, number & 255);
  const name = Buffer.of(0);
  const head = box('ftyp', Buffer.from('heic'), words(0), Buffer.from('mif1heic'));
  const meta = (offset: number): Uint8Array =>
    box(
      'meta',
      words(0),
      box('hdlr', words(0, 0), Buffer.from('pict'), words(0, 0, 0), name),
      box('pitm', words(0), short(1)),
      box('iloc', words(0), Buffer.of(0x44, 0), short(1), short(1), short(0), short(1), words(offset, size)),
      box(
        'iinf',
        words(0),
        short(1),
        box('infe', words(0x0200_0000), short(1), short(0), Buffer.from('hvc1'), name),
      ),
      box(
        'iprp',
        box('ipco', configuration, box('ispe', words(0, 64, 64))),
        box('ipma', words(0, 1), short(1), Buffer.of(2, 0x81, 2)),
      ),
    );
  const offset = head.byteLength + meta(0).byteLength + 8;
  return Uint8Array.from(
    Buffer.concat([head, meta(offset), box('mdat', film.subarray(place, place + size))]),
  );
}
