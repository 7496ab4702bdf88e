import { createCredentials } from '@threads-sdk/credentials';
import { createClient } from '@threads-sdk/core-http/fetch';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createMemoryJournal,
  type Journal,
  type Media,
  type Post,
  publish,
  type PublishedPost,
} from '../src/index.ts';
import { createConcurrentClock } from './concurrent-clock.ts';
import { createStage, graphError, notFound, published } from './stage.ts';

const image: Media = { image: 'https://example.com/gate.jpg' };
const video: Media = { video: 'https://example.com/walk.mp4' };
const hello: Post = { text: 'Hello' };

/** A journal as each process has its own, on entries that outlive them all. */
function journalOn(entries: Map<string, string>, changes: Partial<Journal> = {}): Journal {
  return {
    get: async (key) => entries.get(key),
    set: async (key, entry) => {
      entries.set(key, entry);
    },
    ...changes,
  };
}

describe('under one key', () => {
  it('a post is published once, however often it is asked for', async () => {
    const stage = createStage();

    const options = { idempotencyKey: 'greeting', journal: createMemoryJournal() };

    const first = await publish(stage.client, hello, options);
    const { length } = stage.sent;
    const second = await publish(stage.client, hello, options);

    expect(second).toEqual(first);
    expect(stage.sent).toHaveLength(length);
    expect(await stage.livePosts()).toHaveLength(1);
  });

  it('a post is published once by calls at the same time', async () => {
    const stage = createStage({ clock: createConcurrentClock() });
    const options = { idempotencyKey: 'greeting', journal: createMemoryJournal() };

    const all = await Promise.all([1, 2, 3].map(() => publish(stage.client, hello, options)));

    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(stage.count('create')).toBe(1);
    expect(await stage.livePosts()).toHaveLength(1);
  });

  it('a call goes on when the one before it fails, and leaves the line when it is aborted', async () => {
    const clock = createConcurrentClock();
    const stage = createStage({ clock, processing: { text: 10_000 } });
    const [first, second] = [new AbortController(), new AbortController()];
    const options = { idempotencyKey: 'greeting', journal: createMemoryJournal() };
    const begin = (signal?: AbortSignal): Promise<PublishedPost> =>
      publish(stage.client, hello, { ...options, ...(signal ? { signal } : {}) });

    const running = begin(first.signal);
    const waiting = begin(second.signal);
    const last = begin();
    second.abort();
    // What those before it in line have done, it cannot know.
    await expect(waiting).rejects.toMatchObject({ code: 'ABORTED', carriedOut: 'maybe', retryable: 'now' });
    await expect(waiting).rejects.not.toHaveProperty('state');
    first.abort();
    await expect(running).rejects.toMatchObject({ code: 'ABORTED' });

    const { id } = await last;
    expect(await stage.livePosts()).toMatchObject([{ id }]);
    expect(stage.count('create')).toBeLessThanOrEqual(2);
  });

  it('another post is refused before anything is sent, and told what became of the one that has the key', async () => {
    const stage = createStage();
    const options = { idempotencyKey: 'greeting', journal: createMemoryJournal() };
    const { id } = await publish(stage.client, { text: 'Hello', topicTag: 'kyoto' }, options);
    const { length } = stage.sent;

    await expect(publish(stage.client, { topicTag: 'kyoto', text: 'Hello' }, options)).resolves.toMatchObject(
      { id },
    ); // the same, in another order
    await expect(publish(stage.client, hello, options)).rejects.toMatchObject({
      name: 'PublishError',
      code: 'IDEMPOTENCY_KEY_REUSED',
      message: 'publish: the key belongs to another post. Of that one: The post is live.',
      carriedOut: 'yes',
      retryable: 'never',
      state: { step: 'done', id },
    });
    expect(stage.sent).toHaveLength(length);
  });

  it('two accounts that share a journal publish a post each', async () => {
    const stage = createStage();
    stage.emulator.addUser({ username: 'kai' });
    const credentials = createCredentials(stage.emulator.issueToken({ username: 'kai' }));
    const other = createClient({ credentials, clock: stage.clock, fetch: stage.emulator.fetch });
    const journal = createMemoryJournal();

    const one = await publish(stage.client, hello, { idempotencyKey: 'greeting', journal });
    const two = await publish(other, hello, { idempotencyKey: 'greeting', journal });

    expect(two.id).not.toBe(one.id);
  });

  it('another process goes on waiting for a video that takes its time', async () => {
    const stage = createStage({ processing: { video: 60_000 } });
    const entries = new Map<string, string>();
    const options = { idempotencyKey: 'walk', journal: journalOn(entries), processingTimeout: 10_000 };
    await expect(publish(stage.client, { media: [video] }, options)).rejects.toMatchObject({
      code: 'CONTAINER_TIMED_OUT',
    });

    await publish(stage.client, { media: [video] }, { idempotencyKey: 'walk', journal: journalOn(entries) });

    expect(stage.count('create')).toBe(1);
    expect(await stage.livePosts()).toHaveLength(1);
  });

  it('a post starts over when Meta could not process its media', async () => {
    const stage = createStage();
    const options = { idempotencyKey: 'walk', journal: createMemoryJournal() };
    stage.emulator.planFault({ kind: 'container-error', operation: 'createContainer' });
    await expect(publish(stage.client, { media: [video] }, options)).rejects.toMatchObject({
      code: 'CONTAINER_FAILED',
    });

    await publish(stage.client, { media: [video] }, options);

    expect(await stage.livePosts()).toHaveLength(1);
  });

  it('a post starts over when its container expired', async () => {
    const stage = createStage({ processing: { video: 60_000 } });
    const options = { idempotencyKey: 'walk', journal: createMemoryJournal(), processingTimeout: 1000 };
    await expect(publish(stage.client, { media: [video] }, options)).rejects.toMatchObject({
      code: 'CONTAINER_TIMED_OUT',
    });
    stage.clock.advance(25 * 60 * 60 * 1000);
    await expect(publish(stage.client, { media: [video] }, options)).rejects.toMatchObject({
      code: 'CONTAINER_EXPIRED',
    });

    await publish(stage.client, { media: [video] }, { ...options, processingTimeout: 100_000 });

    expect(await stage.livePosts()).toHaveLength(1);
  });

  it('a container that Threads never gets to know is made anew after a minute', async () => {
    let lost: string | undefined;
    const stage = createStage({
      intercept: async (kind, pass) => {
        if (kind === 'create') {
          const answer = await pass();
          const { id }: { id: string } = await answer.clone().json();
          lost ??= id;
          return answer;
        }
        return kind === 'status' && stage.sent.at(-1)?.path.endsWith(`/${lost}`) ? notFound() : pass();
      },
    });
    const start = stage.clock.now();

    const { containerId } = await publish(stage.client, hello);

    expect(containerId).not.toBe(lost);
    expect(stage.count('create')).toBe(2);
    expect(stage.clock.now() - start).toBeLessThanOrEqual(75_000);
  });
});

