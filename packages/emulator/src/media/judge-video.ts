import type { Limit } from '@threads-sdk/openapi';
import { limits } from '../limits.ts';
import type { MediaFailure } from './media-fault.ts';

/** What counts of an MP4 or MOV. */
export interface VideoFacts {
  /** Such as `h264` and `hevc`; `unknown` for what the parser does not know. */
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
  const { minVideoAspectRatio, maxVideoAspectRatio, minVideoFramesPerSecond, maxVideoFramesPerSecond } =
    limits;
  if (!includes(limits.videoCodecs, codec) || !includes(limits.videoChroma, chroma))
    return 'FAILED_PROCESSING_VIDEO';
  if (!within(minVideoAspectRatio, maxVideoAspectRatio, width / height)) return 'INVALID_ASPEC_RATIO';
  if (width > limits.maxVideoWidthPixels.value) return 'FAILED_PROCESSING_VIDEO';
  if (!(duration > 0 && duration <= limits.maxVideoSeconds.value)) return 'INVALID_DURATION';
  if (!within(minVideoFramesPerSecond, maxVideoFramesPerSecond, frameRate)) return 'INVALID_FRAME_RATE';
  if (bitRate > limits.maxVideoBitsPerSecond.value) return 'INVALID_BIT_RATE';
  return audio === undefined ? undefined : judgeAudio(audio);
}

function judgeAudio({ codec, sampleRate, channels, standardLayout }: AudioFacts): MediaFailure | undefined {
  if (!includes(limits.audioCodecs, codec) || sampleRate > limits.maxAudioSamplesPerSecond.value)
    return 'FAILED_PROCESSING_AUDIO';
  if (!within(limits.minAudioChannels, limits.maxAudioChannels, channels)) return 'INVALID_AUDIO_CHANNELS';
  return standardLayout ? undefined : 'INVALID_AUDIO_CHANNEL_LAYOUT';
}

// What is no number is not within.
function within(min: Limit<number>, max: Limit<number>, value: number): boolean {
  return value >= min.value && value <= max.value;
}

function includes({ value }: Limit<readonly string[]>, text: string | undefined): boolean {
  return value.some((member) => member === text);
}
