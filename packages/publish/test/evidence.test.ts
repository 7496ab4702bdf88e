import { isThreadsError } from '@threads-sdk/errors';
import { describe, expect, it } from 'vitest';
import {
  createMemoryJournal,
  publish,
  waitForContainer,
  type Journal,
  type Post,
  type PublishedPost,
} from '../src/index.ts';
import { createConcurrentClock } from './concurrent-clock.ts';
import { failureOf, journalOn, leftAtConfirm } from './interrupted.ts';
import { connectionReset, createStage, graphError, notFound, refused, type Stage } from './stage.ts';

const hello: Post = { text: 'Hello' };
const day = 24 * 60 * 60 * 1000;

describe('a second container', () => {
  it('is not published before the last request for the first has had its effect', async () => {
    let late: { readonly at: number; readonly pass: () => Promise<Response> } | undefined;
    const stage: Stage = createStage({
      intercept: async (kind, pass, nth) => {
        if (late && stage.clock.now() >= late.at) {
          const { pass: arrive } = late;
          late = undefined;
          await arrive();
        }
        if (kind !== 'publish') {
          // The machine slept between the first request and the second.
          if (stage.count('publish') === 1 && kind === 'status' && nth === 2) stage.clock.advance(320_000);
          return pass();
        }
        if (nth === 1) throw connectionReset();
        if (nth === 2) {
          late = { at: stage.clock.now() + 100_000, pass };
          throw connectionReset();
        }
        return notFound();
      },
    });
    const { id } = await publish(stage.client, hello, {
      idempotencyKey: 'k',
      journal: createMemoryJournal(),
    });
    stage.clock.advance(600_000);
    expect(await stage.livePosts()).toMatchObject([{ id }]);
  });

  it('is not made when the list cannot be read that could tell of the first', async () => {
    let first: string | null = null;
    const stage: Stage = createStage({
      intercept: async (kind, pass) => {
        const { body, path } = stage.sent.at(-1) ?? { body: new URLSearchParams(), path: '' };
        if (kind === 'publish') {
          const id = body.get('creation_id');
          first ??= id;
          if (stage.count('publish') === 1) await pass(); // the answer is that to its double
          if (id === first) return notFound();
        }
        if (first !== null && path.endsWith(first)) return notFound();
        if (kind === 'other') return graphError(500, 2);
        return pass();
      },
    });
    expect(await failureOf(publish(stage.client, hello))).toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      carriedOut: 'maybe',
    });
    expect(stage.emulator.snapshot().store.posts).toHaveLength(1);
  });
});

