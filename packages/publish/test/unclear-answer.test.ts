import { isThreadsError } from '@threads-sdk/errors';
import { describe, expect, it } from 'vitest';
import { createMemoryJournal, type Media, type Post, publish } from '../src/index.ts';
import {
  allScopes,
  connectionReset,
  containersOf,
  createStage,
  graphError,
  type Intercept,
  notFound,
  published,
  refused,
  timesOf,
} from './stage.ts';

const image: Media = { image: 'https://example.com/gate.jpg', altText: 'A red gate' };
const video: Media = { video: 'https://example.com/walk.mp4' };

type Step = Parameters<Intercept>[1];

/** Publishes, and breaks the second answer. */
const secondAnswerLost: Intercept = async (kind, pass, nth) => {
  const answer = await pass();
  return kind === 'publish' && nth === 2 ? graphError(500, 2) : answer;
};

/** Answers that say nothing about whether the post went out. */
const unclearAnswers: readonly [string, () => Response][] = [
  [
    'a broken connection',
    () => {
      throw connectionReset();
    },
  ],
  ['a 500 with code 2', () => graphError(500, 2)],
  ['a 500 with code 1', () => graphError(500, 1)],
  ['a page of HTML with 502', () => new Response('<html>Bad gateway</html>', { status: 502 })],
  ['a page of HTML with 200', () => new Response('<html>Hello</html>', { status: 200 })],
  ['an empty body', () => new Response('', { status: 200 })],
  ['half a body', () => new Response('{"id":"178', { status: 200 })],
  ['an answer without an id', () => Response.json({ success: true })],
];

/** Answers that are refusals if nothing else speaks against it. */
const doubtfulRefusals: readonly [string, () => Response, string][] = [
  ['code 10', () => graphError(500, 10, undefined, 'THApiException'), 'PERMISSION_MISSING'],
  ['an action block', () => graphError(403, 4, 2207051), 'BLOCKED'],
  ['a duplicate', () => graphError(400, 506), 'DUPLICATE_POST'],
  ['a code that nobody knows', () => graphError(400, 987654), 'UNKNOWN_API_ERROR'],
];

