import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFixture } from '../../test/media/media-server.ts';
import { judgeVideo, type VideoFacts } from './judge-video.ts';
import { readVideo } from './read-video.ts';

function box(type: string, ...content: readonly (Uint8Array | readonly number[])[]): Buffer {
  const inner = Buffer.concat([Buffer.from(type, 'latin1'), ...content.map((each) => Uint8Array.from(each))]);
  return Buffer.concat([words(inner.byteLength + 4), inner]);
}

/** Numbers of four bytes. */
function words(...numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(numbers.length * 4);
  for (const [index, number] of numbers.entries()) bytes.writeInt32BE(number | 0, index * 4);
  return bytes;
}

const rate = 15_360;
const tkhd = (flags: number, id: number, matrix: readonly number[] = [1, 0, 0, 1]): Buffer => {
  const [a = 0, b = 0, c = 0, d = 0] = matrix.map((number) => number * 65_536);
  return box('tkhd', words(flags, 0, 0, id, 0, 0, 0, 0, 0, 0, a, b, 0, c, d, 0, 0, 0, 0x4000_0000, 0, 0));
};
const mdhd = (units = rate): Buffer => box('mdhd', words(0, 0, 0, units, 0, 0));
const hdlr = (kind: string): Buffer => box('hdlr', words(0, 0), Buffer.from(kind), words(0, 0, 0), [0]);
const stts = (...runs: readonly number[]): Buffer => box('stts', words(0, runs.length / 2, ...runs));
const stsz = (...numbers: readonly number[]): Buffer => box('stsz', words(0, ...numbers));
const picture = (type: string, width: number, height: number, ...boxes: readonly Buffer[]): Buffer =>
  box(
    type,
    Buffer.alloc(24),
    [width >> 8, width & 0xff, height >> 8, height & 0xff],
    Buffer.alloc(50),
    ...boxes,
  );
const sound = (type: string, channels: number, samples: number, ...boxes: readonly Buffer[]): Buffer =>
  box(type, Buffer.alloc(16), [0, channels, 0, 16, 0, 0, 0, 0, samples >> 8, samples & 0xff, 0, 0], ...boxes);
const stsd = (...entries: readonly Buffer[]): Buffer => box('stsd', words(0, entries.length), ...entries);

interface TrackParts {
  readonly head?: Buffer;
  readonly units?: number;
  readonly kind?: string;
  readonly entry?: Buffer;
  readonly times?: Buffer;
  readonly sizes?: Buffer;
  readonly edits?: Buffer;
}

function trak({ head = tkhd(1, 1), units, kind = 'vide', edits, ...parts }: TrackParts = {}): Buffer {
  const { entry = picture('vp09', 64, 48), times = stts(30, 512), sizes = stsz(100, 30) } = parts;
  const stbl = box('stbl', stsd(entry), times, sizes);
  const mdia = box('mdia', mdhd(units), hdlr(kind), box('minf', stbl));
  return box('trak', head, ...(edits ? [box('edts', edits)] : []), mdia);
}

const mvhd = box('mvhd', words(0, 0, 0, 600), Buffer.alloc(80));
const ftyp = box('ftyp', Buffer.from('isom'), words(0));
const mdat = box('mdat', [1, 2, 3]);
const film = (...inMoov: readonly Buffer[]): Buffer =>
  Buffer.concat([ftyp, box('moov', mvhd, ...inMoov), mdat]);

/** Reads bytes that come in pieces of this length, of which the whole length is known or not. */
async function read(bytes: Uint8Array, isKnown = true, piece = 1000): Promise<VideoFacts | undefined> {
  let position = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (position >= bytes.byteLength) return controller.close();
      controller.enqueue(bytes.subarray(position, position + piece));
      position += piece;
    },
  });
  return readVideo(body, isKnown ? bytes.byteLength : undefined);
}

