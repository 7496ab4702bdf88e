import { lettersAt, numberAt } from '../bytes.ts';
import { damaged } from '../stop.ts';
import { type Box, findBox, needBox, readBoxes } from './boxes.ts';
import { readPictureEntry, readSoundEntry, type PictureEntry, type SoundEntry } from './sample-entry.ts';
import { addSizes, addTimes, readEdits, readLengths, type Edits, type Lengths } from './tables.ts';

/** A track and its samples, none of which are known in a fragmented video. */
export interface Track {
  readonly lengths: Lengths;
  readonly id: number;
  /** Units of time in a second. */
  readonly timescale: number;
  /** Bytes of all samples. */
  readonly bytes: number | undefined;
  readonly edits: Edits;
  /** Seconds that its edit list shows at most. */
  readonly shown: number;
}

/** What the index of a video tells. */
export interface MovieIndex {
  readonly pictures: { readonly track: Track; readonly entry: PictureEntry } | undefined;
  readonly sound: { readonly track: Track; readonly entry: SoundEntry } | undefined;
  /** Only in a fragmented video: what holds for its samples where a fragment does not say. */
  readonly fragments?: FragmentDefaults;
}

/** What holds for all fragments of the video track. */
export interface FragmentDefaults {
  /** Of a sample, in units of the track. */
  readonly duration: number;
  /** Bytes of a sample. */
  readonly size: number;
  /** How long the whole video lasts, where it says so. */
  readonly seconds: number | undefined;
}

/**
 * Reads the content of `moov` (ISO/IEC 14496-12, 8.2). Of each kind, the first enabled track counts.
 *
 * @throws {Stop} if the index is damaged
 */
export function readIndex(moov: Uint8Array): MovieIndex {
  const mvhd = needBox(moov, 'mvhd');
  const movieTimescale = numberAt(mvhd, mvhd[0] === 1 ? 20 : 12, 4);
  if (movieTimescale === 0) throw damaged('its timescale is 0');
  const tracks = readBoxes(moov)
    .filter(({ type }) => type === 'trak')
    .map(({ content }) => content);
  const picture = choose(tracks, 'vide');
  const sound = choose(tracks, 'soun');
  const pictures = picture && {
    track: readTrack(picture, movieTimescale),
    entry: readPictureEntry(entryOf(picture), isTurned(needBox(picture, 'tkhd'))),
  };
  const mvex = findBox(moov, 'mvex');
  return {
    pictures,
    sound: sound && {
      track: readTrack(sound, movieTimescale),
      entry: readSoundEntry(entryOf(sound)),
    },
    ...(mvex && { fragments: readDefaults(mvex, pictures?.track.id ?? 0, movieTimescale) }),
  };
}

function choose(tracks: readonly Uint8Array[], kind: string): Uint8Array | undefined {
  const fitting = tracks.filter((track) => {
    const hdlr = findBox(track, 'mdia', 'hdlr');
    return hdlr && lettersAt(hdlr, 8) === kind;
  });
  return fitting.find((track) => (numberAt(needBox(track, 'tkhd'), 3, 1) & 1) === 1) ?? fitting[0];
}

// The first one of `stsd`.
function entryOf(track: Uint8Array): Box {
  const [entry] = readBoxes(needBox(track, 'mdia', 'minf', 'stbl', 'stsd').subarray(8));
  if (!entry) throw damaged('its index has no stsd');
  return entry;
}

function readTrack(track: Uint8Array, movieTimescale: number): Track {
  const tkhd = needBox(track, 'tkhd');
  const mdhd = needBox(track, 'mdia', 'mdhd');
  const stbl = needBox(track, 'mdia', 'minf', 'stbl');
  const timescale = numberAt(mdhd, mdhd[0] === 1 ? 20 : 12, 4);
  if (timescale === 0) throw damaged('its timescale is 0');
  const lengths = readLengths(needBox(stbl, 'stts'));
  return {
    lengths,
    id: numberAt(tkhd, tkhd[0] === 1 ? 20 : 12, 4),
    timescale,
    bytes: addSizes(findBox(stbl, 'stsz')),
    ...readEdits(findBox(track, 'edts', 'elst'), { ...addTimes(lengths), timescale, movieTimescale }),
  };
}

// The first and the fifth number of the matrix are 0 if the video is turned by 90 or 270 degrees.
function isTurned(tkhd: Uint8Array): boolean {
  const matrix = tkhd[0] === 1 ? 52 : 40;
  return numberAt(tkhd, matrix, 4) === 0 && numberAt(tkhd, matrix + 16, 4) === 0;
}

function readDefaults(mvex: Uint8Array, id: number, movieTimescale: number): FragmentDefaults {
  const trex = readBoxes(mvex).find(({ type, content }) => type === 'trex' && numberAt(content, 4, 4) === id);
  const mehd = findBox(mvex, 'mehd');
  const length = mehd ? numberAt(mehd, 4, mehd[0] === 1 ? 8 : 4) : 0;
  return {
    duration: trex ? numberAt(trex.content, 12, 4) : 0,
    size: trex ? numberAt(trex.content, 16, 4) : 0,
    seconds: length > 0 ? length / movieTimescale : undefined,
  };
}
