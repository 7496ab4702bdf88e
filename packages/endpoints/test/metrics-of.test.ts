import { createClient } from '@threads-sdk/core-http/fetch';
import { createEmulator, createVirtualClock } from '@threads-sdk/emulator';
import { describe, expect, it } from 'vitest';
import { getThreadInsights, getUserInsights, listThreads, metricsOf } from '../src/index.ts';

const clock = createVirtualClock(Date.UTC(2026, 10, 16));
const emulator = createEmulator({
  clock,
  users: [
    {
      username: 'mika',
      followers: 500,
      posts: [{ text: 'Tea', link: 'https://example.com/tea' }],
    },
  ],
});
const client = createClient(emulator.clientOptions({ username: 'mika' }));

describe('metricsOf', () => {
  it('makes a row of the metrics of a post', async () => {
    const { data } = await listThreads(client, { fields: ['media_type'] });
    const post = data.find(({ media_type }) => media_type === 'TEXT_POST');
    const metric = ['views', 'likes', 'replies', 'reposts', 'quotes', 'shares'] as const;
    const insights = await getThreadInsights(client, { media_id: post?.id ?? '', metric });
    const row = metricsOf(insights);
    expect(Object.keys(row)).toEqual(metric);
    expect(Object.values(row)).toEqual(insights.data.map(({ values }) => values?.[0]?.value));
    expect(row.views).toBeTypeOf('number');
    expect(Object.isFrozen(row)).toBe(true);
  });

  it('makes days, links, parts and totals of the metrics of a profile', async () => {
    const day = 24 * 3600 * 1000;
    const totals = ['likes', 'replies', 'reposts', 'quotes', 'followers_count'] as const;
    const { views, clicks, ...rest } = metricsOf(
      await getUserInsights(client, {
        metric: ['views', 'clicks', ...totals],
        since: new Date(clock.now() - 3 * day),
        until: new Date(clock.now()),
      }),
    );
    expect(views).toHaveLength(3);
    for (const row of views ?? [])
      expect(row).toEqual({
        value: expect.any(Number),
        end_time: expect.stringMatching(/T0[78]:00:00\+0000$/),
      });
    expect(clicks).toEqual([{ value: expect.any(Number), link_url: 'https://example.com/tea' }]);
    expect(Object.keys(rest)).toEqual(totals);
    expect(rest.followers_count).toBe(500);

    const asked = { metric: ['follower_demographics'], breakdown: 'age' } as const;
    const { follower_demographics: parts = [] } = metricsOf(await getUserInsights(client, asked));
    expect(parts.length).toBeGreaterThan(3);
    expect(parts).toContainEqual({ by: 'age', part: '25-34', value: expect.any(Number) });
  });

  it.each([
    ['nothing, as of a repost', [], {}],
    ['clicks without any', [{ name: 'clicks', period: 'day' }], {}],
    ['a total without a number', [{ name: 'likes', period: 'day', total_value: {} }], {}],
    ['a day whose end is not told', [{ name: 'views', period: 'day', values: [{ value: 3 }] }], {}],
    ['an empty list of days', [{ name: 'views', period: 'day', values: [] }], {}],
    ['a metric that is newer', [{ name: 'saves', values: [{ value: 0 }] }], { saves: 0 }],
    [
      'a metric with a name of objects',
      [{ name: '__proto__', values: [{ value: 1 }] }],
      { ['__proto__']: 1 },
    ],
  ])('leaves out what is not known: %s', (_what, data, row) => {
    expect(metricsOf({ data })).toEqual(row);
    expect(Object.keys(metricsOf({ data }))).toEqual(Object.keys(row));
  });

  it.each([[null], [undefined], [{}], [{ data: [null] }], [{ data: ['views'] }]])(
    'refuses what is no answer about insights: %j',
    (insights) => {
      expect(() => metricsOf(insights as never)).toThrow(
        expect.objectContaining({ code: 'INVALID_INPUT', message: expect.stringContaining('data') }),
      );
    },
  );
});
