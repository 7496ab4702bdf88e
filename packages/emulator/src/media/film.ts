import { boxesIn, boxIn, boxOf, lettersAt, longAt, part } from './boxes.ts';
import type { ChromaFormat } from './judge-video.ts';
import { readAvcConfiguration, readHevcConfiguration, type ParameterSet } from './parameter-sets.ts';
import { addLength, countOf, durationOf, type Samples } from './samples.ts';
import { readSoundConfiguration } from './sound-configuration.ts';

/** What the index of a film tells. */
export interface Film {
  readonly pictures: (Track & Pictures) | undefined;
  readonly sound: (Track & Sound) | undefined;
  /** Present: its samples are in fragments, and this holds for those that do not say. */
  readonly fragments?: SampleDefaults;
}

/** A track. */
export interface Track {
  readonly id: number;
  /** Units in a second. */
  readonly timescale: number;
  /** Those of fragments are added. */
  samples: Samples;
  /** Whether an edit list cuts, repeats or slows it. */
  readonly edited: boolean;
  /** Seconds that its edit list shows at most. */
  readonly shown: number;
}

/** How long a sample is in units of the track, and how large in bytes. */
export interface SampleDefaults {
  readonly length: number;
  readonly size: number;
}

interface Pictures {
  /** `h264`, `hevc`, or four letters. */
  readonly codec: string;
  readonly chroma: ChromaFormat | undefined;
  readonly interlaced: boolean;
  /** Pixels as they are shown. */
  readonly width: number;
  /** Pixels as they are shown. */
  readonly height: number;
}

interface Sound {
  /** `aac`, or what the file calls another codec. */
  readonly codec: string;
  /** Samples per second. */
  readonly sampleRate: number;
  readonly channels: number;
}

/**
 * Reads the content of `moov` (ISO/IEC 14496-12, 8.2). Of each kind the first track counts that is not switched off.
 *
 * @throws {RangeError} if it is broken.
 */
export function readFilm(moov: DataView): Film {
  const mvhd = boxOf(moov, 'mvhd');
  const timescale = mvhd.getUint32(mvhd.getUint8(0) === 1 ? 20 : 12);
  const tracks = boxesIn(moov).filter(({ type }) => type === 'trak');
  const choose = (kind: string): DataView | undefined => {
    const fitting = tracks.map(({ content }) => content).filter((track) => kindOf(track) === kind);
    return fitting.find((track) => (boxOf(track, 'tkhd').getUint8(3) & 1) === 1) ?? fitting[0];
  };
  const pictures = choose('vide');
  const sound = choose('soun');
  const film = {
    pictures: pictures && { ...readTrack(pictures, timescale), ...readPictures(pictures) },
    sound: sound && { ...readTrack(sound, timescale), ...readSound(sound) },
  };
  const mvex = boxIn(moov, 'mvex');
  return mvex === undefined ? film : { ...film, fragments: defaultsIn(mvex, film.pictures?.id) };
}

function kindOf(track: DataView): string {
  const hdlr = boxIn(track, 'mdia/hdlr');
  return hdlr === undefined ? '' : lettersAt(hdlr, 8);
}

function readTrack(track: DataView, movieTimescale: number): Track {
  const tkhd = boxOf(track, 'tkhd');
  const mdhd = boxOf(track, 'mdia/mdhd');
  const stbl = boxOf(track, 'mdia/minf/stbl');
  const timescale = mdhd.getUint32(mdhd.getUint8(0) === 1 ? 20 : 12);
  if (timescale === 0 || movieTimescale === 0) throw new RangeError('A second has no units.');
  const samples = { lengths: readLengths(boxOf(stbl, 'stts')), bytes: addSizes(boxIn(stbl, 'stsz')) };
  return {
    id: tkhd.getUint32(tkhd.getUint8(0) === 1 ? 20 : 12),
    timescale,
    samples,
    ...readEdits(boxIn(track, 'edts/elst'), samples, timescale, movieTimescale),
  };
}

function readLengths(stts: DataView): Map<number, number> {
  const lengths = new Map<number, number>();
  for (let entry = 0; entry < stts.getUint32(4); entry += 1)
    addLength(lengths, stts.getUint32(12 + entry * 8), stts.getUint32(8 + entry * 8));
  return lengths;
}

function addSizes(stsz: DataView | undefined): number {
  if (stsz === undefined) return 0;
  const same = stsz.getUint32(4);
  const count = stsz.getUint32(8);
  if (same > 0) return same * count;
  let sum = 0;
  for (let sample = 0; sample < count; sample += 1) sum += stsz.getUint32(12 + sample * 4);
  return sum;
}

