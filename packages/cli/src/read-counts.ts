import type { Client } from '@threads-sdk/core-http/fetch';
import { getThreadInsights, type GetThreadInsightsParameters } from '@threads-sdk/endpoints';
import { threadMetrics } from './generated/limits.ts';

/** Numbers of a post, by Meta's names of them. */
export type Counts = Readonly<Record<string, number>>;

/** Everything that Threads counts of a post, in the order in which it is shown. The functions are made of the same description. */
export const countMetrics: GetThreadInsightsParameters['metric'] =
  threadMetrics as GetThreadInsightsParameters['metric'];

/** Reads the numbers of an own post. Those that Threads does not tell are unknown, and left out; of a repost that is all. */
export async function readCounts(client: Client, id: string, signal: AbortSignal): Promise<Counts> {
  const { data } = await getThreadInsights(client, { media_id: id, metric: countMetrics }, { signal });
  const known = data.flatMap(({ name, values }) => {
    const value = values?.[0]?.value;
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(known);
}