const facts: VideoFacts = {
  indexFirst: true,
  edited: false,
  codec: 'vp09',
  chroma: undefined,
  interlaced: false,
  width: 64,
  height: 48,
  duration: 1,
  frameRate: 30,
  nominalRate: 30,
  bitRate: 24_000,
};

describe('the index of a film', () => {
  it('tells its facts, however the file comes', async () => {
    for (const isKnown of [true, false])
      for (const piece of [1, 7, 1000]) expect(await read(film(trak()), isKnown, piece)).toEqual(facts);
  });

  it.each<[string, readonly Buffer[], Partial<VideoFacts>]>([
    [
      'with times that change',
      [trak({ times: stts(20, 512, 10, 1024) })],
      { duration: 4 / 3, frameRate: 22.5, bitRate: 18_000 },
    ],
    [
      'with sizes of each picture',
      [trak({ times: stts(3, 5120), sizes: stsz(0, 3, 10, 20, 30) })],
      { frameRate: 3, nominalRate: 3, bitRate: 480 },
    ],
    ['without sizes', [trak({ sizes: box('free') })], { bitRate: 0 }],
    [
      'without pictures in its times',
      [trak({ times: stts() })],
      { duration: 0, frameRate: undefined, nominalRate: undefined, bitRate: 0 },
    ],
    [
      'with the second track of pictures switched on',
      [trak({ head: tkhd(0, 1), entry: picture('a   ', 1, 1) }), trak({ head: tkhd(1, 2) })],
      {},
    ],
    [
      'with both tracks switched off',
      [trak({ head: tkhd(0, 1) }), trak({ head: tkhd(2, 2), entry: picture('a   ', 1, 1) })],
      {},
    ],
    ['on its side', [trak({ head: tkhd(1, 1, [0, 1, -1, 0]) })], { width: 48, height: 64 }],
    ['upside down', [trak({ head: tkhd(1, 1, [-1, 0, 0, -1]) })], {}],
    ['askew', [trak({ head: tkhd(1, 1, [0, 1, -1, 1]) })], {}],
    ['askew otherwise', [trak({ head: tkhd(1, 1, [1, 1, -1, 0]) })], {}],
    ['with wide pixels', [trak({ entry: picture('vp09', 64, 48, box('pasp', words(3, 2))) })], { width: 96 }],
    ['with pixels without width', [trak({ entry: picture('vp09', 64, 48, box('pasp', words(0, 2))) })], {}],
    ['with pixels without height', [trak({ entry: picture('vp09', 64, 48, box('pasp', words(3, 0))) })], {}],
    ['in half-frames', [trak({ entry: picture('vp09', 64, 48, box('fiel', [2, 9])) })], { interlaced: true }],
    ['in whole frames', [trak({ entry: picture('vp09', 64, 48, box('fiel', [1, 0])) })], {}],
    ...['avc1', 'avc2', 'avc3', 'avc4', 'dva1', 'dvav'].map(
      (type): [string, readonly Buffer[], Partial<VideoFacts>] => [
        type,
        [trak({ entry: picture(type, 64, 48) })],
        { codec: 'h264' },
      ],
    ),
    ...['hvc1', 'hev1', 'dvh1', 'dvhe'].map((type): [string, readonly Buffer[], Partial<VideoFacts>] => [
      type,
      [trak({ entry: picture(type, 64, 48) })],
      { codec: 'hevc' },
    ]),
    [
      'with colours that its profile tells',
      [trak({ entry: picture('avc1', 64, 48, box('avcC', [1, 66, 0, 30, 0xff, 0xe0, 0])) })],
      { codec: 'h264', chroma: '4:2:0' },
    ],
    [
      'with colours that stand around its parameters',
      [trak({ entry: picture('hvc1', 64, 48, box('hvcC', Buffer.alloc(16), [2], Buffer.alloc(6))) })],
      { codec: 'hevc', chroma: '4:2:2' },
    ],
  ])('is read: %s', async (_, tracks, others) => {
    expect(await read(film(...tracks))).toEqual({ ...facts, ...others });
  });

  it.each<[string, Buffer, NonNullable<VideoFacts['audio']>]>([
    ['MP3', sound('.mp3', 2, 44_100), { codec: '.mp3', sampleRate: 44_100, channels: 2 }],
    [
      'AAC that nobody describes',
      sound('mp4a', 1, 22_050),
      { codec: 'aac', sampleRate: 22_050, channels: 1 },
    ],
    [
      'another codec in its place',
      sound('mp4a', 2, 44_100, box('esds', words(0), [3, 18, 0, 1, 0, 4, 13, 0x6b], Buffer.alloc(12))),
      { codec: '0x6b', sampleRate: 44_100, channels: 2 },
    ],
    [
      'AAC in a box of MOV',
      sound(
        'mp4a',
        2,
        44_100,
        Buffer.alloc(16),
        box(
          'wave',
          box('esds', words(0), [3, 22, 0, 1, 0, 4, 17, 0x40], Buffer.alloc(12), [5, 2, 0x11, 0x88]),
        ),
      ),
      { codec: 'aac', sampleRate: 48_000, channels: 1 },
    ],
    [
      'a second version',
      box(
        'lpcm',
        Buffer.alloc(8),
        [0, 2],
        Buffer.alloc(22),
        new Uint8Array(new BigUint64Array([0x40f7_7000_0000_0000n]).buffer).toReversed(),
        words(6),
        Buffer.alloc(20),
      ),
      { codec: 'lpcm', sampleRate: 96_000, channels: 6 },
    ],
  ])('tells of sound: %s', async (_, entry, audio) => {
    const track = trak({ head: tkhd(1, 2), kind: 'soun', entry });
    expect(await read(film(trak(), track))).toEqual({ ...facts, audio });
  });

  it('reads numbers of eight bytes where it says so', async () => {
    const long = (id: number): Buffer =>
      box(
        'tkhd',
        words(
          0x0100_0001,
          0,
          0,
          0,
          0,
          id,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0x1_0000,
          0,
          -0x1_0000,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
        ),
      );
    const times = box('mdhd', words(0x0100_0000, 0, 0, 0, 0, 15_360, 0, 0, 0));
    const track = trak({ head: long(1) });
    const at = track.indexOf('mdhd') - 4;
    const parts = [track.subarray(0, at), times, track.subarray(at + 32)];
    const bytes = Buffer.concat(parts);
    for (const type of ['trak', 'mdia']) {
      const around = bytes.indexOf(type) - 4;
      bytes.writeUInt32BE(bytes.readUInt32BE(around) + times.byteLength - 32, around);
    }
    const movie = box('mvhd', words(0x0100_0000, 0, 0, 0, 0, 600, 0, 0), Buffer.alloc(80));
    const whole = Buffer.concat([ftyp, box('moov', movie, bytes), mdat]);
    expect(await read(whole)).toEqual({ ...facts, width: 48, height: 64 });
  });

  it('is none without pictures', async () => {
    expect(await read(film())).toBeUndefined();
    expect(await read(film(trak({ kind: 'soun', entry: sound('mp4a', 2, 44_100) })))).toBeUndefined();
    expect(await read(film(box('trak', tkhd(1, 1))))).toBeUndefined();
  });

  it.each<[string, Buffer]>([
    ['without units in a second', film(trak({ units: 0 }))],
    ['of no size', film(trak({ entry: picture('vp09', 0, 48) }))],
    ['of no height', film(trak({ entry: picture('vp09', 64, 0) }))],
    ['whose times are not there', film(trak({ times: box('stts', words(0, 2, 30, 512)) }))],
    ['whose sizes are not there', film(trak({ sizes: stsz(0, 3, 10, 20) }))],
    ['without times', film(trak({ times: box('free') }))],
    ['whose box is shorter than its head', film(Buffer.concat([words(7), Buffer.from('trak')]))],
    ['whose box is longer than the one around it', film(Buffer.concat([words(9), Buffer.from('trak')]))],
    ['without an index', Buffer.concat([ftyp, mdat])],
    ['without anything behind its index', Buffer.concat([ftyp, box('moov', mvhd, trak())])],
    [
      'with nothing but an empty place behind its index',
      Buffer.concat([ftyp, box('moov', mvhd, trak()), box('mdat')]),
    ],
    [
      'whose box is longer than the one around it, and there is more',
      film(
        trak({ sizes: Buffer.concat([words(1000), Buffer.from('stsz'), Buffer.alloc(12)]) }),
        box('free', Buffer.alloc(2000)),
      ),
    ],
    ['that begins with something else', Buffer.concat([box('type'), box('moov', mvhd, trak()), mdat])],
    ['of nothing', Buffer.alloc(0)],
    ['of a few bytes', Buffer.from('abc')],
    ['of a text', Buffer.from('<!doctype html><title>A page</title>')],
    [
      'whose movie has no units',
      Buffer.concat([ftyp, box('moov', box('mvhd', Buffer.alloc(96)), trak()), mdat]),
    ],
  ])('is broken: %s', async (_, bytes) => {
    for (const isKnown of [true, false]) await expect(read(bytes, isKnown)).rejects.toThrow(RangeError);
  });

  it('is looked for in the whole file', async () => {
    const moov = box('moov', mvhd, trak());
    const wide = Buffer.concat([words(1), Buffer.from('mdat'), words(0, 19), Buffer.from('abc')]);
    const open = Buffer.concat([words(0), Buffer.from('mdat'), Buffer.from('up to the end')]);
    const cases: readonly (readonly [Buffer, boolean])[] = [
      [Buffer.concat([mdat, moov]), false],
      ...['wide', 'free', 'skip', 'pnot'].map(
        (type) => [Buffer.concat([box(type), moov, mdat]), true] as const,
      ),
      [Buffer.concat([wide, moov]), false],
      [Buffer.concat([moov, wide]), true],
      [Buffer.concat([moov, open]), true],
      [Buffer.concat([box('mdat'), box('free', [1]), moov, box('free'), mdat]), true],
      [Buffer.concat([moov, box('moov'), mdat]), true],
      [Buffer.concat([moov, mdat, Buffer.from('stray')]), true],
      [Buffer.concat([mdat, moov, Buffer.from('stray')]), false],
    ];
    for (const [bytes, indexFirst] of cases)
      for (const isKnown of [true, false])
        expect(await read(bytes, isKnown)).toEqual({ ...facts, indexFirst });
  });
});

