import { storeFiles } from '@threads-sdk/publish';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createR2Storage,
  createS3Storage,
  createStorage,
  type R2Bucket,
  type S3StorageOptions,
  sweepStorage,
} from '../src/index.ts';
import { jpeg } from './pictures.ts';

const s3: S3StorageOptions = {
  endpoint: 'https://s3.example.com/',
  region: 'auto',
  bucket: 'media',
  accessKeyId: 'AKEXAMPLE',
  secretAccessKey: 'canary',
  addressing: 'signed',
  clock: { now: () => Date.UTC(2026, 10, 29), sleep: async () => {} },
};

function faultsOf(work: () => unknown): readonly string[] {
  try {
    work();
  } catch (error) {
    return Object(error).issues.map(({ path }: { path: string }) => path);
  }
  return [];
}

describe('a storage in S3', () => {
  it('signs an address by itself: nothing is sent', async () => {
    const storage = createS3Storage({ ...s3, fetch: () => Promise.reject(new Error('sent')) });
    const url = new URL(await storage.url('threads/a b+c.jpg'));
    expect(url.origin + url.pathname).toBe('https://s3.example.com/media/threads/a%20b%2Bc.jpg');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': 'AKEXAMPLE/20261129/auto/s3/aws4_request',
      'X-Amz-Date': '20261129T000000Z',
      'X-Amz-Expires': '3600',
      'X-Amz-SignedHeaders': 'host',
      'X-Amz-Signature': expect.stringMatching(/^[\da-f]{64}$/),
    });
  });

  it('has public addresses without a signature', async () => {
    const { url } = createS3Storage({ ...s3, addressing: 'public', publicUrl: 'https://media.example.com/' });
    expect(await url('threads/a b.jpg')).toBe('https://media.example.com/threads/a%20b.jpg');
  });

  it('puts a file with its length and its type, and no secret but in the signature', async () => {
    const sent: Request[] = [];
    const bodies: number[] = [];
    const storage = createS3Storage({
      ...s3,
      fetch: async (request) => {
        sent.push(request);
        bodies.push((await request.clone().arrayBuffer()).byteLength);
        const isLook = request.method === 'GET';
        return new Response(null, { status: isLook ? 404 : 200, headers: isLook ? {} : { etag: '"1"' } });
      },
    });
    const key = await storage.put(new Blob([jpeg()]), { kind: 'image' });
    expect(sent.map(({ method, url }) => `${method} ${url}`)).toEqual(
      ['GET', 'PUT'].map((method) => `${method} https://s3.example.com/media/${key}`),
    );
    expect(sent[1]?.headers.get('content-type')).toBe('image/jpeg');
    expect(bodies).toEqual([0, jpeg().length]);
    expect(sent.map(({ headers }) => JSON.stringify(Object.fromEntries(headers))).join()).not.toContain(
      'canary',
    );
  });

  it.each([
    ['a page in place of an answer', 200, '<html>', {}, 'STORAGE_FAILED', 'NoETag'],
    ['a redirect', 302, '', { location: 'https://login.example.com' }, 'STORAGE_REGION_WRONG', 'Redirect'],
    [
      'words that are none',
      400,
      `<Code>\u001b[31m${'x'.repeat(900)}</Code>`,
      {},
      'STORAGE_FAILED',
      'unknown',
    ],
  ] as const)(
    'takes %s for no success, and says nothing of it',
    async (_what, status, body, headers, code, reason) => {
      const fetch = async ({ method }: Request): Promise<Response> =>
        method === 'GET'
          ? new Response('<Code>NoSuchKey</Code>', { status: 404 })
          : new Response(body, { status, headers });
      const storage = createS3Storage({ ...s3, fetch });
      await expect(storage.put(new Blob([jpeg()]), { kind: 'image' })).rejects.toMatchObject({
        code,
        reason,
      });
    },
  );

  it.each([
    ['gives nothing', async () => ({})],
    ['throws', () => Promise.reject(new Error('canary'))],
    ['never answers', () => new Promise<never>(() => {})],
  ])('says so if the function for its credentials %s', async (_what, credentials) => {
    const { accessKeyId: _id, secretAccessKey: _secret, ...others } = Object(s3);
    const storage = createS3Storage({ ...others, credentials, timeout: 20 });
    for (const work of [storage.url('threads/a.jpg'), storage.uploadUrl({ type: 'image/png', size: 1 })]) {
      await expect(work).rejects.toMatchObject({ code: 'STORAGE_REFUSED', reason: 'CredentialsMissing' });
      await expect(work).rejects.not.toMatchObject({ message: expect.stringContaining('canary') });
    }
  });

  it('ends a list that repeats itself', async () => {
    const text = '<NextContinuationToken>again</NextContinuationToken>';
    const storage = createS3Storage({ ...s3, fetch: async () => new Response(text) });
    await expect(sweepStorage(storage, { needed: [] })).rejects.toMatchObject({ reason: 'LIST_REPEATS' });
  });

  it('refuses options with all faults at once', () => {
    const wrong = {
      endpoint: 'https://user:pw@s3.example.com/path',
      bucket: 'a/b',
      addressing: 'both',
      expiresIn: 1,
      timeout: 0,
      acl: 'x',
      publicUrl: 1,
    };
    expect(faultsOf(() => createS3Storage(wrong as never)).toSorted()).toEqual(
      [
        'accessKeyId',
        'acl',
        'addressing',
        'bucket',
        'endpoint',
        'expiresIn',
        'publicUrl',
        'region',
        'secretAccessKey',
        'timeout',
      ].map((name) => `options.${name}`),
    );
    expect(faultsOf(() => createS3Storage({ ...s3, addressing: 'public' } as never))).toEqual([
      'options.publicUrl',
    ]);
    for (const prefix of ['../', './', '/a', 'a//b', 'a/./b', 'x'.repeat(901)])
      expect(faultsOf(() => createS3Storage({ ...s3, prefix }))).toEqual(['options.prefix']);
    for (const publicUrl of ['https://m.example/base?', 'https://m.example#', 'https://m.example\n'])
      expect(faultsOf(() => createS3Storage({ ...s3, addressing: 'public', publicUrl }))).toEqual([
        'options.publicUrl',
      ]);
    const more = {
      bucket: '..',
      accessKeyId: 'AK\n',
      clock: 5,
      expiresIn: 3600.5,
      prefix: '../',
      removeWhenLive: 1,
    };
    expect(faultsOf(() => createS3Storage({ ...s3, ...more } as never)).toSorted()).toEqual(
      Object.keys(more)
        .map((name) => `options.${name}`)
        .toSorted(),
    );
  });

  it('refuses an upload of another type or size', async () => {
    const { uploadUrl } = createS3Storage(s3);
    await expect(uploadUrl({ type: 'image/gif', size: 0 } as never)).rejects.toMatchObject({
      issues: [{ path: 'type' }, { path: 'size' }],
    });
    await expect(uploadUrl({ type: 'image/png', size: 8_388_609 })).rejects.toMatchObject({
      issues: [{ path: 'size' }],
    });
    expect((await uploadUrl({ type: 'video/quicktime', size: 8_388_609 })).key).toMatch(/\.mov$/);
  });
});

