import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MediaReport } from '../src/index.ts';
import { checkBytes, codesOf, readFixture } from './media-server.ts';

const megabyte = 2 ** 20;
const cap = 8 * megabyte + 65_536;

/** Checks a file within the cap. A reader that unrolls what a few bytes announce would not come back in a test's time. */
async function checkWithinCap(bytes: Uint8Array<ArrayBuffer>): Promise<MediaReport> {
  const report = await checkBytes(bytes);
  expect(report.bytesRead).toBeLessThanOrEqual(cap);
  return report;
}

/** A box of this type with this content. */
function box(type: string, ...content: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const size = 8 + content.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const head = new Uint8Array(8);
  new DataView(head.buffer).setUint32(0, size);
  head.set(new TextEncoder().encode(type), 4);
  return Uint8Array.from(Buffer.concat([head, ...content]));
}

const ftyp = box('ftyp', new TextEncoder().encode('isom'), new Uint8Array(4));

/** A fixture with other numbers in the first box of a type. */
function forge(
  name: string,
  type: string,
  numbers: Readonly<Record<number, number>>,
): Uint8Array<ArrayBuffer> {
  const bytes = readFixture(name);
  const content = Buffer.from(bytes).indexOf(type) + 4;
  const view = new DataView(bytes.buffer);
  for (const [offset, value] of Object.entries(numbers)) view.setUint32(content + Number(offset), value);
  return bytes;
}

/** A film whose table of times, the first that is read, has a million entries. */
function withTable(film: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const entry = Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 1);
  const table = new Uint8Array(8 + 1_000_000 * 8);
  new DataView(table.buffer).setUint32(4, 1_000_000);
  for (let offset = 8; offset < table.byteLength; offset += 8) table.set(entry, offset);
  const stts = Buffer.from(film).indexOf('stts') - 4;
  const old = new DataView(film.buffer).getUint32(stts);
  const added = box('stts', table);
  const larger = Uint8Array.from(Buffer.concat([film.subarray(0, stts), added, film.subarray(stts + old)]));
  const view = new DataView(larger.buffer);
  for (const type of ['moov', 'trak', 'mdia', 'minf', 'stbl']) {
    const at = Buffer.from(film).indexOf(type) - 4;
    view.setUint32(at, view.getUint32(at) + added.byteLength - old);
  }
  return larger;
}

const most = 0xffff_ffff;

describe('a film that announces billions of samples', () => {
  it.each([
    ['of its pictures', 'spotless.mp4', 'stts', { 8: most }, ['DURATION']],
    ['of the same size', 'spotless.mp4', 'stsz', { 4: most, 8: most }, ['BIT_RATE']],
    ['that its table does not hold', 'spotless.mp4', 'stsz', { 8: most }, ['DAMAGED']],
    ['in a table of times that is shorter', 'spotless.mp4', 'stts', { 4: most }, ['DAMAGED']],
    ['in a list of edits that is shorter', 'plain.mp4', 'elst', { 4: most }, ['DAMAGED']],
    ['in a fragment', 'fragments.mp4', 'trun', { 0: 0, 4: most }, ['DURATION']],
    ['that a fragment does not hold', 'fragments.mp4', 'trun', { 4: most }, ['DAMAGED']],
    ['in offsets of time that nobody needs', 'plain.mov', 'ctts', { 4: most, 8: most }, ['MOOV_NOT_FIRST']],
  ])('is read swiftly: %s', async (_, name, type, numbers, issues) => {
    const report = await checkWithinCap(forge(name, type, numbers));
    expect(codesOf(report.issues)).toEqual(expect.arrayContaining(issues));
  });
});

