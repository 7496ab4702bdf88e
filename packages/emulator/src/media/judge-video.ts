import type { Limit } from '@threads-sdk/openapi';
import { limits } from '../description/limits.ts';
import type { MediaFailure } from './media-fault.ts';

/** What counts of an MP4 or MOV. */
export interface VideoFacts {
  /** Whether the index comes before the pictures. */
  readonly indexFirst: boolean;
  /** Whether an edit list cuts, repeats or slows the film. */
  readonly edited: boolean;
  /** `h264`, `hevc`, or what the file calls another one. */
  readonly codec: string;
  /** Absent where the file does not tell. */
  readonly chroma: ChromaFormat | undefined;
  readonly interlaced: boolean;
  /** Pixels as they are shown, after rotation. */
  readonly width: number;
  /** Pixels as they are shown, after rotation. */
  readonly height: number;
  /** Seconds that the pictures last. */
  readonly duration: number;
  /** Frames per second, on average; absent where there are none. */
  readonly frameRate: number | undefined;
  /** Frames per second, by how long most of them last. */
  readonly nominalRate: number | undefined;
  /** Bits per second of the pictures, on average. */
  readonly bitRate: number;
  /** Absent: a silent film. */
  readonly audio?: AudioFacts;
}

/** How finely colours are sampled. */
export type ChromaFormat = '4:0:0' | '4:2:0' | '4:2:2' | '4:4:4';

/** What counts of the sound of a video. */
export interface AudioFacts {
  /** `aac`, or what the file calls another one. */
  readonly codec: string;
  /** Samples per second. */
  readonly sampleRate: number;
  readonly channels: number;
}

// Clocks are off by a little, and a film ends with the frame that it began.
const rateTolerance = 0.01;
const secondsTolerance = 0.05;

/** Says what Meta's limits have against a video. Of several faults it is the first in the order of this text. */
export function judgeVideo(facts: VideoFacts): MediaFailure | undefined {
  const { codec, chroma, width, height, duration, frameRate, nominalRate, bitRate, audio } = facts;
  if (!facts.indexFirst || facts.edited || facts.interlaced) return 'FAILED_PROCESSING_VIDEO';
  if (!includes(limits.videoCodecs, codec)) return 'FAILED_PROCESSING_VIDEO';
  if (chroma !== undefined && !includes(limits.videoChroma, chroma)) return 'FAILED_PROCESSING_VIDEO';
  if (!within(limits.minVideoAspectRatio, limits.maxVideoAspectRatio, width / height))
    return 'INVALID_ASPEC_RATIO';
  if (width > limits.maxVideoWidthPixels.value) return 'FAILED_PROCESSING_VIDEO';
  if (!(duration > 0 && duration < limits.maxVideoSeconds.value + secondsTolerance))
    return 'INVALID_DURATION';
  if (!isFrameRate(frameRate) && !isFrameRate(nominalRate)) return 'INVALID_FRAME_RATE';
  if (bitRate > limits.maxVideoBitsPerSecond.value) return 'INVALID_BIT_RATE';
  return audio === undefined ? undefined : judgeAudio(audio);
}

function judgeAudio({ codec, sampleRate, channels }: AudioFacts): MediaFailure | undefined {
  if (!includes(limits.audioCodecs, codec) || sampleRate > limits.maxAudioSamplesPerSecond.value)
    return 'FAILED_PROCESSING_AUDIO';
  if (!within(limits.minAudioChannels, limits.maxAudioChannels, channels)) return 'INVALID_AUDIO_CHANNELS';
  return undefined;
}

// The average is off where a single frame is shorter or longer than the others: then what most of them have counts.
function isFrameRate(rate: number | undefined): boolean {
  const { minVideoFramesPerSecond: least, maxVideoFramesPerSecond: most } = limits;
  return (
    rate !== undefined &&
    rate >= least.value * (1 - rateTolerance) &&
    rate <= most.value * (1 + rateTolerance)
  );
}

// What is no number is not within.
function within(min: Limit<number>, max: Limit<number>, value: number): boolean {
  return value >= min.value && value <= max.value;
}

function includes({ value }: Limit<readonly string[]>, text: string): boolean {
  return value.some((member) => member === text);
}
