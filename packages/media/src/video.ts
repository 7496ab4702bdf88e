import {
  audioBitsPerSecond,
  audioCodecs,
  maxAudioChannels,
  maxAudioSamplesPerSecond,
  maxVideoAspectRatio,
  maxVideoBitsPerSecond,
  maxVideoBytes,
  maxVideoFramesPerSecond,
  maxVideoSeconds,
  maxVideoWidthPixels,
  minAudioChannels,
  minVideoAspectRatio,
  minVideoFramesPerSecond,
  videoChroma,
  videoCodecs,
} from './generated/limits.ts';
import type { DraftReport, MediaReport } from './media-report.ts';
import { type IndexFacts, type PictureFacts, readVideo, type VideoFacts } from './mp4/read-video.ts';
import type { SoundEntry } from './mp4/sample-entry.ts';
import type { MediaFile } from './media-file.ts';

/**
 * Reads what the index of a video tells, compares it with Meta's limits, and adds what it finds to the report.
 *
 * @throws {Stop} if the index cannot be read
 */
export async function inspectVideo(file: MediaFile, report: DraftReport): Promise<void> {
  if ((file.size() ?? 0) > maxVideoBytes)
    report.issues.push({ code: 'TOO_LARGE', message: `is larger than ${maxVideoBytes / 2 ** 30} GB` });
  const facts = await readVideo(file);
  const { interlaced: _, nominalRate: _nominal, ...pictures } = facts.index?.pictures ?? {};
  Object.assign(report, pictures, facts.index?.audio && { audio: facts.index.audio });
  const { issues, warnings } = compareVideo(facts);
  report.issues.push(...issues);
  report.warnings.push(...warnings);
}

/** Compares a video with Meta's limits. */
export function compareVideo({ indexFirst, index }: VideoFacts): Pick<MediaReport, 'issues' | 'warnings'> {
  const { pictures, audio } = index ?? {};
  return {
    issues: applyRules([
      ['MOOV_NOT_FIRST', !indexFirst, 'has its index (moov) after its pictures; Meta wants it first'],
      ['EDIT_LIST', index?.edits === 'cut', 'is cut by an edit list; Meta wants none'],
      ['NO_VIDEO_TRACK', index !== undefined && !pictures, 'has no pictures'],
      ...(pictures ? pictureRules(pictures) : []),
      ...(audio ? audioRules(audio) : []),
    ]),
    warnings: index ? applyRules(warningRules(index)) : [],
  };
}

type Rule<Code> = readonly [code: Code, applies: boolean, message: string];
type IssueRule = Rule<MediaReport['issues'][number]['code']>;
type WarningRule = Rule<MediaReport['warnings'][number]['code']>;

function applyRules<Code>(rules: readonly Rule<Code>[]): { readonly code: Code; readonly message: string }[] {
  return rules.filter(([, applies]) => applies).map(([code, , message]) => ({ code, message }));
}

function pictureRules(facts: PictureFacts): readonly IssueRule[] {
  const { videoCodec, chroma, interlaced, width, height, duration, frameRate } = facts;
  const isKnown = videoCodecs.includes(videoCodec);
  const bitRate = facts.bitRate ?? 0;
  return [
    ['VIDEO_CODEC', !isKnown, `is encoded as ${videoCodec}; Meta takes ${videoCodecs.join(' and ')}`],
    [
      'CHROMA_FORMAT',
      isKnown && chroma !== undefined && !videoChroma.includes(chroma),
      `samples its colours as ${chroma}; Meta takes ${videoChroma.join(' and ')}`,
    ],
    ['INTERLACED', interlaced, 'is interlaced; Meta wants whole frames'],
    [
      'ASPECT_RATIO',
      !isWithin(width / height, minVideoAspectRatio, maxVideoAspectRatio),
      `has ${width} x ${height} pixels; Meta takes ${minVideoAspectRatio}:1 to ${maxVideoAspectRatio}:1`,
    ],
    [
      'COLUMNS',
      width > maxVideoWidthPixels,
      `is ${width} pixels wide; Meta takes at most ${maxVideoWidthPixels}`,
    ],
    [
      'DURATION',
      duration !== undefined && (duration <= 0 || duration > maxVideoSeconds + secondsTolerance),
      `lasts ${duration} seconds; Meta takes more than 0, at most ${maxVideoSeconds}`,
    ],
    [
      'FRAME_RATE',
      frameRate !== undefined && !isFrameRate(frameRate) && !isFrameRate(facts.nominalRate),
      `has ${frameRate} frames per second; Meta takes ${minVideoFramesPerSecond} to ${maxVideoFramesPerSecond}`,
    ],
    [
      'BIT_RATE',
      bitRate > maxVideoBitsPerSecond,
      `has ${Math.round(bitRate / 1e6)} megabits per second; Meta takes at most ${maxVideoBitsPerSecond / 1e6}`,
    ],
  ];
}

function audioRules({ codec, sampleRate, channels }: SoundEntry): readonly IssueRule[] {
  return [
    [
      'AUDIO_CODEC',
      !audioCodecs.includes(codec),
      `has sound encoded as ${codec}; Meta takes ${audioCodecs.join(' and ')}`,
    ],
    [
      'AUDIO_SAMPLE_RATE',
      sampleRate > maxAudioSamplesPerSecond,
      `has sound of ${sampleRate} samples per second; Meta takes at most ${maxAudioSamplesPerSecond}`,
    ],
    [
      'AUDIO_CHANNELS',
      !isWithin(channels, minAudioChannels, maxAudioChannels),
      `has sound of ${channels} channels; Meta takes ${minAudioChannels} to ${maxAudioChannels}`,
    ],
  ];
}

function warningRules({ edits, audio, pictures }: IndexFacts): readonly WarningRule[] {
  const unknown = pictures
    ? Object.entries({
        ...(videoCodecs.includes(pictures.videoCodec) && { 'colour sampling': pictures.chroma }),
        duration: pictures.duration,
        'frame rate': pictures.frameRate,
        'bit rate': pictures.bitRate,
      }).flatMap(([name, value]) => (value === undefined ? [name] : []))
    : [];
  const rate = audio?.bitRate ?? 0;
  return [
    ['EDIT_LIST_HARMLESS', edits === 'shift', 'has an edit list, as most encoders write it'],
    [
      'AUDIO_BIT_RATE',
      // Encoders keep to a rate only on average.
      rate > audioBitsPerSecond * 1.1,
      `has sound of ${Math.round(rate / 1000)} kbps; Meta names ${audioBitsPerSecond / 1000}`,
    ],
    ['NOT_CHECKED', unknown.length > 0, `does not tell its ${unknown.join(', ')}`],
  ];
}

/** By which part a frame rate may be off: the clocks of phones are, by a thousandth. */
const rateTolerance = 0.01;
/** How much longer a video may last: it ends with the picture that is shown when the time is over. */
const secondsTolerance = 0.05;

function isFrameRate(rate = NaN): boolean {
  return isWithin(
    rate,
    minVideoFramesPerSecond * (1 - rateTolerance),
    maxVideoFramesPerSecond * (1 + rateTolerance),
  );
}

// False for NaN.
function isWithin(value: number, min: number, max: number): boolean {
  return value >= min && value <= max;
}
