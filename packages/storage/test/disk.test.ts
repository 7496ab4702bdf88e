import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createS3Storage, sweepStorage } from '../src/index.ts';
import { createFolderStorage, openFile } from '../src/node.ts';
import { jpeg } from './pictures.ts';
import { startS3Stub } from './s3-stub.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'threads-sdk-disk-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('openFile', () => {
  it('opens a file of the disk', async () => {
    await writeFile(join(folder, 'a b.jpg'), jpeg());
    const file = await openFile(join(folder, 'a b.jpg'));
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(jpeg());
  });

  it.each([
    ['a file that is not there', 'nothing.jpg', 'ENOENT'],
    ['a folder', '.', 'is not a file'],
    ['a path that is none', 'a\u0000b', 'ERR_INVALID_ARG_VALUE'],
  ])('refuses %s', async (_what, name, reason) => {
    await expect(openFile(`${folder}/${name}`)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      issues: [{ path: 'path', message: expect.stringContaining(reason) }],
    });
  });
});

describe('a storage in a folder', () => {
  const options = (): Parameters<typeof createFolderStorage>[0] => ({
    folder,
    publicUrl: 'https://media.example.com/m/',
  });

  it('keeps a file once, without the name that it had', async () => {
    const storage = createFolderStorage(options());
    const keys = [];
    for (const name of ['a.jpg', '../../b.jpg'])
      keys.push(await storage.put(new File([jpeg()], name), { kind: 'image' }));
    const [key = ''] = keys;
    expect(keys).toEqual([key, key]);
    expect(await readdir(join(folder, 'threads'))).toEqual([key.replace('threads/', '')]);
    expect(new Uint8Array(await readFile(join(folder, key)))).toEqual(jpeg());
    expect(await storage.url(key)).toBe(`https://media.example.com/m/${key}`);
  });

  it('makes a file young again that is put once more, so that a sweep leaves it', async () => {
    const storage = createFolderStorage(options());
    const key = await storage.put(new Blob([jpeg()]), { kind: 'image' });
    await utimes(join(folder, key), new Date(0), new Date(0));
    await storage.put(new Blob([jpeg()]), { kind: 'image' });
    expect((await stat(join(folder, key))).mtimeMs).toBeGreaterThan(Date.now() - 60_000);
    expect(await sweepStorage(storage, { needed: [] })).toEqual({ removed: [], left: 1 });
    await utimes(join(folder, key), new Date(0), new Date(0));
    expect(await sweepStorage(storage, { needed: [] })).toEqual({ removed: [key], left: 0 });
    expect(await readdir(join(folder, 'threads'))).toEqual([]);
  });

  it('writes a file anew that is not whole', async () => {
    const storage = createFolderStorage(options());
    const key = await storage.put(new Blob([jpeg()]), { kind: 'image' });
    await writeFile(join(folder, key), '');
    await storage.put(new Blob([jpeg()]), { kind: 'image' });
    expect(new Uint8Array(await readFile(join(folder, key)))).toEqual(jpeg());
  });

  it('leaves nothing unfinished when it is aborted', async () => {
    const storage = createFolderStorage(options());
    const signal = AbortSignal.abort(new Error('left'));
    await expect(storage.put(new Blob([jpeg()]), { kind: 'image', signal })).rejects.toThrow('left');
    expect(await readdir(folder, { recursive: true })).not.toContainEqual(expect.stringContaining('.part'));
  });

  it('says what is wrong with the folder', async () => {
    await writeFile(join(folder, 'file'), '');
    const storage = createFolderStorage({ ...options(), folder: join(folder, 'file') });
    await expect(storage.put(new Blob([jpeg()]), { kind: 'image' })).rejects.toMatchObject({
      code: 'STORAGE_FAILED',
      reason: 'ENOTDIR',
      bucket: join(folder, 'file'),
    });
  });

  it('leads nowhere else', async () => {
    const storage = createFolderStorage(options());
    for (const key of [
      '../secret',
      'threads/../../secret',
      'threads//a',
      '/etc/passwd',
      'threads/a\u0000',
      String.raw`threads/..\a`,
    ]) {
      await expect(storage.url(key)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
      await expect(storage.remove(key)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    }
  });
});

it('a file that is changed while it is uploaded is what is wrong, not the storage', async () => {
  const path = join(folder, 'film.mp4');
  const film = new Uint8Array(9_000_000);
  film.set(new TextEncoder().encode('\0\0\0\u0018ftypisom'));
  await writeFile(path, film);
  const server = await startS3Stub();
  await server.createBucket('media');
  try {
    const { accessKeyId, endpoint, region, secretAccessKey } = server;
    const storage = createS3Storage({
      accessKeyId,
      addressing: 'signed',
      bucket: 'media',
      endpoint,
      region,
      secretAccessKey,
      fetch: async (request) => {
        if (request.method === 'GET') await writeFile(path, 'other');
        return fetch(request);
      },
    });
    await expect(storage.put(await openFile(path), { kind: 'video' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      issues: [{ message: 'cannot be read any more: it was changed or removed' }],
    });
    expect(server.objects.size).toBe(0);
  } finally {
    await server.stop();
  }
});
