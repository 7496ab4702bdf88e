import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { StorageError } from '@threads-sdk/errors';
import type { FilePost, MediaCheck, Post } from '@threads-sdk/publish';
import {
  createS3Storage,
  createStorage,
  type FileStorage,
  type S3StorageOptions,
  sweepStorage,
} from '@threads-sdk/storage';
import { openFile } from '@threads-sdk/storage/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
// @boundaries-ignore a tool of tests has one home
import { type S3Stub, startS3Stub } from '../../storage/test/s3-stub.ts';
import {
  cancelPost,
  changePost,
  closeScheduler,
  getPost,
  listPosts,
  neededFiles,
  openScheduler,
  pauseAccount,
  retryPost,
  scheduleChain,
  schedulePost,
  type Scheduler,
  type SchedulerEvent,
} from '../src/index.ts';
import type { Author } from './dying-author.ts';
import { jpeg } from './pictures.ts';
import { makeFolder, makePlace, openPool, openStage, type Place, places, type Stage } from './stage.ts';

const bucket = 'media';

function optionsOf({ accessKeyId, endpoint, region, secretAccessKey }: S3Stub): S3StorageOptions {
  return { accessKeyId, addressing: 'signed', bucket, endpoint, region, secretAccessKey };
}

/** The keys of what lies in the bucket. */
function keptIn(server: S3Stub): readonly string[] {
  return [...server.objects.keys()].map((name) => name.replace(`${bucket}/`, ''));
}

async function needed(scheduler: Scheduler): Promise<string[]> {
  const keys: string[] = [];
  for await (const { stored } of neededFiles(scheduler)) keys.push(stored);
  return keys;
}

async function issuesOf(work: Promise<unknown>): Promise<readonly (readonly [string, string])[]> {
  const error: unknown = await work.catch((thrown: unknown) => thrown);
  return Object(error).issues.map(({ message, path }: Record<string, string>) => [path, message]);
}

const is =
  (type: SchedulerEvent['type'], account: string, key = '1') =>
  (event: SchedulerEvent): boolean =>
    event.type === type && Object(event).account === account && Object(event).key === key;

/** All that is in the tables of the scheduler and of its engine, as text. */
async function dump(place: Place): Promise<string> {
  const isFolder = !place.database.startsWith('postgres');
  const folder = isFolder ? await PGlite.create(join(place.database, 'postgres')) : undefined;
  const pool = isFolder ? undefined : openPool(place.database);
  const query = async (text: string): Promise<Record<string, string>[]> =>
    Object(folder ? await folder.query(text) : await pool?.query(text)).rows;
  const tables = await query(
    "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables WHERE schemaname LIKE 'threads%'",
  );
  let text = '';
  for (const { name } of tables)
    for (const { row } of await query(`SELECT t::text AS row FROM ${name} t`)) text += `${name} ${row}\n`;
  await folder?.close();
  await pool?.end();
  return text;
}

