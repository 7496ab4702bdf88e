import { audioLimits, videoLimits, type Range } from './limits.ts';
import type { MediaFailure } from './media-fault.ts';

/** What counts of an MP4 or MOV. */
export interface VideoFacts {
  /** Such as `avc` and `hevc`; `unknown` for what the parser does not know. */
  readonly codec: string;
  /** Absent where the file does not tell. */
  readonly chroma: ChromaFormat | undefined;
  /** Pixels as they are shown, after rotation. */
  readonly width: number;
  /** Pixels as they are shown, after rotation. */
  readonly height: number;
  /** Seconds that the pictures last. */
  readonly duration: number;
  /** Frames per second, on average. */
  readonly frameRate: number;
  /** Bits per second of the pictures, on average. */
  readonly bitRate: number;
  /** Absent: a silent film. */
  readonly audio?: AudioFacts;
}

/** How finely colours are sampled. */
export type ChromaFormat = '4:0:0' | '4:2:0' | '4:2:2' | '4:4:4';

/** What counts of the sound of a video. */
export interface AudioFacts {
  /** Such as `aac`; `unknown` for what the parser does not know. */
  readonly codec: string;
  /** Samples per second. */
  readonly sampleRate: number;
  readonly channels: number;
  /** Whether the channels stand for one of the numbered layouts of AAC, such as mono or stereo. */
  readonly standardLayout: boolean;
}

/** Says what Meta's limits have against a video. Of several faults it is the first in the order of this text. */
export function judgeVideo(facts: VideoFacts): MediaFailure | undefined {
  const { codec, chroma, width, height, duration, frameRate, bitRate, audio } = facts;
  if (!videoLimits.codecs.includes(codec) || chroma !== videoLimits.chroma) return 'FAILED_PROCESSING_VIDEO';
  if (!within(videoLimits.aspectRatio, width / height)) return 'INVALID_ASPEC_RATIO';
  if (width > videoLimits.columns) return 'FAILED_PROCESSING_VIDEO';
  if (!(duration > 0 && duration <= videoLimits.duration)) return 'INVALID_DURATION';
  if (!within(videoLimits.frameRate, frameRate)) return 'INVALID_FRAME_RATE';
  if (bitRate > videoLimits.bitRate) return 'INVALID_BIT_RATE';
  return audio === undefined ? undefined : judgeAudio(audio);
}

function judgeAudio({ codec, sampleRate, channels, standardLayout }: AudioFacts): MediaFailure | undefined {
  if (!audioLimits.codecs.includes(codec) || sampleRate > audioLimits.sampleRate)
    return 'FAILED_PROCESSING_AUDIO';
  if (!within(audioLimits.channels, channels)) return 'INVALID_AUDIO_CHANNELS';
  return standardLayout ? undefined : 'INVALID_AUDIO_CHANNEL_LAYOUT';
}

// What is no number is not within.
function within({ min, max }: Range, value: number): boolean {
  return value >= min && value <= max;
}
