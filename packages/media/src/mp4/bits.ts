/** Takes numbers out of bytes, bit by bit, the highest first; beyond the end all bits are 0. */
export type Bits = readonly [
  /** An unsigned number of so many bits. */
  take: (count: number) => number,
  /** An Exp-Golomb number, `ue(v)` (ITU-T H.264, 9.1). */
  takeGolomb: () => number,
];

export function readBits(bytes: Uint8Array): Bits {
  let position = 0;
  const take = (count: number): number => {
    let value = 0;
    for (const end = position + count; position < end; position += 1)
      value = value * 2 + (((bytes[position >> 3] ?? 0) >> (7 - (position & 7))) & 1);
    return value;
  };
  const takeGolomb = (): number => {
    let zeros = 0;
    while (zeros < 32 && take(1) === 0) zeros += 1;
    return 2 ** zeros - 1 + take(zeros);
  };
  return [take, takeGolomb];
}