describe('a journal that fails', () => {
  const secret = 'redis://:hunter2@10.0.0.7';
  const broken = async (): Promise<never> => {
    throw Object.assign(new Error(`connect ECONNREFUSED ${secret}`), { code: 'ECONNREFUSED' });
  };

  it('at reading sends nothing', async () => {
    const stage = createStage();
    const journal = journalOn(new Map(), { get: broken });

    const error: unknown = await publish(stage.client, hello, { idempotencyKey: 'a', journal }).catch(
      (thrown: unknown) => thrown,
    );

    expect(error).toMatchObject({
      name: 'PublishError',
      code: 'JOURNAL_FAILED',
      message:
        'publish: the journal could not be read (ECONNREFUSED). Whether the post is live only the journal could tell.',
      carriedOut: 'maybe',
      retryable: 'later',
    });
    expect(error).not.toHaveProperty('state');
    expect(JSON.stringify([error, String(error), (error as Error).stack])).not.toContain('hunter2');
    expect(stage.sent).toEqual([]);
  });

  it('before the decisive request does not send it', async () => {
    const entries = new Map<string, string>();
    const stage = createStage();
    const journal = journalOn(entries, {
      set: async (key, entry) => {
        if (entry.includes('"confirm"')) await broken();
        entries.set(key, entry);
      },
    });

    await expect(publish(stage.client, hello, { idempotencyKey: 'a', journal })).rejects.toMatchObject({
      code: 'JOURNAL_FAILED',
      message: expect.stringContaining('Nothing was published'),
      state: { step: 'publish' },
    });
    expect(stage.count('publish')).toBe(0);

    await publish(stage.client, hello, { idempotencyKey: 'a', journal: journalOn(entries) });
    expect(stage.count('create')).toBe(1);
  });

  it('after the post went live does not make it a failure', async () => {
    const entries = new Map<string, string>();
    const stage = createStage();
    const journal = journalOn(entries, {
      set: async (key, entry) => {
        if (entry.includes('"done"')) await broken();
        entries.set(key, entry);
      },
    });

    const post = await publish(stage.client, hello, { idempotencyKey: 'a', journal });

    expect(post).toMatchObject({ id: expect.any(String), journalError: { code: 'JOURNAL_FAILED' } });
    const again = await publish(stage.client, hello, { idempotencyKey: 'a', journal: journalOn(entries) });
    expect(again.id).toBe(post.id);
    expect(await stage.livePosts()).toHaveLength(1);
  });

  it.each(['', 'null', '{"step":"publish"}', '{"step":"done"}', 'not JSON'])(
    'with the entry %j publishes nothing',
    async (entry) => {
      const stage = createStage();
      const [userId] = stage.emulator.users.map(({ id }) => id);
      const journal = journalOn(new Map([[`${userId}/a`, entry]]));

      await expect(publish(stage.client, hello, { idempotencyKey: 'a', journal })).rejects.toMatchObject({
        code: 'JOURNAL_FAILED',
        message: expect.stringContaining('cannot be read'),
      });
      expect(stage.sent).toEqual([]);
    },
  );
});

