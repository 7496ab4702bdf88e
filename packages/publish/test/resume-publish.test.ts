import { isThreadsError } from '@threads-sdk/errors';
import { describe, expect, it } from 'vitest';
import {
  advancePublish,
  createMemoryJournal,
  type Post,
  publish,
  type PublishState,
  type PublishStep,
  resumePublish,
  startPublish,
} from '../src/index.ts';
import { connectionReset, createStage, graphError, type Stage } from './stage.ts';

const carousel: Post = {
  text: 'Kyoto',
  media: [{ image: 'https://example.com/gate.jpg' }, { video: 'https://example.com/walk.mp4' }],
};

/** Publishes until a step begins, and gives the state of the error as another process reads it. */
async function stopAt(stage: Stage, post: Post, step: PublishStep): Promise<PublishState> {
  const controller = new AbortController();
  const error: unknown = await publish(stage.client, post, {
    signal: controller.signal,
    onProgress: (progress) => {
      if (progress.step === step) controller.abort();
    },
  }).catch((thrown: unknown) => thrown);
  if (!isThreadsError(error) || error.code !== 'ABORTED') throw error;
  const state: PublishState = JSON.parse(JSON.stringify(error.state));
  expect(state).toEqual(error.state);
  return state;
}

describe('resumePublish', () => {
  it.each<PublishStep>([
    'create-children',
    'wait-for-children',
    'create-container',
    'wait-for-container',
    'publish',
  ])('goes on with a post that was aborted at %s', async (step) => {
    const stage = createStage();
    const state = await stopAt(stage, carousel, step);

    const { id } = await resumePublish(stage.client, state);

    expect(await stage.livePosts()).toMatchObject([{ id, text: 'Kyoto', media_type: 'CAROUSEL_ALBUM' }]);
    expect(stage.count('create')).toBe(3); // nothing is made twice
  });

  it.each<PublishStep>(['confirm', 'find-post'])(
    'goes on with a post that was aborted at %s, and is live',
    async (step) => {
      const stage = createStage({
        intercept: async (kind, pass) => {
          const answer = await pass();
          return kind === 'publish' ? graphError(500, 2) : answer;
        },
      });
      const state = await stopAt(stage, carousel, step);

      const { id } = await resumePublish(stage.client, state);

      expect(await stage.livePosts()).toMatchObject([{ id }]);
      expect(stage.count('publish')).toBe(1);
    },
  );

  it('finds a text with fast that was aborted while its request was under way', async () => {
    const controller = new AbortController();
    const stage = createStage({
      intercept: async (kind, pass) => {
        const answer = await pass();
        if (kind === 'at once') controller.abort();
        return answer;
      },
    });
    const error: unknown = await publish(
      stage.client,
      { text: 'Hello' },
      { fast: true, signal: controller.signal },
    ).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'ABORTED', state: { step: 'confirm-at-once' } });
    if (!isThreadsError(error) || error.code !== 'ABORTED' || !error.state) throw error;

    const { id } = await resumePublish(stage.client, error.state);

    expect(await stage.livePosts()).toMatchObject([{ id }]);
    expect(stage.count('at once')).toBe(1);
  });

  it('gives a post that is done without asking anybody', async () => {
    const stage = createStage();

    expect(
      await resumePublish(stage.client, {
        step: 'done',
        post: { text: 'Hello' },
        id: '17',
        containerId: '18',
      }),
    ).toEqual({ id: '17', containerId: '18' });
    expect(stage.sent).toEqual([]);
  });

  it('goes by the journal where that knows more', async () => {
    const stage = createStage();
    const state = await stopAt(stage, carousel, 'publish');
    const options = { idempotencyKey: 'kyoto', journal: createMemoryJournal() };
    const first = await resumePublish(stage.client, state, options);

    const second = await resumePublish(stage.client, state, options);

    expect(second.id).toBe(first.id);
    expect(await stage.livePosts()).toHaveLength(1);
  });

  it('names everything that is wrong with a state', async () => {
    const stage = createStage();
    const state: PublishState = JSON.parse(
      '{"step":"confirm","post":{"text":"Hello"},"containerId":"x","lostContainers":"no","unclearAttempts":1,"lookups":0}',
    );

    await expect(
      resumePublish(stage.client, state, { idempotencyKey: '', journal: createMemoryJournal() }),
    ).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      call: 'resumePublish',
      issues: [
        { path: 'children' },
        { path: 'lostContainers' },
        { path: 'containerId' },
        { path: 'createdAt' },
        { path: 'notReady' },
        { path: 'options.idempotencyKey' },
      ].map((issue) => expect.objectContaining(issue)),
    });
    expect(stage.sent).toEqual([]);
  });

  it.each<PublishStep>(['confirm', 'find-post', 'confirm-at-once'])(
    'wants to know how often was looked already, at %s',
    async (step) => {
      const stage = createStage();
      const state: PublishState = JSON.parse(JSON.stringify({ step, post: { text: 'Hello' } }));
      await expect(resumePublish(stage.client, state)).rejects.toMatchObject({
        issues: expect.arrayContaining([expect.objectContaining({ path: 'lookups' })]),
      });
    },
  );

  it('checks the post of a state anew', async () => {
    const stage = createStage();
    const state = startPublish({ text: 'Hello' });

    await expect(
      resumePublish(stage.client, JSON.parse(JSON.stringify(state).replace('Hello', ''))),
    ).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      issues: [expect.objectContaining({ path: 'post.text' })],
    });
  });
});

