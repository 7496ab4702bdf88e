const chromaFormats = ['4:0:0', '4:2:0', '4:2:2', '4:4:4'];

// Profiles of H.264 that know nothing but 4:2:0, so that their configuration does not name it.
const plainProfiles = [66, 77, 88];

/** How finely a film samples colours: `avcC` of H.264 (ISO/IEC 14496-15, 5.3.3) and `hvcC` of HEVC (8.3.3) tell. */
export function readChroma(codec: string, configuration: Uint8Array): string | undefined {
  const offset = codec === 'hevc' ? 16 : chromaOffset(configuration);
  const byte = offset === undefined ? undefined : configuration[offset];
  // An old H.264 file may leave it out where it has the usual one.
  if (byte === undefined) return codec === 'hevc' ? undefined : '4:2:0';
  return chromaFormats[byte & 0b11];
}

/** Where `avcC` names the chroma format: behind its parameter sets, each of which stands behind its length. */
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

/** Whether the source of a film in HEVC was scanned in half-frames (ISO/IEC 23008-2, 7.4.4); H.264 tells it elsewhere. */
export function readScan(
  codec: string,
  configuration: Uint8Array | undefined,
): 'interlaced' | 'progressive' | undefined {
  if (codec !== 'hevc') return undefined;
  const flags = (configuration?.[6] ?? 0) >> 6;
  return flags === 0b01 ? 'interlaced' : flags === 0b10 ? 'progressive' : undefined;
}
