import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createMemoryJournal,
  type Journal,
  type MediaCheck,
  type Post,
  publish,
  publishChain,
  stepPublish,
  type StepOptions,
  type StepResult,
} from '../src/index.ts';
import { createConcurrentClock } from './concurrent-clock.ts';
import { failureOf, journalOn } from './interrupted.ts';
import {
  connectionReset,
  createStage,
  graphError,
  type Intercept,
  published,
  type Stage,
  struckBy,
} from './stage.ts';

const hello: Post = { text: 'Hello' };
const album: Post = {
  text: 'Kyoto',
  media: [{ image: 'https://example.com/gate.jpg' }, { video: 'https://example.com/walk.mp4' }],
};
const chain: readonly Post[] = [{ text: 'One' }, { text: 'Two' }, { text: 'Three' }];

/** Calls again whenever that is due, as an engine does, until it is done. */
async function drive(
  { client, clock }: Pick<Stage, 'client' | 'clock'>,
  key: string,
  options: StepOptions,
): Promise<Extract<StepResult, { done: true }>> {
  for (let calls = 0; calls < 200; calls += 1) {
    const step = await stepPublish(client, key, options);
    if (step.done) return step;
    clock.advance(Math.max(0, step.due - clock.now()));
  }
  throw new Error('It was not done after 200 steps.');
}

/** A process that dies after Threads has carried out the first request of a kind. */
function killedAt(kind: Parameters<Intercept>[0]): {
  readonly intercept: Intercept;
  readonly died: Promise<void>;
  readonly revive: () => void;
} {
  let isDoomed = true;
  let die = (): void => {};
  const died = new Promise<void>((resolve) => {
    die = resolve;
  });
  return {
    died,
    intercept: async (each, pass) => {
      const answer = await pass();
      if (!isDoomed || each !== kind) return answer;
      die();
      return new Promise<Response>(() => {});
    },
    revive: () => {
      isDoomed = false;
    },
  };
}

