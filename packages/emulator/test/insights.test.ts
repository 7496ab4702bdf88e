import { describe, expect, it } from 'vitest';
import { createVirtualClock } from '../src/index.ts';
import { createTown, publishText } from './api.ts';

describe('the insights of a post', () => {
  it('are lifetime totals in the order of the metrics', async () => {
    const { alice, bob } = createTown();
    const id = await publishText(alice, 'Root');
    await publishText(bob, 'Reply', { reply_to_id: id });
    await bob.post(`/${id}/repost`);
    const { body } = await alice.get(`/${id}/insights`, { metric: 'replies,views,reposts' });
    expect(body.data).toEqual([
      {
        name: 'replies',
        period: 'lifetime',
        values: [{ value: 1 }],
        title: 'Replies',
        description: expect.any(String),
        id: `${id}/insights/replies/lifetime`,
      },
      expect.objectContaining({ name: 'views', title: 'Views', values: [{ value: expect.any(Number) }] }),
      expect.objectContaining({ name: 'reposts', values: [{ value: 1 }] }),
    ]);
  });

  it('stay the same when they are asked for again', async () => {
    const { alice } = createTown();
    const id = await publishText(alice, 'Root');
    const ask = async (): Promise<string> =>
      (await alice.get(`/${id}/insights`, { metric: 'views,likes,shares' })).text;
    expect(await ask()).toBe(await ask());
  });

  it('are empty for a repost', async () => {
    const { alice } = createTown();
    const { body } = await alice.post(`/${await publishText(alice, 'Root')}/repost`);
    expect((await alice.get(`/${body.id}/insights`, { metric: 'views' })).text).toBe('{"data":[]}');
  });

  it('have no clicks, no metrics of their own, and need one', async () => {
    const { alice } = createTown();
    const id = await publishText(alice, 'Root');
    const clicks = await alice.get(`/${id}/insights`, { metric: 'clicks' });
    expect(clicks.status).toBe(500);
    expect(clicks.body.error).toMatchObject({
      type: 'OAuthException',
      code: 1,
      message: 'An unknown error occurred',
    });
    expect((await alice.get(`/${id}/insights`, { metric: 'fame' })).body.error.code).toBe(100);
    expect((await alice.get(`/${id}/insights`)).body.error.message).toBe('The parameter metric is required');
  });
});

describe('the insights of a user', () => {
  const clock = (): ReturnType<typeof createVirtualClock> => createVirtualClock(Date.UTC(2026, 0, 10, 12));

  it('come in three shapes', async () => {
    const { alice } = createTown({ clock: clock() });
    await publishText(alice, 'Look', { link_attachment: 'https://a.example/' });
    const { body } = await alice.get('/me/threads_insights', {
      metric: 'views,likes,clicks,followers_count',
    });
    expect(body.data).toEqual([
      {
        name: 'views',
        period: 'day',
        values: [
          { value: expect.any(Number), end_time: '2026-01-09T07:00:00+0000' },
          { value: expect.any(Number), end_time: '2026-01-10T07:00:00+0000' },
        ],
        title: 'views',
        description: expect.any(String),
        id: `${alice.userId}/insights/views/day`,
      },
      expect.objectContaining({ name: 'likes', total_value: { value: expect.any(Number) } }),
      expect.objectContaining({
        name: 'clicks',
        link_total_values: [{ value: expect.any(Number), link_url: 'https://a.example/' }],
      }),
      expect.objectContaining({ name: 'followers_count', period: 'day', total_value: { value: 1000 } }),
    ]);
  });

  it('leave the clicks out where there were none', async () => {
    const { alice } = createTown({ clock: clock() });
    const { body } = await alice.get('/me/threads_insights', { metric: 'clicks' });
    expect(body.data[0]).not.toHaveProperty('link_total_values');
  });

  it('break followers down by exactly one dimension, from 100 followers on', async () => {
    const { alice, bob } = createTown({ users: [{ username: 'alice' }, { username: 'bob', followers: 99 }] });
    const metric = 'follower_demographics';
    const { body } = await alice.get('/me/threads_insights', { metric, breakdown: 'age' });
    expect(body.data).toEqual([
      expect.objectContaining({
        name: metric,
        total_value: {
          breakdowns: [
            {
              dimension_keys: ['age'],
              results: expect.arrayContaining([{ dimension_values: ['25-34'], value: 400 }]),
            },
          ],
        },
      }),
    ]);
    expect((await bob.get('/me/threads_insights', { metric, breakdown: 'age' })).body.data).toEqual([]);
    expect((await alice.get('/me/threads_insights', { metric })).body.error.code).toBe(100);
    expect(
      (await alice.get('/me/threads_insights', { metric, breakdown: 'age,gender' })).body.error.code,
    ).toBe(100);
  });

  it('lead to the windows before and after, without end', async () => {
    const { alice } = createTown({ clock: clock() });
    const since = Date.UTC(2026, 0, 1, 7) / 1000;
    const until = since + 2 * 86_400;
    const { body } = await alice.get('/me/threads_insights', {
      metric: 'views,likes',
      since: String(since),
      until: String(until),
    });
    expect(body.paging.cursors).toBeUndefined();
    expect([...new URL(body.paging.previous ?? '').searchParams]).toEqual([
      ['access_token', alice.accessToken],
      ['pretty', '0'],
      ['metric', 'views,likes'],
      ['since', String(since - 2 * 86_400)],
      ['until', String(since)],
    ]);
    let next = body.paging.next;
    for (let count = 0; count < 20; count += 1) next = (await alice.follow(next ?? '')).body.paging.next;
    expect(next).toContain('metric=views%2Clikes');
  });

  it('write those windows with the breakdown before the metrics, in whatever order they were asked for', async () => {
    const { alice } = createTown({ clock: clock() });
    const { body } = await alice.get('/me/threads_insights', {
      until: '1767857200',
      metric: 'follower_demographics',
      since: '1767770800',
      breakdown: 'age',
    });
    expect([...new URL(body.paging.next).searchParams.keys()]).toEqual([
      'access_token',
      'pretty',
      'breakdown',
      'metric',
      'since',
      'until',
    ]);
  });

  it('do not reach behind April 2024', async () => {
    const { alice } = createTown();
    const { status, body } = await alice.get('/me/threads_insights', {
      metric: 'views',
      since: '1712991599',
      until: '1713164400',
    });
    expect(status).toBe(400);
    expect(body.error.code).toBe(100);
  });

  it('ignore a period', async () => {
    const { alice } = createTown();
    expect((await alice.get('/me/threads_insights', { metric: 'views', period: 'day' })).status).toBe(200);
  });
});
