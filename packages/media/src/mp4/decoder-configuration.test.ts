import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDecoderConfiguration } from './decoder-configuration.ts';

const bits = (value: number, count: number): string => value.toString(2).padStart(count, '0');

/** An Exp-Golomb number. */
const golomb = (value: number): string => {
  const digits = (value + 1).toString(2);
  return '0'.repeat(digits.length - 1) + digits;
};

/** Bits as the bytes of a unit: closed, and with a 3 wherever two zeros would look like a start. */
function unit(header: readonly number[], content: string): readonly number[] {
  const bytes = (`${content}1`.match(/.{1,8}/g) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2));
  let zeros = 0;
  const escaped = bytes.flatMap((byte) => {
    const isEscaped = zeros >= 2 && byte <= 3;
    zeros = byte === 0 ? (isEscaped ? 1 : zeros + 1) : 0;
    return isEscaped ? [3, byte] : [byte];
  });
  return [...header, ...escaped];
}

const withLength = (bytes: readonly number[]): readonly number[] => [
  bytes.length >> 8,
  bytes.length & 0xff,
  ...bytes,
];

const chromaFormats = ['4:0:0', '4:2:0', '4:2:2', '4:4:4'];
const small = fc.integer({ min: 0, max: 40 });
const flag = fc.boolean().map(Number);

/** A list of scaling factors: absent, or differences until one leads to 0 or the list is full. */
const scalingList = (size: number): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constant('0'),
    fc.constant(`1${golomb(16)}`), // 8 less: to 0 at once
    fc.constant(`1${golomb(0).repeat(size)}`),
  );

const h264 = fc.record({
  profile: fc.constantFrom(66, 77, 88, 100, 110, 122, 244),
  format: fc.integer({ min: 0, max: 3 }),
  depth: small,
  lists: fc.option(fc.tuple(...Array.from({ length: 12 }, (_, list) => scalingList(list < 6 ? 16 : 64)))),
  order: fc.oneof(
    small.map((value) => golomb(0) + golomb(value)),
    fc
      .tuple(small, small, fc.array(small, { maxLength: 5 }))
      .map(
        ([one, other, offsets]) =>
          `${golomb(1)}1${golomb(one)}${golomb(other)}${golomb(offsets.length)}${offsets.map(golomb).join('')}`,
      ),
    fc.constant(golomb(2)),
  ),
  framesOnly: flag,
  id: small,
  size: small,
});

describe('the configuration of a decoder', () => {
  it('tells of H.264 what the parameter set in it tells', () => {
    fc.assert(
      fc.property(h264, ({ profile, format, depth, lists, order, framesOnly, id, size }) => {
        const hasFormat = profile >= 100;
        const chroma = hasFormat
          ? `${golomb(format)}${format === 3 ? '0' : ''}${golomb(depth)}${golomb(depth)}0` +
            (lists ? `1${lists.slice(0, format === 3 ? 12 : 8).join('')}` : '0')
          : '';
        const content = `${bits(profile, 8)}${bits(0, 16)}${golomb(id)}${chroma}${golomb(4)}${order}${golomb(1)}0${golomb(size)}${golomb(size)}${framesOnly}${bits(0, 20)}`;
        const avcC = [1, profile, 0, 10, 0xff, 0xe1, ...withLength(unit([0x67], content)), 1, 0, 0];
        expect(readDecoderConfiguration('h264', Uint8Array.from(avcC))).toEqual({
          chroma: hasFormat ? chromaFormats[format] : '4:2:0',
          interlaced: framesOnly === 0,
        });
      }),
    );
  });

  it('tells of H.264 without a parameter set what its profile tells', () => {
    const of = (profile: number): unknown =>
      readDecoderConfiguration('h264', Uint8Array.from([1, profile, 0, 10, 0xff, 0xe0, 0]));
    expect(of(77)).toEqual({ chroma: '4:2:0', interlaced: false });
    expect(of(244)).toEqual({ chroma: undefined, interlaced: false });
    expect(readDecoderConfiguration('h264', new Uint8Array())).toEqual({
      chroma: undefined,
      interlaced: false,
    });
  });

  it('tells of HEVC what the parameter set in it tells, whatever stands around it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 0, max: 3 }),
        fc.array(fc.tuple(flag, flag), { maxLength: 6 }),
        small,
        (format, around, layers, id) => {
          const below = layers.map(([profile, level]) => '1'.repeat(88 * profile + 8 * level)).join('');
          const present = layers.map(([profile, level]) => `${profile}${level}`).join('');
          const padding = layers.length > 0 ? '0'.repeat(2 * (8 - layers.length)) : '';
          const content = `0000${bits(layers.length, 3)}1${'0'.repeat(96)}${present}${padding}${below}${golomb(id)}${golomb(format)}${bits(0, 40)}`;
          const head = Array<number>(23).fill(0);
          head[6] = 0b0101_0000;
          head[16] = around;
          head[22] = 2;
          const hvcC = [
            ...head,
            0xa0,
            0,
            1,
            ...withLength([0x40, 1, 9, 9]),
            0xa1,
            0,
            1,
            ...withLength(unit([0x42, 1], content)),
          ];
          expect(readDecoderConfiguration('hevc', Uint8Array.from(hvcC))).toEqual({
            chroma: chromaFormats[format],
            interlaced: true,
          });
        },
      ),
    );
  });

  it('tells of HEVC without a parameter set what stands around it', () => {
    const head = new Uint8Array(23);
    head[6] = 0b1001_0000;
    head[16] = 1;
    expect(readDecoderConfiguration('hevc', head)).toEqual({ chroma: '4:2:0', interlaced: false });
    expect(readDecoderConfiguration('hevc', new Uint8Array(16)).chroma).toBeUndefined();
  });

  it('ends, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.constantFrom('h264', 'hevc'), fc.uint8Array({ maxLength: 80 }), (codec, bytes) => {
        expect(typeof readDecoderConfiguration(codec, bytes).interlaced).toBe('boolean');
      }),
      { numRuns: 2000 },
    );
  });
});