describe('a file as large as is read', () => {
  const size = 8 * megabyte - 4096;
  const repeat = (piece: Uint8Array): Uint8Array => {
    const bytes = new Uint8Array(Math.floor(size / piece.byteLength) * piece.byteLength);
    for (let offset = 0; offset < bytes.byteLength; offset += piece.byteLength) bytes.set(piece, offset);
    return bytes;
  };
  const mvhd = box(
    'mvhd',
    Uint8Array.from({ length: 100 }, () => 1),
  );
  const film = readFixture('spotless.mp4');
  const crowd = box('trak', ...Array<Uint8Array>(499).fill(box('free')));
  const fragment = [box('moof'), box('mdat', Uint8Array.of(0))];
  const longFilm = withTable(film);
  const moov = film.subarray(Buffer.from(film).indexOf('moov') + 4, Buffer.from(film).indexOf('mdat') - 4);

  const mdat = box('mdat', Uint8Array.of(0));
  const jpeg = Uint8Array.of(0xff, 0xd8);

  it.each([
    ['of the smallest boxes', [ftyp, repeat(box('free'))], /READ_LIMIT_REACHED/],
    [
      'of an index of the smallest boxes',
      [ftyp, box('moov', repeat(box('free')), mvhd), mdat],
      /too many boxes/,
    ],
    ['of an index of empty tracks', [ftyp, box('moov', mvhd, repeat(box('trak'))), mdat], /too many boxes/],
    ['of an index of crowded tracks', [ftyp, box('moov', mvhd, repeat(crowd)), mdat], /too many boxes/],
    ['of a table', [longFilm], /FRAME_RATE/],
    ['of fragments', [ftyp, box('moov', moov, box('mvex')), repeat(Buffer.concat(fragment))], /NOT_CHECKED/],
    ['of empty fragments', [ftyp, box('moov', moov, box('mvex')), repeat(box('moof'))], /READ_LIMIT_REACHED/],
    ['of markers and padding', [jpeg, repeat(Uint8Array.of(0xff))], /no frame header/],
    ['of the smallest segments', [jpeg, repeat(Uint8Array.of(0xff, 0xe0, 0, 2))], /no frame header/],
    ['of segments without length', [jpeg, repeat(Uint8Array.of(0xff, 0xd0))], /no frame header/],
    ['of spaces', [repeat(Uint8Array.of(0x20))], /TYPE_UNSUPPORTED/],
  ])('is read swiftly: %s', async (_, pieces, finding) => {
    const { issues, warnings } = await checkWithinCap(Uint8Array.from(Buffer.concat(pieces)));
    expect(issues.length + warnings.length).toBe(1);
    for (const { code, message } of [...issues, ...warnings]) expect(`${code} ${message}`).toMatch(finding);
  });

  it.each([
    ['as its index says', [box('mehd', Uint8Array.of(0, 0, 0, 0, 0, 0, 0x13, 0x88))], 5],
    [
      'as its index says in eight bytes',
      [box('mehd', Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x13, 0x88))],
      5,
    ],
    ['for as long as nobody tells', [], undefined],
  ])('of more fragments than are looked at lasts %s', async (_, told, duration) => {
    const index = box('moov', moov, box('mvex', ...told));
    const report = await checkWithinCap(
      Uint8Array.from(Buffer.concat([ftyp, index, repeat(Buffer.concat(fragment))])),
    );
    expect(report.duration).toBe(duration);
  });

  it('is read swiftly: boxes in boxes in boxes', async () => {
    let nest = box('moov');
    for (const type of ['stbl', 'minf', 'mdia', 'trak', 'moov']) nest = box(type, nest, nest);
    expect(codesOf((await checkWithinCap(Uint8Array.from([...ftyp, ...nest]))).issues)).toEqual(['DAMAGED']);
  });
});

const fixtures = [
  'plain.jpg',
  'plain.png',
  'spotless.mp4',
  'plain.mov',
  'hevc.mp4',
  'fragments.mp4',
  'pcm.mov',
];

