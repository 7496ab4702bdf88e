import type { MediaFile } from '../media-file.ts';
import { maxFragments } from '../reading-limits.ts';
import { findIndex, walkFile } from './find-index.ts';
import { addFragment } from './read-fragment.ts';
import { readIndex, type FragmentDefaults, type Track } from './read-index.ts';
import type { PictureEntry, SoundEntry } from './sample-entry.ts';
import { addTimes, type Edits } from './tables.ts';

/** What matters of an MP4 or MOV. What its index does not tell is `undefined`. */
export interface VideoFacts {
  /** Whether the index comes before the pictures. */
  readonly indexFirst: boolean;
  /** `undefined`: the index is out of reach. */
  readonly index: IndexFacts | undefined;
}

/** What the index of a video tells. */
export interface IndexFacts {
  readonly pictures: PictureFacts | undefined;
  readonly audio: (SoundEntry & Pick<Rates, 'bitRate'>) | undefined;
  readonly edits: Edits;
}

/** What matters of the pictures of a video. */
export type PictureFacts = PictureEntry & Rates;

interface Rates {
  /** Seconds. */
  readonly duration: number | undefined;
  /** Frames per second, on average. */
  readonly frameRate: number | undefined;
  /** Frames per second, by how long most of them last. */
  readonly nominalRate: number | undefined;
  /** Bits per second. */
  readonly bitRate: number | undefined;
}

/**
 * Reads an MP4 or MOV, and of the file little more than its index.
 *
 * @throws {Stop} if the file is damaged or cannot be read
 */
export async function readVideo(file: MediaFile): Promise<VideoFacts> {
  const { moov, end, isFirst } = await findIndex(file);
  if (!moov) return { indexFirst: isFirst, index: undefined };
  const { pictures, sound, fragments } = readIndex(moov);
  const edits = [pictures?.track.edits, sound?.track.edits];
  const index: IndexFacts = {
    pictures: pictures && {
      ...pictures.entry,
      ...(fragments ? await addFragments(file, end, pictures.track, fragments) : ratesOf(pictures.track)),
    },
    audio: sound && { ...sound.entry, bitRate: ratesOf(sound.track).bitRate },
    edits: edits.includes('cut') ? 'cut' : edits.includes('shift') ? 'shift' : 'none',
  };
  return { indexFirst: isFirst, index };
}

function ratesOf({ timescale, lengths, bytes, shown }: Track): Rates {
  const { count, duration: units, usual } = addTimes(lengths);
  const duration = units / timescale;
  return {
    duration: toThousandths(Math.min(duration, shown)),
    frameRate: duration > 0 ? toThousandths(count / duration) : undefined,
    nominalRate: usual > 0 ? toThousandths(timescale / usual) : undefined,
    bitRate: duration > 0 && bytes !== undefined ? Math.round((bytes * 8) / duration) : undefined,
  };
}

function toThousandths(value: number): number {
  return Math.round(value * 1000) / 1000;
}

// The first fragments are enough for the rates. The duration needs all of them, or an index that tells it.
async function addFragments(
  file: MediaFile,
  start: number,
  track: Track,
  defaults: FragmentDefaults,
): Promise<Rates> {
  let bytes = track.bytes ?? 0;
  let seen = 0;
  let seenAll = true;
  for await (const box of walkFile(file, start)) {
    if (box.type === 'moof') {
      const content = await file.read(box.start + box.head, box.end - box.start - box.head);
      bytes += addFragment(track.lengths, content, track.id, defaults);
      seen += 1;
    }
    seenAll = seen < maxFragments && box.end <= file.reach;
    if (!seenAll) break;
  }
  const { duration, ...rates } = ratesOf({ ...track, bytes });
  return { ...rates, duration: seenAll ? duration : defaults.seconds };
}