describe('a post like it', () => {
  it('that belongs to another key is no witness', async () => {
    const stage = createStage({
      intercept: refused(() => {
        throw connectionReset();
      }),
    });
    const journal = journalOn(new Map());
    // The request of the first is lost, and the second says the same meanwhile.
    const lost = await leftAtConfirm(stage, hello, { idempotencyKey: 'a', journal });
    expect(lost).toMatchObject({ code: 'ABORTED', carriedOut: 'maybe' });
    const second = await publish(stage.client, hello, { idempotencyKey: 'b', journal });
    const first = await publish(stage.client, hello, { idempotencyKey: 'a', journal });
    expect(first.id).not.toBe(second.id);
    expect(await stage.livePosts()).toHaveLength(2);
  });

  it('is no witness where another key has sent the same and nobody knows what came of it', async () => {
    const stage = createStage({
      intercept: async (kind, pass, nth) => {
        if (kind === 'at once' && nth === 2) throw connectionReset(); // lost on the way
        return pass();
      },
    });
    const entries = new Map<string, string>();
    const isDone = (entry: string): boolean => entry.includes('"done"');
    const compareAndSet: Journal['compareAndSet'] = async (key, entry, expected) => {
      if (isDone(entry)) throw new Error('down');
      return (await journalOn(entries).compareAndSet?.(key, entry, expected)) ?? false;
    };
    const journal = journalOn(entries, { compareAndSet });
    await publish(stage.client, hello, { idempotencyKey: 'first', journal, fast: true });

    const options = { idempotencyKey: 'second', journal: journalOn(entries), fast: true };
    const error = await failureOf(publish(stage.client, hello, options));

    expect(error).toMatchObject({ code: 'OUTCOME_UNKNOWN', carriedOut: 'maybe' });
    expect(await stage.livePosts()).toHaveLength(1);
  });

  it('is no witness where a lost request of another key may have made it after all', async () => {
    let arrive = (): Promise<unknown> => Promise.resolve();
    const stage = createStage({
      intercept: async (kind, pass, nth) => {
        if (kind === 'publish' && nth > 1) return graphError(400, 100);
        if (kind === 'publish') arrive = pass;
        if (kind === 'publish' || kind === 'at once') throw connectionReset();
        return pass();
      },
    });
    const journal = journalOn(new Map());
    const first = await failureOf(publish(stage.client, hello, { idempotencyKey: 'first', journal }));
    expect(first).toMatchObject({ code: 'REQUEST_REJECTED' });
    await arrive();

    const options = { idempotencyKey: 'second', journal, fast: true };
    const error = await failureOf(publish(stage.client, hello, options));
    expect(error).toMatchObject({ code: 'OUTCOME_UNKNOWN', carriedOut: 'maybe' });
    expect(await stage.livePosts()).toHaveLength(1);
  });

  it('is no witness where the journal has lost that another key sent the same', async () => {
    const stage = createStage({
      intercept: async (kind, pass) => {
        if (kind === 'at once') throw connectionReset(); // lost on the way
        const answer = await pass();
        return kind === 'publish' ? graphError(500, 2) : answer;
      },
    });
    const entries = new Map<string, string>();
    const journal = journalOn(entries, {
      compareAndSet: async (key, entry, expected) => {
        const isKept = entries.get(key) === expected;
        // It says that it has, and forgets: a database that was set back.
        if (isKept && !entry.includes('"confirm"')) entries.set(key, entry);
        return isKept;
      },
    });
    await leftAtConfirm(stage, hello, { idempotencyKey: 'first', journal });
    expect([...entries.values()].join()).not.toContain('"confirm"');

    const options = { idempotencyKey: 'second', journal: journalOn(entries), fast: true };
    const error = await failureOf(publish(stage.client, hello, options));

    expect(error).toMatchObject({ code: 'OUTCOME_UNKNOWN', carriedOut: 'maybe' });
    expect(await stage.livePosts()).toHaveLength(1);
  });

  it('may be one of its own where the request of another key was refused', async () => {
    const stage = createStage({
      intercept: async (kind, pass, nth) => {
        if (kind !== 'publish') return pass();
        if (nth === 1) return graphError(400, 9);
        const answer = await pass();
        if (nth === 2) throw connectionReset();
        return answer;
      },
    });
    const journal = journalOn(new Map());
    const refusal = await failureOf(publish(stage.client, hello, { idempotencyKey: 'first', journal }));
    expect(refusal).toMatchObject({ code: 'RATE_LIMITED', carriedOut: 'no' });
    const { id } = await publish(stage.client, hello, { idempotencyKey: 'second', journal });
    expect(await stage.livePosts()).toMatchObject([{ id }]);
  });

  it('is known to be of another key also where many send the same at the same time', async () => {
    const keys = ['a', 'b', 'c', 'd'];
    let tellAllSent = (): void => {};
    const allSent = new Promise<void>((resolve) => {
      tellAllSent = resolve;
    });
    const stage = createStage({
      clock: createConcurrentClock(),
      intercept: async (kind, pass, nth) => {
        if (kind !== 'publish') return pass();
        await pass();
        if (nth === keys.length) tellAllSent();
        await allSent;
        return graphError(500, 2);
      },
    });
    const journal = createMemoryJournal();
    const once = (idempotencyKey: string): Promise<PublishedPost> =>
      publish(stage.client, hello, { idempotencyKey, journal });
    await Promise.allSettled(keys.map(once));
    stage.clock.advance(day);
    const known = (await Promise.allSettled(keys.map(once))).filter(({ status }) => status === 'fulfilled');

    // All four are live, and nobody can tell which is whose: no id is guessed.
    expect(await stage.livePosts()).toHaveLength(4);
    expect(known).toEqual([]);
  });

  it('is known to be its own where it was found before others sent the same', async () => {
    const stage = createStage({
      intercept: async (kind, pass) => {
        const answer = await pass();
        return kind === 'publish' ? graphError(500, 2) : answer;
      },
    });
    const journal = createMemoryJournal();
    const once = (idempotencyKey: string): Promise<PublishedPost> =>
      publish(stage.client, hello, { idempotencyKey, journal });
    const first = await once('a');
    const live = await stage.livePosts();
    const second = await once('b');

    expect(live).toMatchObject([{ id: first.id }]);
    expect(await stage.livePosts()).toMatchObject([{ id: second.id }, { id: first.id }]);
    expect(await once('a')).toEqual(first);
  });

  it('is only one of the same kind', async () => {
    const stage = createStage({
      intercept: async (kind, pass) => {
        const answer = await pass();
        if (kind === 'publish' && stage.count('publish') < 3) throw connectionReset();
        return answer;
      },
    });
    const journal = journalOn(new Map());
    await leftAtConfirm(stage, hello, { idempotencyKey: 'text', journal });
    const picture = { text: 'Hello', media: [{ image: 'https://e.example/a.jpg' }] };
    const { id } = await publish(stage.client, picture, { idempotencyKey: 'picture', journal });
    expect(await stage.livePosts()).toMatchObject([{ id }, { media_type: 'TEXT_POST' }]);
  });

  it('does not keep back a container that is finished', async () => {
    const stage = createStage();
    await publish(stage.client, hello);
    stage.emulator.planFault({ kind: 'lost-request', operation: 'publishContainer' });
    await publish(stage.client, hello);
    expect(await stage.livePosts()).toHaveLength(2);
  });
});

