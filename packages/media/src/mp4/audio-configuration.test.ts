import { describe, expect, it } from 'vitest';
import { readAudioConfiguration } from './audio-configuration.ts';

/** The descriptors of an `esds` of this object type around an AudioSpecificConfig in bits. */
function esds(objectType: number, bits: string, long = false, options: readonly number[] = [0]): Uint8Array {
  const bytes = bits.match(/.{1,8}/g)?.map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2)) ?? [];
  const descriptor = (tag: number, content: readonly number[]): readonly number[] => [
    tag,
    ...(long ? [0x80, 0x80, 0x80] : []),
    content.length,
    ...content,
  ];
  const decoder = [objectType, ...Array<number>(12).fill(0), ...descriptor(5, bytes)];
  return Uint8Array.from(descriptor(3, [0, 1, ...options, ...descriptor(4, decoder)]));
}

describe('the configuration of a sound', () => {
  it.each<[string, string, number, number | undefined]>([
    ['stereo of 44.1 kHz', '00010_0100_0010', 44_100, 2],
    ['seven channels and one for the bass', '00010_0011_0111', 48_000, 8],
    ['a layout of its own that is cut off', '00010_0011_0000', 48_000, undefined],
    [
      'a layout of its own: one in front, a pair behind, one for the bass',
      // Two flags and the extension; the head; one front, none aside, one behind, one low; no mixing; then each.
      '00010_0011_0000_0_0_0_0000_01_0011_0001_0000_0001_01_000_0000_0_0_0_00000_10000_0000',
      48_000,
      4,
    ],
    ['a rate of its own', `00010_1111_${(47_999).toString(2).padStart(24, '0')}_0001`, 47_999, 1],
    ['a rate of its own that is cut off', '00010_1111_1', 0b1000_0000_0000_0000_0000_0000, undefined],
    ['a band that is replicated', '00101_0110_0010_0011', 48_000, 2],
    [
      'a band that is replicated, whose rate is told by its number',
      '00101_0110_0010_1111_' + (44_000).toString(2).padStart(24, '0') + '_00010',
      44_000,
      2,
    ],
    ['stereo that is made of one channel', '11101_0110_0001_0011_00010', 48_000, 2],
    ['stereo of old, of which nothing is made', '11101_0110_0010_0011_00010', 48_000, 2],
    [
      'a band of which older decoders know nothing',
      '00010_0110_0010_000_01010110111_00101_1_0011_0',
      48_000,
      2,
    ],
    ['a band that could be there and is not', '00010_0110_0010_000_01010110111_00101_0_0011_0', 24_000, 2],
    [
      'stereo of which older decoders know nothing',
      '00010_0110_0001_000_01010110111_00101_1_0011_10101001000_1',
      48_000,
      2,
    ],
    [
      'stereo that could be there and is not',
      '00010_0110_0001_000_01010110111_00101_1_0011_10101001000_0',
      48_000,
      1,
    ],
    ['something else in the place of a band', '00010_0110_0001_000_01010110110_00101_1_0011_0', 24_000, 1],
    ['seven channels', '00010_0011_1011', 48_000, 7],
    ['an object type beyond 31', '11111_000011_0100_0001', 44_100, 1],
    [
      'a band that is replicated for an object type beyond 31, with a layout of its own',
      '00101_0110_0000_0011_11111_000011_0_0_0_0000_01_0011_0001_0000_0000_00_000_0000_0_0_0_00000',
      48_000,
      1,
    ],
  ])('is read: %s', (_, bits, sampleRate, channels) => {
    for (const long of [false, true]) {
      const configuration = readAudioConfiguration(esds(0x40, bits.replaceAll('_', ''), long));
      expect(configuration).toEqual({ codec: 'aac', sampleRate, channels });
    }
  });

  it.each([
    ['what it depends on', [0x80, 0, 9]],
    ['an address', [0x40, 3, 0x61, 0x62, 0x63]],
    ['a clock', [0x20, 0, 7]],
    ['all of these', [0xe0, 0, 9, 1, 0x61, 0, 7]],
  ])('is found behind %s', (_, options) => {
    const configuration = readAudioConfiguration(esds(0x40, '0001001000010000', false, options));
    expect(configuration).toEqual({ codec: 'aac', sampleRate: 44_100, channels: 2 });
  });

  it.each([
    [0x67, 'aac'],
    [0x6b, 'mp3'],
    [0xdd, 'mp4a.dd'],
  ])('names the codec of object type %i', (objectType, codec) => {
    expect(readAudioConfiguration(esds(objectType, '0001001000010000')).codec).toBe(codec);
  });

  const rates = [
    96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000, 7350,
  ];

  it.each(rates.map((rate, number) => [number, rate] as const))(
    'knows the rate of number %i',
    (number, sampleRate) => {
      const bits = `00010${number.toString(2).padStart(4, '0')}0001000`;
      expect(readAudioConfiguration(esds(0x40, bits))).toMatchObject({ sampleRate, channels: 1 });
    },
  );

  it('tells nothing where it is cut off', () => {
    const whole = esds(0x40, '0001001000010000');
    for (let length = 0; length < 6; length += 1)
      expect(readAudioConfiguration(whole.subarray(0, length))).toEqual({ codec: undefined });
    expect(readAudioConfiguration(whole.subarray(0, -4))).toEqual({ codec: 'aac' });
  });
});