describe.each(places)('posts with files, on $kind', ({ isThere, make }) => {
  describe.skipIf(!isThere)('with a storage', () => {
    let server: S3Stub;
    let place: Place;
    let stage: Stage;
    /** What it is at the moment: tests change it. */
    let storage: FileStorage;
    let s3: FileStorage;
    /** What the scheduler's check finds wrong, and what it was shown. */
    let fault: string | undefined;
    let shown: unknown[] = [];
    /** What Threads has downloaded, and from where. */
    let downloads: { readonly url: string; readonly bytes: Uint8Array }[] = [];
    let used = 0;
    const usernames = Array.from({ length: 20 }, (_, nth) => `user${nth}`);
    const nextAccount = (): string => usernames[used++] ?? '';
    const inMinutes = (minutes: number): Date => new Date(stage.clock.now() + minutes * 60_000);

    beforeAll(async () => {
      server = await startS3Stub();
      await server.createBucket(bucket);
      s3 = createS3Storage(optionsOf(server));
      storage = s3;
      place = await make();
      const check: MediaCheck = async (media) => {
        shown.push(media);
        return { issues: fault === undefined ? [] : [{ message: fault }] };
      };
      const download = async (request: Request): Promise<Response> => {
        const response = await fetch(request);
        downloads.push({ url: request.url, bytes: await response.clone().bytes() });
        return response;
      };
      stage = await openStage({
        database: place.database,
        usernames,
        emulator: { media: { fetch: download } },
        media: { check, storage: { open: (...given) => storage.open(...given) } },
      });
    });
    afterEach(() => {
      stage.stopWork();
      stage.emulator.clearFaults();
    });
    afterEach(() => {
      storage = s3;
      fault = undefined;
      [shown, downloads] = [[], []];
    });
    afterAll(async () => {
      await server.stop();
      await place.remove();
    });

    it('uploads a picture of the disk, keeps its key, and publishes it from an address that is made then', async () => {
      const account = nextAccount();
      const folder = await mkdtemp(join(tmpdir(), 'threads-sdk-pictures-'));
      const path = join(folder, 'gate.jpg');
      const bytes = await jpeg('gate').bytes();
      await writeFile(path, bytes);
      const image = await openFile(path);
      const post = { text: 'The gate', media: [{ image, altText: 'A red gate' }] };
      const scheduled = await schedulePost(stage.scheduler, { account, key: '1', post, at: inMinutes(60) });
      await rm(folder, { recursive: true });
      const [stored = ''] = keptIn(server);
      expect(scheduled).toMatchObject({
        post: { text: 'The gate', media: [{ image: { stored }, altText: 'A red gate' }] },
      });
      expect(downloads).toEqual([]);
      await stage.workUntil(is('published', account), 10_000);
      expect(downloads.map((each) => Buffer.from(each.bytes).equals(bytes))).toEqual([true]);
      expect(downloads[0]?.url).toContain(`${stored}?X-Amz-`);
    });

    it('uploads nothing, looks at nothing and changes nothing when the same is scheduled again', async () => {
      const account = nextAccount();
      const input = (text: string) => ({
        account,
        key: '1',
        post: { text: 'Again', media: [{ image: jpeg(text) }] },
        at: inMinutes(600),
      });
      const first = await schedulePost(stage.scheduler, input('again'));
      const [requests, looks] = [server.requests.length, shown.length];
      expect(await schedulePost(stage.scheduler, input('again'))).toEqual(first);
      await expect(schedulePost(stage.scheduler, input('another'))).rejects.toMatchObject({
        code: 'POST_KEY_REUSED',
      });
      expect([server.requests.length, shown.length]).toEqual([requests, looks]);
      await cancelPost(stage.scheduler, { account, key: '1' });
    });

    it('names all faults at once in the words of the input, and uploads nothing', async () => {
      const account = nextAccount();
      const before = server.requests.length;
      const gif = new Blob(['GIF89a']);
      const wrong = { text: 'a'.repeat(501), media: [{ image: gif }, { image: 'ftp://example.com' }] };
      const at = 'now';
      const faults = await issuesOf(
        schedulePost(stage.scheduler, { account: '', key: '1', post: wrong, at }),
      );
      expect(faults.map(([path]) => path)).toEqual([
        'account',
        'post.media[0].image',
        'post.text',
        'post.media[1].image',
        'at',
      ]);
      expect(faults[1]?.[1]).toContain('GIF');
      const chain: FilePost[] = [
        { media: [{ image: jpeg('fine') }] },
        { media: [{ video: jpeg('no film') }, { image: { stored: 'elsewhere/a.jpg' } }] },
      ];
      const inChain = issuesOf(
        scheduleChain(stage.scheduler, { account, key: '1', chain, at: inMinutes(1) }),
      );
      expect((await inChain).map(([path]) => path)).toEqual([
        'chain[1].media[0].video',
        'chain[1].media[1].image',
      ]);
      const change = issuesOf(
        changePost(stage.scheduler, { account, key: '1', post: { media: [{ image: gif }] } }),
      );
      expect((await change).map(([path]) => path)).toEqual(['post.media[0].image']);
      expect(server.requests.length).toBe(before);
    });

    it('shows media to the check before it uploads, addresses too, and refuses what that finds', async () => {
      const account = nextAccount();
      const before = server.requests.length;
      const [address, image] = ['https://example.com/a.jpg', jpeg('checked')];
      const chain = [{ text: 'One' }, { media: [{ image }, { image: address }] }];
      fault = 'is too dark';
      const faults = issuesOf(scheduleChain(stage.scheduler, { account, key: '1', chain, at: inMinutes(1) }));
      expect(await faults).toEqual([
        ['chain[1].media[0].image', 'is too dark'],
        ['chain[1].media[1].image', 'is too dark'],
      ]);
      expect(shown).toEqual([image, address]);
      expect(server.requests.length).toBe(before);
    });

    it('schedules nothing if a file cannot be uploaded', async () => {
      const account = nextAccount();
      const input = { account, key: '1', post: { media: [{ image: jpeg('lost') }] }, at: inMinutes(1) };
      server.fail({ method: 'PUT', answer: 403 });
      await expect(schedulePost(stage.scheduler, input)).rejects.toMatchObject({ name: 'StorageError' });
      await expect(getPost(stage.scheduler, input)).rejects.toMatchObject({ code: 'POST_NOT_FOUND' });
    });

    it('publishes a chain with files, and what changePost has put in the place of a file', async () => {
      const account = nextAccount();
      const chain = ['one', 'two', 'two'].map((text) => ({ text, media: [{ image: jpeg(text) }] }));
      const inChain = await scheduleChain(stage.scheduler, { account, key: '1', chain, at: inMinutes(1) });
      const name = { account, key: '2' };
      const post = { text: 'three', media: [{ image: jpeg('wrong') }] };
      const { post: before } = Object(
        await schedulePost(stage.scheduler, { ...name, post, at: inMinutes(2) }),
      );
      const changed = { text: 'three', media: [{ image: jpeg('three') }] };
      const { post: after } = Object(await changePost(stage.scheduler, { ...name, post: changed }));
      const keys = await needed(stage.scheduler);
      const parts: readonly FilePost[] = Object(inChain).chain;
      for (const { media } of [after, ...parts]) expect(keys).toContain(Object(media[0]).image.stored);
      expect(keys).not.toContain(before.media[0].image.stored);
      await stage.workUntil(is('published', account, '2'), 1000);
      expect(stage.textsOf(account)).toEqual(['one', 'two', 'two', 'three']);
      const seen = await Promise.all(['one', 'two', 'two', 'three'].map((text) => jpeg(text).text()));
      expect(downloads.map(({ bytes }) => new TextDecoder().decode(bytes))).toEqual(seen);
    });

    it('publishes one that repeats from its one file each time, which is needed until it ends', async () => {
      const account = nextAccount();
      const at = inMinutes(24 * 60);
      at.setUTCMilliseconds(0);
      const rule = { at, timeZone: 'UTC', repeat: 'FREQ=DAILY;COUNT=3' };
      const post = { text: 'Today', media: [{ image: jpeg('today') }] };
      const repeating = await schedulePost(stage.scheduler, { account, key: 'day', post, ...rule });
      const { stored } = Object(repeating).post.media[0].image;
      const last = new Date(at.getTime() + 2 * 86_400_000).toISOString();
      await stage.workUntil(is('published', account, `day@${at.toISOString()}`), 600_000);
      expect(await needed(stage.scheduler)).toContain(stored);
      await stage.workUntil(is('published', account, `day@${last}`), 600_000);
      expect(stage.textsOf(account)).toEqual(['Today', 'Today', 'Today']);
      expect(downloads.filter(({ url }) => url.includes(stored))).toHaveLength(3);
      expect(await needed(stage.scheduler)).not.toContain(stored);
    });

    it('tries again when the storage fails for a while, and parks the post when it refuses', async () => {
      const account = nextAccount();
      const refusal = new StorageError('STORAGE_REFUSED', 'media: it may not be read.', {
        bucket,
        reason: 'AccessDenied',
        remedy: 'Let it be read.',
      });
      const failures: Error[] = [];
      storage = createStorage(bucket, {
        put: async () => {},
        url: async (key) => {
          const failure = failures.shift();
          if (failure !== undefined) throw failure;
          return s3.url(key);
        },
        remove: s3.remove,
      });
      const schedule = async (key: string): Promise<unknown> => {
        const stored = await s3.put(jpeg(key), { kind: 'image' });
        const post: Post = { text: key, media: [{ image: { stored } }] };
        return schedulePost(stage.scheduler, { account, key, post, at: inMinutes(0) });
      };
      await schedule('later');
      failures.push(new Error('busy'), new Error('busy'));
      await stage.workUntil(is('published', account, 'later'), 1000);
      const { history } = await getPost(stage.scheduler, { account, key: 'later' });
      const codes = history.flatMap(({ detail, event }) => (event === 'delayed' ? [detail?.['error']] : []));
      expect(codes.map((error) => Object(error).code)).toEqual(['STORAGE_FAILED', 'STORAGE_FAILED']);
      await schedule('never');
      failures.push(refusal);
      const parked = await stage.workUntil(is('parked', account, 'never'), 1000);
      expect(parked).toMatchObject({ error: { code: 'STORAGE_REFUSED', carriedOut: 'unsent' } });
      await retryPost(stage.scheduler, { account, key: 'never' });
      await stage.workUntil(is('published', account, 'never'), 1000);
      expect(stage.textsOf(account)).toEqual(['later', 'never']);
    });

    it('keeps what Threads says of an address without its signature', async () => {
      const account = nextAccount();
      const post = { text: 'Quoted', media: [{ image: jpeg('quoted') }] };
      const { post: kept } = Object(
        await schedulePost(stage.scheduler, { account, key: '1', post, at: inMinutes(0) }),
      );
      const address = await s3.url(kept.media[0].image.stored);
      stage.emulator.planFault({
        kind: 'error',
        preset: 'text-too-long',
        operation: 'createContainer',
        message: `The media could not be fetched from this URI: ${address}`,
        user: account,
      });
      const parked = await stage.workUntil(is('parked', account), 1000);
      expect(JSON.stringify(parked)).not.toContain('X-Amz-Signature');
    });

    it('names the files of what is not live yet, so that a sweep leaves those and removes the others', async () => {
      const [waits, other] = [nextAccount(), nextAccount()];
      const put = async (account: string, key: string, more: object = {}): Promise<string> => {
        const input = { account, key, post: { text: key, media: [{ image: jpeg(`sweep ${key}`) }] } };
        const post = await schedulePost(stage.scheduler, { ...input, at: inMinutes(0), ...more });
        return Object(post).post.media[0].image.stored;
      };
      const refused = { kind: 'error', preset: 'text-too-long', operation: 'createContainer' } as const;
      stage.emulator.planFault({ ...refused, user: other });
      const parked = await put(other, 'parked');
      await stage.workUntil(is('parked', other, 'parked'), 1000);
      const published = await put(other, 'published');
      await stage.workUntil(is('published', other, 'published'), 1000);
      stage.emulator.planFault({ kind: 'error', preset: 'session-expired', user: other });
      const publishing = await put(other, 'publishing');
      await stage.workUntil(({ type, ...event }) => type === 'paused' && Object(event).account === other);
      expect(await getPost(stage.scheduler, { account: other, key: 'publishing' })).toMatchObject({
        state: 'publishing',
      });
      await pauseAccount(stage.scheduler, waits);
      const scheduled = await put(waits, 'scheduled');
      const repeating = await put(waits, 'repeating', { timeZone: 'UTC', repeat: 'FREQ=DAILY' });
      const cancelled = await put(waits, 'cancelled');
      await cancelPost(stage.scheduler, { account: waits, key: 'cancelled' });
      await schedulePost(stage.scheduler, {
        account: waits,
        key: 'text',
        post: { text: 'a' },
        at: inMinutes(0),
      });

      const files = await needed(stage.scheduler);
      for (const key of [parked, publishing, scheduled, repeating]) expect(files).toContain(key);
      for (const key of [published, cancelled]) expect(files).not.toContain(key);
      const inEightDays = (): number => Date.now() + 8 * 86_400_000;
      await sweepStorage(s3, { needed: neededFiles(stage.scheduler), now: inEightDays });
      expect(new Set(keptIn(server))).toEqual(new Set(files));
    });

    it('names more of them than it reads at once, each once', async () => {
      const account = nextAccount();
      await pauseAccount(stage.scheduler, account);
      const keys = Array.from({ length: 260 }, (_, nth) => `threads/many-${nth}.jpg`);
      await Promise.all(
        keys.map((stored) => {
          const post = { media: [{ image: { stored } }] };
          return schedulePost(stage.scheduler, { account, key: stored, post, at: inMinutes(1) });
        }),
      );
      const many = (await needed(stage.scheduler)).filter((key) => key.includes('many'));
      expect(many.toSorted()).toEqual(keys.toSorted());
    });

    it('has kept no signature and no secret in any table, and told none', async () => {
      await stage.close();
      const all = (await dump(place)) + JSON.stringify(stage.events);
      const isIn = (text: string): boolean => all.includes(text);
      expect(['media/threads/', 'could not be addressed', 'X-Amz-', 'canary'].filter(isIn)).toEqual([
        'media/threads/',
        'could not be addressed',
      ]);
    });
  });
});

