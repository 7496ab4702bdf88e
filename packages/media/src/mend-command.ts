import { checkInput, listOf, matching, shape, text } from '@threads-sdk/internal';
import type * as v from 'valibot';
import {
  maxAudioChannels,
  maxAudioSamplesPerSecond,
  maxVideoAspectRatio,
  maxVideoFramesPerSecond,
  maxVideoSeconds,
  maxVideoWidthPixels,
  minAudioChannels,
  minVideoAspectRatio,
  minVideoFramesPerSecond,
} from './generated/limits.ts';
import type { MediaIssueCode, MediaReport } from './media-report.ts';

/**
 * Writes the line that mends all faults of a video together with `ffmpeg` (5.1 or later, with libx264). It runs nothing.
 *
 * Pictures and sound are copied where nothing of them has to be encoded, as for an index that comes too late. Where pictures have
 * to, they become H.264 of at most 20 megabits a second, so that 300 seconds stay below 1 GB. Nothing is cropped: what is too wide
 * is scaled down to 1920 pixels, and a strip is padded with black. **A video that is too long is cut after 300 seconds.** Of
 * several tracks the first of pictures and the first of sound stay.
 *
 * Check what comes out again: a report tells only what could be read, and of another container (WebM, Matroska, AVI, FLV, WMV, MPEG)
 * nothing but that, so that all of it is encoded.
 *
 * @param report what `checkMedia` said of the video
 * @param input the path of the video
 * @param output the path of the MP4 to be written, another one
 * @returns the line, quoted for a POSIX shell such as bash or zsh, whatever characters the paths have; `undefined` if nothing is
 *   wrong, or ffmpeg cannot mend it: what is damaged, empty, no video, or only reached in the wrong way
 * @throws {InvalidInputError} if the report is none, a path is empty or has control characters, or both are the same, naming every
 *   fault
 *
 * @example
 * ```ts
 * import { openAsBlob } from 'node:fs';
 * import { checkMedia, mendCommand } from '@threads-sdk/media';
 *
 * export async function explain(path: string): Promise<void> {
 *   const report = await checkMedia(await openAsBlob(path), { kind: 'video' });
 *   for (const { message } of report.issues) console.error(`The video ${message}.`);
 *   // ffmpeg -i gate.mov -map 0:V:0 -map 0:a:0 -c:v copy -c:a copy -movflags +faststart -f mp4 mended.mp4
 *   console.error(mendCommand(report, path, 'mended.mp4') ?? 'There is nothing to mend.');
 * }
 * ```
 *
 * @category Check media
 */
export function mendCommand(report: MediaReport, input: string, output: string): string | undefined {
  const same = { path: 'output', message: 'must be another file than the input' };
  checkInput('mendCommand', inputSchema(), { report, input, output }, input === output ? [same] : []);
  const codes = new Set(report.issues.map(({ code }) => code));
  const isMendable = [...codes].every((code) =>
    [ofPictures, ofSound, ofFile].some((list) => list.includes(code)),
  );
  if (codes.size === 0 || !isMendable || report.kind !== 'video' || (report.duration ?? 1) <= 0)
    return undefined;
  // Another container, or an index that was out of reach: there may be sound.
  const sound = report.videoCodec === undefined ? '0:a:0?' : report.audio && '0:a:0';
  const args = [
    '-i',
    pathOf(input),
    '-map',
    '0:V:0',
    ...(sound === undefined ? [] : ['-map', sound]),
    ...pictureArgs(codes, report),
    ...(sound === undefined ? [] : soundArgs(codes, report)),
    ...(codes.has('TYPE_UNSUPPORTED') || codes.has('DURATION') ? ['-t', String(maxVideoSeconds)] : []),
    ...'-movflags +faststart -f mp4'.split(' '),
    pathOf(output),
  ];
  return ['ffmpeg', ...args.map(quote)].join(' ');
}

type Codes = ReadonlySet<MediaIssueCode>;

/** Faults of the pictures that are gone when they are encoded anew. */
const ofPictures: readonly MediaIssueCode[] = [
  'TYPE_UNSUPPORTED',
  'TOO_LARGE',
  'ASPECT_RATIO',
  'EDIT_LIST',
  'VIDEO_CODEC',
  'CHROMA_FORMAT',
  'INTERLACED',
  'COLUMNS',
  'FRAME_RATE',
  'BIT_RATE',
];

