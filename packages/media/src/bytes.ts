import { damaged } from './stop.ts';

/**
 * An unsigned number of 1 to 8 bytes, big-endian; beyond 2^53 it is rounded.
 *
 * @throws {Stop} if the bytes end before that
 */
export function numberAt(bytes: Uint8Array, offset: number, length: 1 | 2 | 4 | 8): number {
  let value = 0;
  for (let index = offset; index < offset + length; index += 1) {
    const byte = bytes[index];
    if (byte === undefined) throw damaged('it is cut off');
    value = value * 256 + byte;
  }
  return value;
}

/**
 * A signed number of 4 or 8 bytes, big-endian.
 *
 * @throws {Stop} if the bytes end before that
 */
export function signedAt(bytes: Uint8Array, offset: number, length: 4 | 8): number {
  // In halves: the unsigned number of 8 bytes would be rounded, and -1 would become 0.
  if (length === 8) return signedAt(bytes, offset, 4) * 2 ** 32 + numberAt(bytes, offset + 4, 4);
  const value = numberAt(bytes, offset, 4);
  return value >= 2 ** 31 ? value - 2 ** 32 : value;
}

/** Four letters, such as the type of a box. */
export function lettersAt(bytes: Uint8Array, offset: number): string {
  return String.fromCharCode(...bytes.subarray(offset, offset + 4));
}
