import { createClient } from '@threads-sdk/core-http/fetch';
import { createCredentials } from '@threads-sdk/credentials';
import { createContainer, deletePost, publishContainer } from '@threads-sdk/endpoints';
import { isThreadsError } from '@threads-sdk/errors';
import { describe, expect, it } from 'vitest';
import { publish, publishRepost, whenCanIPost } from '../src/index.ts';
import { failureOf } from './interrupted.ts';
import { allScopes, createStage, type Stage, type StageOptions } from './stage.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const posts = { total: 250, duration: day };

/** A user whose texts are ready at once, so that time stands still while they are posted. */
function createScene(options: StageOptions = {}): Stage {
  return createStage({ processing: { text: 0 }, ...options });
}

/** Posts texts; resolves to their ids. */
async function post({ client }: Stage, count: number, replyTo?: string): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    const text = { text: 'Tea', ...(replyTo !== undefined && { replyTo }) };
    ids.push((await publish(client, text, { fast: true })).id);
  }
  return ids;
}

/** Publishes a container at each of these times: what became of it. Nothing is repeated in between. */
async function tryAt(
  { emulator, clock }: Stage,
  times: readonly number[],
  replyTo?: string,
): Promise<unknown[]> {
  const credentials = createCredentials(emulator.issueToken({ username: 'mika', scopes: allScopes }));
  const client = createClient({ credentials, clock, fetch: emulator.fetch, retry: { maxAttempts: 1 } });
  clock.advance((times[0] ?? 0) - 2000 - clock.now()); // a container lives for a day
  const container = await createContainer(client, {
    media_type: 'TEXT',
    text: 'More tea',
    reply_to_id: replyTo,
  });
  const outcomes: unknown[] = [];
  for (const time of times) {
    clock.advance(time - clock.now());
    const outcome = await publishContainer(client, { creation_id: container.id }).then(
      () => 'live',
      (error: unknown) => (isThreadsError(error) ? error.code : error),
    );
    outcomes.push(outcome);
  }
  return outcomes;
}

/** What was asked since, by the end of each path. */
function askedSince({ sent }: Stage, start: number): (string | undefined)[] {
  return sent.slice(start).map(({ path }) => path.split('/').pop());
}

describe('below the limit', () => {
  it('one may post now, and one request tells it', async () => {
    const stage = createScene();
    await post(stage, 3);
    const before = stage.sent.length;
    const limit = await whenCanIPost(stage.client);
    expect(limit).toEqual({ used: 3, ...posts, at: stage.clock.now(), basis: 'told' });
    expect(Object.isFrozen(limit)).toBe(true);
    expect(askedSince(stage, before)).toEqual(['threads_publishing_limit']);
  });

  it('the last place is a place', async () => {
    const stage = createScene();
    await post(stage, 249);
    expect(await whenCanIPost(stage.client)).toMatchObject({ used: 249, basis: 'told' });
  });
});

describe('at the limit', () => {
  it.each([
    [0, 'late by 999 ms, since Threads tells whole seconds', 1000],
    [437, 'late by the rest of that second', 563],
    [999, 'right to the millisecond', 1],
  ])('of posts whose first went out %i ms into a second, the time is %s', async (fraction, _, early) => {
    const stage = createScene();
    await post(stage, 120); // those of another day
    stage.clock.advance(day + fraction);
    const first = stage.clock.now();
    await post(stage, 1);
    stage.clock.advance(5 * minute);
    await post(stage, 249);
    stage.clock.advance(60 * minute);

    const before = stage.sent.length;
    const limit = await whenCanIPost(stage.client);
    expect(limit).toEqual({ used: 250, ...posts, at: first - fraction + 999 + day, basis: 'derived' });
    expect(Object.isFrozen(limit)).toBe(true);
    // 250 posts of the day, 50 of the other: no more pages.
    expect(askedSince(stage, before)).toEqual(['threads_publishing_limit', 'threads', 'threads', 'threads']);
    expect(await tryAt(stage, [limit.at - 1000, limit.at - early, limit.at])).toEqual([
      'RATE_LIMITED',
      'RATE_LIMITED',
      'live',
    ]);
  });

  it('room is made for one at a time', async () => {
    const stage = createScene();
    await post(stage, 1);
    stage.clock.advance(7 * minute);
    await post(stage, 249);
    const first = await whenCanIPost(stage.client);
    expect(await tryAt(stage, [first.at])).toEqual(['live']);
    const second = await whenCanIPost(stage.client);
    expect(second).toMatchObject({ used: 250, at: first.at + 7 * minute, basis: 'derived' });
    expect(await tryAt(stage, [second.at - 1000, second.at])).toEqual(['RATE_LIMITED', 'live']);
  });

  it('of replies, posts go on and the own replies tell the time', async () => {
    const stage = createScene();
    const [root = ''] = await post(stage, 1);
    await post(stage, 1, root);
    stage.clock.advance(3 * minute);
    await post(stage, 999, root);

    expect(await whenCanIPost(stage.client)).toMatchObject({ used: 1, basis: 'told' });
    const before = stage.sent.length;
    const limit = await whenCanIPost(stage.client, { asReply: true });
    const at = stage.clock.now() - 3 * minute + 999 + day;
    expect(limit).toEqual({ used: 1000, total: 1000, duration: day, at, basis: 'derived' });
    expect(askedSince(stage, before)).toEqual([
      'threads_publishing_limit',
      ...Array.from({ length: 10 }, () => 'replies'),
    ]);
    expect(await tryAt(stage, [at - 1000, at], root)).toEqual(['RATE_LIMITED', 'live']);
  });
});

