/** Bits that are read one after the other. Behind the last one all are 0. */
export interface Bits {
  /** The number that so many bits make. */
  next(count: number): number;
  /** A flag of one bit. */
  flag(): boolean;
  /** A number in the code of Exp-Golomb (ITU-T H.264, 9.1). */
  golomb(): number;
  /** Passes so many bits. */
  skip(count: number): void;
}

/** Reads bits, the highest of each byte first. */
export function bitsOf(bytes: Iterable<number>): Bits {
  const digits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  let position = 0;
  const next = (count: number): number => {
    const taken = digits.slice(position, position + count).padEnd(count, '0');
    position += count;
    return count === 0 ? 0 : Number.parseInt(taken, 2);
  };
  return {
    next,
    flag: () => next(1) === 1,
    golomb: () => {
      const one = digits.indexOf('1', position);
      if (one === -1) return 0;
      const zeros = Math.min(one - position, 32);
      position += zeros;
      return next(zeros + 1) - 1;
    },
    skip: (count) => {
      position += count;
    },
  };
}