describe('with a journal that compares before it writes', () => {
  it('any number of processes publish one post, in whatever order they get on', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 2, max: 4 }),
        fc.constantFrom<Post>(hello, { media: [image, video] }),
        async (scheduler, processes, post) => {
          const entries = new Map<string, string>();
          const stage = createStage({
            processing: { text: 0, image: 0, video: 0, carousel: 0 },
            intercept: async (_kind, pass) => {
              const answer = await scheduler.schedule(pass());
              return answer.clone();
            },
          });
          const turn = async (): Promise<void> => scheduler.schedule(Promise.resolve());
          const journal = (): Journal =>
            journalOn(entries, {
              get: async (key) => {
                await turn();
                return entries.get(key);
              },
              compareAndSet: async (key, entry, expected) => {
                await turn();
                if (entries.get(key) !== expected) return false;
                entries.set(key, entry);
                return true;
              },
            });
          const running = Promise.all(
            Array.from({ length: processes }, () =>
              publish(stage.client, post, { idempotencyKey: 'a', journal: journal() }),
            ),
          );

          const all = await scheduler.waitFor(running);

          expect(new Set(all.map(({ id }) => id)).size).toBe(1);
          const live = scheduler.waitFor(stage.livePosts());
          expect(await live).toHaveLength(1);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('a process that was overtaken after an unclear answer adopts what the other found', async () => {
    const entries = new Map<string, string>();
    const compareAndSet: Journal['compareAndSet'] = async (key, entry, expected) => {
      if (entries.get(key) !== expected) return false;
      entries.set(key, entry);
      return true;
    };
    const stage = createStage({
      intercept: async (kind, pass, nth) => {
        const answer = await published(() => graphError(500, 2))(kind, pass, nth);
        if (kind === 'publish') {
          // Meanwhile another process ends it.
          await publish(stage.client, hello, {
            idempotencyKey: 'a',
            journal: journalOn(entries, { compareAndSet }),
          });
        }
        return answer;
      },
    });

    const { id } = await publish(stage.client, hello, {
      idempotencyKey: 'a',
      journal: journalOn(entries, { compareAndSet }),
    });

    expect(await stage.livePosts()).toMatchObject([{ id }]);
  });
});