/** Faults that are gone when the sound is encoded anew. */
const ofSound: readonly MediaIssueCode[] = [
  'TYPE_UNSUPPORTED',
  'EDIT_LIST',
  'AUDIO_CODEC',
  'AUDIO_SAMPLE_RATE',
  'AUDIO_CHANNELS',
];

/** Faults that are gone when the same is written anew. */
const ofFile: readonly MediaIssueCode[] = ['MOOV_NOT_FIRST', 'READ_LIMIT_REACHED', 'DURATION'];

function pictureArgs(codes: Codes, report: MediaReport): readonly string[] {
  if (!ofPictures.some((code) => codes.has(code))) return ['-c:v', 'copy'];
  const filters = [
    ...(codes.has('INTERLACED') ? ['yadif'] : []),
    ...rateFilters(codes, report),
    ...sizeFilters(report),
  ];
  return [
    '-vf',
    filters.join(','),
    // So small a buffer keeps the average of a short film down, too.
    ...'-c:v libx264 -crf 18 -maxrate 20M -bufsize 4M -pix_fmt yuv420p'.split(' '),
    // Without pictures that look ahead nothing has to be shifted, and no edit list is left.
    ...(codes.has('EDIT_LIST') ? '-bf 0 -use_editlist 0'.split(' ') : []),
  ];
}

function rateFilters(codes: Codes, { frameRate = 0 }: MediaReport): readonly string[] {
  const [least, most] = [minVideoFramesPerSecond, maxVideoFramesPerSecond];
  if (codes.has('TYPE_UNSUPPORTED'))
    return [`fps=if(lt(source_fps\\,${least})\\,30\\,min(source_fps\\,${most}))`];
  return codes.has('FRAME_RATE') ? [`fps=${frameRate < least ? 30 : most}`] : [];
}

/** Even numbers, which 4:2:0 needs, within the limits, in pixels that are squares. */
function sizeFilters({ width, height }: MediaReport): readonly string[] {
  const most = maxVideoWidthPixels;
  if (width === undefined || height === undefined) {
    const scale = `min(1\\,${most}/(iw*sar))`;
    return [`scale=trunc(iw*sar*${scale}/2)*2:trunc(ih*${scale}/2)*2`, 'setsar=1'];
  }
  const even = (number: number): number => 2 * Math.max(1, Math.round(number / 2));
  const evenAbove = (number: number): number => 2 * Math.ceil(number / 2);
  const scale = Math.min(1, most / width);
  const [columns, lines] = [even(width * scale), even(height * scale)];
  const framed = [
    Math.max(columns, evenAbove(lines * minVideoAspectRatio)),
    Math.max(lines, evenAbove(columns / maxVideoAspectRatio)),
  ];
  const isStrip = framed[0] !== columns || framed[1] !== lines;
  return [`scale=${columns}:${lines}`, 'setsar=1', ...(isStrip ? [`pad=${framed.join(':')}:-1:-1`] : [])];
}

function soundArgs(codes: Codes, { audio }: MediaReport): readonly string[] {
  if (!ofSound.some((code) => codes.has(code))) return ['-c:a', 'copy'];
  const { sampleRate = Infinity, channels = Infinity } = audio ?? {};
  return [
    ...'-c:a aac -b:a 128k'.split(' '),
    ...(sampleRate > maxAudioSamplesPerSecond ? ['-ar', String(maxAudioSamplesPerSecond)] : []),
    ...(channels < minAudioChannels || channels > maxAudioChannels ? ['-ac', String(maxAudioChannels)] : []),
  ];
}

/** A path that ffmpeg takes for no option and no protocol. */
function pathOf(path: string): string {
  return /^-|^[^/]*:/.test(path) ? `./${path}` : path;
}

/** A word that a POSIX shell hands on as it is. */
function quote(word: string): string {
  return /^[\w./:+-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

// A function, so that importing the package builds nothing.
function inputSchema(): v.GenericSchema {
  const path = matching(/^[^\p{Cc}]+$/u, 'must be a path without control characters');
  const issues = listOf(shape({ code: text }, ['code']));
  return shape({ report: shape({ issues }, ['issues']), input: path, output: path }, [
    'report',
    'input',
    'output',
  ]);
}
