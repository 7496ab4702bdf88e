import { isThreadsError } from '@threads-sdk/errors';
import { describe, expect, it } from 'vitest';
import { type Media, type Post, publish, type PublishProgress } from '../src/index.ts';
import { createStage } from './stage.ts';

const image: Media = { image: 'https://example.com/gate.jpg', altText: 'A red gate' };
const video: Media = { video: 'https://example.com/walk.mp4', altText: 'A walk' };

describe('publish', () => {
  it.each<[string, Post, object]>([
    ['a text', { text: 'Hello' }, { media_type: 'TEXT_POST', text: 'Hello' }],
    [
      'a text with an empty list of media',
      { text: 'Hello', media: [] },
      { media_type: 'TEXT_POST', text: 'Hello' },
    ],
    ['an image', { media: [image] }, { media_type: 'IMAGE', alt_text: 'A red gate' }],
    [
      'a video',
      { text: 'The walk', media: [video] },
      { media_type: 'VIDEO', alt_text: 'A walk', text: 'The walk' },
    ],
    [
      'a carousel of both',
      {
        text: 'Kyoto',
        media: [image, video, { image: 'https://example.com/tea.jpg' }],
        isSpoilerMedia: true,
      },
      {
        media_type: 'CAROUSEL_ALBUM',
        text: 'Kyoto',
        is_spoiler_media: true,
        children: {
          data: [
            { id: expect.any(String), media_type: 'IMAGE', alt_text: 'A red gate' },
            { id: expect.any(String), media_type: 'VIDEO', alt_text: 'A walk' },
            { id: expect.any(String), media_type: 'IMAGE' },
          ],
        },
      },
    ],
    [
      'a text with settings',
      {
        text: 'Hello',
        linkAttachment: 'https://example.com/kyoto',
        replyControl: 'mentioned_only',
        topicTag: 'kyoto',
        allowlistedCountryCodes: ['JP', 'DE'],
      },
      {
        link_attachment_url: 'https://example.com/kyoto',
        reply_audience: 'MENTIONED_ONLY',
        topic_tag: 'kyoto',
        allowlisted_country_codes: ['JP', 'DE'],
      },
    ],
  ])('publishes %s', async (_what, post, expected) => {
    const stage = createStage();

    const published = await publish(stage.client, post);

    expect(await stage.livePosts()).toEqual([expect.objectContaining({ ...expected, id: published.id })]);
    expect(published.containerId).toMatch(/^\d+$/);
    expect(stage.count('publish')).toBe(1);
  });

  it('publishes an answer and a quote', async () => {
    const stage = createStage();
    const first = await publish(stage.client, { text: 'First' });

    const reply = await publish(stage.client, { text: 'Reply', replyTo: first.id });
    const quote = await publish(stage.client, { media: [image], quote: first.id });

    expect(await stage.livePosts()).toMatchObject([
      { id: quote.id, quoted_post: { id: first.id } },
      { id: first.id },
      { id: reply.id, replied_to: { id: first.id } },
    ]);
  });

  it('publishes at a place', async () => {
    const stage = createStage();
    const { accessToken } = stage.emulator.issueToken({ username: 'mika' });
    const url = `https://graph.threads.com/v1.0/location_search?q=Menlo&access_token=${accessToken}`;
    const found = await (await stage.emulator.fetch(new Request(url))).text();
    const locationId = /"id":"?(\d+)/.exec(found)?.[1] ?? ''; // a number too large for JSON.parse

    const { id } = await publish(stage.client, { text: 'Here', locationId });

    expect(await stage.livePosts()).toMatchObject([{ id, location_id: locationId }]);
  });

  it('publishes what it was given, whatever the caller does with it meanwhile', async () => {
    const stage = createStage({ processing: { image: 5000 } });
    const media = [{ image: 'https://example.com/gate.jpg' }, { image: 'https://example.com/tea.jpg' }];
    const post = { text: 'Before', media };

    await publish(stage.client, post, {
      onProgress: () => {
        post.text = 'After';
        media.pop();
      },
    });

    expect(await stage.livePosts()).toMatchObject([{ text: 'Before', media_type: 'CAROUSEL_ALBUM' }]);
  });

  it('refuses a wrong post before it sends anything', async () => {
    const stage = createStage();

    const error = await publish(stage.client, { text: '', media: [{ image: 'gate.jpg' }] }).catch(
      (e: unknown) => e,
    );

    expect(
      isThreadsError(error) && error.code === 'INVALID_INPUT' && error.issues.map(({ path }) => path),
    ).toEqual(['text', 'media[0].image']);
    expect(error).toMatchObject({
      call: 'publish',
      message: expect.stringMatching(/^publish: .*text.*media\[0\]\.image/),
    });
    expect(stage.emulator.requests).toEqual([]);
  });

  it('refuses expired credentials before it sends anything', async () => {
    const stage = createStage();
    stage.clock.advance(61 * 24 * 60 * 60 * 1000);

    await expect(publish(stage.client, { text: 'Hello' })).rejects.toMatchObject({
      code: 'CREDENTIALS_EXPIRED',
    });
    expect(stage.emulator.requests).toEqual([]);
  });

  it('tells what it does as it happens', async () => {
    const stage = createStage({ processing: { image: 600, carousel: 0 } });
    const heard: PublishProgress[] = [];

    const { containerId } = await publish(
      stage.client,
      { media: [image, image] },
      { onProgress: (progress) => heard.push(progress) },
    );

    const steps = heard.map(({ step }) => step).filter((step, index, all) => step !== all[index - 1]);
    expect(steps).toEqual([
      'create-children',
      'wait-for-children',
      'create-container',
      'wait-for-container',
      'publish',
    ]);
    expect(heard[0]).toEqual({ step: 'create-children', elapsed: 0 });
    const looks = heard.filter(({ mediaIndex, step }) => mediaIndex === 1 && step === 'wait-for-children');
    expect(looks[0]).toMatchObject({ status: 'IN_PROGRESS', containerId: expect.stringMatching(/^\d+$/) });
    expect(looks.at(-1)).toMatchObject({ status: 'FINISHED' });
    expect(heard.at(-1)).toMatchObject({ step: 'publish', containerId });
    expect(heard.every(({ elapsed }, index) => elapsed >= (heard[index - 1]?.elapsed ?? 0))).toBe(true);
    expect(heard.at(-1)?.elapsed).toBeGreaterThanOrEqual(600);
  });

  it('passes on what Threads says when it refuses the media', async () => {
    const stage = createStage();

    await expect(
      publish(stage.client, { media: [{ image: 'https://files.invalid/a.jpg' }] }),
    ).rejects.toMatchObject({
      name: 'ApiError',
      code: 'MEDIA_DOWNLOAD_FAILED',
    });
    expect(await stage.livePosts()).toEqual([]);
  });
});
