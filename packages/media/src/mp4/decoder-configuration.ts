import { type Bits, readBits } from './bits.ts';

/** What the configuration of a decoder tells of pictures; what it leaves out is `undefined`. */
export interface DecoderConfiguration {
  /** How finely colours are sampled. */
  readonly chroma: string | undefined;
  readonly interlaced: boolean;
}

const chromaFormats = ['4:0:0', '4:2:0', '4:2:2', '4:4:4'];

/**
 * Reads `avcC` of H.264 (ISO/IEC 14496-15, 5.3.3) or `hvcC` of HEVC (8.3.3). The parameter set in it counts, which is what a
 * decoder goes by: the fields around it repeat that, and some encoders leave them empty.
 */
export function readDecoderConfiguration(codec: string, configuration: Uint8Array): DecoderConfiguration {
  return codec === 'hevc' ? readHevc(configuration) : readH264(configuration);
}

// Profiles of H.264 whose parameter sets name the chroma format (ITU-T H.264, 7.3.2.1.1). All others have 4:2:0.
const profilesWithChroma = [44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 144, 244];

/** The first sequence parameter set comes behind its own length; a byte of header goes before it (ITU-T H.264, 7.3.2.1.1). */
function readH264(configuration: Uint8Array): DecoderConfiguration {
  const hasSet = ((configuration[5] ?? 0) & 0b1_1111) > 0;
  const set = hasSet ? unitAt(configuration, 6) : undefined;
  const { take, takeGolomb } = readBits(withoutEscapes(set ?? new Uint8Array(), 1));
  if (set?.[4] === undefined) {
    const isPlain = /^(66|77|88)$/.test(String(configuration[1]));
    return { chroma: isPlain ? '4:2:0' : undefined, interlaced: false };
  }
  const profile = take(8);
  take(16); // constraints and level
  takeGolomb(); // its id
  let format = 1;
  if (profilesWithChroma.includes(profile)) {
    format = takeGolomb();
    if (format === 3) take(1);
    takeGolomb(); // bit depths
    takeGolomb();
    take(1);
    if (take(1) === 1) skipScalingLists({ take, takeGolomb }, format === 3 ? 12 : 8);
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
  takeGolomb(); // width and height
  takeGolomb();
  const hasFramesOnly = take(1) === 1;
  return { chroma: chromaFormats[format], interlaced: !hasFramesOnly };
}

function skipScalingLists({ take, takeGolomb }: Bits, count: number): void {
  for (let list = 0; list < count; list += 1) {
    let last = 8;
    let next = take(1) === 1 ? 8 : 0; // 0: there is none
    for (let index = 0; index < (list < 6 ? 16 : 64) && next !== 0; index += 1) {
      const code = takeGolomb();
      next = (last + (code % 2 === 1 ? (code + 1) / 2 : -code / 2) + 256) % 256;
      if (next !== 0) last = next;
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
  const flags = (configuration[6] ?? 0) >> 6; // progressive, interlaced
  const named = configuration.length > 16 ? (configuration[16] ?? 0) & 0b11 : undefined;
  const format =
    set === undefined || set.length < 16 ? named : chromaOfHevc(readBits(withoutEscapes(set, 2)));
  return { chroma: format === undefined ? undefined : chromaFormats[format], interlaced: flags === 0b01 };
}

/** ITU-T H.265, 7.3.2.2.1 and 7.3.3. */
function chromaOfHevc({ take, takeGolomb }: Bits): number {
  take(4);
  const layers = take(3);
  take(1 + 96); // what the general profile and level are
  const present = Array.from({ length: layers }, () => [take(1), take(1)] as const);
  if (layers > 0) take(2 * (8 - layers));
  for (const [profile, level] of present) take(88 * profile + 8 * level);
  takeGolomb(); // its id
  return takeGolomb();
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
