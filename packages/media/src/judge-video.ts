import { applyRules, rounded, type Judgement, type Rule } from './judge.ts';
import { audioLimits, videoLimits, type Range } from './limits.ts';
import type { MediaFaultCode, MediaWarningCode } from './media-fault.ts';
import type { MediaAudio } from './media-report.ts';
import type { IndexFacts, PictureFacts, VideoFacts } from './mp4/read-video.ts';

/** Compares a video with Meta's limits. */
export function judgeVideo({ indexFirst, index }: VideoFacts): Judgement {
  const { pictures, audio } = index ?? {};
  return {
    faults: applyRules<MediaFaultCode>([
      ['MOOV_NOT_FIRST', !indexFirst, 'has its index (moov) behind its pictures; Meta wants it first'],
      ['EDIT_LIST', index?.edits === 'cut', 'is cut by an edit list; Meta wants none'],
      ['NO_VIDEO_TRACK', index !== undefined && !pictures, 'has no pictures'],
      ...(pictures ? pictureFaults(pictures) : []),
      ...(audio ? audioFaults(audio) : []),
    ]),
    warnings: index ? videoWarnings(index) : [],
  };
}

function pictureFaults(facts: PictureFacts): readonly Rule<MediaFaultCode>[] {
  const { videoCodec, chroma, interlaced, width, height, duration, frameRate, bitRate } = facts;
  const { codecs, aspectRatio, columns, ...most } = videoLimits;
  const isKnown = codecs.includes(videoCodec);
  const megabits = Math.round((bitRate ?? 0) / 1e6);
  return [
    ['VIDEO_CODEC', !isKnown, `is encoded as ${videoCodec}; Meta takes H.264 and HEVC`],
    [
      'CHROMA_FORMAT',
      isKnown && chroma !== undefined && chroma !== most.chroma,
      `samples its colours as ${chroma}; Meta takes ${most.chroma}`,
    ],
    ['INTERLACED', interlaced, 'is interlaced; Meta wants whole frames'],
    [
      'ASPECT_RATIO',
      !within(aspectRatio, width / height),
      `has ${width} x ${height} pixels; Meta takes ${aspectRatio.min}:1 to ${aspectRatio.max}:1`,
    ],
    ['COLUMNS', width > columns, `is ${width} pixels wide; Meta takes at most ${columns}`],
    ['DURATION', duration === 0, 'lasts no time at all'],
    [
      'DURATION',
      rounded(duration ?? 0) > most.duration,
      `lasts ${rounded(duration ?? 0)} seconds; Meta takes at most ${most.duration}`,
    ],
    [
      'FRAME_RATE',
      frameRate !== undefined && !within(most.frameRate, rounded(frameRate)),
      `has ${rounded(frameRate ?? 0)} frames per second; Meta takes ${most.frameRate.min} to ${most.frameRate.max}`,
    ],
    [
      'BIT_RATE',
      (bitRate ?? 0) > most.bitRate,
      `has ${megabits} megabits per second; Meta takes at most ${most.bitRate / 1e6}`,
    ],
  ];
}

function audioFaults({ codec, sampleRate, channels }: MediaAudio): readonly Rule<MediaFaultCode>[] {
  return [
    ['AUDIO_CODEC', codec !== audioLimits.codec, `has sound encoded as ${codec}; Meta takes AAC`],
    [
      'AUDIO_SAMPLE_RATE',
      sampleRate > audioLimits.sampleRate,
      `has sound of ${sampleRate} samples per second; Meta takes at most ${audioLimits.sampleRate}`,
    ],
    [
      'AUDIO_CHANNELS',
      !within(audioLimits.channels, channels),
      `has sound of ${channels} channels; Meta takes mono and stereo`,
    ],
  ];
}

function videoWarnings({ edits, audio, pictures }: IndexFacts): Judgement['warnings'] {
  const unknown = pictures
    ? Object.entries({
        ...(videoLimits.codecs.includes(pictures.videoCodec) && { 'colour sampling': pictures.chroma }),
        duration: pictures.duration,
        'frame rate': pictures.frameRate,
        'bit rate': pictures.bitRate,
      }).flatMap(([name, value]) => (value === undefined ? [name] : []))
    : [];
  const rate = audio?.bitRate ?? 0;
  return applyRules<MediaWarningCode>([
    ['EDIT_LIST_HARMLESS', edits === 'shift', 'has an edit list, as most encoders write it'],
    [
      'AUDIO_BIT_RATE',
      // Encoders keep to a rate only on average.
      rate > audioLimits.bitRate * 1.1,
      `has sound of ${Math.round(rate / 1000)} kbps; Meta names ${audioLimits.bitRate / 1000}`,
    ],
    ['NOT_CHECKED', unknown.length > 0, `does not tell its ${unknown.join(', ')}`],
  ]);
}

// What is no number is not within.
function within({ min, max }: Range, value: number): boolean {
  return value >= min && value <= max;
}
