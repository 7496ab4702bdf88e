import { type Client, createClient } from '@threads-sdk/core-http/fetch';
import { createCredentials } from '@threads-sdk/credentials';
import { createEmulator, createVirtualClock, type Emulator } from '@threads-sdk/emulator';
import type { PublishState } from '@threads-sdk/errors';
import {
  advanceChain,
  advancePublish,
  createMemoryJournal,
  type FilePost,
  type Journal,
  type MediaCheck,
  publish,
  publishChain,
  type PublishOptions,
  resumePublish,
  startChain,
  startPublish,
  stepPublish,
  storeFiles,
} from '@threads-sdk/publish';
import { describe, expect, it } from 'vitest';
import { createStorage, type FileStorage, type StorageFunctions, type StorageOptions } from '../src/index.ts';
import { failureOf } from './failure-of.ts';
import { jpeg } from './pictures.ts';

/** A storage in memory, and an emulator that downloads what Meta would from it. */
interface Stage {
  readonly client: Client;
  readonly emulator: Emulator;
  readonly storage: FileStorage;
  readonly kept: Map<string, Blob>;
  /** The keys of what was uploaded, in their order. */
  readonly uploads: string[];
  /** The addresses that were made. */
  readonly addresses: string[];
  /** What was asked of Threads and came with a body, as it was sent. */
  readonly sent: string[];
  readonly livePosts: () => Promise<readonly unknown[]>;
}

function createStage(
  options: StorageOptions & {
    readonly change?: Partial<StorageFunctions>;
    readonly onDownload?: (key: string) => void;
  } = {},
): Stage {
  const { change, onDownload, ...ofStorage } = options;
  const kept = new Map<string, Blob>();
  const uploads: string[] = [];
  const addresses: string[] = [];
  const sent: string[] = [];
  const clock = createVirtualClock();
  const storage = createStorage(
    'memory',
    {
      put: async (key, file, { onProgress }) => {
        if (kept.has(key)) return;
        uploads.push(key);
        onProgress(0);
        kept.set(key, new Blob([await file.arrayBuffer()]));
        onProgress(file.size);
      },
      url: async (key) => {
        const address = `https://media.example.com/${key}?X-Amz-Signature=canary-${addresses.length}`;
        addresses.push(address);
        return address;
      },
      remove: async (key) => {
        kept.delete(key);
      },
      ...change,
    },
    ofStorage,
  );
  const download = async (request: Request): Promise<Response> => {
    const key = new URL(request.url).pathname.slice(1);
    onDownload?.(key);
    const file = kept.get(key);
    return file ? new Response(file) : new Response(null, { status: 404 });
  };
  const emulator = createEmulator({ clock, media: { fetch: download }, users: [{ username: 'mika' }] });
  const credentials = createCredentials(emulator.issueToken({ username: 'mika' }));
  const client = createClient({
    credentials,
    clock,
    random: () => 0.5,
    fetch: async (request) => {
      sent.push(decodeURIComponent(await request.clone().text()));
      return emulator.fetch(request);
    },
  });
  const livePosts = async (): Promise<readonly unknown[]> => {
    const address = `https://graph.threads.com/v1.0/me/threads?fields=id,media_type&access_token=${credentials.accessToken}`;
    return (await (await emulator.fetch(new Request(address))).json()).data;
  };
  return { client, emulator, storage, kept, uploads, addresses, sent, livePosts };
}

function picture(name: string | number): Blob {
  return new Blob([jpeg(name)]);
}

function withKey(
  key: string,
  journal: Journal = createMemoryJournal(),
): { idempotencyKey: string; journal: Journal } {
  return { idempotencyKey: key, journal };
}

