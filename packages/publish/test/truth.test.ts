import { isThreadsError } from '@threads-sdk/errors';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  advancePublish,
  createMemoryJournal,
  type Journal,
  type Post,
  publish,
  publishChain,
  type PublishOptions,
  publishRepost,
  type PublishState,
  type PublishStep,
  resumePublish,
  startPublish,
} from '../src/index.ts';
import {
  connectionReset,
  createStage,
  graphError,
  type Intercept,
  published,
  refused,
  type Stage,
} from './stage.ts';

const video: Post = { media: [{ video: 'https://example.com/walk.mp4' }] };
const hello: Post = { text: 'Hello' };
let journal = createMemoryJournal();
beforeEach(() => {
  journal = createMemoryJournal();
});
/** A key in the journal of the test that runs. */
const key: PublishOptions = {
  idempotencyKey: 'a',
  get journal() {
    return journal;
  },
};

/** What an error says: its code, whether the post may be live, and when the same call may be made again. */
async function said(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.then(
    () => 'nothing, since it succeeded',
    (thrown: unknown) => thrown,
  );
  return isThreadsError(error) ? `${error.code} ${error.carriedOut} ${error.retryable}` : String(error);
}

/** Answers the status of a container. */
function status(value: string, errorMessage?: string): Intercept {
  return async (kind, pass) =>
    kind === 'status' ? Response.json({ id: '1', status: value, error_message: errorMessage }) : pass();
}

const lost = (): Response => {
  throw connectionReset();
};

/** The connection breaks at every request that publishes. */
const unanswered: Intercept = async (kind, pass) =>
  kind === 'publish' || kind === 'at once' ? lost() : pass();

