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

/**
 * Numbers in [0, 1) that follow from all of a text (cyrb128 and sfc32): who does not know the text, such as a secret in it,
 * finds none of them, unlike those of a seed, of which there are no more than 2 ** 32.
 */
export function randomStream(text: string): () => number {
  let [a, b, c, d] = [1_779_033_703, 3_144_134_277, 1_013_904_242, 2_773_480_762];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    a = b ^ Math.imul(a ^ unit, 597_399_067);
    b = c ^ Math.imul(b ^ unit, 2_869_860_233);
    c = d ^ Math.imul(c ^ unit, 951_274_213);
    d = a ^ Math.imul(d ^ unit, 2_716_044_179);
  }
  const next = (): number => {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  // The first ones still show how the state was made.
  for (let round = 0; round < 15; round += 1) next();
  return next;
}