describe('an edit list', () => {
  type Edit = readonly [seconds: number, start: number, speed?: number];
  const short = (edits: readonly Edit[]): Buffer =>
    box(
      'elst',
      words(
        0,
        edits.length,
        ...edits.flatMap(([seconds, start, speed = 1]) => [seconds * 600, start * rate, speed * 65_536]),
      ),
    );
  const long = (edits: readonly Edit[]): Buffer =>
    box(
      'elst',
      words(
        0x0100_0000,
        edits.length,
        ...edits.flatMap(([seconds, start, speed = 1]) => [
          0,
          seconds * 600,
          start < 0 ? -1 : 0,
          start * rate,
          speed * 65_536,
        ]),
      ),
    );
  const ten = stts(300, 512);

  it.each<[string, readonly Edit[], boolean]>([
    ['plays all', [[10, 0]], false],
    ['leaves out a second at the beginning', [[9, 1]], false],
    ['leaves out more', [[8, 1.001]], true],
    ['leaves out a second at the end', [[9, 0]], false],
    ['leaves out more at the end', [[8.9, 0]], true],
    [
      'begins with a pause',
      [
        [1, -1],
        [10, 0],
      ],
      false,
    ],
    ['is a pause', [[1, -1]], false],
    ['is empty', [], false],
    ['has no length', [[0, 0.5]], false],
    [
      'plays two pieces',
      [
        [5, 0],
        [5, 5],
      ],
      true,
    ],
    [
      'plays two pieces after a pause',
      [
        [1, -1],
        [5, 0],
        [5, 5],
      ],
      true,
    ],
    ['is slow', [[10, 0, 0.5]], true],
    ['holds a picture', [[10, 0, 0]], true],
  ])('that %s', async (_, edits, edited) => {
    for (const elst of [short, long]) {
      expect(await read(film(trak({ times: ten, edits: elst(edits) })))).toMatchObject({ edited });
      const audio = trak({
        head: tkhd(1, 2),
        kind: 'soun',
        entry: sound('mp4a', 2, 44_100),
        times: ten,
        edits: elst(edits),
      });
      expect(await read(film(trak(), audio))).toMatchObject({ edited });
    }
  });

  it('tells how long the film is shown', async () => {
    const shown = async (...edits: readonly Edit[]): Promise<number | undefined> =>
      (await read(film(trak({ times: ten, edits: short(edits) }))))?.duration;
    expect(await shown([9.5, 0.5])).toBe(9.5);
    expect(await shown([1, -1], [3, 0], [4, 5])).toBe(7);
    expect(await shown([0, 0])).toBe(10);
    expect(await shown([11, 0])).toBe(10);
  });

  it('of a slow film may leave out four pictures', async () => {
    const slow = stts(10, 10 * rate);
    expect(await read(film(trak({ times: slow, edits: short([[60, 40]]) })))).toMatchObject({
      edited: false,
    });
    expect(await read(film(trak({ times: slow, edits: short([[60, 41]]) })))).toMatchObject({ edited: true });
  });
});

