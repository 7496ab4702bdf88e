import { createHash } from 'node:crypto';
import { createClient } from '@threads-sdk/core-http/fetch';
import { createCredentials } from '@threads-sdk/credentials';
import { createEmulator, createVirtualClock } from '@threads-sdk/emulator';
import { createMemoryJournal, publish } from '@threads-sdk/publish';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createS3Storage, type S3StorageOptions } from '../src/index.ts';
import { failureOf } from './failure-of.ts';
import { jpeg } from './pictures.ts';
import type { S3Server } from './s3-server.ts';
import { startS3Stub, type S3Stub } from './s3-stub.ts';
import { radosgwForTests, startRadosgw } from './start-radosgw.ts';

const bucket = 'media';

const picture = jpeg('gate');

function storageOn(
  server: S3Server,
  change: Partial<S3StorageOptions> = {},
): ReturnType<typeof createS3Storage> {
  const { accessKeyId, endpoint, region, secretAccessKey } = server;
  const options = { accessKeyId, addressing: 'signed', bucket, endpoint, region, secretAccessKey } as const;
  // What tests change is right together.
  return createS3Storage({ ...options, random: () => 0, ...change } as S3StorageOptions);
}

/** Every text of an error, and of what is behind it. */
function textOf(error: unknown): string {
  return JSON.stringify(error) + String(Object(error).stack) + String(Object(error).cause);
}

