import type { Client } from '@threads-sdk/core-http/fetch';
import { getThreadInsights, type GetThreadInsightsParameters, metricsOf } from '@threads-sdk/endpoints';
import { threadMetrics } from './generated/limits.ts';

/** Numbers of a post, by Meta's names of them. */
export type Counts = Readonly<Record<string, number>>;

/** Everything that Threads counts of a post, in the order in which it is shown. The functions are made of the same description. */
export const countMetrics: GetThreadInsightsParameters['metric'] =
  threadMetrics as GetThreadInsightsParameters['metric'];

/** Reads the numbers of an own post. Those that Threads does not tell are unknown, and left out; of a repost that is all. */
export async function readCounts(client: Client, id: string, signal: AbortSignal): Promise<Counts> {
  return {
    ...metricsOf(await getThreadInsights(client, { media_id: id, metric: countMetrics }, { signal })),
  };
}