describe('fragments', () => {
  const trex = (id: number, length: number, size: number): Buffer =>
    box('trex', words(0, id, 1, length, size, 0));
  const mvex = box('mvex', trex(2, 1, 1), trex(1, 512, 100));
  const moof = (...trafs: readonly Buffer[]): Buffer => box('moof', box('mfhd', words(0, 1)), ...trafs);
  const traf = (...boxes: readonly Buffer[]): Buffer => box('traf', ...boxes);
  const empty = trak({ times: stts(), sizes: stsz(0, 0) });
  const fragmented = (...boxes: readonly Buffer[]): Buffer =>
    Buffer.concat([ftyp, box('moov', mvhd, empty, mvex), ...boxes, mdat]);

  it.each<[string, readonly Buffer[]]>([
    ['that leave everything to the index', [traf(box('tfhd', words(0, 1)), box('trun', words(0, 30)))]],
    ['that say it once', [traf(box('tfhd', words(0x18, 1, 512, 100)), box('trun', words(0, 30)))]],
    [
      'that say it behind other numbers',
      [traf(box('tfhd', words(0x1b, 1, 0, 0, 9, 512, 100)), box('trun', words(0, 30)))],
    ],
    ['that say one of them', [traf(box('tfhd', words(0x10, 1, 100)), box('trun', words(0, 30)))]],
    [
      'whose pictures say it',
      [
        traf(
          box('tfhd', words(0, 1)),
          box('trun', words(0x300, 2, 512, 50, 512, 150)),
          box('trun', words(0, 28)),
        ),
      ],
    ],
    [
      'whose pictures say everything',
      [
        traf(
          box('tfhd', words(0, 1)),
          box('trun', words(0xf05, 2, 7, 7, 512, 50, 7, 7, 512, 150, 7, 7)),
          box('trun', words(0, 28)),
        ),
      ],
    ],
    [
      'whose pictures tell their sizes',
      [traf(box('tfhd', words(0, 1)), box('trun', words(0x200, 2, 50, 150)), box('trun', words(0, 28)))],
    ],
    [
      'whose pictures tell their times',
      [traf(box('tfhd', words(0, 1)), box('trun', words(0x100, 2, 512, 512)), box('trun', words(0, 28)))],
    ],
    [
      'beside those of another track',
      [
        traf(box('tfhd', words(0, 2)), box('trun', words(0, 99))),
        traf(box('tfhd', words(0, 1)), box('trun', words(0, 30))),
      ],
    ],
  ])('are added up: %s', async (_, trafs) => {
    for (const isKnown of [true, false])
      expect(await read(fragmented(moof(...trafs)), isKnown)).toEqual(facts);
  });

  it('are added up to the end', async () => {
    const half = moof(traf(box('tfhd', words(0, 1)), box('trun', words(0, 15))));
    expect(await read(fragmented(half, mdat, half))).toEqual(facts);
    const others = moof(traf(box('tfhd', words(8, 1, 1024)), box('trun', words(0, 5))));
    expect(await read(fragmented(half, mdat, others))).toMatchObject({ frameRate: 24, nominalRate: 30 });
  });

  it('of sound alone are no film', async () => {
    const track = trak({ kind: 'soun', entry: sound('mp4a', 2, 44_100) });
    const fragment = moof(traf(box('tfhd', words(0, 1)), box('trun', words(0, 15))));
    expect(await read(Buffer.concat([ftyp, box('moov', mvhd, track, mvex), fragment, mdat]))).toBeUndefined();
  });

  it('are none in a film whose index does not tell of them', async () => {
    const moov = box('moov', mvhd, trak());
    const fragment = moof(traf(box('tfhd', words(0, 1)), box('trun', words(0, 15))));
    expect(await read(Buffer.concat([ftyp, moov, fragment, mdat]))).toEqual(facts);
  });

  it('are broken without a head, or with less than they say', async () => {
    for (const broken of [
      traf(box('trun', words(0, 30))),
      traf(box('tfhd', words(0, 1)), box('trun', words(0x200, 3, 50))),
    ])
      await expect(read(fragmented(moof(broken)))).rejects.toThrow(RangeError);
  });
});

