const increment = 0x6d2b79f5;

/** The number in [0, 1) at a place, from 0, of the stream that a seed stands for (mulberry32). */
export function randomAt(seed: number, index: number): number {
  // The generator's state moves by the same increment each time, so that any place can be reached at once.
  const state = (seed + Math.imul(index + 1, increment)) >>> 0;
  let bits = Math.imul(state ^ (state >>> 15), state | 1);
  bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
  return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
}

/** A number in [0, 1) that depends on the seed and the text alone, e.g. for the views of one post. */
export function randomOf(seed: number, text: string): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return randomAt(hash, 0);
}
