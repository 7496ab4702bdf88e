import type { ChromaFormat } from './judge-video.ts';

const chromaFormats: readonly ChromaFormat[] = ['4:0:0', '4:2:0', '4:2:2', '4:4:4'];

// Profiles of H.264 that know nothing but 4:2:0, so that their configuration does not name it.
const plainProfiles = [66, 77, 88];

/** How finely a film samples colours, by its decoder configuration: `avcC` (ISO/IEC 14496-15, 5.3.3) or `hvcC` (8.3.3). */
export function chromaFormatOf(codec: string, configuration: Uint8Array): ChromaFormat | undefined {
  if (codec === 'hevc') return chromaFormatAt(configuration, 16);
  const [, profile = 0] = configuration;
  if (plainProfiles.includes(profile)) return '4:2:0';
  // Sequence and picture parameter sets, each behind its length, lie between the head and the chroma format.
  let position = 5;
  for (const mask of [0b11111, 0xff]) {
    const count = (configuration[position] ?? 0) & mask;
    position += 1;
    for (let index = 0; index < count; index += 1) {
      const [high = 0, low = 0] = configuration.subarray(position, position + 2);
      position += 2 + high * 256 + low;
    }
  }
  // An older file may lack it.
  return position < configuration.byteLength ? chromaFormatAt(configuration, position) : '4:2:0';
}

function chromaFormatAt(configuration: Uint8Array, position: number): ChromaFormat | undefined {
  const byte = configuration[position];
  return byte === undefined ? undefined : chromaFormats[byte & 0b11];
}

/** The number of AAC's channel layout; 0: the stream itself describes it (AudioSpecificConfig of ISO/IEC 14496-3, 1.6.2.1). */
export function channelConfigurationOf(configuration: Uint8Array): number {
  const bits = [...configuration.subarray(0, 8)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const escapedType = bits.startsWith('11111');
  const frequency = escapedType ? 11 : 5;
  const escapedFrequency = bits.startsWith('1111', frequency);
  const channels = frequency + (escapedFrequency ? 28 : 4);
  return Number.parseInt(bits.slice(channels, channels + 4).padEnd(4, '0'), 2);
}
