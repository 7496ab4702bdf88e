import { isObject, refuse } from '@threads-sdk/internal';
import type { InsightValue } from './generated/schemas/insight-value.ts';
import type { LinkClicks } from './generated/schemas/link-clicks.ts';
import type { ThreadInsights } from './generated/schemas/thread-insights.ts';
import type { UserInsight } from './generated/schemas/user-insight.ts';
import type { UserInsights } from './generated/schemas/user-insights.ts';

/**
 * The metrics of a post as a row of a table. One that Threads does not tell is absent, which does not mean 0; of a repost that
 * is all of them. A metric that is newer than this package is there too, without a type.
 *
 * @example
 * ```ts
 * import type { ThreadMetrics } from '@threads-sdk/endpoints';
 *
 * export const toCsv = ({ views, likes, replies }: ThreadMetrics): string => [views, likes, replies].join();
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/insights
 * @category Insights
 */
export interface ThreadMetrics {
  readonly views?: number;
  readonly likes?: number;
  readonly replies?: number;
  readonly reposts?: number;
  readonly quotes?: number;
  readonly shares?: number;
}

/**
 * The metrics of a profile: totals as numbers, and lists of rows where there is more than one number. One that Threads does
 * not tell is absent, which does not mean 0. A metric that is newer than this package is there too, without a type.
 *
 * @example
 * ```ts
 * import type { UserMetrics } from '@threads-sdk/endpoints';
 *
 * export function viewsOf({ views = [] }: UserMetrics): number {
 *   return views.reduce((sum, { value }) => sum + value, 0);
 * }
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/insights
 * @category Insights
 */
export interface UserMetrics {
  /** One row for each day, with the end of the day. */
  readonly views?: readonly Required<InsightValue>[];
  readonly likes?: number;
  readonly replies?: number;
  readonly reposts?: number;
  readonly quotes?: number;
  /** One row for each link. Absent where there were none. */
  readonly clicks?: readonly Required<LinkClicks>[];
  readonly followers_count?: number;
  /** One row for each part of the followers. */
  readonly follower_demographics?: readonly FollowerPart[];
}

/**
 * How many of the followers are of one country, city, age or gender.
 *
 * @example
 * ```ts
 * import type { FollowerPart } from '@threads-sdk/endpoints';
 *
 * const part: FollowerPart = { by: 'age', part: '25-34', value: 120 };
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/insights
 * @category Insights
 */
export interface FollowerPart {
  /** What the followers are broken down by, such as `age`. */
  readonly by: string;
  /** The part, such as `25-34`. The forms for country, city and gender are unknown. */
  readonly part: string;
  /** How many followers. */
  readonly value: number;
}

/**
 * Turns insights into a plain row: `{ views: 120, likes: 3 }`. Meta answers them in four shapes, one for each kind of metric;
 * this reads all of them. Needs no access token: nothing is sent.
 *
 * @param insights what `getThreadInsights` or `getUserInsights` returned, whole
 * @returns of a post, each metric as a number; of a profile, `views` as rows of days, `clicks` as rows of links,
 *   `follower_demographics` as rows of parts, and all others as numbers. What Threads does not tell is absent. Frozen
 * @throws {InvalidInputError} if it is no answer of these functions
 *
 * @example
 * ```ts
 * import type { Client } from '@threads-sdk/core-http';
 * import { getThreadInsights, metricsOf } from '@threads-sdk/endpoints';
 *
 * export async function printTable(client: Client, ids: readonly string[]): Promise<void> {
 *   const metric = ['views', 'likes', 'replies'] as const;
 *   const rows = await Promise.all(
 *     ids.map(async (media_id) => ({ media_id, ...metricsOf(await getThreadInsights(client, { media_id, metric })) })),
 *   );
 *   console.table(rows);
 * }
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/insights
 * @category Insights
 */
export function metricsOf<Insights extends ThreadInsights | UserInsights>(
  insights: Insights,
): 'total_value' extends keyof Insights['data'][number] ? UserMetrics : ThreadMetrics;
export function metricsOf(insights: UserInsights): object {
  const { data }: UserInsights = Object(insights);
  if (!Array.isArray(data) || !data.every(isObject))
    refuse('metricsOf', [{ path: 'data', message: 'must be a list, as getThreadInsights returns it' }]);
  const metrics = data.map((insight) => [insight.name, metricOf(insight)] as const);
  return Object.freeze(Object.fromEntries(metrics.filter(([, metric]) => metric !== undefined)));
}

function metricOf({
  period,
  values = [],
  total_value: total,
  link_total_values: links = [],
}: UserInsight): unknown {
  const rows: readonly unknown[] = [
    ...values.flatMap(({ end_time, value }) =>
      end_time === undefined || value === undefined ? [] : [{ value, end_time }],
    ),
    ...links.flatMap(({ link_url, value }) =>
      link_url === undefined || value === undefined ? [] : [{ value, link_url }],
    ),
    ...(total?.breakdowns ?? []).flatMap(({ dimension_keys: keys = [], results = [] }) =>
      results.flatMap(({ dimension_values: parts = [], value }) =>
        value === undefined ? [] : [{ by: keys.join(', '), part: parts.join(', '), value }],
      ),
    ),
  ];
  if (rows.length > 0) return Object.freeze(rows.map((row) => Object.freeze(row)));
  // A number of a day whose end is not told is no total.
  return total?.value ?? (period === 'day' ? undefined : values[0]?.value);
}
