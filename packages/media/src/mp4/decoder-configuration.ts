import { type Bits, readBits } from './bits.ts';

/** What the configuration of a decoder tells of pictures; what it leaves out is `undefined`. */
export interface DecoderConfiguration {
  /** How finely colours are sampled. */
  readonly chroma?: string | undefined;
  readonly interlaced?: boolean | undefined;
  /** Pixels, before rotation. */
  readonly width?: number;
  /** Pixels, before rotation. */
  readonly height?: number;
  /** The width of a pixel by its height; none if it is 0, infinite, or no number. */
  readonly pixel?: number;
}

const chromaFormats = ['4:0:0', '4:2:0', '4:2:2', '4:4:4'];

/**
 * Reads `avcC` of H.264 (ISO/IEC 14496-15, 5.3.3) or `hvcC` of HEVC (8.3.3). The parameter set in it counts, which is what a
 * decoder goes by: the fields around it repeat that, and some encoders leave them empty.
 */
export function readDecoderConfiguration(codec: string, configuration: Uint8Array): DecoderConfiguration {
  return codec === 'hevc' ? readHevc(configuration) : readH264(configuration);
}

// Profiles of H.264 that have nothing but 4:2:0, and do not say so (ITU-T H.264, 7.3.2.1.1).
const plainProfiles: readonly unknown[] = [66, 77, 88];

/** The first sequence parameter set comes behind its own length; a byte of header goes before it (ITU-T H.264, 7.3.2.1.1). */
function readH264(configuration: Uint8Array): DecoderConfiguration {
  const hasSet = ((configuration[5] ?? 0) & 0b1_1111) > 0;
  const set = hasSet ? unitAt(configuration, 6) : undefined;
  if (set?.[4] === undefined)
    return plainProfiles.includes(configuration[1]) ? { chroma: chromaFormats[1] } : {};
  const bits = readBits(withoutEscapes(set, 1));
  const [take, takeGolomb] = bits;
  const profile = take(8);
  take(16); // constraints and level
  takeGolomb(); // its id
  let format = 1;
  if (!plainProfiles.includes(profile)) {
    format = takeGolomb();
    if (format === 3) take(1);
    takeGolomb(); // bit depths
    takeGolomb();
    take(1);
    if (take(1) === 1) skipScalingLists(bits, format === 3 ? 12 : 8);
  }
  takeGolomb(); // numbers of frames
  const order = takeGolomb();
  if (order === 0) takeGolomb();
  if (order === 1) {
    take(1);
    takeGolomb();
    takeGolomb();
    for (let left = Math.min(takeGolomb(), 255); left > 0; left -= 1) takeGolomb();
  }
  takeGolomb(); // frames to refer to
  take(1);
  const columns = takeGolomb() + 1;
  const rows = takeGolomb() + 1;
  const fields = 2 - take(1);
  // Where blocks cannot choose, each picture says for itself whether it is a half-frame: that is not read.
  const isAdaptive = fields === 2 && take(1) === 1;
  take(1);
  return {
    chroma: chromaFormats[format],
    interlaced: isAdaptive || (fields === 2 ? undefined : false),
    ...sizeWithin(bits, columns * 16, rows * 16 * fields, format, fields),
    ...(take(1) === 1 && take(1) === 1 && { pixel: pixelOf(bits) }),
  };
}

/** The size that is left of the whole where a window is cut out of it. Its edges are told in pixels that share a colour. */
function sizeWithin(
  [take, takeGolomb]: Bits,
  width: number,
  height: number,
  format: number,
  fields = 1,
): { readonly width: number; readonly height: number } {
  if (take(1) === 0) return { width, height };
  const x = takeGolomb() + takeGolomb();
  const y = takeGolomb() + takeGolomb();
  return {
    width: width - x * (format === 1 || format === 2 ? 2 : 1),
    height: height - y * fields * (format === 1 ? 2 : 1),
  };
}

/** ITU-T H.264, table E-1: two bytes for each. */
const pixels = [
  1, 1, 12, 11, 10, 11, 16, 11, 40, 33, 24, 11, 20, 11, 32, 11, 80, 33, 18, 11, 15, 11, 64, 33, 160, 99, 4, 3,
  3, 2, 2, 1,
];

function pixelOf([take]: Bits): number {
  const index = 2 * take(8);
  return index === 510 ? take(16) / take(16) : (pixels[index - 2] ?? 0) / (pixels[index - 1] ?? 0);
}

function skipScalingLists([take, takeGolomb]: Bits, count: number): void {
  for (let list = 0; list < count; list += 1) {
    let factor = take(1) === 1 ? 8 : 0; // 0: no more are told
    for (let index = 0; index < (list < 6 ? 16 : 64) && factor !== 0; index += 1) {
      const code = takeGolomb();
      factor = (factor + (code % 2 === 1 ? (code + 1) / 2 : -code / 2) + 256) % 256;
    }
  }
}

const sequenceParameterSet = 33;

/** Units stand in arrays by their kind (ISO/IEC 14496-15, 8.3.3); two bytes of header go before each. */
function readHevc(configuration: Uint8Array): DecoderConfiguration {
  let offset = 23;
  let set: Uint8Array | undefined;
  for (let arrays = configuration[22] ?? 0; arrays > 0; arrays -= 1) {
    const kind = (configuration[offset] ?? 0) & 0b11_1111;
    let units = wordAt(configuration, offset + 1);
    offset += 3;
    for (; units > 0 && offset < configuration.length; units -= 1) {
      if (kind === sequenceParameterSet) set ??= unitAt(configuration, offset);
      offset += 2 + wordAt(configuration, offset);
    }
  }
  if (set === undefined || set.length < 16) return { chroma: chromaFormats[(configuration[16] ?? NaN) % 4] };
  return readHevcSet(readBits(withoutEscapes(set, 2)));
}

/** ITU-T H.265, 7.3.2.2.1 and 7.3.3. */
function readHevcSet(bits: Bits): DecoderConfiguration {
  const [take, takeGolomb] = bits;
  take(4);
  const layers = take(3);
  take(1 + 8 + 32); // the profile
  const isInterlaced = take(2) === 1; // progressive, interlaced
  take(46 + 8); // constraints and level
  const present = Array.from({ length: layers }, () => [take(1), take(1)] as const);
  if (layers > 0) take(2 * (8 - layers));
  for (const [profile, level] of present) take(88 * profile + 8 * level);
  takeGolomb(); // its id
  const format = takeGolomb();
  if (format === 3) take(1);
  return {
    chroma: chromaFormats[format],
    interlaced: isInterlaced || undefined,
    ...sizeWithin(bits, takeGolomb(), takeGolomb(), format),
  };
}

/** A unit behind its length. */
function unitAt(bytes: Uint8Array, offset: number): Uint8Array {
  return bytes.subarray(offset + 2, offset + 2 + wordAt(bytes, offset));
}

function wordAt(bytes: Uint8Array, offset: number): number {
  return (bytes[offset] ?? 0) * 256 + (bytes[offset + 1] ?? 0);
}

/** The content of a unit: without its header, and without each 3 that only keeps two zeros from looking like a start. */
function withoutEscapes(unit: Uint8Array, header: number): Uint8Array {
  return unit
    .slice(header)
    .filter((byte, index, all) => byte !== 3 || all[index - 1] !== 0 || all[index - 2] !== 0);
}
