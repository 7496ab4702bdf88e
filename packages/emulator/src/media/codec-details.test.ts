import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channelConfigurationOf, chromaFormatOf } from './codec-details.ts';

/** An `avcC` with one set of each kind, of these lengths. */
function avcConfiguration(
  profile: number,
  lengths: readonly [number, number],
  rest: readonly number[],
): Uint8Array {
  const set = (length: number): readonly number[] => [
    1,
    length >> 8,
    length & 0xff,
    ...Array<number>(length).fill(0xff),
  ];
  return Uint8Array.from([1, profile, 0, 10, 0xff, ...set(lengths[0]), ...set(lengths[1]), ...rest]);
}

/** The bits of an AudioSpecificConfig. */
function audioConfiguration(type: number, frequency: number, channels: number): Uint8Array {
  const bits = (value: number, count: number): string => value.toString(2).padStart(count, '0');
  const text = [
    type < 31 ? bits(type, 5) : bits(31, 5) + bits(type - 32, 6),
    frequency < 15 ? bits(frequency, 4) : bits(15, 4) + bits(frequency, 24),
    bits(channels, 4),
  ].join('');
  return Uint8Array.from(text.padEnd(64, '0').match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}

describe('the configuration of a decoder', () => {
  it('tells the chroma format of H.264, behind parameter sets of every length', () => {
    const length = fc.integer({ min: 0, max: 600 });
    fc.assert(
      fc.property(length, length, fc.integer({ min: 0, max: 3 }), (sequence, picture, format) => {
        const configuration = avcConfiguration(
          244,
          [sequence, picture],
          [0b1111_1100 | format, 0xf8, 0xf8, 0],
        );
        expect(chromaFormatOf('avc', configuration)).toBe(['4:0:0', '4:2:0', '4:2:2', '4:4:4'][format]);
      }),
    );
  });

  it('leaves the chroma format of H.264 out where it can only be 4:2:0, or is old', () => {
    expect(chromaFormatOf('avc', avcConfiguration(66, [4, 4], [0xff]))).toBe('4:2:0');
    expect(chromaFormatOf('avc', avcConfiguration(100, [4, 4], []))).toBe('4:2:0');
  });

  it('tells nothing when that of HEVC is cut off', () => {
    expect(chromaFormatOf('hevc', new Uint8Array(16))).toBeUndefined();
  });

  it('tells the channels of AAC, whatever its type and sample rate', () => {
    const type = fc.integer({ min: 1, max: 60 }).filter((value) => value !== 31);
    const frequency = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1000, max: 96_000 }));
    fc.assert(
      fc.property(type, frequency, fc.integer({ min: 0, max: 15 }), (object, rate, channels) => {
        expect(channelConfigurationOf(audioConfiguration(object, rate, channels))).toBe(channels);
      }),
    );
  });
});