describe('a look that fails', () => {
  it('for want of a token says what to do first', async () => {
    const stage = createStage({
      intercept: async (kind, pass) => {
        if (kind === 'at once') throw connectionReset();
        return kind === 'other' ? graphError(401, 190) : pass();
      },
    });
    expect(await failureOf(publish(stage.client, hello, { fast: true }))).toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      remedy: expect.stringMatching(/^Let the user log in again\. Look at the profile/),
    });
  });

  it('to its end is named, and nothing is said of videos', async () => {
    const stage = createStage({
      intercept: async (kind, pass) => (kind === 'status' ? graphError(500, 10) : pass()),
    });
    expect(await failureOf(publish(stage.client, hello))).toMatchObject({
      code: 'CONTAINER_TIMED_OUT',
      cause: { code: 'PERMISSION_MISSING' },
      remedy: 'Try again later. See its cause. It lives for 24 hours.',
    });
  });

  it('for less than a minute, as if there were no container, makes no other one', async () => {
    const stage = createStage({
      intercept: async (kind, pass, nth) => (kind === 'status' && nth <= 12 ? notFound() : pass()),
    });
    await publish(stage.client, hello);
    expect(stage.count('create')).toBe(1);
  });

  it.each<[string, () => Response]>([
    ['that it does not exist', () => graphError(400, 100, 33)],
    ['a missing permission', () => graphError(500, 10)],
    ['a failure of the server', () => graphError(500, 2)],
  ])('with %s is no news', async (_, answer) => {
    const stage = createStage({
      processing: { video: 60_000 },
      intercept: async (kind, pass, nth) => (kind === 'status' && nth <= 6 ? answer() : pass()),
    });
    await publish(stage.client, { media: [{ video: 'https://e.example/a.mp4' }] });
    expect(await stage.livePosts()).toHaveLength(1);
  });

  it('for as long as may be waited is the cause of the end', async () => {
    const stage = createStage({
      intercept: async (kind, pass) => (kind === 'status' ? graphError(500, 10) : pass()),
    });
    expect(await failureOf(publish(stage.client, hello, { processingTimeout: 60_000 }))).toMatchObject({
      code: 'CONTAINER_TIMED_OUT',
      carriedOut: 'unsent',
      cause: { code: 'PERMISSION_MISSING' },
    });
  });

  it.each<[string, () => Response]>([
    ['TOKEN_INVALID', () => graphError(401, 190)],
    ['GRANT_MISSING', () => graphError(400, 100, 10)],
  ])('with %s ends it', async (code, answer) => {
    const stage = createStage({
      intercept: async (kind, pass) => (kind === 'status' ? answer() : pass()),
    });
    expect(await failureOf(publish(stage.client, hello))).toMatchObject({ code, carriedOut: 'unsent' });
    expect(await failureOf(waitForContainer(stage.client, { containerId: '17' }))).toMatchObject({ code });
  });
});

