import description from '@threads-sdk/openapi' with { type: 'json' };
import type { Edit, Reading } from './read-with-ffprobe.ts';

const { 'x-threads-limits': limits } = description;

/** What both judges allow beyond a limit, as the guides say: of a frame rate, and of a length in seconds. */
const tolerance = { rate: 0.01, seconds: 0.05 };

type Rule = readonly [
  fault: string,
  limits: readonly (keyof typeof limits)[],
  breaks: (reading: Reading) => boolean,
];

/**
 * What Meta documents of files, as far as ffprobe can tell: the one table that the judges of media are held against. In
 * the order in which they tell it. A fact that ffprobe does not know breaks no limit.
 *
 * @see https://developers.facebook.com/documentation/threads/overview#image-specifications
 * @see https://developers.facebook.com/documentation/threads/overview#video-specifications
 */
export const imageRules: readonly Rule[] = [
  [
    'ASPECT_RATIO',
    ['maxImageAspectRatio'],
    ({ width = 1, height = 1 }) =>
      Math.max(width / height, height / width) > limits.maxImageAspectRatio.value,
  ],
  ['TOO_LARGE', ['maxImageBytes'], ({ size }) => size > limits.maxImageBytes.value],
];

export const videoRules: readonly Rule[] = [
  ['MOOV_NOT_FIRST', [], ({ indexFirst }) => !indexFirst],
  [
    'EDIT_LIST',
    [],
    ({ pictureEdits, soundEdits, wholeDuration = 0, frameRate = 1 }) => {
      const most = Math.max(1, 4 / frameRate);
      return (
        cuts(pictureEdits, most) || cuts(soundEdits, most) || endsEarly(pictureEdits, wholeDuration - most)
      );
    },
  ],
  ['NO_VIDEO_TRACK', [], ({ videoCodec }) => videoCodec === undefined],
  ['VIDEO_CODEC', ['videoCodecs'], ({ videoCodec }) => isOther(limits.videoCodecs.value, videoCodec)],
  [
    'CHROMA_FORMAT',
    ['videoChroma'],
    ({ videoCodec, chroma }) =>
      !isOther(limits.videoCodecs.value, videoCodec) && isOther(limits.videoChroma.value, chroma),
  ],
  ['INTERLACED', [], ({ interlaced = false }) => interlaced],
  [
    'ASPECT_RATIO',
    ['minVideoAspectRatio', 'maxVideoAspectRatio'],
    ({ width = 1, height = 1 }) =>
      width / height < limits.minVideoAspectRatio.value || width / height > limits.maxVideoAspectRatio.value,
  ],
  ['COLUMNS', ['maxVideoWidthPixels'], ({ width = 0 }) => width > limits.maxVideoWidthPixels.value],
  [
    'DURATION',
    ['maxVideoSeconds'],
    ({ duration = 1 }) => duration <= 0 || duration > limits.maxVideoSeconds.value + tolerance.seconds,
  ],
  [
    'FRAME_RATE',
    ['minVideoFramesPerSecond', 'maxVideoFramesPerSecond'],
    ({ frameRate, nominalRate }) =>
      frameRate !== undefined && !isFrameRate(frameRate) && !isFrameRate(nominalRate),
  ],
  ['BIT_RATE', ['maxVideoBitsPerSecond'], ({ bitRate = 0 }) => bitRate > limits.maxVideoBitsPerSecond.value],
  ['AUDIO_CODEC', ['audioCodecs'], (reading) => isOther(limits.audioCodecs.value, reading['audio.codec'])],
  [
    'AUDIO_SAMPLE_RATE',
    ['maxAudioSamplesPerSecond'],
    ({ 'audio.sampleRate': rate = 0 }) => rate > limits.maxAudioSamplesPerSecond.value,
  ],
  [
    'AUDIO_CHANNELS',
    ['minAudioChannels', 'maxAudioChannels'],
    ({ 'audio.channels': channels = 1 }) =>
      channels < limits.minAudioChannels.value || channels > limits.maxAudioChannels.value,
  ],
];

/** The faults that a file has by the documentation, in the order in which they are told. */
export function documentedFaults(reading: Reading | undefined, isDamaged: boolean): readonly string[] {
  if (isDamaged) return ['DAMAGED'];
  if (reading?.format === undefined) return ['TYPE_UNSUPPORTED'];
  const rules = /^(?:jpeg|png)$/.test(reading.format) ? imageRules : videoRules;
  return rules.filter(([, , breaks]) => breaks(reading)).map(([fault]) => fault);
}

function isOther(list: readonly string[], name: string | undefined): boolean {
  return name !== undefined && !list.includes(name);
}

function isFrameRate(rate = 0): boolean {
  const { minVideoFramesPerSecond: least, maxVideoFramesPerSecond: most } = limits;
  return rate >= least.value * (1 - tolerance.rate) && rate <= most.value * (1 + tolerance.rate);
}

/** Whether it plays several pieces, at another speed, or leaves out more of the beginning than encoders do. */
function cuts(edits: readonly Edit[] = [], most: number): boolean {
  const pieces = edits.filter(({ start }) => start >= 0);
  return pieces.length > 1 || pieces.some(({ start, speed }) => speed !== 1 || start > most);
}

function endsEarly(edits: readonly Edit[] = [], least: number): boolean {
  return edits.some(({ start, seconds }) => start >= 0 && seconds > 0 && seconds < least);
}