/** Where the boxes at the top of a file end. */
function endsIn(bytes: Uint8Array): readonly number[] {
  const ends: number[] = [];
  const view = Buffer.from(bytes);
  for (let end = view.readUInt32BE(0); end < bytes.byteLength; end += view.readUInt32BE(end)) ends.push(end);
  return ends;
}

describe('a file of any kind', () => {
  const names = ['plain.mp4', 'hevc.mp4', 'fragmented.mp4', 'pcm.mov', 'index-last.mp4', 'own-layout.mp4'];

  it('is broken wherever it is cut off', async () => {
    for (const name of names) {
      const bytes = readFixture(name);
      // Of fragments nobody knows how many there were.
      const ends = name === 'fragmented.mp4' ? endsIn(bytes) : [];
      for (let length = 0; length < bytes.byteLength; length += 1 + (length % 13))
        for (const isKnown of ends.includes(length) ? [] : [true, false])
          await expect(read(bytes.subarray(0, length), isKnown)).rejects.toThrow(RangeError);
    }
  });

  it('is read or broken, and swiftly, whichever of its bytes are changed', async () => {
    const change = fc.tuple(fc.nat(4000), fc.oneof(fc.constantFrom(0, 1, 127, 255), fc.nat(255)));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.array(change, { minLength: 1, maxLength: 10 }),
        async (name, list) => {
          const bytes = readFixture(name);
          for (const [at, value] of list) bytes[at % bytes.byteLength] = value;
          const result = await read(bytes).catch((error: unknown) => error);
          if (result instanceof RangeError || result === undefined) return;
          expect(judgeVideo(Object(result)) ?? 'fine').toMatch(/^[A-Zfine_]+$/);
        },
      ),
      { numRuns: 1500 },
    );
  });
});