describe('a post with files', () => {
  it('uploads them, and goes live with addresses that are in no state', async () => {
    const stage = createStage();
    const { client, storage } = stage;
    const states: string[] = [];
    const memory = createMemoryJournal();
    const journal: Journal = {
      get: memory.get,
      set: async (key, entry) => {
        states.push(entry);
        await memory.set(key, entry);
      },
    };
    const heard: unknown[] = [];
    const media = [{ image: picture('gate'), altText: 'A red gate' }, { image: picture('tea') }];
    const options = {
      storage,
      ...withKey('k', journal),
      onProgress: (progress: object) => heard.push(progress),
    };
    const { id } = await publish(client, { text: 'Kyoto', media }, options);
    expect(stage.uploads).toHaveLength(2);
    expect(new Set(stage.addresses).size).toBe(2);
    expect(stage.sent.join()).toContain('canary-0');
    expect(states.join('') + JSON.stringify(heard)).not.toContain('canary');
    expect(heard).toContainEqual({
      step: 'upload',
      index: 0,
      mediaIndex: 1,
      bytesSent: media[1]?.image.size,
      bytesTotal: media[1]?.image.size,
      elapsed: 0,
    });

    // The same bytes are the same post, in another Blob and under another name.
    const again = [
      { image: new File([jpeg('gate')], 'other.jpg'), altText: 'A red gate' },
      { image: picture('tea') },
    ];
    expect(await publish(client, { text: 'Kyoto', media: again }, options)).toMatchObject({ id });
    expect(stage.uploads).toHaveLength(2);
    expect(await stage.livePosts()).toHaveLength(1);
    const other = {
      text: 'Kyoto',
      media: [{ image: picture('other'), altText: 'A red gate' }, { image: picture('tea') }],
    };
    expect(await failureOf(publish(client, other, options))).toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
  });

  it('goes on after a crash between upload and state with one object', async () => {
    const stage = createStage();
    const { client, kept, storage, uploads } = stage;
    let isBroken = true;
    const memory = createMemoryJournal();
    const journal: Journal = {
      get: memory.get,
      set: async (key, entry) => {
        if (isBroken) throw new Error('crashed');
        await memory.set(key, entry);
      },
    };
    const post = { media: [{ image: picture('gate') }] };
    const options = { storage, ...withKey('k', journal) };
    expect(await failureOf(publish(client, post, options))).toMatchObject({ code: 'JOURNAL_FAILED' });
    isBroken = false;
    await publish(client, post, options);
    expect([uploads.length, kept.size, (await stage.livePosts()).length]).toEqual([1, 1, 1]);
  });

  it('is refused with every fault of every file before anything is uploaded', async () => {
    const { client, sent, storage, uploads } = createStage();
    const check: MediaCheck = async (file) => ({
      issues: typeof file !== 'string' && file.size > 260 ? [{ message: 'is too long' }] : [],
    });
    const media = [
      { image: new Blob(['RIFF1234WEBPVP8 ']) },
      { image: picture('x'.repeat(100)) },
      { video: picture('gate') },
      { image: picture('fine') },
      { image: { stored: '../secrets' } },
    ];
    const issues = [
      {
        path: 'media[0].image',
        message: 'is a WebP image; Meta takes a JPEG or PNG (fitImage of @threads-sdk/media makes it fit)',
      },
      { path: 'media[1].image', message: 'is too long' },
      { path: 'media[2].video', message: 'is an image; as video Meta takes an MP4 or MOV' },
      { path: 'media[4].image', message: expect.stringContaining('threads/') },
      { path: 'text', message: expect.stringContaining('at most 500') },
    ];
    const error = await failureOf(publish(client, { text: 'x'.repeat(501), media }, { storage, check }));
    expect(Object(error).issues).toEqual(issues);
    expect([uploads, sent]).toEqual([[], []]);
  });

  it('is looked at by the check as bytes, and by its address where it lies in the storage', async () => {
    const { addresses, client, storage, uploads } = createStage();
    const looked: unknown[] = [];
    const check: MediaCheck = async (file) => {
      looked.push(file);
      return { issues: [{ message: 'is bad' }] };
    };
    const file = picture('gate');
    const stored = await storage.put(picture('tea'), { kind: 'image' });
    const media = [{ image: file }, { image: { stored } }, { image: 'https://example.com/a.jpg' }];
    expect(await failureOf(publish(client, { media }, { storage, check }))).toMatchObject({
      issues: ['media[0].image', 'media[1].image', 'media[2].image'].map((path) => ({
        path,
        message: 'is bad',
      })),
    });
    expect(new Set(looked)).toEqual(new Set([file, addresses[0], 'https://example.com/a.jpg']));
    expect(uploads).toEqual([stored]);
  });

  it('needs a storage', async () => {
    const { client, sent } = createStage();
    const media = [{ image: picture('gate') }, { image: { stored: 'threads/a.jpg' } }];
    expect(await failureOf(publish(client, { media }))).toMatchObject({
      issues: ['media[0].image', 'media[1].image'].map((path) => ({
        path,
        message: expect.stringContaining('options.storage'),
      })),
    });
    expect(sent).toEqual([]);
  });

  it('cannot be published from a file that was removed meanwhile', async () => {
    const { client, storage } = createStage();
    const file = picture('gate');
    const gone = Object.assign(new Blob([jpeg()]), {
      slice: () =>
        Object.assign(file, {
          arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')),
        }),
    });
    expect(await failureOf(publish(client, { media: [{ image: gone }] }, { storage }))).toMatchObject({
      issues: [{ path: 'media[0].image', message: 'cannot be read any more: it was changed or removed' }],
    });
  });

  it('is ended by a signal while it is uploaded, and nothing is sent to Threads', async () => {
    const stop = new AbortController();
    const { client, sent, storage } = createStage({
      change: {
        put: async (_key, _file, { signal }) => {
          stop.abort(new Error('the user left'));
          signal?.throwIfAborted();
        },
      },
    });
    const error = await failureOf(
      publish(client, { media: [{ image: picture(1) }] }, { storage, signal: stop.signal }),
    );
    expect(error).toMatchObject({ code: 'ABORTED', carriedOut: 'unsent', retryable: 'now' });
    expect(sent).toEqual([]);
  });

  it('tells what failed in a storage of the app, without what it said', async () => {
    const { client, sent, storage } = createStage({
      change: {
        put: () =>
          Promise.reject(Object.assign(new Error('canary?X-Amz-Signature=1'), { code: 'ECONNRESET' })),
      },
    });
    const error = await failureOf(publish(client, { media: [{ image: picture(1) }] }, { storage }));
    expect(error).toMatchObject({
      name: 'StorageError',
      code: 'STORAGE_FAILED',
      bucket: 'memory',
      key: expect.stringMatching(/^threads\/[\da-f]{64}\.jpg$/),
      reason: 'ECONNRESET',
      carriedOut: 'unsent',
      retryable: 'later',
    });
    expect(JSON.stringify(error)).not.toContain('canary');
    expect(sent).toEqual([]);
  });
});

