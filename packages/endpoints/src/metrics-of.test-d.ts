import type { Client } from '@threads-sdk/core-http';
import { describe, expectTypeOf, it } from 'vitest';
import {
  getThreadInsights,
  getUserInsights,
  metricsOf,
  type ThreadMetrics,
  type UserMetrics,
} from './index.ts';

declare const client: Client;

describe('the type of metricsOf', () => {
  it('is a number for each metric of a post', async () => {
    const metrics = metricsOf(await getThreadInsights(client, { media_id: '1', metric: ['views'] }));
    expectTypeOf(metrics).toEqualTypeOf<ThreadMetrics>();
    expectTypeOf(metrics.views).toEqualTypeOf<number | undefined>();
    // @ts-expect-error a post has none
    expectTypeOf(metrics.clicks);
  });

  it('has rows where a profile has more than one number', async () => {
    const metrics = metricsOf(await getUserInsights(client, { metric: ['views'] }));
    expectTypeOf(metrics).toEqualTypeOf<UserMetrics>();
    expectTypeOf(metrics.views).toEqualTypeOf<
      readonly { readonly value: number; readonly end_time: string }[] | undefined
    >();
    expectTypeOf(metrics.likes).toEqualTypeOf<number | undefined>();
    // @ts-expect-error a profile has none
    expectTypeOf(metrics.shares);
  });
});
