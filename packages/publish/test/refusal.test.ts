import { describe, expect, it } from 'vitest';
import { type Media, type Post, publish } from '../src/index.ts';
import { containersOf, createStage, graphError, notFound, refused, timesOf } from './stage.ts';

const image: Media = { image: 'https://example.com/gate.jpg' };
const video: Media = { video: 'https://example.com/walk.mp4' };

describe('when Threads refuses to publish', () => {
  it.each([
    ['an invalid token', () => graphError(500, 190, undefined, 'THApiException'), 'TOKEN_INVALID'],
    ['a wrong parameter', () => graphError(500, 100, undefined, 'THApiException'), 'REQUEST_REJECTED'],
    ['a page that it cannot read', () => graphError(400, -1, 4279047), 'LINK_REJECTED'],
  ])('passes on %s at once', async (_what, answer, code) => {
    const stage = createStage({ intercept: refused(answer) });

    await expect(publish(stage.client, { text: 'Hello' })).rejects.toMatchObject({ name: 'ApiError', code });
    expect(stage.count('publish')).toBe(1);
    expect(await stage.livePosts()).toEqual([]);
  });

  it('tries a container that is not known yet again after 2, 4 and 8 seconds', async () => {
    const stage = createStage({ intercept: refused(notFound, 3) });

    const { id } = await publish(stage.client, { text: 'Hello' });

    expect(await stage.livePosts()).toMatchObject([{ id }]);
    expect(timesOf(stage)).toEqual([0, 2000, 6000, 14_000]);
    expect(new Set(containersOf(stage)).size).toBe(1);
  });

  it.each<[string, Post, number]>([
    ['text', { text: 'Hello' }, 2],
    ['carousel', { media: [image, video] }, 6],
  ])('makes a new %s container when the first stays unknown', async (_what, post, created) => {
    const stage = createStage({ intercept: refused(notFound, 4) });

    const published = await publish(stage.client, post);

    expect(await stage.livePosts()).toMatchObject([{ id: published.id }]);
    expect(stage.count('create')).toBe(created);
    const [first, ...others] = [...new Set(containersOf(stage))];
    expect(others).toEqual([published.containerId]);
    expect(first).not.toBe(published.containerId);
  });

  it('passes the refusal on when the new container stays unknown as well', async () => {
    const stage = createStage({ intercept: refused(notFound, 99) });

    await expect(publish(stage.client, { text: 'Hello' })).rejects.toMatchObject({ code: 'MEDIA_NOT_FOUND' });
    expect(stage.count('publish')).toBe(8);
    expect(stage.count('create')).toBe(2);
  });

  it('makes no new container for one that was published after all', async () => {
    const stage = createStage({
      intercept: async (kind, pass) => {
        const answer = await pass();
        return kind === 'publish' ? notFound() : answer;
      },
    });

    const { id } = await publish(stage.client, { text: 'Hello' });

    expect(await stage.livePosts()).toMatchObject([{ id }]);
    expect(stage.count('create')).toBe(1);
  });
});