describe('a broken file', () => {
  const film = readFixture('spotless.mp4');
  const moovAt = Buffer.from(film).indexOf('moov') - 4;
  const [head, moov] = [film.subarray(0, moovAt), film.subarray(moovAt)];
  const mdatAt = Buffer.from(moov).indexOf('mdat') - 4;

  it.each<[string, readonly Uint8Array[], RegExp]>([
    ['ends after its index', [head, moov.subarray(0, mdatAt)], /ends right after its index/],
    ['ends within its pictures', [head, moov.subarray(0, -1)], /cut off within its box (?:mdat|free)/],
    ['has no index', [head, box('free')], /no index/],
    [
      'has a box that is shorter than its head',
      [head, Uint8Array.of(0, 0, 0, 7, 1, 2, 3, 4)],
      /box \?{4} is shorter/,
    ],
    ['has an empty index', [head, box('moov'), box('mdat', Uint8Array.of(0))], /no mvhd/],
  ])('is reported by what it lacks when it %s', async (_, pieces, message) => {
    const bytes = Uint8Array.from(Buffer.concat(pieces));
    const { issues } = await checkBytes(bytes, {
      fetch: async () => new Response(bytes, { headers: { 'content-length': String(bytes.byteLength) } }),
    });
    expect(issues).toEqual([{ code: 'DAMAGED', message: expect.stringMatching(message) }]);
  });

  it('is not one whose fragments leave it to the index how long a frame lasts', async () => {
    const words = (...numbers: readonly number[]): Uint8Array => {
      const bytes = Buffer.alloc(numbers.length * 4);
      for (const [index, number] of numbers.entries()) bytes.writeUInt32BE(number, index * 4);
      return bytes;
    };
    const mvex = box('mvex', box('trex', words(0, 1, 1, 512, 100, 0)));
    const moof = box('moof', box('traf', box('tfhd', words(0, 1)), box('trun', words(0, 30))));
    const index = box('moov', moov.subarray(8, mdatAt), mvex);
    const bytes = Uint8Array.from(Buffer.concat([head, index, moof, box('mdat', words(0))]));
    // Half a second is in the tables.
    expect(await checkBytes(bytes)).toMatchObject({ duration: 1.5, frameRate: 30 });
  });

  it('is not one in which an empty box keeps a place free before the index', async () => {
    const { issues } = await checkBytes(
      Uint8Array.from(Buffer.concat([head, box('mdat'), box('wide'), moov])),
    );
    expect(issues).toEqual([]);
  });

  it.each(['spotless.mp4', 'plain.mov', 'plain.png'])(
    'is an issue wherever the head of %s ends',
    async (name) => {
      const bytes = readFixture(name);
      const length = name.endsWith('.png') ? 24 : bytes.byteLength;
      for (let end = 0; end < length; end += name.endsWith('.png') ? 1 : 37) {
        const fetch = async (): Promise<Response> =>
          new Response(bytes.subarray(0, end), { headers: { 'content-length': String(end) } });
        const { issues } = await checkBytes(bytes, { fetch });
        expect(['DAMAGED', 'TYPE_UNSUPPORTED']).toContain(codesOf(issues).at(-1));
      }
    },
  );

  it('is never more than issues, however its bytes are changed', async () => {
    const change = fc.record({ at: fc.nat(), value: fc.oneof(fc.constantFrom(0, 1, 255), fc.nat(255)) });
    const changes = fc.array(change, { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...fixtures),
        changes,
        fc.option(fc.nat()),
        async (name, list, cut) => {
          const bytes = readFixture(name);
          // In the head, where everything stands that is read.
          for (const { at, value } of list) bytes[at % Math.min(bytes.byteLength, 3000)] = value;
          const end = cut === null ? bytes.byteLength : cut % bytes.byteLength;
          const report = await checkBytes(bytes.slice(0, end));
          expect(report.bytesRead).toBeLessThanOrEqual(end);
          for (const { message } of report.issues) expect(message).toMatch(/^[\x20-\x7e]+$/);
          const numbers = Object.values(report).filter((value) => typeof value === 'number');
          expect(numbers.filter((value) => !(value >= 0))).toEqual([]);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('is never more than issues, whatever follows the first bytes', async () => {
    const heads = ['plain.jpg', 'spotless.mp4', 'plain.png'].map((name) => readFixture(name).subarray(0, 40));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 400 }), async (head, tail) => {
        const report = await checkBytes(Uint8Array.from([...head, ...tail]));
        expect(report.bytesRead).toBeLessThanOrEqual(440);
      }),
      { numRuns: 300 },
    );
  });
});