describe('a storage in R2', () => {
  interface Kept {
    readonly uploaded: Date;
    readonly contentType: string;
  }

  function bucketWith(kept: Map<string, Kept>): R2Bucket {
    return {
      head: async (key) => kept.get(key) ?? null,
      put: async (key, _file, { httpMetadata: { contentType } }) =>
        kept.set(key, { uploaded: new Date(), contentType }),
      delete: async (key) => void kept.delete(key),
      list: async ({ prefix, cursor }) => {
        const keys = [...kept.keys()]
          .filter((key) => key.startsWith(prefix) && key > (cursor ?? ''))
          .toSorted();
        const page = keys.slice(0, 2);
        const objects = page.map((key) => ({ key, uploaded: kept.get(key)?.uploaded ?? new Date() }));
        return { objects, truncated: keys.length > 2, ...(page[1] !== undefined && { cursor: page[1] }) };
      },
    };
  }

  it('keeps, addresses, lists page by page, and removes', async () => {
    const kept = new Map<string, Kept>();
    const storage = createR2Storage(bucketWith(kept), { publicUrl: 'https://media.example.com' });
    const keys: string[] = [];
    for (const name of [1, 2, 3, 4, 5])
      keys.push(await storage.put(new Blob([jpeg(name)]), { kind: 'image' }));
    expect(kept.get(keys[0] ?? '')?.contentType).toBe('image/jpeg');
    expect(await storage.url(keys[0] ?? '')).toBe(`https://media.example.com/${keys[0]}`);
    const later = (): number => Date.now() + 30 * 86_400_000;
    const needed = [{ stored: keys[3] }];
    const { left, removed } = await sweepStorage(storage, { needed, now: later });
    expect([left, removed.length]).toEqual([1, 4]);
    expect([...kept.keys()]).toEqual([keys[3]]);
  });

  it('writes a file again that is older than a day', async () => {
    const kept = new Map<string, Kept>();
    const storage = createR2Storage(bucketWith(kept), { publicUrl: 'https://media.example.com' });
    const key = await storage.put(new Blob([jpeg()]), { kind: 'image' });
    const old = new Date(Date.now() - 90_000_000);
    kept.set(key, { uploaded: old, contentType: 'image/jpeg' });
    await storage.put(new Blob([jpeg()]), { kind: 'image' });
    expect(kept.get(key)?.uploaded).not.toBe(old);
  });

  it('refuses what is no binding and no address', () => {
    expect(faultsOf(() => createR2Storage({} as never, { publicUrl: 'ftp://x' }))).toEqual([
      'bucket.head',
      'bucket.put',
      'bucket.delete',
      'bucket.list',
      'options.publicUrl',
    ]);
  });
});

