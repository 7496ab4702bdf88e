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
  scan: fc.constantFrom('whole', 'adaptive', 'each'),
  id: small,
  columns: fc.integer({ min: 20, max: 150 }),
  rows: fc.integer({ min: 20, max: 150 }),
  edges: fc.option(fc.tuple(small, small, small, small)),
  pixel: fc.option(fc.integer({ min: 1, max: 16 })),
});

/** By their numbers, the first of which is 1 (ITU-T H.264, table E-1). */
const pixels = '1:1 12:11 10:11 16:11 40:33 24:11 20:11 32:11 80:33 18:11 15:11 64:33 160:99 4:3 3:2 2:1'
  .split(' ')
  .map((pixel) => pixel.split(':').map(Number));
const shapeOf = ([x = 0, y = 0]: readonly number[]): number => x / y;

/** Edges that are cut off, in pixels that share a colour. */
const windowOf = (edges: readonly number[] | null): string =>
  edges ? `1${edges.map(golomb).join('')}` : '0';

describe('the configuration of a decoder', () => {
  it('tells of H.264 what the parameter set in it tells', () => {
    fc.assert(
      fc.property(h264, ({ profile, format, depth, lists, order, scan, id, columns, rows, edges, pixel }) => {
        const hasFormat = profile >= 100;
        const colours = hasFormat
          ? `${golomb(format)}${format === 3 ? '0' : ''}${golomb(depth)}${golomb(depth)}0` +
            (lists ? `1${lists.slice(0, format === 3 ? 12 : 8).join('')}` : '0')
          : '';
        const scanning = { whole: '1', adaptive: '01', each: '00' }[scan];
        const shape = pixel === null ? '0' : `11${bits(pixel, 8)}`;
        const content = `${bits(profile, 8)}${bits(0, 16)}${golomb(id)}${colours}${golomb(4)}${order}${golomb(1)}0${golomb(columns - 1)}${golomb(rows - 1)}${scanning}1${windowOf(edges)}${shape}${bits(0, 20)}`;
        const avcC = [1, profile, 0, 10, 0xff, 0xe1, ...withLength(unit([0x67], content)), 1, 0, 0];
        const chroma = hasFormat ? format : 1;
        const [left = 0, right = 0, top = 0, bottom = 0] = edges ?? [];
        const fields = scan === 'whole' ? 1 : 2;
        expect(readDecoderConfiguration('h264', Uint8Array.from(avcC))).toEqual({
          chroma: chromaFormats[chroma],
          interlaced: { whole: false, adaptive: true, each: undefined }[scan],
          width: columns * 16 - (left + right) * ([1, 2].includes(chroma) ? 2 : 1),
          height: fields * (rows * 16 - (top + bottom) * (chroma === 1 ? 2 : 1)),
          ...(pixel !== null && { pixel: shapeOf(pixels[pixel - 1] ?? []) }),
        });
      }),
    );
  });

  it.each([
    ['told in numbers', `${bits(255, 8)}${bits(10, 16)}${bits(7, 16)}`, 10 / 7],
    ['without a number', bits(0, 8), NaN],
    ['whose number nobody knows', bits(17, 8), NaN],
  ])('tells the shape of a pixel of H.264: %s', (_, told, pixel) => {
    const content = `${bits(66, 8)}${bits(0, 16)}${golomb(0)}${golomb(0)}${golomb(2)}${golomb(1)}0${golomb(3)}${golomb(3)}1${'1'}0${'11'}${told}${bits(0, 9)}`;
    const avcC = [1, 66, 0, 10, 0xff, 0xe1, ...withLength(unit([0x67], content))];
    expect(readDecoderConfiguration('h264', Uint8Array.from(avcC))).toMatchObject({ width: 64, pixel });
  });

  it('tells of H.264 without a parameter set what its profile tells', () => {
    const of = (profile: number): unknown =>
      readDecoderConfiguration('h264', Uint8Array.from([1, profile, 0, 10, 0xff, 0xe0, 0]));
    expect(of(77)).toEqual({ chroma: '4:2:0' });
    expect(of(244)).toEqual({});
    expect(readDecoderConfiguration('h264', new Uint8Array())).toEqual({});
  });

  it('tells of HEVC what the parameter set in it tells, whatever stands around it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 0, max: 3 }),
        fc.array(fc.tuple(flag, flag), { maxLength: 6 }),
        fc.constantFrom('00', '01', '10', '11'),
        fc.option(fc.tuple(small, small, small, small)),
        small,
        (format, around, layers, scan, edges, id) => {
          const below = layers.map(([profile, level]) => '1'.repeat(88 * profile + 8 * level)).join('');
          const present = layers.map(([profile, level]) => `${profile}${level}`).join('');
          const padding = layers.length > 0 ? '0'.repeat(2 * (8 - layers.length)) : '';
          const profile = `${'0'.repeat(40)}${scan}${'0'.repeat(54)}`;
          const content = `0000${bits(layers.length, 3)}1${profile}${present}${padding}${below}${golomb(id)}${golomb(format)}${format === 3 ? '0' : ''}${golomb(1000)}${golomb(500)}${windowOf(edges)}${bits(0, 40)}`;
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
          const [left = 0, right = 0, top = 0, bottom = 0] = edges ?? [];
          expect(readDecoderConfiguration('hevc', Uint8Array.from(hvcC))).toEqual({
            chroma: chromaFormats[format],
            interlaced: scan === '01' ? true : undefined,
            width: 1000 - (left + right) * ([1, 2].includes(format) ? 2 : 1),
            height: 500 - (top + bottom) * (format === 1 ? 2 : 1),
          });
        },
      ),
    );
  });

  it('tells of HEVC without a parameter set what stands around it', () => {
    const head = new Uint8Array(23);
    head[16] = 0b1111_1101;
    expect(readDecoderConfiguration('hevc', head)).toEqual({ chroma: '4:2:0' });
    expect(readDecoderConfiguration('hevc', new Uint8Array(16))).toEqual({ chroma: undefined });
  });

  it('ends, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.constantFrom('h264', 'hevc'), fc.uint8Array({ maxLength: 80 }), (codec, bytes) => {
        const { width = 0, height = 0 } = readDecoderConfiguration(codec, bytes);
        expect(Number.isFinite(width) && Number.isFinite(height)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