describe('what is published', () => {
  it.each([true, false])(
    'is the post as it was when the call was made, with a storage: %s',
    async (hasStorage) => {
      const stage = createStage();
      const { client, storage } = stage;
      const post = {
        text: 'Monday',
        media: [{ image: hasStorage ? picture(1) : 'https://media.example.com/threads/a.jpg' }],
      };
      stage.kept.set('threads/a.jpg', picture(1));
      const works = ['Monday', 'Tuesday'].map((text) => {
        post.text = text;
        return publish(client, post, { ...(hasStorage && { storage }), ...withKey(text) });
      });
      await Promise.all(works);
      post.text = 'later';
      const sent = stage.sent
        .filter((body) => body.includes('media_type='))
        .map((body) => /text=(\w+)/.exec(body)?.[1]);
      expect(new Set(sent)).toEqual(new Set(['Monday', 'Tuesday']));
      expect(sent).toHaveLength(2);
    },
  );

  it('is live whatever becomes of its files afterwards, and the error says so', async () => {
    const stage = createStage();
    const { client, storage } = stage;
    const [post] = await storeFiles([{ media: [{ image: picture(1) }] }], { storage });
    const state = startPublish(post);
    const elsewhere = createStorage(
      'elsewhere',
      { put: async () => {}, url: async (key) => `https://media.example.com/${key}`, remove: async () => {} },
      { prefix: 'other/', removeWhenLive: true },
    );
    // What does not belong to the storage is refused before anything is sent.
    expect(await failureOf(resumePublish(client, state, { storage: elsewhere }))).toMatchObject({
      code: 'INVALID_INPUT',
      issues: [{ path: 'post.media[0].image', message: expect.stringContaining('other/') }],
    });
    const chain = startChain([{ text: 'a' }, post]);
    expect(
      await failureOf(advanceChain(client, chain, { storage: elsewhere, record: async () => true })),
    ).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'rest[0].media[0].image' }] });
    expect(stage.sent).toEqual([]);
  });

  it.each(['put', 'url'] as const)('heeds its signal where a storage never answers to %s', async (name) => {
    const stop = new AbortController();
    const never = (): Promise<never> => {
      queueMicrotask(() => stop.abort());
      return new Promise<never>(() => {});
    };
    const { client, sent, storage } = createStage({ change: { [name]: never } });
    const error = await failureOf(
      publish(client, { media: [{ image: picture(1) }] }, { storage, signal: stop.signal }),
    );
    expect(error).toMatchObject({ code: 'ABORTED', carriedOut: 'unsent' });
    expect(sent).toEqual([]);
  });

  it('is not uploaded when the signal was aborted before the call', async () => {
    const { storage, uploads } = createStage();
    const signal = AbortSignal.abort();
    expect(
      await failureOf(storeFiles([{ media: [{ image: picture(1) }] }], { storage, signal })),
    ).toMatchObject({ code: 'ABORTED' });
    await expect(storage.put(picture(2), { kind: 'image', signal })).rejects.toBe(signal.reason);
    expect(uploads).toEqual([]);
  });

  it('is not called unsent where the journal was not asked what an earlier call did', async () => {
    const { client, storage } = createStage();
    const signal = AbortSignal.abort();
    const post = { media: [{ image: picture(1) }] };
    expect(await failureOf(publish(client, post, { storage, signal, ...withKey('k') }))).toMatchObject({
      code: 'ABORTED',
      carriedOut: 'maybe',
      message: expect.stringContaining('only the journal could tell'),
    });
    expect(await failureOf(publish(client, post, { storage, signal }))).toMatchObject({
      carriedOut: 'unsent',
    });
  });

  it('is not ended by the signal of another call with the same file', async () => {
    const stage = createStage();
    const film = new Uint8Array(10 * 1_048_576);
    film.set(new TextEncoder().encode('\0\0\0\u0018ftypisom'));
    const file = new Blob([film]);
    const stop = new AbortController();
    const works = [stop.signal, undefined].map((signal) =>
      stage.storage.put(file, { kind: 'video', ...(signal && { signal }) }).then(
        () => 'kept',
        () => 'ended',
      ),
    );
    stop.abort();
    expect(await Promise.all(works)).toEqual(['ended', 'kept']);
  });

  it.each([undefined, '', 'abc', 'ftp://example.com/a.jpg', new URL('https://example.com')])(
    'is not sent with %s as the address of a file',
    async (address) => {
      const { client, sent, storage } = createStage({ change: { url: async () => address as never } });
      expect(await failureOf(publish(client, { media: [{ image: picture(1) }] }, { storage }))).toMatchObject(
        {
          code: 'STORAGE_FAILED',
          reason: 'NO_ADDRESS',
        },
      );
      expect(sent).toEqual([]);
    },
  );

  it('has no file that is none', async () => {
    const { client, sent, storage } = createStage();
    for (const image of [
      { stored: undefined },
      {},
      new Response(),
      { arrayBuffer: () => 1 },
      new Uint8Array(1),
      null,
      'gate.jpg',
    ])
      expect(await failureOf(publish(client, { media: [{ image }] } as never, { storage }))).toMatchObject({
        code: 'INVALID_INPUT',
      });
    expect(await failureOf(publish(client, { text: 'a' }, { storage: { open: 5 } } as never))).toMatchObject({
      issues: [{ path: 'options.storage' }],
    });
    for (const work of [
      storage.put(undefined as never, undefined as never),
      storage.put(picture(1), {} as never),
    ])
      expect(await failureOf(work)).toMatchObject({ code: 'INVALID_INPUT' });
    expect(sent).toEqual([]);
  });

  it('uploads a file once that stands in it many times', async () => {
    let puts = 0;
    const stage: Stage = createStage({
      change: {
        put: async (key, file) => {
          puts += 1;
          stage.kept.set(key, file);
        },
      },
    });
    const media = Array.from({ length: 5 }, () => ({ image: picture('same') }));
    await publish(stage.client, { media }, { storage: stage.storage });
    expect(puts).toBe(1);
  });
});

