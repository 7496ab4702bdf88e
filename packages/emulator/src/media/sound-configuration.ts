import { bitsOf, type Bits } from './bits.ts';

/** What `esds` tells of a sound; what it leaves out is absent. */
export interface SoundConfiguration {
  /** `aac`, or the number of another codec. */
  readonly codec?: string;
  /** Samples per second. */
  readonly sampleRate?: number | undefined;
  readonly channels?: number | undefined;
}

const rates = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000, 7350,
];
/** By the number of the layout. 0: the stream describes it. */
const channelsOf = [undefined, 1, 2, 3, 4, 5, 6, 8, undefined, undefined, undefined, 7, 8, 24, 8];
const aacNumbers = [0x40, 0x66, 0x67, 0x68];

/** Reads the content of `esds` behind its version: descriptors in one another (ISO/IEC 14496-1, 7.2.6). */
export function readSoundConfiguration(esds: Uint8Array): SoundConfiguration {
  const stream = descriptorIn(esds, 3);
  const [, , flags = 0] = stream;
  let place = 3;
  if (flags & 0x80) place += 2; // the stream that it depends on
  if (flags & 0x40) place += 1 + (stream[place] ?? 0); // an address
  if (flags & 0x20) place += 2; // the stream with its clock
  const decoder = descriptorIn(stream.subarray(place), 4);
  const [number] = decoder;
  if (number === undefined) return {};
  if (!aacNumbers.includes(number)) return { codec: `0x${number.toString(16)}` };
  const specific = descriptorIn(decoder.subarray(13), 5);
  return { codec: 'aac', ...(specific.byteLength === 0 ? {} : readAac(bitsOf(specific.subarray(0, 256)))) };
}

/** The content of the descriptor that the bytes begin with; empty if it is another one. */
function descriptorIn(bytes: Uint8Array, tag: number): Uint8Array {
  if (bytes[0] !== tag) return new Uint8Array();
  let position = 1;
  let length = 0;
  let more = true;
  while (more && position <= 4) {
    const byte = bytes[position] ?? 0;
    length = length * 128 + (byte & 0x7f);
    more = byte >= 0x80;
    position += 1;
  }
  return bytes.subarray(position, position + length);
}

const lowComplexityWithBands = 5;
const withStereo = 29;

/** AudioSpecificConfig of ISO/IEC 14496-3, 1.6.2.1. */
function readAac(bits: Bits): Pick<SoundConfiguration, 'sampleRate' | 'channels'> {
  const type = readType(bits);
  const rate = readRate(bits);
  const layout = bits.next(4);
  if (type === lowComplexityWithBands || type === withStereo) {
    const played = readRate(bits) ?? rate;
    if (readType(bits) === 22) bits.skip(4);
    const channels = layout === 0 ? readProgram(bits) : channelsOf[layout];
    return { sampleRate: played, channels: type === withStereo && channels === 1 ? 2 : channels };
  }
  if (layout === 0) return { sampleRate: rate, channels: readProgram(bits) };
  return { sampleRate: rate, channels: channelsOf[layout], ...readExtension(bits, layout) };
}

function readType(bits: Bits): number {
  const type = bits.next(5);
  return type === 31 ? 32 + bits.next(6) : type;
}

function readRate(bits: Bits): number | undefined {
  const number = bits.next(4);
  return number === 15 ? bits.next(24) : rates[number];
}

/** What older decoders pass over: twice the rate, and a second channel out of one (1.6.6). */
function readExtension(bits: Bits, layout: number): Pick<SoundConfiguration, 'sampleRate' | 'channels'> {
  bits.skip(3);
  if (bits.next(11) !== 0x2b7 || readType(bits) !== lowComplexityWithBands || !bits.flag()) return {};
  const sampleRate = readRate(bits);
  const isStereo = bits.next(11) === 0x548 && bits.flag();
  return { sampleRate, ...(isStereo && layout === 1 ? { channels: 2 } : {}) };
}

/** The channels of a program config element (4.4.1.1), behind the three flags of a GASpecificConfig. */
function readProgram(bits: Bits): number | undefined {
  bits.skip(1);
  if (bits.flag()) bits.skip(14);
  bits.skip(1 + 4 + 2 + 4);
  const elements = bits.next(4) + bits.next(4) + bits.next(4);
  const low = bits.next(2);
  bits.skip(3 + 4);
  if (bits.flag()) bits.skip(4);
  if (bits.flag()) bits.skip(4);
  if (bits.flag()) bits.skip(3);
  let channels = low;
  for (let element = 0; element < elements; element += 1) {
    channels += bits.flag() ? 2 : 1;
    bits.skip(4);
  }
  return channels === 0 ? undefined : channels;
}
