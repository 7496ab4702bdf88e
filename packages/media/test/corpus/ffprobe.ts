import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What ffprobe tells of a file, in the words of a report. */
export interface Reading {
  /** What the file is; `undefined`: something that Meta does not take. */
  readonly format: 'jpeg' | 'png' | 'mp4' | 'mov' | undefined;
  readonly pictures: PictureReading | undefined;
  readonly sound: SoundReading | undefined;
  /** Whether the box `moov` comes before the first `mdat` that holds something. */
  readonly indexFirst: boolean;
  /** The edits of the first track of pictures and sound: in seconds, from which unit of time on, how fast. */
  readonly edits: readonly { readonly seconds: number; readonly start: number; readonly speed: number }[][];
}

export interface PictureReading {
  /** As ffprobe names it where Meta takes it, else the four letters in the file. */
  readonly codec: string;
  readonly chroma: string | undefined;
  readonly interlaced: boolean;
  readonly width: number;
  readonly height: number;
  readonly duration: number | undefined;
  readonly frameRate: number | undefined;
  readonly nominalRate: number | undefined;
  readonly bitRate: number | undefined;
}

export interface SoundReading {
  readonly codec: string;
  readonly sampleRate: number;
  readonly channels: number;
  readonly bitRate: number | undefined;
}

interface Stream {
  readonly [name: string]: unknown;
  readonly disposition: Readonly<Record<string, number>>;
}

/** Asks ffprobe. Resolves to `undefined` for a file that it cannot read. */
export async function readWithFfprobe(ffprobe: string, path: string): Promise<Reading | undefined> {
  const args = ['-v', 'trace', '-of', 'json', '-show_format', '-show_streams', path];
  const { stdout, stderr } = await run(ffprobe, args, { maxBuffer: 2 ** 28 }).catch(() => ({
    stdout: '',
    stderr: '',
  }));
  if (stdout === '') return undefined;
  const { format, streams }: { format: Record<string, any>; streams: readonly Stream[] } = JSON.parse(stdout);
  const shown = (kind: string): Stream | undefined => {
    const fitting = streams.filter(
      (stream) => stream['codec_type'] === kind && stream.disposition['attached_pic'] !== 1,
    );
    return fitting.find(({ disposition }) => disposition['default'] === 1) ?? fitting[0];
  };
  const video = shown('video');
  const audio = shown('audio');
  return {
    format: formatOf(format, video),
    pictures: video && picturesOf(video),
    sound: audio && soundOf(audio),
    indexFirst: isIndexFirst(stderr),
    edits: editsOf(stderr),
  };
}

function formatOf(format: any, video: Stream | undefined): Reading['format'] {
  const name = String(format.format_name);
  if (name.includes('mp4')) {
    const brand = String(format.tags?.major_brand ?? 'qt  ');
    if (/^(avif|avis|heic|mif1)/.test(brand)) return undefined;
    return brand === 'qt  ' ? 'mov' : 'mp4';
  }
  if (name === 'image2' || name === 'jpeg_pipe')
    return video?.['codec_name'] === 'mjpeg' ? 'jpeg' : video?.['codec_name'] === 'png' ? 'png' : undefined;
  return name === 'png_pipe' || name === 'apng' ? 'png' : undefined;
}

function picturesOf(stream: Stream): PictureReading {
  const [x = 1, y = 1] = ratio(stream['sample_aspect_ratio'], ':');
  const width = Math.round((Number(stream['width']) * (x || 1)) / (y || 1));
  const height = Number(stream['height']);
  const turn = Object(stream['side_data_list']?.[0 as never])['rotation'] ?? 0;
  const rotation =
    (stream['side_data_list'] as any[] | undefined)?.find((d) => d.rotation !== undefined)?.rotation ?? 0;
  const isTurned = Math.abs(rotation) === 90 || Math.abs(rotation) === 270;
  void turn;
  const codec = String(stream['codec_name']);
  return {
    codec: /^(h264|hevc)$/.test(codec) ? codec : String(stream['codec_tag_string']).trim(),
    chroma: chromaOf(String(stream['pix_fmt'])),
    interlaced: /^(tt|bb|tb|bt)$/.test(String(stream['field_order'])),
    width: isTurned ? height : width,
    height: isTurned ? width : height,
    duration: numberOf(stream['duration']),
    frameRate: quotient(stream['avg_frame_rate']),
    nominalRate: quotient(stream['r_frame_rate']),
    bitRate: numberOf(stream['bit_rate']),
  };
}

function soundOf(stream: Stream): SoundReading {
  const tag = String(stream['codec_tag_string']).trim();
  return {
    codec: tag === 'mp4a' ? String(stream['codec_name']) : tag,
    sampleRate: Number(stream['sample_rate']),
    channels: Number(stream['channels']),
    bitRate: numberOf(stream['bit_rate']),
  };
}

function chromaOf(pixels: string): string | undefined {
  if (/^gray/.test(pixels)) return '4:0:0';
  if (/^(yuvj?420|nv12|p010)/.test(pixels)) return '4:2:0';
  if (/^yuvj?422/.test(pixels)) return '4:2:2';
  if (/^(yuvj?444|gbr)/.test(pixels)) return '4:4:4';
  return undefined;
}

function ratio(text: unknown, by: string): number[] {
  return String(text ?? '')
    .split(by)
    .map(Number)
    .filter((n) => !Number.isNaN(n));
}
function quotient(text: unknown): number | undefined {
  const [a = 0, b = 0] = ratio(text, '/');
  return b > 0 && a > 0 ? a / b : undefined;
}
function numberOf(text: unknown): number | undefined {
  return text === undefined ? undefined : Number(text);
}

function isIndexFirst(trace: string): boolean {
  for (const [, type, size] of trace.matchAll(/type:'(\w+)' parent:'root' sz: (\d+)/g)) {
    if (type === 'moov') return true;
    if (type === 'mdat' && Number(size) > 8) return false;
  }
  return true;
}

function editsOf(trace: string): Reading['edits'] {
  const scale = Number(/time scale = (\d+)/.exec(trace)?.[1] ?? 1000);
  return trace
    .split(/type:'trak'/)
    .slice(1)
    .map((track) =>
      [...track.matchAll(/ duration=(-?\d+) time=(-?\d+) rate=([\d.-]+)/g)].map(
        ([, duration, time, rate]) => ({
          seconds: Number(duration) / scale,
          start: Number(time),
          speed: Number(rate),
        }),
      ),
    );
}