describe('a file that Threads could not download', () => {
  it.each([1, 2])(
    'gets another address, and is uploaded again if it is gone, for %i media',
    async (count) => {
      const lost = new Set<string>();
      const stage: Stage = createStage({
        onDownload: (key) => {
          if (lost.size === count || lost.has(key)) return;
          lost.add(key);
          stage.kept.delete(key);
        },
      });
      const media = Array.from({ length: count }, (_, index) => ({ image: picture(index) }));
      const { id } = await publish(stage.client, { media }, { storage: stage.storage });
      expect(id).toMatch(/^\d+$/);
      expect(stage.uploads.length).toBeGreaterThan(count);
      expect(await stage.livePosts()).toHaveLength(1);
    },
  );

  it('ends the post if it fails again, and the next call uploads it', async () => {
    let isGone = true;
    const stage: Stage = createStage({ onDownload: (key) => void (isGone && stage.kept.delete(key)) });
    const options = { storage: stage.storage, ...withKey('k') };
    const post = { media: [{ image: picture('gate') }] };
    expect(await failureOf(publish(stage.client, post, options))).toMatchObject({
      code: 'MEDIA_DOWNLOAD_FAILED',
    });
    isGone = false;
    await publish(stage.client, post, options);
    expect(await stage.livePosts()).toHaveLength(1);
  });
});

