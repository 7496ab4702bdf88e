import { PublishError } from './errors.ts';
import type { PublishState } from './state.ts';
import type { Failure } from './watch-container.ts';

/** The error for a container that cannot be published, with what to do about it. */
export function containerError(
  call: string,
  containerId: string,
  failure: Failure,
  state: PublishState,
  mediaIndex?: number,
): PublishError {
  const subject = `container ${containerId}${mediaIndex === undefined ? '' : ` of media[${mediaIndex}]`}`;
  const about = { state, ...(mediaIndex === undefined ? {} : { mediaIndex }) };
  switch (failure.status) {
    case 'ERROR': {
      const errorMessage = failure.errorMessage ?? 'UNKNOWN';
      return new PublishError(
        'CONTAINER_FAILED',
        `${call}: Meta could not process ${subject}: ${errorMessage}. Nothing was published.`,
        { ...about, errorMessage, remedy: remedyFor(errorMessage) },
      );
    }
    case 'EXPIRED':
      return new PublishError(
        'CONTAINER_EXPIRED',
        `${call}: ${subject} was not published within 24 hours and expired. Nothing was published.`,
        { ...about, remedy: 'Publish the post again; that makes a new container.' },
      );
    case 'TIMED_OUT':
      return new PublishError(
        'CONTAINER_TIMED_OUT',
        `${call}: ${subject} was not ready after ${failure.waited / 1000} s, last status ${failure.lastStatus ?? 'not readable'}. ` +
          'Nothing was published.',
        {
          ...about,
          remedy:
            'Try again later, or wait longer: large videos take minutes. The container lives for 24 hours.',
        },
      );
  }
}

function remedyFor(errorMessage: string): string {
  return (Object.hasOwn(remedies, errorMessage) ? remedies[errorMessage] : undefined) ?? unknownRemedy;
}

const unknownRemedy =
  'Meta gives no reason. Check that anybody can download the file at its URL and that it keeps to the media ' +
  'specifications, then publish again.';

/** By Meta's own words, misspelling included. */
const remedies: Readonly<Record<string, string>> = {
  FAILED_DOWNLOADING_VIDEO:
    'Check that anybody can download the video at its URL, without a login or a check for robots, or host it elsewhere.',
  FAILED_PROCESSING_AUDIO: 'Encode the audio as AAC with at most 48 kHz, 1 or 2 channels and 128 kbps.',
  FAILED_PROCESSING_VIDEO:
    'Encode the video as H.264 or HEVC, progressive, 4:2:0, closed GOP, in an MP4 or MOV with the moov atom first and ' +
    'no edit lists.',
  INVALID_ASPEC_RATIO:
    'Crop or pad the video to an aspect ratio between 0.01:1 and 10:1; 9:16 is recommended.',
  INVALID_BIT_RATE: 'Encode the video with at most 100 Mbps.',
  INVALID_DURATION: 'Cut the video to at most 300 seconds; it must not be empty.',
  INVALID_FRAME_RATE: 'Encode the video with 23 to 60 frames per second.',
  INVALID_AUDIO_CHANNELS: 'Encode the audio with 1 or 2 channels.',
  INVALID_AUDIO_CHANNEL_LAYOUT: 'Encode the audio as mono or stereo.',
};
