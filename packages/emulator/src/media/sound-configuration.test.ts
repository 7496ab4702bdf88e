import { describe, expect, it } from 'vitest';
import { readSoundConfiguration } from './sound-configuration.ts';

/** A descriptor, whose length is written in one byte or in four. */
function descriptor(tag: number, isLong: boolean, content: readonly number[]): readonly number[] {
  return [tag, ...(isLong ? [0x80, 0x80, 0x80] : []), content.length, ...content];
}

/** What `esds` holds behind its version: the number of a codec, and the configuration of AAC in bits. */
function esds(
  codec: number,
  bits: string,
  isLong = false,
  flags = 0,
  options: readonly number[] = [],
): Uint8Array {
  const bytes = [...bits.replaceAll(/\D/g, '').matchAll(/.{1,8}/g)].map(([byte]) =>
    Number.parseInt(byte.padEnd(8, '0'), 2),
  );
  const decoder = [codec, ...new Uint8Array(12), ...descriptor(5, isLong, bytes)];
  return Uint8Array.from(descriptor(3, isLong, [0, 1, flags, ...options, ...descriptor(4, isLong, decoder)]));
}

describe('the configuration of a sound', () => {
  it.each<[string, string, number | undefined, number | undefined]>([
    ['stereo', '00010 0100 0010', 44_100, 2],
    ['one channel', '00010 0011 0001', 48_000, 1],
    ['eight channels', '00010 0011 0111', 48_000, 8],
    ['seven channels', '00010 0011 1011', 48_000, 7],
    ['a layout that nobody knows', '00010 0011 1000', 48_000, undefined],
    ['a rate in numbers', '00010 1111 000000001011101110000001 0001', 48_001, 1],
    ['a rate that nobody knows', '00010 1101 0001', undefined, 1],
    ['a type beyond 31', '11111 000011 0100 0010', 44_100, 2],
    ['a band that is replicated', '00101 0110 0010 0011 00010', 48_000, 2],
    ['a band of a rate that nobody knows', '00101 0110 0010 1110 00010', 24_000, 2],
    ['two channels made of one', '11101 0110 0001 0011 00010', 48_000, 2],
    ['two channels made of two', '11101 0110 0010 0011 00010', 48_000, 2],
    ['a band that older decoders pass over', '00010 0110 0010 000 01010110111 00101 1 0011', 48_000, 2],
    ['a band that is switched off', '00010 0110 0010 000 01010110111 00101 0 0011', 24_000, 2],
    ['another extension', '00010 0110 0010 000 01010110111 00111 1 0011', 24_000, 2],
    ['no extension', '00010 0110 0010 000 01010110110 00101 1 0011', 24_000, 2],
    [
      'stereo that older decoders pass over',
      '00010 0110 0001 000 01010110111 00101 1 0011 10101001000 1',
      48_000,
      2,
    ],
    ['stereo that is switched off', '00010 0110 0001 000 01010110111 00101 1 0011 10101001000 0', 48_000, 1],
    ['four channels and stereo', '00010 0110 0100 000 01010110111 00101 1 0011 10101001000 1', 48_000, 4],
    [
      'a layout of its own: a pair and one in front, one behind, one for the bass',
      '00010 0011 0000 000 0000 01 0011 0010 0000 0001 01 000 0000 0 0 0 10000 00000 00000',
      48_000,
      5,
    ],
    [
      'a layout of its own: a pair at the sides, with everything that may stand before it',
      '00010 0011 0000 0 1 11111111111111 0 0000 01 0011 0000 0001 0000 00 000 0000 1 1111 1 1111 1 111 1 0000',
      48_000,
      2,
    ],
    [
      'a layout of its own of nothing',
      '00010 0011 0000 000 0000 01 0011 0000 0000 0000 00 000 0000 000',
      48_000,
      undefined,
    ],
    [
      'a layout of its own beside a band that is replicated',
      '00101 0110 0000 0011 00010 000 0000 01 0110 0001 0000 0000 00 000 0000 0 0 0 10000',
      48_000,
      2,
    ],
  ])('is read: %s', (_, bits, sampleRate, channels) => {
    for (const isLong of [false, true])
      expect(readSoundConfiguration(esds(0x40, bits, isLong))).toEqual({
        codec: 'aac',
        sampleRate,
        channels,
      });
  });

  it.each([
    [0x66, 'aac'],
    [0x67, 'aac'],
    [0x68, 'aac'],
    [0x69, '0x69'],
    [0xdd, '0xdd'],
  ])('names the codec of number %i', (number, codec) => {
    expect(readSoundConfiguration(esds(number, '00010 0100 0010 000'))).toMatchObject({ codec });
  });

  it.each([
    ['a dependence', 0x80, [7, 7]],
    ['an address', 0x40, [3, 4, 4, 4]],
    ['a clock', 0x20, [9, 9]],
    ['all of these', 0xe0, [7, 7, 1, 4, 9, 9]],
  ])('is read behind %s', (_, flags, options) => {
    const bytes = esds(0x40, '00010 0100 0010 000', false, flags, options);
    expect(readSoundConfiguration(bytes)).toEqual({ codec: 'aac', sampleRate: 44_100, channels: 2 });
  });

  it('tells nothing where it is cut off', () => {
    const bytes = esds(0x40, '00010 0100 0010 000');
    for (let length = 0; length < 6; length += 1)
      expect(readSoundConfiguration(bytes.subarray(0, length))).toEqual({});
    expect(readSoundConfiguration(bytes.subarray(0, -4))).toEqual({ codec: 'aac' });
  });
});
