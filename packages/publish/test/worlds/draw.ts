/** Draws from a seed: the same seed gives the same world. */
export interface Draw {
  /** A whole number from 0 to `most`. */
  readonly upTo: (most: number) => number;
  /** Whether something happens that does so once in `many` times. */
  readonly onceIn: (many: number) => boolean;
  readonly oneOf: <Option>(options: readonly [Option, ...Option[]]) => Option;
  readonly random: () => number;
}

/** The generator is mulberry32: small, and good enough to mix what happens. */
export function createDraw(seed: number): Draw {
  let state = seed >>> 0;
  const random = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const upTo = (most: number): number => Math.floor(random() * (most + 1));
  return {
    random,
    upTo,
    onceIn: (many) => upTo(many - 1) === 0,
    oneOf: (options) => options[upTo(options.length - 1)] ?? options[0],
  };
}
