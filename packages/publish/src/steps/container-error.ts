import { PublishError } from '../errors.ts';
import {
  audioBitsPerSecond,
  containerSeconds,
  maxAudioChannels,
  maxAudioSamplesPerSecond,
  maxVideoAspectRatio,
  maxVideoBitsPerSecond,
  maxVideoFramesPerSecond,
  maxVideoSeconds,
  minAudioChannels,
  minVideoAspectRatio,
  minVideoFramesPerSecond,
} from '../generated/limits.ts';
import type { PublishState } from '../state.ts';

/** Why a container cannot be published. */
export type Failure =
  | { readonly status: 'ERROR' | 'EXPIRED'; readonly errorMessage?: string | undefined }
  | { readonly status: 'TIMED_OUT'; readonly lastStatus: string | undefined; readonly waited: number };

/** What is told of such a container. */
export interface FailureReport {
  readonly code: 'CONTAINER_FAILED' | 'CONTAINER_EXPIRED' | 'CONTAINER_TIMED_OUT';
  readonly message: string;
  readonly remedy: string;
  /** Meta's word for the reason. */
  readonly errorMessage?: string;
}

/** The error for a container that cannot become a post, with what to do about it. */
export function containerError(
  call: string,
  containerId: string,
  failure: Failure,
  state: PublishState,
  mediaIndex?: number,
): PublishError {
  const subject = mediaIndex === undefined ? containerId : `${containerId} of media[${mediaIndex}]`;
  const { code, message, ...about } = describeFailure(call, subject, failure);
  return new PublishError(code, `${message} Nothing was published.`, {
    ...about,
    state,
    ...(mediaIndex === undefined ? {} : { mediaIndex }),
  });
}

/** Says why a container cannot be published, and what to do. */
export function describeFailure(call: string, subject: string, failure: Failure): FailureReport {
  switch (failure.status) {
    case 'ERROR': {
      const errorMessage = failure.errorMessage ?? 'UNKNOWN';
      return {
        code: 'CONTAINER_FAILED',
        message: `${call}: Meta could not process container ${subject}: ${errorMessage}.`,
        errorMessage,
        remedy: remedyFor(errorMessage),
      };
    }
    case 'EXPIRED':
      return {
        code: 'CONTAINER_EXPIRED',
        message: `${call}: container ${subject} was not published within ${containerSeconds / 3600} hours and expired.`,
        remedy: 'Publish the post again; that makes a new container.',
      };
    case 'TIMED_OUT':
      return {
        code: 'CONTAINER_TIMED_OUT',
        message: `${call}: container ${subject} was not ready after ${failure.waited / 1000} s, last status ${failure.lastStatus ?? 'not readable'}.`,
        remedy: `Try again later, or wait longer: large videos take minutes. The container lives for ${containerSeconds / 3600} hours.`,
      };
  }
}

function remedyFor(errorMessage: string): string {
  const known = remedies();
  return (Object.hasOwn(known, errorMessage) ? known[errorMessage] : undefined) ?? unknownRemedy;
}

const unknownRemedy =
  'Meta gives no reason. Check that anybody can download the file at its URL and that it keeps to the media ' +
  'specifications, then publish again.';

/** By Meta's own words, misspelling included. A function, so that importing the package builds nothing. */
function remedies(): Readonly<Record<string, string>> {
  const channels = `${minAudioChannels} or ${maxAudioChannels} channels`;
  return {
    FAILED_DOWNLOADING_VIDEO:
      'Check that anybody can download the video at its URL, without a login or a check for robots, or host it elsewhere.',
    FAILED_PROCESSING_AUDIO: `Encode the audio as AAC with at most ${maxAudioSamplesPerSecond / 1000} kHz, ${channels} and ${audioBitsPerSecond / 1000} kbps.`,
    FAILED_PROCESSING_VIDEO:
      'Encode the video as H.264 or HEVC, progressive, 4:2:0, closed GOP, in an MP4 or MOV with the moov atom first and ' +
      'no edit lists.',
    INVALID_ASPEC_RATIO: `Crop or pad the video to an aspect ratio between ${minVideoAspectRatio}:1 and ${maxVideoAspectRatio}:1; 9:16 is recommended.`,
    INVALID_BIT_RATE: `Encode the video with at most ${maxVideoBitsPerSecond / 1e6} Mbps.`,
    INVALID_DURATION: `Cut the video to at most ${maxVideoSeconds} seconds; it must not be empty.`,
    INVALID_FRAME_RATE: `Encode the video with ${minVideoFramesPerSecond} to ${maxVideoFramesPerSecond} frames per second.`,
    INVALID_AUDIO_CHANNELS: `Encode the audio with ${channels}.`,
    INVALID_AUDIO_CHANNEL_LAYOUT: 'Encode the audio as mono or stereo.',
  };
}
