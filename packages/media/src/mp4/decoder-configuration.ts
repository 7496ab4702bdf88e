const chromaFormats = ['4:0:0', '4:2:0', '4:2:2', '4:4:4'];

// Profiles of H.264 that allow only 4:2:0, so that their configuration does not name it.
const plainProfiles = [66, 77, 88];

/** How finely colours are sampled, from `avcC` of H.264 (ISO/IEC 14496-15, 5.3.3) or `hvcC` of HEVC (8.3.3). */
export function readChroma(codec: string, configuration: Uint8Array): string | undefined {
  const offset = codec === 'hevc' ? 16 : chromaOffset(configuration);
  const byte = offset === undefined ? undefined : configuration[offset];
  // Old H.264 files may leave out the usual 4:2:0.
  if (byte === undefined) return codec === 'hevc' ? undefined : '4:2:0';
  return chromaFormats[byte & 0b11];
}

/** Where `avcC` names the chroma format: after its parameter sets, each of which follows its own length. */
function chromaOffset(configuration: Uint8Array): number | undefined {
  if (plainProfiles.includes(configuration[1] ?? 66)) return undefined;
  let offset = 5;
  for (const mask of [0b1_1111, 0xff]) {
    const count = (configuration[offset] ?? 0) & mask;
    offset += 1;
    for (let index = 0; index < count; index += 1)
      offset += 2 + (configuration[offset] ?? 0) * 256 + (configuration[offset + 1] ?? 0);
  }
  return offset;
}

/** Whether an HEVC video is interlaced (ISO/IEC 23008-2, 7.4.4); the configuration of H.264 does not tell. */
export function readScan(
  codec: string,
  configuration: Uint8Array | undefined,
): 'interlaced' | 'progressive' | undefined {
  if (codec !== 'hevc') return undefined;
  const flags = (configuration?.[6] ?? 0) >> 6;
  return flags === 0b01 ? 'interlaced' : flags === 0b10 ? 'progressive' : undefined;
}