/**
 * What an edit list (8.6.6) shows, and whether it does more than to shift the beginning, as encoders do: they leave out what is
 * decoded and not shown, a second or four pictures at most, and begin with a pause where the other track begins earlier.
 */
function readEdits(
  elst: DataView | undefined,
  samples: Samples,
  timescale: number,
  movieTimescale: number,
): Pick<Track, 'edited' | 'shown'> {
  if (elst === undefined) return { edited: false, shown: Infinity };
  const isLong = elst.getUint8(0) === 1;
  const whole = durationOf(samples);
  const most = Math.max(timescale, (4 * whole) / Math.max(1, countOf(samples)));
  let [pieces, length, edited] = [0, 0, false];
  for (let entry = 0; entry < elst.getUint32(4); entry += 1) {
    const at = 8 + entry * (isLong ? 20 : 12);
    const start = isLong ? Number(elst.getBigInt64(at + 8)) : elst.getInt32(at + 4);
    const speed = elst.getInt32(at + (isLong ? 16 : 8));
    if (start < 0) continue; // a pause
    pieces += 1;
    length += isLong ? longAt(elst, at) : elst.getUint32(at);
    edited ||= pieces > 1 || speed !== 0x1_0000 || start > most;
  }
  const shown = length === 0 ? Infinity : length / movieTimescale;
  return { edited: edited || whole - shown * timescale > most, shown };
}

function entryOf(track: DataView): { readonly type: string; readonly content: DataView } {
  const [entry] = boxesIn(boxOf(track, 'mdia/minf/stbl/stsd'), 8);
  if (entry === undefined) throw new RangeError('Its samples are not described.');
  return entry;
}

function readPictures(track: DataView): Pictures {
  const { type, content } = entryOf(track);
  const codec = /^(?:avc[1-4]|dva[1v])$/.test(type)
    ? 'h264'
    : /^(?:hvc1|hev1|dvh[1e])$/.test(type)
      ? 'hevc'
      : type;
  const boxes = part(content, 78);
  const set = readSet(codec, boxes);
  const pasp = boxIn(boxes, 'pasp');
  const [x, y] = pasp === undefined ? [0, 0] : [pasp.getUint32(0), pasp.getUint32(4)];
  const shape = x > 0 && y > 0 ? x / y : (set.shape ?? 1);
  const size =
    set.width && set.height ? set : { width: content.getUint16(24), height: content.getUint16(26) };
  const width = Math.round((size.width ?? 0) * shape);
  const height = size.height ?? 0;
  if (!(width > 0 && height > 0)) throw new RangeError('It has no size.');
  const isTurned = turns(boxOf(track, 'tkhd'));
  return {
    codec,
    chroma: set.chroma,
    interlaced: set.interlaced ?? boxIn(boxes, 'fiel')?.getUint8(0) === 2,
    width: isTurned ? height : width,
    height: isTurned ? width : height,
  };
}

function readSet(codec: string, boxes: DataView): ParameterSet {
  const configuration = boxIn(boxes, codec === 'hevc' ? 'hvcC' : 'avcC');
  if (configuration === undefined) return {};
  return codec === 'hevc'
    ? readHevcConfiguration(bytesOf(configuration))
    : readAvcConfiguration(bytesOf(configuration));
}

/** Whether what lies stands: the matrix of `tkhd` takes rows for columns. */
function turns(tkhd: DataView): boolean {
  const matrix = tkhd.getUint8(0) === 1 ? 52 : 40;
  return tkhd.getInt32(matrix) === 0 && tkhd.getInt32(matrix + 16) === 0;
}

function readSound(track: DataView): Sound {
  const { type, content } = entryOf(track);
  const bytes = bytesOf(content);
  // Where its boxes begin depends on who wrote it, and some are in another one.
  const esds = new TextDecoder('latin1').decode(bytes.subarray(0, 4096)).indexOf('esds');
  const told = type === 'mp4a' && esds !== -1 ? readSoundConfiguration(bytes.subarray(esds + 8)) : {};
  const isSecondVersion = content.getUint16(8) === 2;
  return {
    codec: type === 'mp4a' ? (told.codec ?? 'aac') : type,
    sampleRate:
      told.sampleRate ?? (isSecondVersion ? content.getFloat64(32) : content.getUint32(24) / 65_536),
    channels: told.channels ?? (isSecondVersion ? content.getUint32(40) : content.getUint16(16)),
  };
}

function defaultsIn(mvex: DataView, id: number | undefined): SampleDefaults {
  const trex = boxesIn(mvex).find(
    ({ type, content }) => type === 'trex' && content.getUint32(4) === id,
  )?.content;
  return { length: trex?.getUint32(12) ?? 0, size: trex?.getUint32(16) ?? 0 };
}

function bytesOf({ buffer, byteOffset, byteLength }: DataView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
