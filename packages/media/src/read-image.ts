import type { ByteSource } from './byte-source.ts';
import { lettersAt, numberAt } from './bytes.ts';
import { mostSteps } from './limits.ts';
import { damaged } from './stop.ts';

/** What an image shows of itself in its head. */
export interface ImageFacts {
  /** Pixels, at least 1. */
  readonly width: number;
  /** Pixels, at least 1. */
  readonly height: number;
}

/** Reads the size of a JPEG or PNG, and of the file no more than that needs. */
export async function readImage(source: ByteSource, format: 'jpeg' | 'png'): Promise<ImageFacts> {
  const facts = format === 'png' ? await readPng(source) : await readJpeg(source);
  if (facts.width === 0 || facts.height === 0) throw damaged('it has no width or no height');
  return facts;
}

// https://www.w3.org/TR/png-3/#11IHDR
async function readPng(source: ByteSource): Promise<ImageFacts> {
  const head = await source.read(0, 24);
  if (lettersAt(head, 12) !== 'IHDR') throw damaged('its head is missing');
  return { width: numberAt(head, 16, 4), height: numberAt(head, 20, 4) };
}

// Segments behind a marker and their length; the frame header tells the size (ITU-T T.81, B.1 and B.2.2).
async function readJpeg(source: ByteSource): Promise<ImageFacts> {
  let offset = 2;
  for (let step = 0; step < mostSteps; step += 1) {
    const head = await source.read(offset, 9);
    const marker = numberAt(head, 1, 1);
    if (head[0] !== 0xff || marker === 0xd9 || marker === 0xda) break;
    if (marker === 0xff) {
      offset += 1; // padding
    } else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
      offset += 2; // no length
    } else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { width: numberAt(head, 7, 2), height: numberAt(head, 5, 2) };
    } else {
      offset += 2 + Math.max(2, numberAt(head, 2, 2));
    }
  }
  throw damaged('it has no frame header');
}