describe('when the answer to publishing is unclear', () => {
  it.each([
    ...unclearAnswers,
    ...doubtfulRefusals.map(([what, answer]): [string, () => Response] => [what, answer]),
  ])('finds the post that went live behind %s', async (_what, answer) => {
    const stage = createStage({ intercept: published(answer) });

    const { id } = await publish(stage.client, { text: 'Hello' });

    expect(await stage.livePosts()).toMatchObject([{ id, text: 'Hello' }]);
    expect(stage.count('publish')).toBe(1);
  });

  it.each(unclearAnswers)('publishes after %s when nothing went live', async (_what, answer) => {
    const stage = createStage({ intercept: refused(answer) });

    const { id } = await publish(stage.client, { text: 'Hello' });

    expect(await stage.livePosts()).toMatchObject([{ id }]);
    expect(stage.count('publish')).toBe(2);
    expect(new Set(containersOf(stage)).size).toBe(1);
    expect(timesOf(stage)[1]).toBeGreaterThanOrEqual(30_000); // time for a late effect to show
  });

  it.each(doubtfulRefusals)('passes on %s when nothing went live', async (_what, answer, code) => {
    const stage = createStage({ intercept: refused(answer) });

    await expect(publish(stage.client, { text: 'Hello' })).rejects.toMatchObject({ name: 'ApiError', code });
    expect(await stage.livePosts()).toEqual([]);
    expect(stage.count('publish')).toBe(1);
  });

  it.each<[string, Post]>([
    ['a text', { text: 'Hello', topicTag: 'kyoto', linkAttachment: 'https://example.com/' }],
    ['a text with a tag and a link of its own', { text: 'Hello #kyoto https://example.com/' }],
    ['an image', { media: [image] }],
    ['a video', { media: [video], text: 'The walk' }],
    ['a carousel', { media: [image, video], text: 'Kyoto' }],
  ])('finds the id of %s among posts that are almost like it', async (_what, post) => {
    const decoys: Post[] = [
      { text: 'Hi' },
      { text: 'Hello', topicTag: 'osaka', linkAttachment: 'https://example.com/' },
      { text: 'Hello', topicTag: 'kyoto', linkAttachment: 'https://example.org/' },
      { media: [{ ...image, altText: 'A green gate' }] },
      { media: [image], text: 'The walk' },
      { media: [image, image], text: 'Kyoto' },
      { media: [image, video, image], text: 'Kyoto' },
      { media: [{ ...image, altText: 'A green gate' }, video], text: 'Kyoto' },
    ];
    const stage = createStage({
      intercept: async (kind, pass, nth) => {
        const answer = await pass();
        return kind === 'publish' && nth > decoys.length ? graphError(500, 2) : answer;
      },
    });
    for (const decoy of decoys) await publish(stage.client, decoy);

    const { id } = await publish(stage.client, post);

    expect((await stage.livePosts())[0]?.id).toBe(id);
    expect(stage.count('publish')).toBe(decoys.length + 1);
  });

  it('finds the id of a reply among the replies and of a quote among the posts', async () => {
    let interrupted = false;
    const stage = createStage({
      intercept: async (kind, pass) => {
        const answer = await pass();
        return kind === 'publish' && interrupted ? graphError(500, 2) : answer;
      },
    });
    const first = await publish(stage.client, { text: 'First' });
    interrupted = true;

    const reply = await publish(stage.client, { text: 'First', replyTo: first.id });
    const quote = await publish(stage.client, { text: 'First', quote: first.id });

    expect(await stage.livePosts()).toMatchObject([
      { id: quote.id, quoted_post: { id: first.id } },
      { id: first.id },
      { id: reply.id, replied_to: { id: first.id } },
    ]);
  });

  it('is not misled by an older post with the same text', async () => {
    const stage = createStage({
      intercept: async (kind, pass, nth) => {
        const answer = await pass();
        return kind === 'publish' && nth === 2 ? graphError(500, 2) : answer;
      },
    });
    const older = await publish(stage.client, { text: 'Good morning' });
    stage.clock.advance(24 * 60 * 60 * 1000);

    const newer = await publish(stage.client, { text: 'Good morning' });

    expect(newer.id).not.toBe(older.id);
    expect((await stage.livePosts()).map(({ id }) => id)).toEqual([newer.id, older.id]);
  });

  it('tells a post from one exactly like it that belongs to another key', async () => {
    const stage = createStage({ intercept: secondAnswerLost });
    const journal = createMemoryJournal();
    await publish(stage.client, { text: 'Good morning' }, { idempotencyKey: 'Monday', journal });
    stage.clock.advance(1000);

    const { id } = await publish(
      stage.client,
      { text: 'Good morning' },
      { idempotencyKey: 'Tuesday', journal },
    );

    expect((await stage.livePosts())[0]?.id).toBe(id);
  });

  it('does not tell it by the time, since the clocks here and at Threads may differ', async () => {
    const stage = createStage({ intercept: secondAnswerLost });
    await publish(stage.client, { text: 'Good morning' });
    stage.clock.advance(1000);

    await expect(publish(stage.client, { text: 'Good morning' })).rejects.toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      carriedOut: 'yes',
    });

    stage.clock.advance(16 * 60_000); // more than clocks differ
    await expect(publish(stage.client, { text: 'Good morning' })).resolves.toHaveProperty('id');
  });

  it('says that the post is live under an unknown id when two posts are exactly like it', async () => {
    const stage = createStage({ processing: { text: 0 }, intercept: secondAnswerLost });
    await publish(stage.client, { text: 'Good morning' });

    await expect(publish(stage.client, { text: 'Good morning' })).rejects.toMatchObject({
      name: 'PublishError',
      code: 'OUTCOME_UNKNOWN',
      message: expect.stringContaining('is live'),
      state: { step: 'find-post', containerId: expect.stringMatching(/^\d+$/) },
    });
    expect(stage.count('publish')).toBe(2);
  });

  it('says that the post is live under an unknown id when replies may not be read', async () => {
    const stage = createStage({
      scopes: allScopes.filter((scope) => scope !== 'threads_read_replies'),
      intercept: published(() => graphError(500, 2)),
    });
    const { accessToken } = stage.emulator.issueToken({ username: 'mika' });
    const url = `https://graph.threads.com/v1.0/me/threads?media_type=TEXT&text=Root&auto_publish_text=true&access_token=${accessToken}`;
    const root: { id: string } = await (
      await stage.emulator.fetch(new Request(url, { method: 'POST' }))
    ).json();

    await expect(publish(stage.client, { text: 'Reply', replyTo: root.id })).rejects.toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      state: { step: 'find-post' },
      cause: { code: 'PERMISSION_MISSING' },
    });
    expect(stage.count('publish')).toBe(1);
  });

  it('notices a post that goes live some seconds after the connection broke', async () => {
    let late: Step | undefined;
    const stage = createStage({
      intercept: async (kind, pass, nth) => {
        if (kind === 'publish') {
          late = pass;
          throw connectionReset();
        }
        if (kind === 'status' && late && nth >= 5) {
          await late();
          late = undefined;
        }
        return pass();
      },
    });

    const { id } = await publish(stage.client, { text: 'Hello' });

    expect(await stage.livePosts()).toMatchObject([{ id }]);
    expect(stage.count('publish')).toBe(1);
  });

  it('finds a post that went live with an earlier try', async () => {
    const stage = createStage({
      intercept: async (kind, pass) => {
        const tries = stage.count('publish');
        if (kind === 'publish') {
          await pass();
          if (tries === 1) stage.clock.advance(90_000); // a slow failure
          throw connectionReset();
        }
        if (tries !== 1) return pass();
        return Response.json(kind === 'status' ? { id: '1', status: 'FINISHED' } : { data: [] }); // not up to date yet
      },
    });

    const { id } = await publish(stage.client, { text: 'Hello' });

    expect(await stage.livePosts()).toMatchObject([{ id }]);
    expect(stage.count('publish')).toBe(2);
  });

  it('goes by its container when a post like it is there, which can be another', async () => {
    const stage = createStage({
      intercept: async (kind, pass, nth) => {
        if (kind === 'status' && stage.count('publish') > 0)
          return Response.json({ id: '1', status: 'FINISHED' });
        return published(() => graphError(500, 2))(kind, pass, nth);
      },
    });

    const { containerId } = await publish(stage.client, { text: 'Hello' });
    expect(new Set(containersOf(stage))).toEqual(new Set([containerId])); // never a second container
    expect(timesOf(stage)[1]).toBeGreaterThanOrEqual(30_000);
    expect(await stage.livePosts()).toHaveLength(1);
  });

  it.each([
    ['not found', notFound],
    ['without a status', () => graphError(500, 100, undefined, 'THApiException')],
    [
      'unreachable',
      () => {
        throw connectionReset();
      },
    ],
  ])('goes by the newest posts when the container is %s', async (_what, answer) => {
    const lost: Intercept = async (kind, pass) =>
      kind === 'status' && stage.count('publish') > 0 ? answer() : pass();
    const stage = createStage({
      intercept: (kind, pass, nth) =>
        kind === 'publish' ? published(() => graphError(500, 2))(kind, pass, nth) : lost(kind, pass, nth),
    });

    const { id } = await publish(stage.client, { text: 'Hello' });

    expect(await stage.livePosts()).toMatchObject([{ id }]);
    expect(stage.count('publish')).toBe(1);
  });

  it('says that it does not know when neither the container nor the newest posts tell', async () => {
    const stage = createStage({
      intercept: async (kind, pass) => {
        if (kind === 'publish') throw connectionReset();
        return kind === 'status' && stage.count('publish') > 0 ? notFound() : pass();
      },
    });

    const error = await publish(stage.client, { text: 'Hello' }).catch((e: unknown) => e);

    expect(error).toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      state: { step: 'confirm', containerId: expect.stringMatching(/^\d+$/), unclearAttempts: 1 },
      cause: { name: 'TransportError', carriedOut: 'maybe' },
    });
    if (!isThreadsError(error) || error.code !== 'OUTCOME_UNKNOWN') throw error;
    expect(JSON.parse(JSON.stringify(error.state))).toEqual(error.state);
    expect(stage.count('publish')).toBe(1);
  });

  it('gives up after three tries without an answer', async () => {
    const stage = createStage({
      intercept: refused(() => {
        throw connectionReset();
      }, 9),
    });

    await expect(publish(stage.client, { text: 'Hello' })).rejects.toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      state: { step: 'confirm', unclearAttempts: 3 },
    });
    expect(stage.count('publish')).toBe(3);
    expect(await stage.livePosts()).toEqual([]);
  });

  it('passes on what the server said after three failures of the server', async () => {
    const stage = createStage({ intercept: refused(() => graphError(500, 2), 9) });

    await expect(publish(stage.client, { text: 'Hello' })).rejects.toMatchObject({
      name: 'ApiError',
      code: 'SERVER_FAILED',
      remedy: expect.stringMatching(/^Look at the profile first: it may be live\. /),
    });
    expect(stage.count('publish')).toBe(3);
  });

  it('does not take a lost container for unpublished after an unclear answer', async () => {
    const answers = [() => graphError(500, 2), ...Array.from({ length: 8 }, () => notFound)];
    const stage = createStage({
      intercept: async (kind, pass, nth) => (kind === 'publish' ? (answers[nth - 1] ?? notFound)() : pass()),
    });

    await expect(publish(stage.client, { text: 'Hello' })).rejects.toMatchObject({ code: 'MEDIA_NOT_FOUND' });
    // A second container could go live beside the first if one of the requests for that came late.
    const [first, second] = [...new Set(containersOf(stage))];
    const [last = Infinity, next = 0] = [
      containersOf(stage).lastIndexOf(first ?? ''),
      containersOf(stage).indexOf(second ?? ''),
    ].map((at) => timesOf(stage)[at]);
    expect(next - last).toBeGreaterThan(300_000);
  });
});
