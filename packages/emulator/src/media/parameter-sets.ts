import { bitsOf, type Bits } from './bits.ts';

/** How finely colours are sampled. */
export type ChromaFormat = '4:0:0' | '4:2:0' | '4:2:2' | '4:4:4';

/** What the parameter set of a film tells, or what stands around it where there is none. What nobody tells is absent. */
export interface ParameterSet {
  readonly chroma?: ChromaFormat | undefined;
  readonly interlaced?: boolean;
  /** Pixels. */
  readonly width?: number;
  /** Pixels. */
  readonly height?: number;
  /** The shape of a pixel: its width by its height. */
  readonly shape?: number;
}

const chromaFormats: readonly ChromaFormat[] = ['4:0:0', '4:2:0', '4:2:2', '4:4:4'];
/** How many pixels share a colour: in a row, and in a column. */
const steps: Readonly<Record<ChromaFormat, readonly [x: number, y: number]>> = {
  '4:0:0': [1, 1],
  '4:2:0': [2, 2],
  '4:2:2': [2, 1],
  '4:4:4': [1, 1],
};

// Profiles of H.264 that know nothing but 4:2:0, and do not say so.
const plainProfiles = [66, 77, 88];

/** The first sequence parameter set of H.264, out of `avcC` (ISO/IEC 14496-15, 5.3.3). */
export function readAvcConfiguration(configuration: Uint8Array): ParameterSet {
  const [, profile = 0, , , , count = 0, high = 0, low = 0] = configuration;
  const unit = configuration.subarray(8, 8 + high * 256 + low);
  if ((count & 0b1_1111) > 0 && unit.byteLength > 4) return readAvcSet(bitsOf(contentOf(unit, 1)));
  return plainProfiles.includes(profile) ? { chroma: '4:2:0' } : {};
}

/** ITU-T H.264, 7.3.2.1.1. */
function readAvcSet(bits: Bits): ParameterSet {
  const profile = bits.next(8);
  bits.skip(16);
  bits.golomb();
  const format = plainProfiles.includes(profile) ? 1 : readAvcColours(bits);
  const chroma = chromaFormats[format];
  bits.golomb();
  const order = bits.golomb();
  if (order === 0) bits.golomb();
  if (order === 1) {
    bits.skip(1);
    bits.golomb();
    bits.golomb();
    for (let frames = Math.min(bits.golomb(), 255); frames > 0; frames -= 1) bits.golomb();
  }
  bits.golomb();
  bits.skip(1);
  const columns = bits.golomb() + 1;
  const rows = bits.golomb() + 1;
  const framesOnly = bits.flag();
  const fields = framesOnly ? 1 : 2;
  // Without it, each picture says for itself whether it is one or two.
  const adaptive = !framesOnly && bits.flag();
  bits.skip(1);
  const [left, right, top, bottom] = readWindow(bits);
  const [x, y] = steps[chroma ?? '4:4:4'];
  const shape = bits.flag() && bits.flag() ? readShape(bits) : undefined;
  return {
    chroma,
    ...(framesOnly || adaptive ? { interlaced: adaptive } : {}),
    width: columns * 16 - (left + right) * x,
    height: rows * 16 * fields - (top + bottom) * y * fields,
    ...(shape === undefined ? {} : { shape }),
  };
}

function readAvcColours(bits: Bits): number {
  const format = bits.golomb();
  if (format === 3) bits.skip(1);
  bits.golomb();
  bits.golomb();
  bits.skip(1);
  if (bits.flag())
    for (let list = 0; list < (format === 3 ? 12 : 8); list += 1)
      if (bits.flag()) passScalingList(bits, list < 6 ? 16 : 64);
  return format;
}

// A list goes on until a factor would be 0: the last one then stands for all the rest.
function passScalingList(bits: Bits, size: number): void {
  let factor = 8;
  for (let index = 0; index < size && factor !== 0; index += 1) {
    const code = bits.golomb();
    factor = (factor + (code % 2 === 0 ? -code / 2 : (code + 1) / 2) + 256) % 256;
  }
}

function readWindow(bits: Bits): readonly [number, number, number, number] {
  return bits.flag() ? [bits.golomb(), bits.golomb(), bits.golomb(), bits.golomb()] : [0, 0, 0, 0];
}

// ITU-T H.264, table E-1.
const shapes = [
  [1, 1], [12, 11], [10, 11], [16, 11], [40, 33], [24, 11], [20, 11], [32, 11], [80, 33], [18, 11], [15, 11],
  [64, 33], [160, 99], [4, 3], [3, 2], [2, 1],
] as const; // prettier-ignore

function readShape(bits: Bits): number | undefined {
  const number = bits.next(8);
  const [x, y] = number === 255 ? [bits.next(16), bits.next(16)] : (shapes[number - 1] ?? [0, 0]);
  return x > 0 && y > 0 ? x / y : undefined;
}

const sequenceSet = 33;

/** The first sequence parameter set of HEVC, out of `hvcC` (ISO/IEC 14496-15, 8.3.3). */
export function readHevcConfiguration(configuration: Uint8Array): ParameterSet {
  const word = (at: number): number => (configuration[at] ?? 0) * 256 + (configuration[at + 1] ?? 0);
  let position = 23;
  for (let kinds = configuration[22] ?? 0; kinds > 0; kinds -= 1) {
    const kind = (configuration[position] ?? 0) & 0b11_1111;
    const count = word(position + 1);
    position += 3;
    for (let index = 0; index < count && position < configuration.byteLength; index += 1) {
      const unit = configuration.subarray(position + 2, position + 2 + word(position));
      if (kind === sequenceSet && unit.byteLength > 15) return readHevcSet(bitsOf(contentOf(unit, 2)));
      position += 2 + word(position);
    }
  }
  const named = configuration[16];
  return named === undefined ? {} : { chroma: chromaFormats[named & 0b11] };
}

/** ITU-T H.265, 7.3.2.2.1 and 7.3.3. */
function readHevcSet(bits: Bits): ParameterSet {
  bits.skip(4);
  const layers = bits.next(3);
  bits.skip(1 + 8 + 32);
  const isProgressive = bits.flag();
  const isInterlaced = bits.flag();
  bits.skip(46 + 8);
  const told = Array.from({ length: layers }, () => ({ profile: bits.flag(), level: bits.flag() }));
  if (layers > 0) bits.skip(2 * (8 - layers));
  for (const { profile, level } of told) bits.skip((profile ? 88 : 0) + (level ? 8 : 0));
  bits.golomb();
  const format = bits.golomb();
  if (format === 3) bits.skip(1);
  const chroma = chromaFormats[format];
  const [width, height] = [bits.golomb(), bits.golomb()];
  const [left, right, top, bottom] = readWindow(bits);
  const [x, y] = steps[chroma ?? '4:4:4'];
  return {
    chroma,
    ...(isInterlaced && !isProgressive ? { interlaced: true } : {}),
    width: width - (left + right) * x,
    height: height - (top + bottom) * y,
  };
}

/** What a unit holds behind its head: without each 3 that keeps two zeros from looking like the start of another unit. */
function contentOf(unit: Uint8Array, head: number): readonly number[] {
  const content: number[] = [];
  let zeros = 0;
  for (const byte of unit.subarray(head)) {
    if (zeros < 2 || byte !== 3) content.push(byte);
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return content;
}
