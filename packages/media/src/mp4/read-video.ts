import type { RemoteFile } from '../remote-file.ts';
import { maxFragments } from '../reading-limits.ts';
import type { MediaAudio } from '../media-report.ts';
import { damaged } from '../stop.ts';
import { findIndex, walkFile } from './find-index.ts';
import { readFragment, type Fragment } from './read-fragment.ts';
import { readIndex, type FragmentDefaults, type Track } from './read-index.ts';
import type { Edits } from './tables.ts';

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
  readonly audio: MediaAudio | undefined;
  readonly edits: Edits;
}

/** What matters of the pictures of a video. */
export interface PictureFacts {
  readonly videoCodec: string;
  readonly chroma: string | undefined;
  readonly interlaced: boolean;
  /** Pixels as they are shown. */
  readonly width: number;
  /** Pixels as they are shown. */
  readonly height: number;
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
export async function readVideo(file: RemoteFile): Promise<VideoFacts> {
  const { moov, end, isFirst } = await findIndex(file);
  if (!moov) return { indexFirst: isFirst, index: undefined };
  const { pictures, sound, fragments } = readIndex(moov);
  const edits = [pictures?.edits, sound?.edits];
  const index: IndexFacts = {
    pictures: pictures && {
      videoCodec: pictures.codec,
      chroma: pictures.chroma,
      interlaced: pictures.interlaced,
      width: pictures.turned ? pictures.height : pictures.width,
      height: pictures.turned ? pictures.width : pictures.height,
      ...(fragments ? await addFragments(file, end, pictures, fragments) : ratesOf(pictures, pictures)),
    },
    audio: sound && {
      codec: sound.codec,
      sampleRate: sound.sampleRate,
      channels: sound.channels,
      ...bitRateOf(ratesOf(sound, sound)),
    },
    edits: edits.includes('cut') ? 'cut' : edits.includes('shift') ? 'shift' : 'none',
  };
  if (index.pictures && (index.pictures.width === 0 || index.pictures.height === 0))
    throw damaged('it has no width or no height');
  return { indexFirst: isFirst, index };
}

type Rates = Pick<PictureFacts, 'duration' | 'frameRate' | 'nominalRate' | 'bitRate'>;

function ratesOf({ timescale }: Track, sum: Omit<Fragment, 'bytes'> & { bytes: number | undefined }): Rates {
  const duration = sum.duration / timescale;
  return {
    duration: toThousandths(duration),
    frameRate: duration > 0 ? toThousandths(sum.count / duration) : undefined,
    nominalRate: sum.usual ? toThousandths(timescale / sum.usual) : undefined,
    bitRate: duration > 0 && sum.bytes !== undefined ? Math.round((sum.bytes * 8) / duration) : undefined,
  };
}

function toThousandths(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function bitRateOf({ bitRate }: Rates): { readonly bitRate?: number } {
  return bitRate === undefined ? {} : { bitRate };
}

// The first fragments are enough for the rates. The duration needs all of them, or an index that tells it.
async function addFragments(
  file: RemoteFile,
  start: number,
  track: Track,
  defaults: FragmentDefaults,
): Promise<Rates> {
  const sum = { count: track.count, duration: track.duration, bytes: track.bytes ?? 0 };
  let seen = 0;
  let seenAll = true;
  for await (const box of walkFile(file, start)) {
    if (box.type === 'moof') {
      const content = await file.read(box.start + box.head, box.end - box.start - box.head);
      const fragment = readFragment(content, track.id, defaults);
      sum.count += fragment.count;
      sum.duration += fragment.duration;
      sum.bytes += fragment.bytes;
      seen += 1;
    }
    seenAll = seen < maxFragments && box.end <= file.reach;
    if (!seenAll) break;
  }
  const { duration, ...rates } = ratesOf(track, sum);
  return { ...rates, duration: seenAll ? duration : defaults.seconds };
}
