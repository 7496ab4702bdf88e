import { describe, expect, it } from 'vitest';
import { createMemoryJournal, type MediaCheck, publish, publishChain } from '../src/index.ts';
import { createStage, graphError } from './stage.ts';

const media = [{ image: 'https://example.com/gate.gif' }, { video: 'https://example.com/walk.mp4' }];

describe('the option check', () => {
  it('sees every file before anything is sent, and names what is wrong with all of them at once', async () => {
    const stage = createStage();
    const seen: unknown[] = [];
    const check: MediaCheck = async (url, { kind }) => {
      seen.push([url, kind]);
      return { issues: [{ message: `is no ${kind} that Threads takes` }] };
    };

    await expect(publish(stage.client, { media }, { check })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      call: 'publish',
      issues: [
        { path: 'media[0].image', message: 'is no image that Threads takes' },
        { path: 'media[1].video', message: 'is no video that Threads takes' },
      ],
    });
    expect(seen).toEqual([
      ['https://example.com/gate.gif', 'image'],
      ['https://example.com/walk.mp4', 'video'],
    ]);
    expect(stage.sent).toEqual([]);
  });

  it('does not keep a chain from going on that is live in part', async () => {
    let isGone = false;
    const stage = createStage({
      intercept: async (kind, pass, nth) =>
        kind === 'create' && nth > 1 && !isGone ? graphError(401, 190) : pass(),
    });
    const posts = [{ text: 'One', media: [{ image: 'https://example.com/gate.jpg' }] }, { text: 'Two' }];
    const options = {
      idempotencyKey: 'a',
      journal: createMemoryJournal(),
      check: async () => ({ issues: isGone ? [{ message: 'is not there any more' }] : [] }),
    };
    await expect(publishChain(stage.client, posts, options)).rejects.toMatchObject({ code: 'CHAIN_STOPPED' });
    isGone = true;
    await publishChain(stage.client, posts, options);
    expect(await stage.livePosts()).toHaveLength(2);
  });

  it('lets a post pass that has no faults, and is not asked again when it goes on', async () => {
    const stage = createStage({ processing: { video: 60_000 } });
    let looks = 0;
    const check: MediaCheck = async () => {
      looks += 1;
      return { issues: [] };
    };
    const options = { check, idempotencyKey: 'kyoto', journal: createMemoryJournal() };
    await expect(
      publish(stage.client, { media }, { ...options, processingTimeout: 1000 }),
    ).rejects.toMatchObject({ code: 'CONTAINER_TIMED_OUT' });

    await publish(stage.client, { media }, options);

    expect(looks).toBe(2);
    expect(await stage.livePosts()).toHaveLength(1);
  });
});
