import { numberAt, signedAt } from '../bytes.ts';

/** How many samples of a track there are of each length, in units of the track. */
export type Lengths = Map<number, number>;

/** The samples of a track, added up. */
export interface SampleTimes {
  readonly count: number;
  /** In units of the track. */
  readonly duration: number;
  /** The length that most of them have, in units of the track; 0 if there are none. */
  readonly usual: number;
}

/** Adds so many samples of a length. */
export function addLength(lengths: Lengths, length: number, count: number): void {
  lengths.set(length, (lengths.get(length) ?? 0) + count);
}

/** Adds up samples. */
export function addTimes(lengths: Lengths): SampleTimes {
  let [count, duration, usual, most] = [0, 0, 0, 0];
  for (const [length, samples] of lengths) {
    count += samples;
    duration += samples * length;
    if (samples > most) [usual, most] = [length, samples];
  }
  return { count, duration, usual };
}

/**
 * Reads `stts` (ISO/IEC 14496-12, 8.6.1.2). The work is proportional to the bytes of the table, not to the numbers in it.
 *
 * @throws {Stop} if the table is shorter than it says
 */
export function readLengths(stts: Uint8Array): Lengths {
  const lengths: Lengths = new Map();
  for (const offset of entries(numberAt(stts, 4, 4), 8, 8))
    addLength(lengths, numberAt(stts, offset + 4, 4), numberAt(stts, offset, 4));
  return lengths;
}

/**
 * Adds up the bytes of all samples from `stsz` (8.7.3.2); `undefined` if there is only the rarer `stz2`.
 *
 * @throws {Stop} if the table is shorter than it says
 */
export function addSizes(stsz: Uint8Array | undefined): number | undefined {
  if (!stsz) return undefined;
  const same = numberAt(stsz, 4, 4);
  const count = numberAt(stsz, 8, 4);
  if (same > 0) return same * count;
  let sum = 0;
  for (const offset of entries(count, 12, 4)) sum += numberAt(stsz, offset, 4);
  return sum;
}

/** What an edit list does to a video. */
export type Edits = 'none' | 'shift' | 'cut';

/**
 * Tells what `elst` (8.6.6) does. Encoders write one edit that leaves out what is decoded and not shown, after an empty one
 * if the track starts later: that only shifts. Several pieces, another speed, or an edit that leaves out more than a second
 * (or, in a slow video, four pictures) at either end cut.
 *
 * @returns that, and how many seconds it shows; `Infinity`: all that there is
 * @throws {Stop} if the list is shorter than it says
 */
export function readEdits(
  elst: Uint8Array | undefined,
  track: SampleTimes & { readonly timescale: number; readonly movieTimescale: number },
): { readonly edits: Edits; readonly shown: number } {
  if (!elst) return { edits: 'none', shown: Infinity };
  const width = elst[0] === 1 ? 8 : 4;
  const tolerance = Math.max(track.timescale, (4 * track.duration) / Math.max(1, track.count));
  let isCut = false;
  let seconds = 0;
  let pieces = 0;
  for (const offset of entries(numberAt(elst, 4, 4), 8, 2 * width + 4)) {
    const start = signedAt(elst, offset + width, width);
    if (start < 0) continue;
    seconds += numberAt(elst, offset, width) / track.movieTimescale;
    pieces += 1;
    isCut ||= pieces > 1 || start > tolerance || numberAt(elst, offset + 2 * width, 4) !== 0x1_0000;
  }
  const shown = seconds || Infinity;
  return { edits: isCut || track.duration - shown * track.timescale > tolerance ? 'cut' : 'shift', shown };
}

/** Where the entries of a table begin. A table may announce more than it holds: reading beyond its end throws. */
function* entries(count: number, start: number, size: number): Generator<number, void, undefined> {
  for (let index = 0; index < count; index += 1) yield start + index * size;
}
