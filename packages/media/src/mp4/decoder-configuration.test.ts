import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readChroma, readScan } from './decoder-configuration.ts';

/** An `avcC` with one parameter set of each kind, of these lengths. */
function avcC(profile: number, lengths: readonly [number, number], rest: readonly number[]): Uint8Array {
  const set = (length: number): readonly number[] => [
    1,
    length >> 8,
    length & 0xff,
    ...Array<number>(length).fill(0xff),
  ];
  return Uint8Array.from([1, profile, 0, 10, 0xff, ...set(lengths[0]), ...set(lengths[1]), ...rest]);
}

describe('the configuration of a decoder', () => {
  it('tells the chroma format of H.264, behind parameter sets of every length', () => {
    const length = fc.integer({ min: 0, max: 600 });
    fc.assert(
      fc.property(length, length, fc.integer({ min: 0, max: 3 }), (sequence, picture, format) => {
        const configuration = avcC(244, [sequence, picture], [0b1111_1100 | format, 0xf8, 0xf8, 0]);
        expect(readChroma('h264', configuration)).toBe(['4:0:0', '4:2:0', '4:2:2', '4:4:4'][format]);
      }),
    );
  });

  it('leaves the chroma format of H.264 out where it can only be 4:2:0, or is old', () => {
    expect(readChroma('h264', avcC(66, [4, 4], [0xff]))).toBe('4:2:0');
    expect(readChroma('h264', avcC(100, [4, 4], []))).toBe('4:2:0');
  });

  it('tells nothing when that of HEVC is cut off', () => {
    expect(readChroma('hevc', new Uint8Array(16))).toBeUndefined();
  });

  it.each([
    [0b1001_0000, 'progressive'],
    [0b0101_0000, 'interlaced'],
    [0b1101_0000, undefined],
    [0, undefined],
  ])('tells how the source of HEVC was scanned: %i', (flags, scan) => {
    const configuration = new Uint8Array(23);
    configuration[6] = flags;
    expect(readScan('hevc', configuration)).toBe(scan);
    expect(readScan('h264', configuration)).toBeUndefined();
  });
});
