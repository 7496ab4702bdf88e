import { numberAt } from '../bytes.ts';
import { damaged } from '../stop.ts';
import { readAudioConfiguration } from './audio-configuration.ts';
import { type Box, findBox, nameOf } from './boxes.ts';
import { readDecoderConfiguration } from './decoder-configuration.ts';

/** What a sample entry tells of pictures. */
export interface PictureEntry {
  readonly videoCodec: string;
  readonly chroma: string | undefined;
  /** Pixels as they are shown. */
  readonly width: number;
  /** Pixels as they are shown. */
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
function codecOf(name: string): string {
  if (/^(?:avc[1-4]|dva[1v])$/.test(name)) return 'h264';
  return /^(?:hvc1|hev1|dvh[1e])$/.test(name) ? 'hevc' : nameOf(name).trim();
}

/**
 * Reads the entry of pictures in `stsd` (ISO/IEC 14496-12, 12.1.3).
 *
 * @param isTurned whether they are shown on their side
 * @throws {Stop} if it is damaged
 */
export function readPictureEntry({ type, content }: Box, isTurned: boolean): PictureEntry {
  const videoCodec = codecOf(type);
  const boxes = content.subarray(78);
  const configuration = findBox(boxes, videoCodec === 'hevc' ? 'hvcC' : 'avcC');
  const decoder = configuration ? readDecoderConfiguration(videoCodec, configuration) : {};
  const pasp = findBox(boxes, 'pasp');
  const pixel = [pasp && numberAt(pasp, 0, 4) / numberAt(pasp, 4, 4), decoder.pixel];
  const shape = pixel.find((each) => each && each < Infinity) ?? 1;
  const width = Math.round((decoder.width ?? numberAt(content, 24, 2)) * shape);
  const height = decoder.height ?? numberAt(content, 26, 2);
  if (width <= 0 || height <= 0) throw damaged('it has no width or no height');
  return {
    videoCodec,
    chroma: decoder.chroma,
    interlaced: decoder.interlaced ?? findBox(boxes, 'fiel')?.[0] === 2,
    width: isTurned ? height : width,
    height: isTurned ? width : height,
  };
}

/**
 * Reads the entry of sound in `stsd` (ISO/IEC 14496-12, 12.2.3, and the longer ones of QuickTime).
 *
 * @throws {Stop} if it is damaged
 */
export function readSoundEntry({ type, content }: Box): SoundEntry {
  const version = numberAt(content, 8, 2);
  // Where its boxes begin depends on who wrote it; MOV puts this one into another.
  const esds = String.fromCharCode(...content.subarray(0, 4096)).indexOf('esds');
  const isAac = type === 'mp4a';
  const { codec, sampleRate, channels } =
    isAac && esds !== -1 ? readAudioConfiguration(content.subarray(esds + 8)) : {};
  return {
    codec: isAac ? (codec ?? 'aac') : nameOf(type).trim(),
    sampleRate: sampleRate ?? sampleRateOf(content, version),
    channels: channels ?? numberAt(content, version === 2 ? 40 : 16, version === 2 ? 4 : 2),
  };
}

function sampleRateOf(content: Uint8Array, version: number): number {
  if (version !== 2 || content.byteLength < 40) return numberAt(content, 24, 4) / 65_536;
  return new DataView(content.buffer, content.byteOffset).getFloat64(32);
}
