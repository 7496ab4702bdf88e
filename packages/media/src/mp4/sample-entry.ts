import { lettersAt, numberAt } from '../bytes.ts';
import { readAudioConfiguration } from './audio-configuration.ts';
import { findBox, nameOf, readBoxes } from './boxes.ts';
import { readDecoderConfiguration } from './decoder-configuration.ts';

/** What a sample entry tells of pictures. */
export interface PictureEntry {
  readonly codec: string;
  readonly chroma: string | undefined;
  /** Pixels, before rotation. */
  readonly width: number;
  /** Pixels, before rotation. */
  readonly height: number;
  /** Whether the file says that it is interlaced. */
  readonly interlaced: boolean;
}

/** What a sample entry tells of sound. */
export interface SoundEntry {
  readonly codec: string;
  readonly sampleRate: number;
  readonly channels: number;
}

// The names in a file of the codecs that Meta takes (ISO/IEC 14496-15), those of Dolby Vision included.
const pictureCodecs: Readonly<Record<string, string>> = {
  avc1: 'h264',
  avc2: 'h264',
  avc3: 'h264',
  avc4: 'h264',
  dva1: 'h264',
  dvav: 'h264',
  hvc1: 'hevc',
  hev1: 'hevc',
  dvh1: 'hevc',
  dvhe: 'hevc',
};

/**
 * Reads the first entry of `stsd` in a video track (ISO/IEC 14496-12, 12.1.3).
 *
 * @throws {Stop} if it is damaged
 */
export function readPictureEntry(stsd: Uint8Array): PictureEntry {
  const [entry] = readBoxes(stsd.subarray(8));
  const content = entry?.content ?? new Uint8Array();
  const codec = pictureCodecs[entry?.type ?? ''] ?? nameOf(entry?.type ?? '').trim();
  const boxes = content.subarray(78);
  const [stretchX, stretchY] = readPixelShape(findBox(boxes, 'pasp'));
  const configuration = findBox(boxes, codec === 'hevc' ? 'hvcC' : 'avcC');
  const decoder = configuration && readDecoderConfiguration(codec, configuration);
  return {
    codec,
    chroma: decoder?.chroma,
    width: Math.round((numberAt(content, 24, 2) * stretchX) / stretchY),
    height: numberAt(content, 26, 2),
    interlaced: findBox(boxes, 'fiel')?.[0] === 2 || decoder?.interlaced === true,
  };
}

function readPixelShape(pasp: Uint8Array | undefined): readonly [x: number, y: number] {
  const x = pasp ? numberAt(pasp, 0, 4) : 0;
  const y = pasp ? numberAt(pasp, 4, 4) : 0;
  return x > 0 && y > 0 ? [x, y] : [1, 1];
}

/**
 * Reads the first entry of `stsd` in an audio track (ISO/IEC 14496-12, 12.2.3, and the longer ones of QuickTime).
 *
 * @throws {Stop} if it is damaged
 */
export function readSoundEntry(stsd: Uint8Array): SoundEntry {
  const [entry] = readBoxes(stsd.subarray(8));
  const content = entry?.content ?? new Uint8Array();
  const version = numberAt(content, 8, 2);
  const boxes = findSoundBoxes(content, version);
  const esds = boxes && (findBox(boxes, 'esds') ?? findBox(boxes, 'wave', 'esds'));
  const { codec, sampleRate, channels } = readAudioConfiguration(esds);
  const isAac = entry?.type === 'mp4a';
  return {
    codec: isAac ? (codec ?? 'aac') : nameOf(entry?.type ?? '').trim(),
    sampleRate: (isAac ? sampleRate : undefined) ?? sampleRateOf(content, version),
    channels:
      (isAac ? channels : undefined) ?? numberAt(content, version === 2 ? 40 : 16, version === 2 ? 4 : 2),
  };
}

// Where the boxes begin: version 1 of ISO is laid out like version 0, QuickTime's is longer.
function findSoundBoxes(content: Uint8Array, version: number): Uint8Array | undefined {
  const offsets = version === 2 ? [64] : version === 1 ? [44, 28] : [28];
  const start = offsets.find((offset) => /^(?:esds|wave|chan|frma)$/.test(lettersAt(content, offset + 4)));
  return content.subarray(start ?? offsets[0]);
}

function sampleRateOf(content: Uint8Array, version: number): number {
  if (version !== 2 || content.byteLength < 40) return numberAt(content, 24, 4) / 65_536;
  return new DataView(content.buffer, content.byteOffset).getFloat64(32);
}
