import { writePng } from '../pictures/png.ts';

/** Draws a black PNG of this size. */
export function drawPng(width: number, height: number): Promise<Uint8Array<ArrayBuffer>> {
  return writePng(width, height, 0, new Uint8Array((width + 1) * height));
}
