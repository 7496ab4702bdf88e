import { type Bits, readBits } from './bits.ts';

/** What the descriptors of an audio track tell; what they leave out is `undefined`. */
export interface AudioConfiguration {
  readonly codec?: string | undefined;
  readonly sampleRate?: number | undefined;
  readonly channels?: number | undefined;
}

const sampleRates = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000, 7350,
];
const channelCounts = [0, 1, 2, 3, 4, 5, 6, 8, 0, 0, 0, 7, 8, 24, 8];

/** Reads the box `esds`, behind its version (ISO/IEC 14496-1, 7.2.6): which codec it is, and the configuration of AAC in it. */
export function readAudioConfiguration(esds: Uint8Array): AudioConfiguration {
  const stream = descriptor(esds, 3);
  const flags = stream?.[2] ?? 0;
  const address = flags & 0x80 ? 5 : 3;
  const clock = flags & 0x40 ? address + 1 + (stream?.[address] ?? 0) : address;
  const decoder = descriptor(stream?.subarray(flags & 0x20 ? clock + 2 : clock), 4);
  const codec = codecOf(decoder?.[0]);
  const configuration = codec === 'aac' ? descriptor(decoder?.subarray(13), 5) : undefined;
  return { codec, ...(configuration && readAacConfiguration(configuration)) };
}

function codecOf(objectType: number | undefined): string | undefined {
  if (objectType === undefined) return undefined;
  if (objectType === 0x40 || (objectType >= 0x66 && objectType <= 0x68)) return 'aac';
  return objectType === 0x69 || objectType === 0x6b ? 'mp3' : `mp4a.${objectType.toString(16)}`;
}

/** The content of the descriptor that the bytes begin with, if it has this tag. Its length is written seven bits a byte. */
function descriptor(bytes: Uint8Array | undefined, tag: number): Uint8Array | undefined {
  if (bytes?.[0] !== tag) return undefined;
  let length = 0;
  for (let index = 1; index <= 4; index += 1) {
    const byte = bytes[index] ?? 0;
    length = length * 128 + (byte & 0x7f);
    if (byte < 0x80) return bytes.subarray(index + 1, index + 1 + length);
  }
  return undefined;
}

// AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1). With spectral band replication the second rate is the one
// that is played.
function readAacConfiguration(bytes: Uint8Array): Pick<AudioConfiguration, 'sampleRate' | 'channels'> {
  const [take] = readBits(bytes);
  const takeRate = (): number | undefined => {
    const index = take(4);
    return index === 15 ? take(24) : sampleRates[index];
  };
  let type = take(5);
  if (type === 31) take(6);
  let rate = takeRate();
  const layout = take(4);
  if (type === 5 || type === 29) {
    rate = takeRate() ?? rate;
    if (take(5) === 31) take(6);
  }
  const channels = layout === 0 ? countChannels(take) : channelCounts[layout];
  // Behind three flags: what older decoders pass over.
  if (layout > 0 && take(14) % 2048 === 0x2b7 && take(5) === 5 && take(1) === 1) {
    rate = takeRate();
    type = take(12) === 2 * 0x548 + 1 ? 29 : 5;
  }
  // Parametric stereo makes two out of one.
  return { sampleRate: rate, channels: type === 29 && channels === 1 ? 2 : channels || undefined };
}

/** The channels that a program config element lists (ISO/IEC 14496-3, 4.4.1.1), behind the head of a GASpecificConfig. */
function countChannels(take: Bits[0]): number {
  take(1);
  if (take(1) === 1) take(14);
  take(1 + 4 + 2 + 4); // an extension, tag, profile and rate
  const elements = take(4) + take(4) + take(4); // in front, at the sides and behind
  const lowFrequency = take(2);
  take(3 + 4); // data and coupling
  for (const bits of [4, 4, 3]) if (take(1) === 1) take(bits); // how to mix it down
  let channels = lowFrequency;
  for (let element = 0; element < elements; element += 1) {
    channels += 1 + take(1); // one, or a pair
    take(4);
  }
  return channels;
}
