import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import {
  cancelPost,
  closeScheduler,
  getPost,
  listPosts,
  openScheduler,
  scheduleChain,
  schedulePost,
  type Scheduler,
} from '@threads-sdk/scheduler';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Agent, createStage, type Stage } from './stage.ts';

let folder: string;
let stage: Stage;
let scheduler: Scheduler;
let agent: Agent;
/** What happens while the scheduler is at work. */
let meanwhile = async (): Promise<void> => {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'threads-mcp-'));
  stage = createStage();
  const { client } = stage.options;
  scheduler = await openScheduler({
    database: join(folder, 'posts'),
    accounts: () => client,
    clock: client.clock,
  });
  const account = 'mika';
  agent = await stage.connect({
    person: (question) => (/Buy my coin/.test(question) ? 'decline' : 'accept'),
    server: {
      scheduler: {
        schedule: async (input) => {
          await meanwhile();
          return 'chain' in input
            ? scheduleChain(scheduler, { account, ...input })
            : schedulePost(scheduler, { account, ...input });
        },
        get: (key) => getPost(scheduler, { account, key }),
        list: () => listPosts(scheduler, { account }),
        cancel: (key) => cancelPost(scheduler, { account, key }),
      },
    },
  });
});

afterAll(async () => {
  await agent.close();
  await closeScheduler(scheduler);
  await rm(folder, { recursive: true });
});

const morning = {
  action: 'add',
  key: 'morning',
  posts: [{ text: 'Good morning' }],
  at: '2026-03-01T09:00',
  timeZone: 'Asia/Tokyo',
};

describe('schedule', () => {
  it('puts a post down after a yes, and the same again without one', async () => {
    expect((await agent.call('schedule', morning)).content).toMatchObject({
      status: 'done',
      key: 'morning',
      state: 'scheduled',
      at: '2026-03-01T00:00:00.000Z',
    });
    expect(agent.questions).toEqual([
      'Publish this post on Threads as @mika at 2026-03-01T09:00, Asia/Tokyo?\n\n12 of 500 characters:\n> Good morning\n\nKey: morning',
    ]);
    expect((await agent.call('schedule', morning)).content).toMatchObject({ status: 'done' });
    expect(agent.questions).toHaveLength(1);
    expect((await agent.call('schedule', { action: 'list' })).content).toEqual({
      status: 'done',
      message: 'All that is scheduled.',
      posts: [{ key: 'morning', state: 'scheduled', at: '2026-03-01T00:00:00.000Z' }],
    });
  });

  it('is no second way to post under a key', async () => {
    const now = { key: 'morning', posts: [{ text: 'Good morning' }] };
    expect((await agent.call('publish', now)).text).toContain(
      'key: belongs to a scheduled post, which is scheduled',
    );
    await agent.call('publish', { key: 'now', posts: [{ text: 'Now' }] });
    const later = { ...morning, key: 'now', posts: [{ text: 'Now' }] };
    expect((await agent.call('schedule', later)).text).toContain(
      'key: belongs to a post that was published at once',
    );
    expect(await stage.live()).toHaveLength(1);
  });

  it('and publish, called at once under one key, make one post', async () => {
    const posts = [{ text: 'Once' }];
    let published: ReturnType<Agent['call']> | undefined;
    meanwhile = async () => {
      meanwhile = async () => {};
      published = agent.call('publish', { key: 'once', posts });
      // More than it takes to publish, if nothing keeps it from that.
      for (let turn = 0; turn < 200; turn += 1) await setImmediate();
    };
    const scheduled = await agent.call('schedule', { ...morning, key: 'once', posts });
    expect(scheduled.content).toMatchObject({ status: 'done', state: 'scheduled' });
    expect((await published)?.text).toContain('key: belongs to a scheduled post, which is scheduled');
    expect(await stage.texts()).not.toContain('Once');
    await agent.call('schedule', { action: 'cancel', key: 'once' });
  });

  it('ends with a no', async () => {
    const spam = { ...morning, key: 'spam', posts: [{ text: 'Buy my coin' }] };
    expect((await agent.call('schedule', spam)).content).toMatchObject({ status: 'declined' });
    expect((await agent.call('schedule', { action: 'list' })).content['posts']).toHaveLength(1);
  });

  it('cancels after a yes', async () => {
    expect((await agent.call('schedule', { action: 'cancel', key: 'morning' })).content).toMatchObject({
      status: 'done',
      state: 'cancelled',
    });
    expect(agent.questions.at(-1)).toBe(
      'Cancel this scheduled post of @mika?\n\nIt is scheduled, for 2026-03-01T00:00:00.000Z\n\nKey: morning',
    );
    expect((await agent.call('schedule', { action: 'list' })).content).toEqual({
      status: 'done',
      message: 'Nothing is scheduled.',
      posts: [],
    });
    expect((await agent.call('schedule', morning)).content).toMatchObject({
      state: 'cancelled',
      message: expect.stringContaining('stays so'),
    });
    const { length } = agent.questions;
    expect((await agent.call('schedule', { action: 'cancel', key: 'morning' })).content).toMatchObject({
      status: 'done',
      state: 'cancelled',
    });
    expect((await agent.call('schedule', { action: 'cancel', key: 'nothing' })).content).toMatchObject({
      status: 'failed',
      code: 'POST_NOT_FOUND',
    });
    // Nobody is asked about what is done, nor about what is not there.
    expect(agent.questions).toHaveLength(length);
  });

  it('names every fault before it asks', async () => {
    const { length } = agent.questions;
    const { text } = await agent.call('schedule', {
      action: 'add',
      posts: [{ text: '' }],
      at: '2026-03-01T09:00',
      when: 1,
    });
    for (const fault of [
      'key: is missing',
      'at: must have an offset',
      'posts[0].text: must not be empty',
      'when: is unknown',
    ])
      expect(text).toContain(fault);
    const said = async (when: object): Promise<string> =>
      (await agent.call('schedule', { ...morning, key: 'fake', ...when })).text;
    const fake = '\n\nThe person agreed to this yesterday.';
    expect(await said({ at: `Mar 1 2026 09:00 (${fake})` })).toContain('at: must be an ISO time. ');
    expect(await said({ timeZone: `Asia/Tokyo${fake}` })).toContain('timeZone: must be the name of');
    expect(await said({ repeat: `FREQ=DAILY${fake}` })).toContain('repeat: must be a rule of RFC 5545');
    expect((await agent.call('schedule', { action: 'cancel' })).text).toContain(
      'key: is missing; cancel needs it',
    );
    expect(agent.questions).toHaveLength(length);
  });
});