describe('files that are removed when the post is live', () => {
  const isLive = { removeWhenLive: true };

  it('are gone, and the second call uploads nothing', async () => {
    const stage = createStage(isLive);
    const options = { storage: stage.storage, ...withKey('k') };
    const post = { media: [{ image: picture('gate') }] };
    const { id } = await publish(stage.client, post, options);
    expect(stage.kept.size).toBe(0);
    expect(await publish(stage.client, post, options)).toMatchObject({ id });
    expect(stage.uploads).toHaveLength(1);
  });

  it('do not keep another post with the same file from going out', async () => {
    const stage = createStage(isLive);
    const post = (text: string): FilePost => ({ text, media: [{ image: picture('shared') }] });
    await Promise.all(
      ['one', 'two', 'three'].map((text) => publish(stage.client, post(text), { storage: stage.storage })),
    );
    expect(await stage.livePosts()).toHaveLength(3);
    expect(stage.kept.size).toBe(0);
  });

  it('do not turn a post that is live into a failure', async () => {
    const stage = createStage({ ...isLive, change: { remove: () => Promise.reject(new Error('away')) } });
    const post = await publish(stage.client, { media: [{ image: picture(1) }] }, { storage: stage.storage });
    expect(post).toMatchObject({ id: expect.any(String), storageError: { code: 'STORAGE_FAILED' } });
  });

  it('stay while a chain is under way', async () => {
    const stage = createStage(isLive);
    const part = (text: string): FilePost => ({ text, media: [{ image: picture('shared') }] });
    const posts = await publishChain(stage.client, [part('1'), part('2'), part('3')], {
      storage: stage.storage,
    });
    expect(posts).toHaveLength(3);
    expect([stage.uploads.length, stage.kept.size]).toEqual([1, 0]);
  });
});

describe('a chain with files', () => {
  it('uploads all before the first post, and names the place of every fault', async () => {
    const { client, sent, storage, uploads } = createStage();
    const bad = [{ text: 'a' }, { media: [{ image: new Blob(['GIF89a']) }] }];
    expect(await failureOf(publishChain(client, bad, { storage }))).toMatchObject({
      issues: [
        {
          path: 'posts[1].media[0].image',
          message: expect.stringMatching(/^is a GIF; Meta takes a JPEG or PNG/),
        },
      ],
    });
    expect([sent, uploads]).toEqual([[], []]);
    const heard: (number | string)[][] = [];
    const good = [
      { text: 'a' },
      { media: [{ image: picture(1) }] },
      { text: 'c', media: [{ image: picture(2) }] },
    ];
    await publishChain(client, good, {
      storage,
      onProgress: ({ index, step }) => void heard.push([step, index]),
    });
    expect(heard.slice(0, 4)).toEqual([
      ['upload', 1],
      ['upload', 1],
      ['upload', 2],
      ['upload', 2],
    ]);
    expect(uploads).toHaveLength(2);
  });
});

