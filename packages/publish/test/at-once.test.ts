import { describe, expect, it } from 'vitest';
import { createMemoryJournal, publish, type PublishProgress, publishRepost } from '../src/index.ts';
import { connectionReset, createStage, graphError, type Intercept, notFound, type Stage } from './stage.ts';

/** The first request that publishes at once gets another answer, after it was passed on or without. */
function answered(answer: () => Response, passes: boolean): Intercept {
  return async (kind, pass, nth) => {
    if (kind !== 'at once' || nth > 1) return pass();
    if (passes) await pass();
    return answer();
  };
}

const lost = (): Response => {
  throw connectionReset();
};

async function root(stage: Stage): Promise<string> {
  return (await publish(stage.client, { text: 'Root' })).id;
}

describe('a text with fast', () => {
  it('is live with one request', async () => {
    const stage = createStage();

    const post = await publish(stage.client, { text: 'Hello', topicTag: 'kyoto' }, { fast: true });

    expect(await stage.livePosts()).toMatchObject([{ id: post.id, text: 'Hello', topic_tag: 'kyoto' }]);
    expect(post).toEqual({ id: expect.stringMatching(/^\d+$/) });
    expect(stage.sent).toHaveLength(1);
  });

  it('is found when the answer is lost', async () => {
    const stage = createStage({ intercept: answered(lost, true) });

    const { id } = await publish(stage.client, { text: 'Hello' }, { fast: true });

    expect(await stage.livePosts()).toMatchObject([{ id }]);
    expect(stage.count('at once')).toBe(1);
  });

  it('is not known to be live or not when the request is lost, and is not sent again under its key', async () => {
    const stage = createStage({ intercept: answered(lost, false) });
    const options = { fast: true, idempotencyKey: 'greeting', journal: createMemoryJournal() };

    for (const _ of [1, 2]) {
      await expect(publish(stage.client, { text: 'Hello' }, options)).rejects.toMatchObject({
        code: 'OUTCOME_UNKNOWN',
        message: expect.stringContaining('It is not known whether the post went out'),
        remedy: expect.stringContaining('Look at the profile'),
        state: { step: 'confirm-at-once', post: { text: 'Hello' } },
      });
    }
    expect(stage.count('at once')).toBe(1);
    expect(await stage.livePosts()).toEqual([]);
  });

  it('is sent a few times where Threads does not know yet what it answers, and not for ever', async () => {
    const stage = createStage({
      intercept: async (kind, pass) => (kind === 'at once' ? notFound() : pass()),
    });
    const post = publish(stage.client, { text: 'Hello', replyTo: '17900000000000001' }, { fast: true });
    await expect(post).rejects.toMatchObject({ code: 'MEDIA_NOT_FOUND', carriedOut: 'no' });
    expect(stage.count('at once')).toBe(4);
  });

  it('is found by a later call under its key when it shows up late', async () => {
    const stage = createStage({ intercept: answered(lost, true) });
    stage.emulator.configure({ readingLag: 120_000 });
    const options = { fast: true, idempotencyKey: 'greeting', journal: createMemoryJournal() };
    await expect(publish(stage.client, { text: 'Hello' }, options)).rejects.toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      cause: { name: 'TransportError' },
    });
    stage.clock.advance(120_000);

    const { id } = await publish(stage.client, { text: 'Hello' }, options);

    expect(await stage.livePosts()).toMatchObject([{ id }]);
  });

  it('is not mistaken for one exactly like it that went live before', async () => {
    const stage = createStage({ intercept: answered(lost, false) });
    const twin = await publish(stage.client, { text: 'Hello' });
    stage.clock.advance(5000);

    await expect(publish(stage.client, { text: 'Hello' }, { fast: true })).rejects.toMatchObject({
      code: 'OUTCOME_UNKNOWN',
    });
    expect(await stage.livePosts()).toMatchObject([{ id: twin.id }]);
  });

  it('waits for a post that is too fresh to be answered', async () => {
    const stage = createStage({ intercept: answered(notFound, false) });
    const replyTo = await root(stage);

    const { id } = await publish(stage.client, { text: 'Reply', replyTo }, { fast: true });

    expect(await stage.livePosts()).toMatchObject([{ id: replyTo }, { id }]);
  });

  it('passes on a refusal, and may be tried again', async () => {
    const stage = createStage({
      intercept: answered(() => graphError(500, 190, undefined, 'THApiException'), false),
    });
    const options = { fast: true, idempotencyKey: 'greeting', journal: createMemoryJournal() };
    await expect(publish(stage.client, { text: 'Hello' }, options)).rejects.toMatchObject({
      code: 'TOKEN_INVALID',
    });

    await publish(stage.client, { text: 'Hello' }, options);

    expect(await stage.livePosts()).toHaveLength(1);
  });

  it('is for texts only', async () => {
    const stage = createStage();

    await expect(
      publish(stage.client, { media: [{ image: 'https://example.com/gate.jpg' }] }, { fast: true }),
    ).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      issues: [expect.objectContaining({ path: 'options.fast' })],
    });
    expect(stage.sent).toEqual([]);
  });
});

describe('publishRepost', () => {
  it('reposts a post once under its key', async () => {
    const stage = createStage();
    const mediaId = await root(stage);
    const heard: PublishProgress[] = [];
    const options = {
      idempotencyKey: 'r',
      journal: createMemoryJournal(),
      onProgress: (event: PublishProgress) => void heard.push(event),
    };

    const { id } = await publishRepost(stage.client, { mediaId }, options);
    const again = await publishRepost(stage.client, { mediaId }, options);

    expect(again.id).toBe(id);
    expect(await stage.livePosts()).toMatchObject([{ id, media_type: 'REPOST_FACADE' }, { id: mediaId }]);
    expect(heard).toEqual([{ step: 'publish-at-once', elapsed: 0 }]);
  });

  it('is found when the answer is lost', async () => {
    const stage = createStage({ intercept: answered(lost, true) });
    const mediaId = await root(stage);

    const { id } = await publishRepost(stage.client, { mediaId });

    expect((await stage.livePosts())[0]).toMatchObject({ id, media_type: 'REPOST_FACADE' });
    expect(stage.count('at once')).toBe(1);
  });

  it('is not known to have worked when the request is lost', async () => {
    const stage = createStage({ intercept: answered(lost, false) });
    const mediaId = await root(stage);

    await expect(publishRepost(stage.client, { mediaId })).rejects.toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      message: expect.stringMatching(/^publishRepost: /),
      state: { step: 'confirm-at-once', post: { repost: mediaId } },
    });
    expect(stage.count('at once')).toBe(1);
  });

  it('passes on that there is no such post', async () => {
    const stage = createStage();

    await expect(publishRepost(stage.client, { mediaId: '17' })).rejects.toMatchObject({ name: 'ApiError' });
    await expect(publishRepost(stage.client, { mediaId: 'x' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});
