import { describe, expect, it } from 'vitest';
import type { MediaIssueCode, MediaWarningCode } from '../src/index.ts';
// @boundaries-ignore a tool of tests has one home
import { drawPng } from '../../emulator/test/media/draw-png.ts';
import {
  check,
  checkBytes,
  codesOf,
  partsOf,
  readFixture,
  typeOf,
  useMediaServer,
  whole,
} from './media-server.ts';

const server = useMediaServer();

type FileRow = readonly [
  what: string,
  file: string,
  issues: readonly MediaIssueCode[],
  warnings: readonly MediaWarningCode[],
];

const files: readonly FileRow[] = [
  ['a JPEG', 'plain.jpg', [], []],
  ['a PNG', 'plain.png', [], []],
  ['a small JPEG', 'picture.jpg', [], ['WIDTH_SCALED']],
  ['a wide PNG', 'wide.png', [], ['WIDTH_SCALED']],
  ['a panorama', 'panorama.png', ['ASPECT_RATIO'], ['WIDTH_SCALED']],
  ['a GIF', 'picture.gif', ['TYPE_UNSUPPORTED'], []],
  ['a WebP', 'picture.webp', ['TYPE_UNSUPPORTED'], []],
  ['an MP4', 'spotless.mp4', [], []],
  ['an MP4 as encoders write it', 'plain.mp4', [], ['EDIT_LIST_HARMLESS']],
  ['an MP4 of fragments', 'fragments.mp4', [], []],
  ['a MOV with its index at the end', 'plain.mov', ['MOOV_NOT_FIRST'], ['EDIT_LIST_HARMLESS']],
  ['HEVC', 'hevc.mp4', ['MOOV_NOT_FIRST'], ['EDIT_LIST_HARMLESS']],
  ['a film that an edit list cuts', 'cut.mp4', ['EDIT_LIST'], []],
  ['a film in half-frames of HEVC', 'interlaced-hevc.mp4', ['INTERLACED'], ['EDIT_LIST_HARMLESS']],
  ['a WebM', 'webm.webm', ['TYPE_UNSUPPORTED'], []],
  ['VP9', 'vp9.mp4', ['MOOV_NOT_FIRST', 'VIDEO_CODEC'], ['EDIT_LIST_HARMLESS']],
  ['4:4:4', 'fine-colours.mp4', ['MOOV_NOT_FIRST', 'CHROMA_FORMAT'], ['EDIT_LIST_HARMLESS']],
  ['4:2:2 of HEVC', 'fine-colours-hevc.mp4', ['MOOV_NOT_FIRST', 'CHROMA_FORMAT'], ['EDIT_LIST_HARMLESS']],
  ['too many columns', 'columns.mp4', ['MOOV_NOT_FIRST', 'COLUMNS'], ['EDIT_LIST_HARMLESS']],
  ['a film that is too wide', 'wide.mp4', ['MOOV_NOT_FIRST', 'ASPECT_RATIO'], ['EDIT_LIST_HARMLESS']],
  ['the same on its side', 'wide-turned.mp4', ['MOOV_NOT_FIRST'], ['EDIT_LIST_HARMLESS']],
  ['a long and slow one', 'long.mp4', ['MOOV_NOT_FIRST', 'DURATION', 'FRAME_RATE'], ['EDIT_LIST_HARMLESS']],
  ['a slow one', 'slow.mp4', ['MOOV_NOT_FIRST', 'FRAME_RATE'], ['EDIT_LIST_HARMLESS']],
  ['a fast one', 'fast.mp4', ['MOOV_NOT_FIRST', 'FRAME_RATE'], ['EDIT_LIST_HARMLESS']],
  ['MP3', 'mp3.mp4', ['MOOV_NOT_FIRST', 'AUDIO_CODEC'], ['EDIT_LIST_HARMLESS']],
  ['PCM', 'pcm.mov', ['MOOV_NOT_FIRST', 'AUDIO_CODEC'], ['EDIT_LIST_HARMLESS']],
  ['96 kHz', 'high-rate.mp4', ['MOOV_NOT_FIRST', 'AUDIO_SAMPLE_RATE'], ['EDIT_LIST_HARMLESS']],
  ['six channels', 'six-channels.mp4', ['MOOV_NOT_FIRST', 'AUDIO_CHANNELS'], ['EDIT_LIST_HARMLESS']],
  ['sound alone', 'sound-only.mp4', ['MOOV_NOT_FIRST', 'NO_VIDEO_TRACK'], ['EDIT_LIST_HARMLESS']],
];

describe.each([
  ['in parts', partsOf],
  ['as a whole', whole],
] as const)('a file that is sent %s', (_, send) => {
  it.each(files)('is judged: %s', async (_what, name, issues, warnings) => {
    const bytes = readFixture(name);
    const report = await check(server.answer(send(bytes, typeOf(name))));
    expect(codesOf(report.issues)).toEqual(issues);
    expect(codesOf(report.warnings)).toEqual(warnings);
    expect(report).toMatchObject({ size: bytes.byteLength, contentType: typeOf(name) });
    expect(report.bytesRead).toBeLessThanOrEqual(bytes.byteLength);
  });
});

