import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAvcConfiguration, readHevcConfiguration } from './parameter-sets.ts';

/** So many bits. */
function u(value: number, count: number): string {
  return value.toString(2).padStart(count, '0');
}

/** A number in the code of Exp-Golomb. */
function ue(value: number): string {
  const digits = u(value + 1, 1);
  return digits.padStart(2 * digits.length - 1, '0');
}

/** A unit: its head, then these bits, with a 3 wherever two zeros would look like the start of another. */
function unit(head: readonly number[], bits: string): readonly number[] {
  const unit = [...head];
  let zeros = 0;
  for (const [byte] of `${bits}1`.matchAll(/.{1,8}/g)) {
    const value = Number.parseInt(byte.padEnd(8, '0'), 2);
    if (zeros === 2 && value < 4) {
      unit.push(3);
      zeros = 0;
    }
    unit.push(value);
    zeros = value === 0 ? zeros + 1 : 0;
  }
  return [unit.length >> 8, unit.length & 0xff, ...unit];
}

const chromas = ['4:0:0', '4:2:0', '4:2:2', '4:4:4'] as const;
const steps = { '4:0:0': [1, 1], '4:2:0': [2, 2], '4:2:2': [2, 1], '4:4:4': [1, 1] } as const;
const small = fc.nat(12);
const window = fc.option(fc.tuple(small, small, small, small), { nil: undefined });
const windowBits = (edges: readonly number[] | undefined): string =>
  edges === undefined ? '0' : `1${edges.map(ue).join('')}`;

/** Lists that are left out, end at once, or are told to their end, by turns. */
const scalingLists = (count: number, turn: number): string =>
  Array.from({ length: count }, (_, list) => {
    const size = list < 6 ? 16 : 64;
    return ['0', `1${ue(16)}`, `1${(ue(1) + ue(2)).repeat(size / 2)}`, `1${ue(0).repeat(size)}`][
      (list + turn) % 4
    ];
  }).join('');

/** ITU-T H.264, table E-1. */
const shapes = '1:1 12:11 10:11 16:11 40:33 24:11 20:11 32:11 80:33 18:11 15:11 64:33 160:99 4:3 3:2 2:1'
  .split(' ')
  .map((shape) => Number(shape.split(':')[0]) / Number(shape.split(':')[1]));

const avc = fc.record({
  profile: fc.constantFrom(66, 77, 88, 100, 110, 122, 244, 44, 118, 128),
  format: fc.nat(3),
  lists: fc.option(fc.nat(3), { nil: undefined }),
  order: fc.constantFrom(`${ue(0)}${ue(4)}`, `${ue(1)}1${ue(3)}${ue(2)}${ue(2)}${ue(5)}${ue(6)}`, ue(2)),
  columns: fc.integer({ min: 4, max: 130 }),
  rows: fc.integer({ min: 4, max: 130 }),
  scan: fc.constantFrom('frames', 'adaptive', 'unknown'),
  edges: window,
  shape: fc.constantFrom<readonly [string, number | undefined]>(
    ['0', undefined],
    ['10', undefined],
    ...shapes.map((shape, index) => [`11${u(index + 1, 8)}`, shape] as const),
    [`11${u(17, 8)}`, undefined],
    [`11${u(0, 8)}`, undefined],
    [`11${u(255, 8)}${u(20, 16)}${u(3, 16)}`, 20 / 3],
    [`11${u(255, 8)}${u(20, 16)}${u(0, 16)}`, undefined],
  ),
});