describe('where the list and the count differ', () => {
  it.each(['free', 'counted'] as const)('by a repost that is %s, the numbers tell', async (repostQuota) => {
    const stage = createScene({ behaviour: { repostQuota } });
    const [root = ''] = await post(stage, 1);
    stage.clock.advance(day + minute);
    await publishRepost(stage.client, { mediaId: root });
    stage.clock.advance(minute);
    await post(stage, repostQuota === 'free' ? 250 : 249);

    const limit = await whenCanIPost(stage.client);
    expect(limit).toMatchObject({ used: 250, basis: 'derived' });
    expect(await tryAt(stage, [limit.at - 1000, limit.at])).toEqual(['RATE_LIMITED', 'live']);
  });

  it('by a deleted post that counts, the time is a guess: that of the oldest that is left', async () => {
    const stage = createScene({ scopes: [...allScopes, 'threads_delete'] });
    const [oldest = ''] = await post(stage, 1);
    stage.clock.advance(minute);
    await post(stage, 249);
    await deletePost(stage.client, { media_id: oldest });

    const limit = await whenCanIPost(stage.client);
    expect(limit).toMatchObject({ used: 250, at: stage.clock.now() + 999 + day, basis: 'guessed' });
    expect(await tryAt(stage, [limit.at])).toEqual(['live']);
  });

  it.each([
    ['before the others', true],
    ['after the others', false],
  ])('by a post that was written in the app %s, the guess is not too early', async (_, isOldest) => {
    const stage = createScene();
    const write = (): void => void stage.emulator.act({ act: 'post', by: 'mika', text: 'By hand' });
    if (isOldest) write();
    for (const count of [1, 1, 248]) {
      stage.clock.advance(minute);
      await post(stage, count);
    }
    stage.clock.advance(minute);
    if (!isOldest) write();

    const limit = await whenCanIPost(stage.client);
    expect(limit).toMatchObject({ used: 250, basis: 'guessed' });
    expect(await tryAt(stage, [limit.at])).toEqual(['live']);
  });

  it('since the list explains nothing, the guess is when nothing counts any more', async () => {
    const stage: Stage = createScene({
      intercept: async (kind, pass) =>
        kind === 'other' && stage.sent.at(-1)?.path.endsWith('/threads')
          ? Response.json({ data: [{ id: '1' }] }) // without a time
          : pass(),
    });
    await post(stage, 250);
    const limit = await whenCanIPost(stage.client);
    expect(limit).toEqual({ used: 250, ...posts, at: stage.clock.now() + day, basis: 'guessed' });
    expect(await tryAt(stage, [limit.at])).toEqual(['live']);
  });
});

describe('what fails', () => {
  it('is told as the endpoint tells it', async () => {
    const { client } = createScene({ scopes: ['threads_basic'] });
    expect(await failureOf(whenCanIPost(client))).toMatchObject({
      code: 'PERMISSION_MISSING',
      operation: 'getPublishingLimit',
    });
  });

  it('is told as the list tells it', async () => {
    const stage = createScene({
      scopes: ['threads_basic', 'threads_content_publish', 'threads_manage_replies'],
    });
    const [root = ''] = await post(stage, 1);
    await post(stage, 1000, root);
    expect(await failureOf(whenCanIPost(stage.client, { asReply: true }))).toMatchObject({
      code: 'PERMISSION_MISSING',
      operation: 'listUserReplies',
    });
  });

  it('is named when the signal ended it', async () => {
    const { client } = createScene();
    const failure = await failureOf(whenCanIPost(client, { signal: AbortSignal.abort() }));
    expect(failure).toMatchObject({ code: 'ABORTED' });
  });

  it.each([
    ['nothing', []],
    ['no usage', [{ config: { quota_total: 250, quota_duration: 86_400 } }]],
    ['no limit', [{ quota_usage: 3, config: { quota_duration: 86_400 } }]],
    ['no window', [{ quota_usage: 3, config: { quota_total: 250 } }]],
  ])('is an answer with %s', async (_, data) => {
    const { client } = createScene({ intercept: async () => Response.json({ data }) });
    expect(await failureOf(whenCanIPost(client))).toMatchObject({
      name: 'TransportError',
      code: 'RESPONSE_INVALID',
      carriedOut: 'no',
    });
  });
});