describe('a report', () => {
  it('holds the facts of an image', async () => {
    expect(await check(server.answer(partsOf(readFixture('plain.jpg'), 'image/jpeg')))).toEqual({
      issues: [],
      warnings: [],
      bytesRead: 2006,
      contentType: 'image/jpeg',
      kind: 'image',
      format: 'jpeg',
      size: 2006,
      width: 640,
      height: 480,
    });
  });

  it('holds the facts of a video', async () => {
    expect(await check(server.answer(partsOf(readFixture('spotless.mp4'), 'video/mp4')))).toEqual({
      issues: [],
      warnings: [],
      bytesRead: 4021,
      contentType: 'video/mp4',
      kind: 'video',
      format: 'mp4',
      size: 4021,
      width: 64,
      height: 64,
      duration: 0.5,
      frameRate: 30,
      bitRate: 14_896,
      videoCodec: 'h264',
      chroma: '4:2:0',
      audio: { codec: 'aac', sampleRate: 44_100, channels: 1, bitRate: 16_645 },
    });
  });

  it('is frozen to its last member, and plain', async () => {
    const report = await checkBytes(readFixture('hevc.mp4'));
    const isFrozen = (value: unknown): boolean =>
      typeof value !== 'object' || (Object.isFrozen(value) && Object.values(Object(value)).every(isFrozen));
    expect(isFrozen(report)).toBe(true);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it('says what an unsuitable file is', async () => {
    const { issues } = await checkBytes(readFixture('picture.webp'), { kind: 'image' });
    expect(issues).toEqual([
      { code: 'TYPE_UNSUPPORTED', message: 'is a WebP image; Meta takes JPEG and PNG' },
    ]);
  });

  it.each([
    ['picture.jpg', 'video', 'is an image, not a video'],
    ['plain.mp4', 'image', 'is a video, not an image'],
  ] as const)('says that %s is no %s', async (name, kind, message) => {
    const { issues } = await checkBytes(readFixture(name), { kind });
    expect(issues).toEqual([{ code: 'KIND_MISMATCH', message }]);
  });

  it.each([
    ['a page', '<!doctype html><title>Sign in</title>', 'is a web page or another text'],
    ['an answer of an API', '{"error":"no such file"}', 'is a text, perhaps JSON'],
    ['nothing', '', 'is an empty file'],
    ['noise', '0123456789', 'is of an unknown type'],
  ])('names %s in the place of a file', async (_, text, message) => {
    const { issues } = await checkBytes(new TextEncoder().encode(text));
    expect(codesOf(issues)).toEqual(['TYPE_UNSUPPORTED']);
    expect(issues[0]?.message).toContain(message);
  });

  it('warns of a wrong media type, and goes by the file', async () => {
    const report = await check(server.answer(partsOf(readFixture('plain.jpg'), 'Text/HTML; charset=utf-8')));
    expect(report).toMatchObject({ issues: [], contentType: 'text/html', format: 'jpeg' });
    expect(codesOf(report.warnings)).toEqual(['CONTENT_TYPE']);
  });

  it.each([
    ['plain.jpg', ['image/jpeg', 'image/jpg', 'image/pjpeg']],
    ['plain.mp4', ['video/mp4', 'application/mp4', 'video/x-m4v']],
  ])('takes each media type under which %s may be served', async (name, types) => {
    for (const type of types) {
      const { warnings } = await check(server.answer(partsOf(readFixture(name), type)));
      expect(codesOf(warnings)).not.toContain('CONTENT_TYPE');
    }
  });

  it('holds the width of a film as it is shown, where its pixels are no squares', async () => {
    const bytes = readFixture('spotless.mp4');
    bytes[Buffer.from(bytes).indexOf('pasp') + 7] = 3;
    expect(await checkBytes(bytes)).toMatchObject({ issues: [], width: 192, height: 64 });
  });

  it.each([
    ['lies on its side', [0, 1, -1, 0], { width: 64, height: 192 }],
    ['stands upright', [1, 0, 0, 1], { width: 192, height: 64 }],
    ['is askew', [0, 1, -1, 1], { width: 192, height: 64 }],
    ['is askew the other way', [1, 1, -1, 0], { width: 192, height: 64 }],
  ])('holds the size of a film that %s', async (_, [a = 0, b = 0, c = 0, d = 0], size) => {
    const film = Buffer.from(readFixture('spotless.mp4'));
    film[film.indexOf('pasp') + 7] = 3;
    const matrix = film.indexOf('tkhd') + 4 + 40;
    for (const [index, number] of [a, b, 0, c, d].entries())
      film.writeInt32BE(number * 65_536, matrix + 4 * index);
    expect(await checkBytes(film)).toMatchObject(size);
  });

  it('sees half-frames that a MOV tells of', async () => {
    const bytes = readFixture('interlaced.mov');
    const at = Buffer.from(bytes).indexOf('pasp');
    bytes.set([...new TextEncoder().encode('fiel'), 2], at);
    expect(codesOf((await checkBytes(bytes)).issues)).toEqual(['INTERLACED']);
  });
});

describe('what only the parameter sets of a film tell', () => {
  it('is the sampling of colours, where HEVC leaves it out around them', async () => {
    const film = Buffer.from(readFixture('hevc.mp4'));
    const configuration = film.indexOf('hvcC');
    expect(configuration).toBeGreaterThan(0);
    film[configuration + 4 + 16] = 0b1111_1100;
    expect(await checkBytes(film)).toMatchObject({ chroma: '4:2:0' });
  });

  it('is the sampling of colours, where H.264 leaves out what may follow them', async () => {
    const film = Buffer.from(readFixture('fine-colours.mp4'));
    const configuration = film.indexOf('avcC') + 4;
    const set = configuration + 8 + film.readUInt16BE(configuration + 6);
    film[set + 3 + film.readUInt16BE(set + 1)] = 0b1111_1101; // 4:2:0, which is not so
    expect(await checkBytes(film)).toMatchObject({ chroma: '4:4:4' });
  });
});

describe('a JPEG', () => {
  it('may have stray bytes between its segments, as cameras write them', async () => {
    const picture = Buffer.from(readFixture('plain.jpg'));
    const frame = picture.indexOf(Buffer.from([0xff, 0xc0]));
    const stray = Buffer.concat([picture.subarray(0, frame), Buffer.alloc(9000, 7), picture.subarray(frame)]);
    expect((await checkBytes(stray)).issues).toEqual([]);
  });

  it('may have a segment that is shorter than its length', async () => {
    const picture = Buffer.from(readFixture('plain.jpg'));
    const frame = picture.indexOf(Buffer.from([0xff, 0xc0]));
    for (const length of [0, 1, 2]) {
      const segment = Buffer.from([0xff, 0xe5, 0, length]);
      const bytes = Buffer.concat([picture.subarray(0, frame), segment, picture.subarray(frame)]);
      expect(await checkBytes(bytes)).toMatchObject({ issues: [], width: 640, height: 480 });
    }
  });

  it('that is cut off is damaged', async () => {
    const picture = Buffer.from(readFixture('plain.jpg'));
    for (const cut of [0.7, 0.9, 0.99]) {
      const part = Uint8Array.from(picture.subarray(0, Math.floor(picture.length * cut)));
      const report = await check(server.answer(partsOf(part, 'image/jpeg')));
      expect(report.issues).toEqual([{ code: 'DAMAGED', message: 'is damaged: it is cut off' }]);
    }
  });

  it('may be followed by what a camera appends, however long that is', async () => {
    const film = Buffer.from(Array.from({ length: 200_000 }, (_, index) => (index * 7919) % 256));
    for (const appended of [Buffer.alloc(3), film]) {
      const longer = Uint8Array.from(Buffer.concat([readFixture('plain.jpg'), appended]));
      const report = await check(server.answer(partsOf(longer, 'image/jpeg')));
      expect(report.issues).toEqual([]);
    }
  });
});

describe('a PNG', () => {
  it('that is cut off is damaged, and may be followed by what somebody appends', async () => {
    const picture = readFixture('plain.png');
    const send = async (bytes: Uint8Array): Promise<readonly string[]> =>
      codesOf((await check(server.answer(partsOf(bytes, 'image/png')))).issues);
    for (const length of [40, 700, picture.byteLength - 9])
      expect(await send(picture.subarray(0, length))).toEqual(['DAMAGED']);
    for (const appended of [3, 100_000])
      expect(await send(Buffer.concat([picture, Buffer.alloc(appended)]))).toEqual([]);
  });
});

describe('the size of an image', () => {
  // Viewers skip what follows a picture.
  const image = async (size: number): Promise<Uint8Array<ArrayBuffer>> => {
    const bytes = new Uint8Array(size);
    bytes.set(await drawPng(640, 480));
    return bytes;
  };
  const limit = 8 * 2 ** 20;

  const withoutLength: typeof whole = (bytes, type) => (_, response) => {
    response.writeHead(200, { 'content-type': type }).end(bytes);
  };

  it.each([
    ['in parts', partsOf],
    ['as a whole', whole],
    ['without a length', withoutLength],
  ] as const)('may be 8 MB and no byte more, sent %s', async (_, send) => {
    const address = async (size: number): Promise<string> =>
      server.answer(send(await image(size), 'image/png'));
    expect((await check(await address(limit))).issues).toEqual([]);
    const larger = await check(await address(limit + 1));
    expect(codesOf(larger.issues)).toEqual(['TOO_LARGE']);
    expect(larger).toMatchObject({ width: 640, height: 480 });
  });
});
