import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What ffprobe tells of a file; `undefined` for what it cannot tell. */
export interface Reading {
  /** `undefined`: something that Meta does not take. */
  readonly format?: 'jpeg' | 'png' | 'mp4' | 'mov' | undefined;
  /** Whether `moov` comes before the first `mdat` that holds something. */
  readonly indexFirst: boolean;
  /** What the edit list of the pictures plays; absent without one. */
  readonly pictureEdits?: readonly Edit[] | undefined;
  /** What the edit list of the sound plays; absent without one. */
  readonly soundEdits?: readonly Edit[] | undefined;
  /** Bytes. */
  readonly size: number;
  /** Of the pictures; all of them are absent where there are none. */
  readonly videoCodec?: string;
  readonly chroma?: string | undefined;
  readonly interlaced?: boolean;
  readonly width?: number;
  readonly height?: number;
  readonly duration?: number | undefined;
  readonly frameRate?: number | undefined;
  /** By how long most of them last. */
  readonly nominalRate?: number | undefined;
  /** Seconds, with those that an edit list leaves out. */
  readonly wholeDuration?: number | undefined;
  readonly bitRate?: number | undefined;
  /** Of the sound; all of them are absent where there is none. */
  readonly 'audio.codec'?: string;
  readonly 'audio.sampleRate'?: number;
  readonly 'audio.channels'?: number;
  readonly 'audio.bitRate'?: number | undefined;
}

/** A piece that an edit list plays. */
export interface Edit {
  readonly seconds: number;
  /** In seconds; below 0: a pause. */
  readonly start: number;
  readonly speed: number;
}

type Json = Readonly<Record<string, unknown>>;

/** Reads a file with ffprobe. Resolves to `undefined` for one that ffprobe cannot read. */
export async function readWithFfprobe(ffprobe: string, path: string): Promise<Reading | undefined> {
  // The order of the boxes and the edit lists are in what it says on its way.
  const args = ['-v', 'trace', '-of', 'json', '-show_format', '-show_streams', path];
  const { stdout, stderr } = await promisify(execFile)(ffprobe, args, { maxBuffer: 2 ** 28 }).catch(() => ({
    stdout: '',
    stderr: '',
  }));
  if (stdout === '') return undefined;
  const { format = {}, streams = [] }: { format?: Json; streams?: readonly Json[] } = JSON.parse(stdout);
  const video = chooseStream(streams, 'video');
  const audio = chooseStream(streams, 'audio');
  return {
    format: formatOf(format, video),
    indexFirst: isIndexFirst(stderr),
    size: Number(format['size']),
    ...(video && {
      ...readPictures(video),
      ...readTimes(video, stderr),
      pictureEdits: editsOf(video, stderr),
    }),
    ...(audio && { ...readSound(audio), soundEdits: editsOf(audio, stderr) }),
  };
}

/** The first one that is switched on; the picture of a title is none. */
function chooseStream(streams: readonly Json[], kind: string): Json | undefined {
  const is = (stream: Json, name: string): boolean => Object(stream['disposition'])[name] === 1;
  const fitting = streams.filter((stream) => stream['codec_type'] === kind && !is(stream, 'attached_pic'));
  return fitting.find((stream) => is(stream, 'default')) ?? fitting[0];
}

function formatOf(format: Json, video: Json | undefined): Reading['format'] {
  const name = String(format['format_name']);
  if (name.includes('mp4')) {
    const brand = String(Object(format['tags']).major_brand ?? 'qt  ');
    if (/^(?:avif|avis|hei[cx]|mif1)/.test(brand)) return undefined;
    return brand === 'qt  ' ? 'mov' : 'mp4';
  }
  if (!/^(?:image2|jpeg_pipe|png_pipe|apng)$/.test(name)) return undefined;
  const codec = String(video?.['codec_name']);
  return codec === 'mjpeg' ? 'jpeg' : /^a?png$/.test(codec) ? 'png' : undefined;
}

