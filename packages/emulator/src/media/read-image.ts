import { JPG } from 'image-size/types/jpg';
import { PNG } from 'image-size/types/png';
import type { ImageFacts } from './judge-image.ts';

/** The facts of a JPEG or PNG; `undefined` for anything else, a broken header included. */
export function readImage(bytes: Uint8Array): ImageFacts | undefined {
  for (const format of [JPG, PNG]) {
    const size = sizeIn(format, bytes);
    if (size !== undefined && size.width > 0 && size.height > 0)
      return { bytes: bytes.byteLength, width: size.width, height: size.height };
  }
  return undefined;
}

// The parser throws for a file that is not what it looks like.
function sizeIn(
  format: typeof JPG,
  bytes: Uint8Array,
): { readonly width: number; readonly height: number } | undefined {
  try {
    return format.validate(bytes) ? format.calculate(bytes) : undefined;
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return undefined;
    throw error;
  }
}