describe('stepPublish', () => {
  it.each([
    ['a text', hello],
    ['a carousel', album],
  ])('publishes %s by steps, without any waiting', async (_, post) => {
    const stage = createStage({ processing: { video: 30_000 } });
    const startedAt = stage.clock.now();
    const sleep = async (): Promise<never> => Promise.reject(new Error('Nobody sleeps here.'));
    const client = { ...stage.client, clock: { ...stage.client.clock, sleep } };

    const { id, published: posts } = await drive({ ...stage, client }, 'k', {
      post,
      journal: createMemoryJournal(),
    });

    expect(posts).toMatchObject([{ id }]);
    expect(await stage.livePosts()).toMatchObject([{ id, text: post.text }]);
    expect(stage.clock.now()).toBeGreaterThanOrEqual(startedAt);
  });

  it('sends nothing before it is due, and nothing when it is done', async () => {
    const stage = createStage({ processing: { image: 60_000 } });
    const options = {
      post: { media: [{ image: 'https://example.com/gate.jpg' }] },
      journal: createMemoryJournal(),
    };
    let step: StepResult;
    do step = await stepPublish(stage.client, 'k', options);
    while (!step.done && step.due <= stage.clock.now());
    const { length } = stage.sent;
    expect(await stepPublish(stage.client, 'k', options)).toEqual(step);
    expect(stage.sent).toHaveLength(length);

    const done = await drive(stage, 'k', options);
    const { length: all } = stage.sent;
    expect(await stepPublish(stage.client, 'k', options)).toEqual(done);
    expect(stage.sent).toHaveLength(all);
  });

  it.each([
    ['a text', 'create', { post: hello }],
    ['a text', 'publish', { post: hello }],
    ['a fast text', 'at once', { post: hello, fast: true }],
    ['a chain', 'create', { chain }],
    ['a chain', 'publish', { chain }],
  ] as const)(
    'makes %s once when its process is killed after %s, before it returns',
    async (_, kind, what) => {
      const { intercept, died, revive } = killedAt(kind);
      const stage = createStage({ intercept });
      const entries = new Map<string, string>();
      void drive(stage, 'k', { ...what, journal: journalOn(entries) });
      await died;
      revive();
      // Another process, with a journal of its own.
      const { published: posts } = await drive(stage, 'k', { ...what, journal: journalOn(entries) });
      const texts = (await stage.livePosts()).map(({ text = '' }) => text);
      expect(texts.toSorted()).toEqual(
        ('chain' in what ? chain : [hello]).map(({ text = '' }) => text).toSorted(),
      );
      expect(posts).toHaveLength(texts.length);
    },
  );

  it('makes one post, however many workers have the same job', async () => {
    const stage = createStage({ clock: createConcurrentClock() });
    const entries = new Map<string, string>();
    const work = async (): Promise<string> => {
      for (const options = { post: hello, journal: journalOn(entries) }; ;) {
        const step = await stepPublish(stage.client, 'k', options);
        if (step.done) return step.id;
        await stage.clock.sleep(step.due - stage.clock.now());
      }
    };
    const ids = await Promise.all(Array.from({ length: 5 }, work));
    expect(new Set(ids).size).toBe(1);
    expect(await stage.livePosts()).toHaveLength(1);
  });

  it('goes on with what publish and publishChain have begun under the key, and they with what it has', async () => {
    const stage = createStage();
    const journal = createMemoryJournal();
    const first = await publish(stage.client, hello, { idempotencyKey: 'k', journal });
    expect(await drive(stage, 'k', { post: hello, journal })).toMatchObject({ id: first.id });

    for (let step = 0; step < 5; step += 1) {
      const reached = await stepPublish(stage.client, 'c', { chain, journal });
      if (!reached.done) stage.clock.advance(Math.max(0, reached.due - stage.clock.now()));
    }
    const posts = await publishChain(stage.client, chain, { idempotencyKey: 'c', journal });
    expect(await drive(stage, 'c', { chain, journal })).toEqual({
      done: true,
      id: posts[0]?.id,
      published: posts,
    });
    expect(await stage.livePosts()).toHaveLength(4);
  });

  it('answers the post before, or the first, with each part of a chain', async () => {
    for (const replyTo of ['previous', 'root'] as const) {
      const stage = createStage();
      const { published: posts } = await drive(stage, 'k', {
        chain,
        replyTo,
        journal: createMemoryJournal(),
      });
      const live = await stage.livePosts();
      const target = replyTo === 'root' ? posts[0] : posts[1];
      expect(live.find(({ id }) => id === posts[2]?.id)).toMatchObject({ replied_to: { id: target?.id } });
    }
  });

  it('refuses another post under the key, also another chain', async () => {
    const stage = createStage();
    const journal = createMemoryJournal();
    await drive(stage, 'k', { post: hello, journal });
    const other = await failureOf(stepPublish(stage.client, 'k', { post: { text: 'Bye' }, journal }));
    expect(other).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED', carriedOut: 'yes', retryable: 'never' });
    await drive(stage, 'c', { chain, journal });
    const changed = chain.map((post, index) => (index === 1 ? { text: 'Zwei' } : post));
    expect(await failureOf(stepPublish(stage.client, 'c', { chain: changed, journal }))).toMatchObject({
      code: 'CHAIN_STOPPED',
      index: 1,
      cause: { code: 'IDEMPOTENCY_KEY_REUSED' },
    });
    expect(await stage.livePosts()).toHaveLength(4);
  });

  it('finds out what became of a lost answer, over as many calls as that takes', async () => {
    const stage = createStage({
      intercept: published(() => {
        throw connectionReset();
      }),
    });
    const { id } = await drive(stage, 'k', { post: hello, journal: createMemoryJournal() });
    expect(await stage.livePosts()).toMatchObject([{ id }]);
    expect(stage.count('publish')).toBe(1);
  });

  it('ends where nobody can tell what became of a fast text, and looks anew when it is called again', async () => {
    let isShown = false;
    const stage = createStage({
      intercept: async (kind, pass) => {
        if (kind === 'at once') {
          await pass();
          throw connectionReset();
        }
        return kind === 'other' && !isShown ? Response.json({ data: [] }) : pass();
      },
    });
    const options = { post: hello, fast: true, journal: createMemoryJournal() };
    const error = await failureOf(drive(stage, 'k', options));
    expect(error).toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      carriedOut: 'maybe',
      retryable: 'later',
      message: expect.stringMatching(/^stepPublish: /),
      remedy: 'Look at the profile before publishing anew, or call stepPublish again with the same key.',
    });
    isShown = true;
    const { id } = await drive(stage, 'k', options);
    expect(await stage.livePosts()).toMatchObject([{ id }]);
    expect(stage.count('at once')).toBe(1);
  });

  it('makes a new container after one that failed, and one that expired', async () => {
    const stage = createStage({ processing: { image: 0 } });
    const journal = createMemoryJournal();
    const options = { post: { text: 'Gate', media: [{ image: 'https://example.com/gate.jpg' }] }, journal };
    stage.emulator.planFault({ kind: 'container-error' });
    expect(await failureOf(drive(stage, 'k', options))).toMatchObject({
      code: 'CONTAINER_FAILED',
      retryable: 'later',
    });
    await stepPublish(stage.client, 'k', options);
    stage.clock.advance(25 * 60 * 60 * 1000);
    expect(await failureOf(drive(stage, 'k', options))).toMatchObject({
      code: 'CONTAINER_EXPIRED',
      retryable: 'now',
    });
    const { id } = await drive(stage, 'k', options);
    expect(await stage.livePosts()).toMatchObject([{ id }]);
  });

  it('sends nothing where the journal cannot be read or written', async () => {
    for (const broken of ['get', 'compareAndSet'] as const) {
      const stage = createStage();
      const journal: Journal = journalOn(new Map(), {
        [broken]: async () => Promise.reject(new Error('down')),
      });
      expect(await failureOf(drive(stage, 'k', { post: hello, journal }))).toMatchObject({
        code: 'JOURNAL_FAILED',
        retryable: 'later',
      });
      expect(stage.count('publish')).toBe(0);
    }
  });

  it('tells what is live of a chain that stopped, and goes on with the part at which it did', async () => {
    let isRefused = true;
    const stage = createStage({
      intercept: async (kind, pass, nth) =>
        kind === 'publish' && nth === 2 && isRefused ? graphError(403, 368) : pass(),
    });
    const options = { chain, journal: createMemoryJournal() };
    const error = await failureOf(drive(stage, 'k', options));
    expect(error).toMatchObject({
      code: 'CHAIN_STOPPED',
      index: 1,
      published: { length: 1 },
      message: expect.stringMatching(/^stepPublish: posts\[1\] failed, 1 before it are live\. /),
      remedy: expect.stringMatching(
        /Call stepPublish again with the same chain and key: it goes on with this post\.$/,
      ),
    });
    isRefused = false;
    await drive(stage, 'k', options);
    expect(await stage.livePosts()).toHaveLength(3);
  });

  it('looks at the files before the first step alone', async () => {
    const stage = createStage();
    const looked: string[] = [];
    const check: MediaCheck = async (file) => {
      const address = typeof file === 'string' ? file : 'a file';
      looked.push(address);
      return { issues: address.endsWith('.gif') ? [{ message: 'is a GIF' }] : [] };
    };
    const journal = createMemoryJournal();
    const bad = [{ text: 'a' }, { media: [{ image: 'https://example.com/a.gif' }] }];
    expect(await failureOf(stepPublish(stage.client, 'c', { chain: bad, check, journal }))).toMatchObject({
      issues: [{ path: 'posts[1].media[0].image', message: 'is a GIF' }],
    });
    expect(stage.sent).toEqual([]);
    await drive(stage, 'k', { post: { media: [{ image: 'https://example.com/gate.jpg' }] }, check, journal });
    expect(looked).toEqual(['https://example.com/a.gif', 'https://example.com/gate.jpg']);
  });

  it('makes each part once, whatever goes wrong between any two steps', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(3), { maxLength: 40 }), async (events) => {
        const entries = new Map<string, string>();
        const stage = createStage({ intercept: struckBy(events) });
        let step: StepResult | undefined;
        for (let calls = 0; calls < 400 && step?.done !== true; calls += 1) {
          step = await stepPublish(stage.client, 'k', { chain, journal: journalOn(entries) }).catch(
            () => undefined,
          );
          stage.clock.advance(step?.done === false ? Math.max(0, step.due - stage.clock.now()) : 60_000);
        }
        expect(step).toMatchObject({ done: true, published: { length: 3 } });
        expect((await stage.livePosts()).map(({ text = '' }) => text).toSorted()).toEqual([
          'One',
          'Three',
          'Two',
        ]);
      }),
      { numRuns: 40 },
    );
  });
});