describe('an error says truly whether the post is live and when the same call may be made again', () => {
  it.each<[string, Stage, Post, PublishOptions, string]>([
    ['the input is wrong', createStage(), { text: '' }, {}, 'INVALID_INPUT unsent never'],
    [
      'the connection breaks while the container is created',
      createStage({ intercept: async (kind, pass) => (kind === 'create' ? lost() : pass()) }),
      hello,
      {},
      'NETWORK_FAILED unsent later',
    ],
    [
      'the answer with the container has no id',
      createStage({
        intercept: async (kind, pass) => (kind === 'create' ? Response.json({ id: 'x' }) : pass()),
      }),
      hello,
      {},
      'RESPONSE_INVALID unsent later',
    ],
    [
      'the video has too many bits',
      createStage({ intercept: status('ERROR', 'INVALID_BIT_RATE') }),
      video,
      key,
      'CONTAINER_FAILED unsent never',
    ],
    [
      'the video could not be downloaded',
      createStage({ intercept: status('ERROR', 'FAILED_DOWNLOADING_VIDEO') }),
      video,
      {},
      'CONTAINER_FAILED unsent later',
    ],
    [
      'the container expired',
      createStage({ intercept: status('EXPIRED') }),
      video,
      {},
      'CONTAINER_EXPIRED unsent now',
    ],
    [
      'Meta takes its time',
      createStage({ processing: { video: 60_000 } }),
      video,
      { processingTimeout: 1000 },
      'CONTAINER_TIMED_OUT unsent later',
    ],
    [
      'the token is invalid',
      createStage({ intercept: refused(() => graphError(500, 190, undefined, 'THApiException')) }),
      hello,
      {},
      'TOKEN_INVALID no never',
    ],
    [
      'the limit is reached',
      createStage({ intercept: refused(() => graphError(400, 4), 9) }),
      hello,
      {},
      'RATE_LIMITED no later',
    ],
    [
      'a permission is missing, and the post does not show',
      createStage({ intercept: refused(() => graphError(500, 10)) }),
      hello,
      {},
      'PERMISSION_MISSING no never',
    ],
    [
      'the account is blocked, and the post does not show',
      createStage({ intercept: refused(() => graphError(403, 368)) }),
      hello,
      {},
      'BLOCKED no later',
    ],
    [
      'the server fails three times',
      createStage({ intercept: refused(() => graphError(500, 2), 9) }),
      hello,
      {},
      'SERVER_FAILED maybe never',
    ],
    [
      'the server fails three times under a key',
      createStage({ intercept: refused(() => graphError(500, 2), 9) }),
      hello,
      key,
      'SERVER_FAILED maybe later',
    ],
    ['no answer comes', createStage({ intercept: unanswered }), hello, {}, 'OUTCOME_UNKNOWN maybe never'],
    [
      'no answer comes under a key',
      createStage({ intercept: unanswered }),
      hello,
      key,
      'OUTCOME_UNKNOWN maybe later',
    ],
    [
      'no answer comes to a text with fast',
      createStage({ intercept: unanswered }),
      hello,
      { fast: true },
      'OUTCOME_UNKNOWN maybe never',
    ],
  ])('when %s', async (_what, stage, post, options, expected) => {
    expect(await said(publish(stage.client, post, options))).toBe(expected);
    expect(await stage.livePosts()).toEqual([]);
  });

  it('when the post is live under an id that is not known', async () => {
    const stage = createStage({
      processing: { text: 0 },
      intercept: async (kind, pass, nth) => {
        const answer = await pass();
        return kind === 'publish' && nth === 2 ? graphError(500, 2) : answer;
      },
    });
    await publish(stage.client, hello);

    expect(await said(publish(stage.client, hello))).toBe('OUTCOME_UNKNOWN yes never');
    expect(await stage.livePosts()).toHaveLength(2);
  });

  it.each<[PublishStep, string, string]>([
    ['create-container', 'ABORTED unsent now', 'ABORTED unsent now'],
    ['wait-for-container', 'ABORTED unsent now', 'ABORTED unsent now'],
    ['publish', 'ABORTED unsent now', 'ABORTED unsent now'],
    ['confirm', 'ABORTED maybe never', 'ABORTED maybe now'],
    ['find-post', 'ABORTED yes never', 'ABORTED yes now'],
  ])('when it is aborted at %s', async (step, expected, expectedUnderKey) => {
    for (const options of [{}, key]) {
      const stage = createStage({ intercept: published(() => graphError(500, 2)) });
      const controller = new AbortController();
      const publishing = publish(stage.client, hello, {
        ...options,
        signal: controller.signal,
        onProgress: (progress) => {
          if (progress.step === step) controller.abort();
        },
      });
      expect(await said(publishing)).toBe(options === key ? expectedUnderKey : expected);
      expect(await stage.livePosts()).toHaveLength(step === 'confirm' || step === 'find-post' ? 1 : 0);
    }
  });

  it('when a repost gets no answer', async () => {
    const stage = createStage({ intercept: unanswered });
    expect(await said(publishRepost(stage.client, { mediaId: '17' }))).toBe('OUTCOME_UNKNOWN maybe never');
  });

  it('when a state is gone on with whose container is dead', async () => {
    const stage = createStage({ processing: { video: 60_000 } });
    const error: unknown = await publish(stage.client, video, { processingTimeout: 1000 }).catch(
      (e: unknown) => e,
    );
    if (!isThreadsError(error) || error.code !== 'CONTAINER_TIMED_OUT' || !error.state) throw error;
    stage.clock.advance(25 * 60 * 60 * 1000);

    // The same call would find the same container; under a key it makes a new one.
    expect(await said(resumePublish(stage.client, error.state))).toBe('CONTAINER_EXPIRED unsent never');
    expect(await said(resumePublish(stage.client, error.state, key))).toBe('CONTAINER_EXPIRED unsent now');
    expect(
      (await resumePublish(stage.client, error.state, { ...key, processingTimeout: 100_000 })).id,
    ).toMatch(/^\d+$/);
  });

  it('when the journal fails', async () => {
    const entries = new Map<string, string>();
    const broken = async (): Promise<never> => {
      throw new Error('gone');
    };
    const whenWriting = (text: string): Journal => ({
      get: async (each) => entries.get(each),
      set: async (each, entry) => (entry.includes(text) ? broken() : void entries.set(each, entry)),
    });
    const stage = createStage({ intercept: published(() => graphError(500, 2)) });
    const call = (journal: Journal): Promise<string> =>
      said(publish(stage.client, hello, { ...key, journal }));

    expect(await call({ get: broken, set: broken })).toBe('JOURNAL_FAILED maybe later');
    expect(await call({ get: async () => '{"step":"publish"}', set: broken })).toBe(
      'JOURNAL_FAILED maybe never',
    );
    expect(await call(whenWriting('"wait-for-container"'))).toBe('JOURNAL_FAILED unsent later');
    expect(await call(whenWriting('"confirm"'))).toBe('JOURNAL_FAILED unsent later');
    expect(await stage.livePosts()).toEqual([]);
    expect(await call(whenWriting('"find-post"'))).toBe('JOURNAL_FAILED maybe later');
    expect(await stage.livePosts()).toHaveLength(1);
  });

  it('when another process went on with it and the journal cannot be read then', async () => {
    const entries = new Map<string, string>();
    const stage = createStage();
    let reads = 0;
    const compareAndSet: Journal['compareAndSet'] = async (each, entry, expected) => {
      if (entries.get(each) !== expected) return false;
      entries.set(each, entry);
      return true;
    };
    const get: Journal['get'] = async (each) => entries.get(each);
    const set: Journal['set'] = async (each, entry) => void entries.set(each, entry);
    const overtaken: Journal = {
      set,
      get: async (each) => {
        if (++reads > 1) throw new Error('gone');
        return get(each);
      },
      compareAndSet: async (each, entry, expected) => {
        // Meanwhile the other process publishes it.
        await publish(stage.client, hello, { ...key, journal: { get, set, compareAndSet } });
        return compareAndSet(each, entry, expected);
      },
    };

    expect(await said(publish(stage.client, hello, { ...key, journal: overtaken }))).toBe(
      'JOURNAL_FAILED maybe later',
    );
    expect(await stage.livePosts()).toHaveLength(1);
  });

  it('when a chain stops', async () => {
    const posts = [{ text: 'One' }, { text: 'Two' }];
    const stop = (at: number): Stage =>
      createStage({
        intercept: async (kind, pass, nth) =>
          kind === 'publish' && nth === at ? graphError(403, 368) : pass(),
      });
    expect(await said(publishChain(stop(1).client, posts))).toBe('CHAIN_STOPPED no later');
    expect(await said(publishChain(stop(2).client, posts))).toBe('CHAIN_STOPPED yes never');
    expect(await said(publishChain(stop(2).client, posts, key))).toBe('CHAIN_STOPPED yes later');
    // Which post the rest answers is the caller's choice, and what to do about the failure says the failure.
    await expect(publishChain(stop(2).client, posts, { replyTo: 'root' })).rejects.toMatchObject({
      remedy:
        'Those before it are live and stay: publish only it and the rest, each with the post that it answers as `replyTo`. For it go by `cause.remedy`.',
    });
  });
});