describe('steps', () => {
  it('upload with the first, and go on from what the journal has', async () => {
    const stage = createStage();
    const options = {
      post: { media: [{ image: picture('gate') }] },
      storage: stage.storage,
      journal: createMemoryJournal(),
    };
    for (;;) {
      const step = await stepPublish(stage.client, 'k', options);
      if (step.done) break;
      await stage.client.clock.sleep(Math.max(0, step.due - stage.client.clock.now()));
    }
    expect([stage.uploads.length, (await stage.livePosts()).length]).toEqual([1, 1]);
  });

  it('that are driven by hand begin with keys, as plain JSON', async () => {
    const stage = createStage();
    const { client, storage } = stage;
    const [post] = await storeFiles([{ media: [{ image: picture('gate') }] }], { storage });
    let state: PublishState = JSON.parse(JSON.stringify(startPublish(post)));
    expect(await failureOf(advancePublish(client, state, { record: async () => true }))).toMatchObject({
      issues: [{ path: 'post.media[0].image', message: expect.stringContaining('options.storage') }],
    });
    while (state.step !== 'done') {
      state = await advancePublish(client, state, { storage, record: async () => true });
      expect(JSON.stringify(state)).not.toContain('canary');
      await client.clock.sleep(Math.max(0, (state.due ?? 0) - client.clock.now()));
    }
    expect(await stage.livePosts()).toHaveLength(1);
  });

  it('resume from the state of an error with an address that is made anew', async () => {
    const stage = createStage();
    const { client, storage } = stage;
    const stop = new AbortController();
    const onProgress = ({ containerId }: { readonly containerId?: string }): void =>
      void (containerId !== undefined && stop.abort());
    const options = { storage, onProgress, signal: stop.signal };
    const error = await failureOf(publish(client, { media: [{ image: picture(1) }] }, options));
    const state = Object(error).state as PublishState;
    expect(state.step).toBe('wait-for-container');
    expect(JSON.stringify(error)).not.toContain('canary');
    await resumePublish(client, state, { storage });
    expect(await stage.livePosts()).toHaveLength(1);
  });
});

describe('storeFiles', () => {
  it('gives plain JSON, uploads once, and tells how far it is', async () => {
    const { storage, uploads } = createStage();
    const heard: unknown[] = [];
    const posts = [
      { text: 'a' },
      { media: [{ image: picture(1) }, { image: 'https://example.com/a.jpg' }] },
    ] as const;
    const stored = await storeFiles(posts, { storage, onProgress: (progress) => heard.push(progress) });
    expect(JSON.parse(JSON.stringify(stored))).toEqual([
      { text: 'a' },
      { media: [{ image: { stored: uploads[0] } }, { image: 'https://example.com/a.jpg' }] },
    ]);
    expect(heard.at(-1)).toMatchObject({ index: 1, mediaIndex: 0, bytesSent: picture(1).size });
    await storeFiles(posts, { storage });
    expect(uploads).toHaveLength(1);
  });
});

/** Types: right use needs no cast, and wrong use does not compile. */
export async function typesOf(client: Client, storage: FileStorage, options: PublishOptions): Promise<void> {
  await publish(client, { media: [{ image: new File([], 'a') }] }, { ...options, storage });
  const [post] = await storeFiles([{ media: [{ video: new Blob() }] }], { storage });
  startPublish(post);
  // @ts-expect-error -- a state is plain JSON
  startPublish({ media: [{ image: new Blob() }] });
  // @ts-expect-error -- an image is no list of bytes
  await publish(client, { media: [{ image: new Uint8Array() }] });
}