describe('a scheduler', () => {
  const accounts = (): never => {
    throw new Error('Nothing is published here.');
  };

  it('refuses files where it has no storage, and says what is missing; its check sees addresses', async () => {
    const place = makeFolder();
    const seen: unknown[] = [];
    const check: MediaCheck = async (media) => {
      seen.push(media);
      return { issues: [{ message: 'is elsewhere' }] };
    };
    const scheduler = await openScheduler({ database: place.database, accounts, check });
    const name = { account: 'mika', key: '1' };
    const stored = { stored: 'threads/a.jpg' };
    const media = [{ image: jpeg('a') }, { image: 'https://example.com/a.jpg' }, { video: stored }];
    const message = 'is a file, for which openScheduler needs the option storage';
    expect(await issuesOf(schedulePost(scheduler, { ...name, post: { text: '', media }, at: '' }))).toEqual([
      ['post.media[0].image', message],
      ['post.media[2].video', message],
      ['post.text', expect.any(String)],
      ['at', expect.any(String)],
    ]);
    const chain = [{ text: 'One' }, { media }];
    expect((await issuesOf(changePost(scheduler, { ...name, chain }))).map(([path]) => path)).toEqual([
      'chain[1].media[0].image',
      'chain[1].media[2].video',
    ]);
    const post = { media: [{ image: 'https://example.com/a.jpg' }] };
    expect(await issuesOf(changePost(scheduler, { ...name, post }))).toEqual([
      ['post.media[0].image', 'is elsewhere'],
    ]);
    expect(seen).toEqual(['https://example.com/a.jpg']);
    await closeScheduler(scheduler);
    await place.remove();
  });

  it('refuses what is no storage and no check', async () => {
    const wrong: object = { database: './never', accounts, storage: {}, check: true };
    expect((await issuesOf(openScheduler(Object(wrong)))).map(([path]) => path)).toEqual([
      'storage',
      'check',
    ]);
  });

  it('has one post with one file, though it was killed between the upload and the post', async () => {
    const server = await startS3Stub();
    await server.createBucket(bucket);
    const place = await makePlace();
    const at = '2026-12-01T09:00:00Z';
    const author: Author = { database: place.database, at, storage: optionsOf(server) };
    const program = fileURLToPath(new URL('dying-author.ts', import.meta.url));
    const flags = ['--conditions=@threads-sdk/source', '--disable-warning=ExperimentalWarning'];
    const process = spawn(execPath, [...flags, program, JSON.stringify(author)], { stdio: 'inherit' });
    expect(await once(process, 'exit')).toEqual([null, 'SIGKILL']);
    expect(keptIn(server)).toHaveLength(1);
    const storage = createS3Storage(optionsOf(server));
    const stage = await openStage({
      database: place.database,
      usernames: ['mika'],
      emulator: { media: 'fetch' },
      media: { storage },
    });
    for await (const { key } of listPosts(stage.scheduler)) throw new Error(`There is a post ${key}.`);
    const post = { text: 'The gate', media: [{ image: jpeg('gate') }] };
    await schedulePost(stage.scheduler, { account: 'mika', key: '1', post, at });
    await stage.workUntil(is('published', 'mika'), 600_000);
    expect(stage.textsOf('mika')).toEqual(['The gate']);
    expect(keptIn(server)).toHaveLength(1);
    expect(server.requests.filter(({ method, path }) => method === 'PUT' && path.includes('.'))).toHaveLength(
      1,
    );
    await stage.close();
    await server.stop();
    await place.remove();
  });
});