describe('advancePublish', () => {
  /** Drives a post as a queue does: every state goes through text, and time goes by between the steps. */
  async function drive(stage: Stage, first: PublishState): Promise<readonly PublishState[]> {
    const states: PublishState[] = [first];
    for (let state = first; state.step !== 'done';) {
      stage.clock.advance(Math.max(0, (state.due ?? 0) - stage.clock.now()));
      state = JSON.parse(
        JSON.stringify(
          await advancePublish(stage.client, state, {
            record: async (recorded) => states.push(recorded) > 0,
          }),
        ),
      );
      states.push(state);
    }
    return states;
  }

  it('goes on after an outage, however often nobody could tell', async () => {
    let isDown = true;
    const stage = createStage({
      intercept: async (kind, pass) => {
        if (isDown && kind === 'publish') throw connectionReset();
        return pass();
      },
    });
    let row = startPublish({ text: 'Hello' });
    /** What a queue does with each delivery. */
    const deliver = async (): Promise<PublishState> => {
      while (row.step !== 'done') {
        stage.clock.advance(Math.max(0, (row.due ?? 0) - stage.clock.now()));
        await advancePublish(stage.client, row, { record: async (next) => Boolean((row = next)) });
      }
      return row;
    };
    for (const _ of [1, 2]) {
      await expect(deliver()).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN', retryable: 'later' });
    }
    isDown = false;
    const { id } = Object(await deliver());
    expect(await stage.livePosts()).toMatchObject([{ id }]);
  });

  it('publishes step by step, and says when the next is due', async () => {
    const stage = createStage({ processing: { image: 3000, video: 9000, carousel: 0 } });

    const states = await drive(stage, startPublish(carousel));

    const last = states.at(-1);
    expect(await stage.livePosts()).toMatchObject([{ id: last?.step === 'done' && last.id }]);
    expect([...new Set(states.map(({ step }) => step))]).toEqual([
      'create-children',
      'wait-for-children',
      'create-container',
      'wait-for-container',
      'publish',
      'confirm', // recorded before the request that publishes
      'done',
    ]);
    const dues = states.filter(({ step }) => step === 'wait-for-children').map(({ due }) => due);
    expect(dues.filter((due) => due !== undefined).length).toBeGreaterThan(5);
  });

  it('never sleeps', async () => {
    const stage = createStage({ processing: { text: 60_000 } });
    const start = stage.clock.now();

    const created = await advancePublish(stage.client, startPublish({ text: 'Hello' }), {
      record: async () => true,
    });
    const waiting = await advancePublish(stage.client, created, { record: async () => true });

    expect(waiting).toMatchObject({ step: 'wait-for-container', due: start + 500 });
    expect(stage.clock.now()).toBe(start);
  });

  it('finds out what became of a request in the middle of which the process died', async () => {
    const stage = createStage();
    const states = await drive(stage, startPublish({ text: 'Hello' }));
    const recorded = states.find(({ step }) => step === 'confirm');
    if (!recorded) throw new Error('Nothing was recorded.');

    const rest = await drive(stage, recorded); // the answer was lost with the process

    expect(rest.at(-1)).toEqual(states.at(-1));
    expect(stage.count('publish')).toBe(1);
  });

  it('tells how far the post is when it fails', async () => {
    const stage = createStage();
    const state: PublishState = JSON.parse(
      '{"step":"wait-for-container","post":{"text":"Hello"},"children":[],"lostContainers":0,"containerId":"1","createdAt":0}',
    );
    stage.emulator.planFault({ kind: 'answer', body: '{"id":"1","status":"EXPIRED"}' });

    await expect(advancePublish(stage.client, state, { record: async () => true })).rejects.toMatchObject({
      code: 'CONTAINER_EXPIRED',
      retryable: 'never', // the state has no other container to go on with
      state,
    });
    await expect(
      advancePublish(stage.client, state, { record: async () => true, signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ code: 'ABORTED', state });
  });
});