describe('step by step', () => {
  /** Takes steps until one throws. */
  async function driveOn(stage: Stage, state: PublishState): Promise<never> {
    stage.clock.advance(Math.max(0, (state.due ?? 0) - stage.clock.now()));
    const next = await advancePublish(stage.client, state, { record: async () => true });
    return driveOn(stage, JSON.parse(JSON.stringify(next)));
  }

  it('a refusal is passed on as Threads said it, also by a process that has only the state', async () => {
    const stage = createStage({ intercept: refused(() => graphError(500, 10)) });

    await expect(driveOn(stage, startPublish(hello))).rejects.toMatchObject({
      name: 'ApiError',
      code: 'PERMISSION_MISSING',
      operation: 'publishContainer',
      status: 500,
      apiCode: 10,
      carriedOut: 'no',
    });
    expect(stage.count('publish')).toBe(1);
  });

  it('a step that looks for the post may be taken again', async () => {
    const stage = createStage({ intercept: unanswered });

    expect(await said(driveOn(stage, startPublish(hello)))).toBe('OUTCOME_UNKNOWN maybe later');
  });

  it('nothing is sent where the state cannot be recorded', async () => {
    const stage = createStage({ processing: { text: 0 } });
    const record = async (): Promise<boolean> => true;
    const created = await advancePublish(stage.client, startPublish(hello), { record });
    const ready = await advancePublish(stage.client, created, { record });

    await expect(
      advancePublish(stage.client, ready, {
        record: async () => {
          throw Object.assign(new Error('The database at canary is gone'), { code: 'ECONNREFUSED' });
        },
      }),
    ).rejects.toMatchObject({
      code: 'JOURNAL_FAILED',
      message: 'advancePublish: record failed (ECONNREFUSED). Nothing was published.',
      carriedOut: 'unsent',
      retryable: 'later',
    });
    expect(stage.count('publish')).toBe(0);
  });
});