describe('a parameter set of H.264', () => {
  it('tells colours, scan, size and the shape of pixels', () => {
    fc.assert(
      fc.property(
        avc,
        ({ profile, format, lists, order, columns, rows, scan, edges, shape: [shapeBits, shape] }) => {
          const isPlain = [66, 77, 88].includes(profile);
          const matrix = lists === undefined ? '0' : `1${scalingLists(format === 3 ? 12 : 8, lists)}`;
          const colours = isPlain ? '' : `${ue(format)}${format === 3 ? '0' : ''}${ue(2)}${ue(2)}0${matrix}`;
          const scanBits = { frames: '1', adaptive: '01', unknown: '00' }[scan];
          const bits = [
          u(profile, 8), u(0, 16), ue(3), colours, ue(5), order, ue(4), '0', ue(columns - 1), ue(rows - 1),
          scanBits, '1', windowBits(edges), shapeBits, u(0, 24),
        ]; // prettier-ignore
          const configuration = [1, profile, 0, 30, 0xff, 0xe1, ...unit([0x67], bits.join('')), 1, 0, 0];
          const chroma = isPlain ? '4:2:0' : (chromas[format] ?? '4:2:0');
          const [x, y] = steps[chroma];
          const [left = 0, right = 0, top = 0, bottom = 0] = edges ?? [];
          const fields = scan === 'frames' ? 1 : 2;
          expect(readAvcConfiguration(Uint8Array.from(configuration))).toEqual({
            chroma,
            ...(scan === 'unknown' ? {} : { interlaced: scan === 'adaptive' }),
            width: columns * 16 - (left + right) * x,
            height: (rows * 16 - (top + bottom) * y) * fields,
            ...(shape === undefined ? {} : { shape }),
          });
        },
      ),
    );
  });

  it.each(shapes.map((shape, index) => [index + 1, shape] as const))('knows shape %i', (number, shape) => {
    const bits = `${u(66, 8)}${u(0, 16)}${ue(0)}${ue(0)}${ue(2)}${ue(1)}0${ue(3)}${ue(3)}1${'1'}0${'11'}${u(number, 8)}${u(0, 9)}`;
    const configuration = [1, 66, 0, 30, 0xff, 0xe1, ...unit([0x67], bits)];
    expect(readAvcConfiguration(Uint8Array.from(configuration))).toMatchObject({
      width: 64,
      height: 64,
      shape,
    });
  });

  it('may be left out: then the profile tells of the colours, if it can', () => {
    expect(readAvcConfiguration(Uint8Array.of(1, 66, 0, 30, 0xff, 0xe0, 0))).toEqual({ chroma: '4:2:0' });
    expect(readAvcConfiguration(Uint8Array.of(1, 100, 0, 30, 0xff, 0xe0, 0))).toEqual({});
    expect(readAvcConfiguration(Uint8Array.of(1, 77, 0, 30, 0xff, 0xe1, 0, 4, 0x67, 77, 0, 30))).toEqual({
      chroma: '4:2:0',
    });
  });
});

describe('a parameter set of HEVC', () => {
  it('tells colours, scan and size, whatever stands around it', () => {
    const layers = fc.array(fc.tuple(fc.boolean(), fc.boolean()), { maxLength: 6 });
    fc.assert(
      fc.property(
        fc.nat(3),
        layers,
        fc.constantFrom('00', '01', '10', '11'),
        window,
        (format, told, scan, edges) => {
          const flags = told.map(([profile, level]) => `${profile ? 1 : 0}${level ? 1 : 0}`).join('');
          const bits = [
          u(0, 4), u(told.length, 3), '1', u(0, 8), u(0, 32), scan, u(0, 46), u(93, 8), flags,
          told.length > 0 ? '00'.repeat(8 - told.length) : '',
          told.map(([profile, level]) => '1'.repeat((profile ? 88 : 0) + (level ? 8 : 0))).join(''),
          ue(2), ue(format), format === 3 ? '0' : '', ue(1300), ue(700), windowBits(edges), u(0, 60),
        ]; // prettier-ignore
          const video = [0xa0, 0, 2, ...unit([0x40, 1], '1'), ...unit([0x40, 1], u(7, 40))];
          const head = [...new Uint8Array(22)];
          head[16] = 0xfc;
          const configuration = [...head, 2, ...video, 0xa1, 0, 1, ...unit([0x42, 1], bits.join(''))];
          const [x, y] = steps[chromas[format] ?? '4:4:4'];
          const [left = 0, right = 0, top = 0, bottom = 0] = edges ?? [];
          expect(readHevcConfiguration(Uint8Array.from(configuration))).toEqual({
            chroma: chromas[format],
            ...(scan === '01' ? { interlaced: true } : {}),
            width: 1300 - (left + right) * x,
            height: 700 - (top + bottom) * y,
          });
        },
      ),
    );
  });

  it('may be left out: then what stands around it tells of the colours', () => {
    const head = new Uint8Array(23);
    head[16] = 0b1111_1110;
    expect(readHevcConfiguration(head)).toEqual({ chroma: '4:2:2' });
    expect(readHevcConfiguration(new Uint8Array(16))).toEqual({});
  });
});

it('parameter sets of any bytes are read to an end', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 90 }), (bytes) => {
      for (const read of [readAvcConfiguration, readHevcConfiguration])
        expect(Object.values(read(bytes)).filter((value) => Number.isNaN(value))).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});