function readPictures(stream: Json): Partial<Reading> {
  const [x = 0, y = 0] = partsOf(stream['sample_aspect_ratio'], ':');
  const width = Math.round(Number(stream['width']) * (x > 0 && y > 0 ? x / y : 1));
  const height = Number(stream['height']);
  const sideData: readonly Json[] = Object(stream)['side_data_list'] ?? [];
  const rotation = Number(sideData.find((data) => 'rotation' in data)?.['rotation'] ?? 0);
  const isTurned = Math.abs(rotation) % 180 === 90;
  const codec = String(stream['codec_name']);
  return {
    videoCodec: /^(?:h264|hevc)$/.test(codec) ? codec : String(stream['codec_tag_string']).trim(),
    chroma: chromaOf(String(stream['pix_fmt'])),
    interlaced: /^(?:tt|bb|tb|bt)$/.test(String(stream['field_order'])),
    width: isTurned ? height : width,
    height: isTurned ? width : height,
    duration: numberIn(stream['duration']),
    frameRate: quotientOf(stream['avg_frame_rate']),
    bitRate: numberIn(stream['bit_rate']),
  };
}

function readSound(stream: Json): Partial<Reading> {
  const tag = String(stream['codec_tag_string']).trim();
  return {
    'audio.codec': tag === 'mp4a' ? String(stream['codec_name']) : tag,
    'audio.sampleRate': Number(stream['sample_rate']),
    'audio.channels': Number(stream['channels']),
    'audio.bitRate': numberIn(stream['bit_rate']),
  };
}

function chromaOf(pixels: string): string | undefined {
  if (pixels.startsWith('gray')) return '4:0:0';
  if (pixels.startsWith('gbr')) return '4:4:4';
  return /^yuvj?(4[24][024])/.exec(pixels)?.[1]?.replace(/(.)(.)(.)/, '$1:$2:$3');
}

function partsOf(text: unknown, by: string): readonly number[] {
  return String(text).split(by).map(Number);
}

function quotientOf(text: unknown): number | undefined {
  const [x = 0, y = 0] = partsOf(text, '/');
  return x > 0 && y > 0 ? x / y : undefined;
}

function numberIn(text: unknown): number | undefined {
  return text === undefined ? undefined : Number(text);
}

function isIndexFirst(trace: string): boolean {
  const boxes = [...trace.matchAll(/type:'(\w+)' parent:'root' sz: (\d+)/g)];
  const [, first] =
    boxes.find(([, type, size]) => type === 'moov' || (type === 'mdat' && size !== '8')) ?? [];
  return first === 'moov';
}

/** What ffprobe said while it read the track of a stream. */
function traceOf(stream: Json, trace: string): string {
  return trace.split("type:'trak'")[Number(stream['index']) + 1] ?? '';
}

function unitsOf(stream: Json): number {
  return partsOf(stream['time_base'], '/')[1] ?? 1;
}

// In fragments it has no table to tell of.
function readTimes(stream: Json, trace: string): Pick<Reading, 'nominalRate' | 'wholeDuration'> {
  const counts = new Map<number, number>();
  let sum = 0;
  for (const [, count, length] of traceOf(stream, trace).matchAll(
    /sample_count=(\d+), sample_duration=(\d+)/g,
  )) {
    counts.set(Number(length), (counts.get(Number(length)) ?? 0) + Number(count));
    sum += Number(count) * Number(length);
  }
  const [usual] = [...counts].toSorted(([, some], [, others]) => others - some)[0] ?? [];
  if (usual === undefined)
    return { nominalRate: quotientOf(stream['r_frame_rate']), wholeDuration: numberIn(stream['duration']) };
  return { nominalRate: unitsOf(stream) / usual, wholeDuration: sum / unitsOf(stream) };
}

function editsOf(stream: Json, trace: string): readonly Edit[] | undefined {
  const track = traceOf(stream, trace);
  if (!track.includes("type:'elst'")) return undefined;
  const [, unitsOfMovie] = /time scale = (\d+)/.exec(trace) ?? [];
  const edits = [...track.matchAll(/ duration=(-?\d+) time=(-?\d+) rate=([\d.-]+)/g)];
  return edits.map(([, duration, time, speed]) => ({
    seconds: Number(duration) / Number(unitsOfMovie),
    start: Number(time) / unitsOf(stream),
    speed: Number(speed),
  }));
}