describe.each([
  ['radosgw', radosgwForTests(), startRadosgw],
  ['the stub', true, startS3Stub],
] as const)('a storage on %s', (_name, isThere, start) => {
  describe.skipIf(!isThere)('that is there', () => {
    let server: S3Server;
    beforeAll(async () => {
      server = await start();
      await server.createBucket(bucket);
    });
    afterAll(async () => {
      await server.stop();
    });

    it('keeps a file under the hash of its bytes, whatever it is called, as what it is', async () => {
      const storage = storageOn(server);
      const names = [
        'gate.jpg',
        '../../etc/passwd',
        'a+b?c#d%2F e.jpg',
        '\u0000\r\n.jpg',
        '🚪.png',
        '"><script>',
      ];
      const keys = await Promise.all(
        names.map((name) => storage.put(new File([picture], name, { type: 'text/html' }), { kind: 'image' })),
      );
      const hash = createHash('sha256').update(picture).digest('hex');
      expect(new Set(keys)).toEqual(new Set([`threads/${hash}.jpg`]));
      const answer = await fetch(await storage.url(keys[0] ?? ''));
      expect(answer.headers.get('content-type')).toBe('image/jpeg');
      expect(Buffer.from(await answer.arrayBuffer()).equals(Buffer.from(picture))).toBe(true);
    });

    it('tells a wrong secret, an unknown key, one without rights, and a missing bucket apart', async () => {
      const put = async (change: Partial<S3StorageOptions>): Promise<unknown> =>
        failureOf(storageOn(server, change).put(new Blob([jpeg()]), { kind: 'image' }));
      const { stranger } = server;
      expect(await put({ secretAccessKey: 'canary-wrong' })).toMatchObject({
        code: 'STORAGE_REFUSED',
        reason: 'SignatureDoesNotMatch',
        remedy: expect.stringContaining('secretAccessKey'),
        status: 403,
        carriedOut: 'unsent',
        retryable: 'never',
      });
      expect(await put({ accessKeyId: 'AKUNKNOWN00000000001' })).toMatchObject({
        code: 'STORAGE_REFUSED',
        reason: 'InvalidAccessKeyId',
        remedy: expect.stringContaining('accessKeyId'),
      });
      expect(await put({ ...stranger })).toMatchObject({
        code: 'STORAGE_REFUSED',
        reason: 'AccessDenied',
        bucket,
        key: expect.stringMatching(/^threads\/[\da-f]{64}\.jpg$/),
      });
      expect(await put({ bucket: 'no-such-bucket' })).toMatchObject({
        code: 'STORAGE_BUCKET_NOT_FOUND',
        remedy: expect.stringContaining('no-such-bucket'),
      });
    });

    it('recognises a clock that is off', async () => {
      const clock = { now: () => Date.now() + 20 * 60_000, sleep: async () => {} };
      expect(
        await failureOf(storageOn(server, { clock }).put(new Blob([jpeg()]), { kind: 'image' })),
      ).toMatchObject({
        code: 'STORAGE_CLOCK_OFF',
        reason: 'RequestTimeTooSkewed',
        remedy: expect.stringContaining('clock'),
      });
    });

    it('says in no error what is secret', async () => {
      const wrong = [
        { secretAccessKey: 'canary-wrong' },
        { bucket: 'no-such-bucket' },
        { endpoint: 'http://127.0.0.1:9' },
      ];
      for (const change of wrong) {
        const text = textOf(
          await failureOf(storageOn(server, change).put(new Blob([jpeg()]), { kind: 'image' })),
        );
        expect(text).not.toMatch(/canary|[Ss]ignature=|AKTEST/);
      }
    });

    it('makes addresses that hold for a while, for GET alone, and for nothing else', async () => {
      const storage = storageOn(server);
      const key = await storage.put(new Blob([picture]), { kind: 'image' });
      const address = await storage.url(key);
      const statusOf = async (url: string, method = 'GET'): Promise<number> =>
        (await fetch(url, { method })).status;
      expect(await statusOf(address)).toBe(200);
      expect(await statusOf(address, 'HEAD')).toBe(403);
      expect(await statusOf(address, 'DELETE')).toBe(403);
      expect(await statusOf(address.replace(/.$/, (last) => (last === '0' ? '1' : '0')))).toBe(403);
      expect(await statusOf(address.replace('X-Amz-Expires=3600', 'X-Amz-Expires=3601'))).toBe(403);
      const clock = { now: () => Date.now() - 3_700_000, sleep: async () => {} };
      expect(await statusOf(await storageOn(server, { clock }).url(key))).toBe(403);
    });

    it('lists and removes, and removing what is not there is no failure', async () => {
      const storage = storageOn(server, { prefix: 'listed/' });
      const keys = [];
      for (let index = 0; index < 3; index += 1) {
        keys.push(await storage.put(new Blob([jpeg(index)]), { kind: 'image' }));
      }
      const listed = [];
      for await (const { key, lastModified } of storage.list?.() ?? []) {
        listed.push(key);
        expect(Math.abs(lastModified.getTime() - Date.now())).toBeLessThan(60_000);
      }
      expect(listed.toSorted()).toEqual(keys.toSorted());
      for (const key of [...keys, ...keys]) await storage.remove(key);
      for await (const { key } of storage.list?.() ?? []) throw new Error(`${key} is still there.`);
    });

    it('lets a browser put one file of one type and size, under a key that nobody can guess', async () => {
      const storage = storageOn(server);
      const file = new Blob([picture], { type: 'image/jpeg' });
      const { headers, key, url } = await storage.uploadUrl({ type: 'image/jpeg', size: file.size });
      expect(key).toMatch(/^threads\/uploads\/[\da-f-]{36}\.jpg$/);
      const put = async (body: Blob, sent: Record<string, string> = { ...headers }): Promise<number> =>
        (await fetch(url, { method: 'PUT', body, headers: sent })).status;
      expect(await put(new Blob([picture, picture]))).toBe(403);
      expect(await put(file, { ...headers, 'content-type': 'text/html' })).toBe(403);
      expect(await put(file)).toBe(200);
      // What lies there cannot be replaced.
      expect(await put(file)).toBe(412);
      expect((await fetch(await storage.url(key))).headers.get('content-type')).toBe('image/jpeg');
    });

    it('has a picture of the disk live, with an address that stands in no state', async () => {
      const clock = createVirtualClock(Date.now());
      const downloads: Uint8Array[] = [];
      const download = async (request: Request): Promise<Response> => {
        const answer = await fetch(request);
        downloads.push(new Uint8Array(await answer.clone().arrayBuffer()));
        return answer;
      };
      const emulator = createEmulator({ clock, media: { fetch: download }, users: [{ username: 'mika' }] });
      const credentials = createCredentials(emulator.issueToken({ username: 'mika' }));
      const client = createClient({ credentials, clock, fetch: emulator.fetch });
      const entries: string[] = [];
      const memory = createMemoryJournal();
      const journal = {
        get: memory.get,
        set: async (key: string, entry: string): Promise<void> => {
          entries.push(entry);
          await memory.set(key, entry);
        },
      };
      const storage = storageOn(server);
      const heard: unknown[] = [];
      const options = {
        storage,
        journal,
        idempotencyKey: 'gate',
        onProgress: (progress: object) => heard.push(progress),
      };
      const post = { text: 'The gate', media: [{ image: new Blob([picture]), altText: 'A red gate' }] };
      const { id } = await publish(client, post, options);
      expect(await publish(client, post, options)).toMatchObject({ id });
      expect(entries.join('')).toContain('"stored":"threads/');
      expect(entries.join('') + JSON.stringify(heard)).not.toMatch(/X-Amz|canary/);
      expect(downloads.map((bytes) => Buffer.from(bytes).equals(Buffer.from(picture)))).toEqual([true]);
    });
  });
});