describe('a refusal to publish', () => {
  it('is not believed before the container was looked at', async () => {
    const stage = createStage({
      intercept: async (kind, pass) => {
        if (kind !== 'publish') return pass();
        await pass();
        return graphError(400, 100, 33);
      },
    });
    const { id } = await publish(stage.client, hello);
    expect(await stage.livePosts()).toMatchObject([{ id }]);
  });

  it('is believed later where the look at what became of it fails', async () => {
    let isDown = true;
    const stage = createStage({
      intercept: async (kind, pass, nth) => {
        if (kind === 'at once' && nth === 1) return graphError(400, 100, 33);
        return kind === 'other' && isDown ? graphError(500, 2) : pass();
      },
    });
    const options = { fast: true, idempotencyKey: 'a', journal: journalOn(new Map()) };
    expect(await failureOf(publish(stage.client, hello, options))).toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      carriedOut: 'maybe',
    });
    isDown = false;
    expect(await failureOf(publish(stage.client, hello, options))).toMatchObject({
      code: 'OBJECT_NOT_FOUND',
      carriedOut: 'no',
    });
    await publish(stage.client, hello, options);
    expect(await stage.livePosts()).toHaveLength(1);
  });

  it('names the time that Threads asks to wait', async () => {
    const stage = createStage();
    const fault = { kind: 'error', preset: 'rate-limited', retryAfter: 3600 } as const;
    stage.emulator.planFault({ ...fault, operation: 'publishContainer' });
    const error = await failureOf(publish(stage.client, hello));
    expect(error).toMatchObject({ code: 'RATE_LIMITED', retryAt: expect.any(Date) });
    expect(Object(error).retryAt.getTime()).toBeGreaterThan(stage.clock.now() + 3_500_000);
  });

  it('is not about a file when there were too many calls', async () => {
    const stage = createStage({
      intercept: async (kind, pass) => (kind === 'create' ? graphError(429, 4) : pass()),
    });
    const error = await failureOf(publish(stage.client, { media: [{ image: 'https://e.example/a.jpg' }] }));
    expect(error).toMatchObject({ code: 'RATE_LIMITED' });
    expect(String(error)).not.toContain('media[0]');
  });

  it('stays known when another container takes the place of a lost one', async () => {
    const stage: Stage = createStage({
      intercept: async (kind, pass, nth) => {
        if (kind === 'create' && nth > 1) return graphError(401, 190);
        return kind === 'publish' ? notFound() : pass();
      },
    });
    const error = await failureOf(publish(stage.client, hello));
    expect(error).toMatchObject({ code: 'TOKEN_INVALID', carriedOut: 'no' });
  });

  it('by the daily limit as Instagram words it is RATE_LIMITED at once', async () => {
    const stage = createStage({ intercept: refused(() => graphError(400, 9, 2207042), 9) });
    const begin = stage.clock.now();
    expect(await failureOf(publish(stage.client, hello))).toMatchObject({
      code: 'RATE_LIMITED',
      carriedOut: 'no',
      retryable: 'later',
    });
    expect(stage.clock.now() - begin).toBeLessThan(5000);
    expect(stage.count('publish')).toBe(1);
  });
});

describe('a file that Threads cannot load', () => {
  const media = Array.from({ length: 6 }, (_, index) => ({
    image: `https://store.example/${index}.jpg?signature=canary`,
  }));

  it('is loaded again a few times, since nothing is live', async () => {
    const stage = createStage({
      intercept: async (kind, pass, nth) =>
        kind === 'create' && nth === 1 ? graphError(400, 1, 2207052) : pass(),
    });
    await publish(stage.client, { media: media.slice(0, 1) });
    expect(await stage.livePosts()).toHaveLength(1);
  });

  it('is named, without what its address was signed with', async () => {
    const stage: Stage = createStage({
      intercept: async (kind, pass) =>
        kind === 'create' && stage.sent.at(-1)?.body.get('image_url')?.includes('/4.jpg')
          ? graphError(400, 9004, 2207052)
          : pass(),
    });
    const error = await failureOf(publish(stage.client, { media }));
    expect(error).toMatchObject({
      code: 'MEDIA_DOWNLOAD_FAILED',
      carriedOut: 'unsent',
      mediaIndex: 4,
      message: expect.stringContaining('media[4], https://store.example/4.jpg.'),
      remedy: 'Check that its URL serves the file.',
    });
    expect(isThreadsError(error) && error.message).not.toContain('canary');
  });
});