describe('the key of a file', () => {
  const storage = createStorage('none', {
    put: async () => {},
    url: async (key) => key,
    remove: async () => {},
  });
  const keyOf = (
    bytes: readonly Uint8Array<ArrayBuffer>[],
    kind: 'image' | 'video' = 'image',
  ): Promise<string> => storage.put(new Blob([...bytes]), { kind });

  it('is made from the bytes alone, however they are cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.nat(200), async (comment, cut) => {
        const bytes = jpeg(comment);
        const key = await keyOf([bytes]);
        expect(key).toMatch(/^threads\/[\da-f]{64}\.jpg$/);
        expect(await keyOf([bytes.slice(0, cut), bytes.slice(cut)])).toBe(key);
        expect(await keyOf([jpeg(`${comment}!`)])).not.toBe(key);
      }),
      { numRuns: 30 },
    );
  });

  it('tells large films apart by each of their megabytes, and by their length', async () => {
    const film = new Uint8Array(9 * 1_048_576 + 5);
    film.set(new TextEncoder().encode('\0\0\0\x18ftypisom'));
    const key = await keyOf([film], 'video');
    expect(key).toMatch(/^threads\/[\da-f]{64}\.mp4$/);
    expect(await keyOf([film.slice(0, 5_000_000), film.slice(5_000_000)], 'video')).toBe(key);
    const keys = [key];
    for (const position of [64, 1_048_575, 1_048_576, film.length - 1]) {
      const other = film.slice();
      other[position] = 1;
      keys.push(await keyOf([other], 'video'));
    }
    keys.push(await keyOf([film, new Uint8Array(1)], 'video'), await keyOf([film.slice(0, -1)], 'video'));
    expect(new Set(keys).size).toBe(7);
  });

  it('is made of one image at a time, however many there are', async () => {
    let reading = 0;
    let most = 0;
    class Watched extends Blob {
      override async arrayBuffer(): Promise<ArrayBuffer> {
        reading += 1;
        most = Math.max(most, reading);
        const bytes = await super.arrayBuffer();
        reading -= 1;
        return bytes;
      }
    }
    const posts = [1, 2, 3].map((post) => ({
      media: [1, 2, 3].map((name) => ({ image: new Watched([jpeg(`${post} ${name}`)]) })),
    }));
    const stored = await storeFiles(posts, { storage });
    expect(new Set(JSON.stringify(stored).match(/[\da-f]{64}/g)).size).toBe(9);
    expect(most).toBe(1);
  });

  it('is refused with what is wrong with the file', async () => {
    const refused = async (bytes: Uint8Array<ArrayBuffer>, kind: 'image' | 'video'): Promise<string> =>
      keyOf([bytes], kind).then(String, (error: unknown) => Object(error).issues[0].message);
    expect(await refused(new Uint8Array(), 'image')).toBe('is an empty file; Meta takes a JPEG or PNG');
    expect(await refused(jpeg(), 'video')).toBe('is an image; as video Meta takes an MP4 or MOV');
    const large = new Uint8Array(8_388_609);
    large.set(jpeg());
    expect(await refused(large, 'image')).toMatch(
      /^has 8388609 bytes; Meta takes at most 8388608 \(fitImage/,
    );
  });
});

it('createStorage and sweepStorage refuse what they cannot use, with all faults', async () => {
  expect(
    faultsOf(() => createStorage('', { put: 1 } as never, { prefix: '/', removeWhenLive: 1, x: 1 } as never)),
  ).toEqual([
    'name',
    'functions.put',
    'functions.url',
    'functions.remove',
    'options.prefix',
    'options.removeWhenLive',
    'options.x',
  ]);
  const storage = createStorage('none', {
    put: async () => {},
    url: async (key) => key,
    remove: async () => {},
  });
  await expect(sweepStorage(storage, { needed: 1, olderThan: 5, x: 1 } as never)).rejects.toMatchObject({
    issues: ['storage', 'options.needed', 'options.olderThan', 'options.x'].map((path) => ({ path })),
  });
});
