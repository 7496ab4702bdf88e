import { mkdtempSync, openAsBlob, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, describe, expect, it } from 'vitest';
import { checkMedia } from '../src/index.ts';
import { boxHead } from './endless.ts';
import { codesOf, readFixture } from './media-server.ts';

const folder = mkdtempSync(`${tmpdir()}/threads-sdk-blobs-`);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file on the disk. */
function fileWith(name: string, bytes: Uint8Array): string {
  writeFileSync(`${folder}/${name}`, bytes);
  return `${folder}/${name}`;
}

describe('a Blob', () => {
  it('is judged by its bytes, and says what they are', async () => {
    const file = new File([readFixture('plain.jpg')], 'gate.png', { type: 'image/JPEG' });
    expect(await checkMedia(file, { kind: 'image' })).toEqual({
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

  it('may have no type, or a wrong one, which is a warning', async () => {
    const bytes = readFixture('plain.jpg');
    expect(await checkMedia(new Blob([bytes]))).not.toHaveProperty('contentType');
    expect((await checkMedia(new Blob([bytes], { type: 'image/png' }))).warnings).toEqual([
      { code: 'CONTENT_TYPE', message: 'is declared as image/png, though it is jpeg' },
    ]);
  });

  it('is told from what Meta does not take, as an address is', async () => {
    expect((await checkMedia(new Blob([]))).issues).toEqual([
      {
        code: 'TYPE_UNSUPPORTED',
        message: 'is an empty file; Meta takes JPEG and PNG, MP4 and MOV',
      },
    ]);
    const { issues } = await checkMedia(new Blob([readFixture('plain.mp4')]), { kind: 'image' });
    expect(issues).toEqual([{ code: 'KIND_MISMATCH', message: 'is a video, not an image' }]);
  });

  it('is reached by no option that is about addresses', async () => {
    const never = async (): Promise<never> => expect.fail('it was called');
    const options = { fetch: never, resolve: never, allowPrivate: false };
    expect((await checkMedia(new Blob([readFixture('plain.png')]), options)).issues).toEqual([]);
  });

  it('is not read when the caller has given up before', async () => {
    const check = checkMedia(new Blob([readFixture('plain.png')]), { signal: AbortSignal.abort() });
    await expect(check).rejects.toMatchObject({ code: 'ABORTED', call: 'checkMedia' });
  });

  it('of which less comes than it says is an issue', async () => {
    const blob = new Blob([readFixture('plain.png')]);
    const short = Object.assign(blob, { slice: () => new Blob(['cut']) });
    expect(codesOf((await checkMedia(short)).issues)).toEqual(['UNREADABLE']);
  });

  it('of a disk that does not answer is an issue when the time is over', async () => {
    const blob = new Blob([readFixture('plain.png')]);
    const stuck = Object.assign(blob, { slice: () => ({ arrayBuffer: () => new Promise(() => undefined) }) });
    expect(codesOf((await checkMedia(stuck, { timeout: 1 })).issues)).toEqual(['TIMED_OUT']);
  });
});

describe('a file on the disk', () => {
  const gigabyte = 2 ** 30;
  const film = Buffer.from(readFixture('spotless.mp4'));
  const ftyp = film.subarray(0, film.readUInt32BE());

  /** A file of 1 GB whose last box, of this type, has no content on the disk. */
  const largeFile = (name: string, head: Uint8Array, type: string): string => {
    const path = fileWith(name, Buffer.concat([head, boxHead(type, gigabyte - head.byteLength)]));
    truncateSync(path, gigabyte);
    return path;
  };

  it('of 1 GB is read where it matters', async () => {
    const head = film.subarray(0, film.indexOf('mdat', film.indexOf('moov')) - 4);
    const path = largeFile('large.mp4', head, 'mdat');
    const report = await checkMedia(await openAsBlob(path));
    expect(report).toMatchObject({ issues: [], size: gigabyte, width: 64 });
    expect(report.bytesRead).toBeLessThan(200_000);
    truncateSync(path, gigabyte + 1);
    expect(codesOf((await checkMedia(await openAsBlob(path))).issues)).toEqual(['TOO_LARGE']);
  });

  it('whose index would fill the memory is not read', async () => {
    const { issues, bytesRead } = await checkMedia(await openAsBlob(largeFile('hostile.mp4', ftyp, 'moov')));
    expect(codesOf(issues)).toEqual(['READ_LIMIT_REACHED']);
    expect(bytesRead).toBe(65_536);
  });

  it.each<[string, (path: string) => void]>([
    ['deleted', (path) => rmSync(path)],
    ['changed', (path) => writeFileSync(path, 'another')],
    ['cut', (path) => truncateSync(path, 100)],
  ])('that was %s meanwhile is an issue', async (what, change) => {
    const path = fileWith(`${what}.jpg`, readFixture('plain.jpg'));
    const blob = await openAsBlob(path);
    change(path);
    expect(await checkMedia(blob)).toEqual({
      issues: [
        { code: 'UNREADABLE', message: 'cannot be read (it was changed, moved or deleted meanwhile)' },
      ],
      warnings: [],
      bytesRead: 0,
      size: 2006,
    });
  });
});