describe('what only the stub shows', () => {
  let server: S3Stub;
  beforeAll(async () => {
    server = await startS3Stub({ elsewhere: { abroad: 'eu-west-1' } });
    await server.createBucket(bucket);
  });
  afterAll(async () => {
    await server.stop();
  });

  it('tells a wrong region from one that a bucket is in, and names it', async () => {
    const file = new Blob([jpeg(20)]);
    const wrong = { code: 'STORAGE_REGION_WRONG', retryable: 'never' };
    expect(
      await failureOf(storageOn(server, { region: 'eu-north-1' }).put(file, { kind: 'image' })),
    ).toMatchObject({
      ...wrong,
      remedy: expect.stringContaining('us-east-1'),
    });
    expect(
      await failureOf(storageOn(server, { bucket: 'abroad' }).put(file, { kind: 'image' })),
    ).toMatchObject({
      ...wrong,
      remedy: expect.stringContaining('eu-west-1'),
    });
  });

  it('uploads nothing that is there already, until it is a day old', async () => {
    const storage = storageOn(server);
    const puts = (): number => server.requests.filter(({ method }) => method === 'PUT').length;
    await storage.put(new Blob([jpeg(30)]), { kind: 'image' });
    const before = puts();
    await storage.put(new Blob([jpeg(30)]), { kind: 'image' });
    expect(puts()).toBe(before);
  });

  it.each([[503], [500], ['reset'], ['lost']] as const)('tries again after %s', async (answer) => {
    const storage = storageOn(server, { clock: { now: Date.now, sleep: async () => {} } });
    server.fail({ method: 'PUT', times: 2, answer });
    const key = await storage.put(new Blob([jpeg(String(answer))]), { kind: 'image' });
    expect((await fetch(await storage.url(key))).status).toBe(200);
  });

  it('gives up after three attempts, and says that nothing was sent to Threads', async () => {
    const pauses: number[] = [];
    const clock = {
      now: Date.now,
      sleep: async (milliseconds: number) => {
        pauses.push(milliseconds);
      },
    };
    server.fail({ method: 'PUT', times: 3, answer: 503 });
    expect(
      await failureOf(storageOn(server, { clock }).put(new Blob([jpeg(40)]), { kind: 'image' })),
    ).toMatchObject({
      code: 'STORAGE_FAILED',
      status: 503,
      retryable: 'later',
      carriedOut: 'unsent',
    });
    expect(pauses).toEqual([500, 1000]);
  });

  it('ends an attempt in which nothing moves', async () => {
    const storage = storageOn(server, { timeout: 50, clock: { now: Date.now, sleep: async () => {} } });
    server.fail({ method: 'PUT', times: 3, answer: 'hang' });
    expect(await failureOf(storage.put(new Blob([jpeg(50)]), { kind: 'image' }))).toMatchObject({
      code: 'STORAGE_FAILED',
      reason: 'TimedOut',
      retryable: 'later',
    });
  });

  it('asks a function for credentials before each request', async () => {
    let asked = 0;
    const { accessKeyId, secretAccessKey, temporary } = server;
    const storage = createS3Storage({
      addressing: 'signed',
      bucket,
      endpoint: server.endpoint,
      region: server.region,
      credentials: async () => ((asked += 1) % 2 === 0 ? { accessKeyId, secretAccessKey } : temporary),
    });
    const key = await storage.put(new Blob([jpeg(60)]), { kind: 'image' });
    expect(asked).toBe(2);
    for (const _ of [1, 2]) expect((await fetch(await storage.url(key))).status).toBe(200);
  });
});
