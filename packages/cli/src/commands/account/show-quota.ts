import type { Client } from '@threads-sdk/core-http/fetch';
import { getPublishingLimit } from '@threads-sdk/endpoints';
import { isThreadsError } from '@threads-sdk/errors';
import { whenCanIPost } from '@threads-sdk/publish';
import { connect, type ConnectOptions } from '../../connect.ts';
import type { Context } from '../../context.ts';
import { count } from '../../output/count.ts';
import { print } from '../../output/print.ts';
import { shortTime } from '../../output/short-time.ts';
import { table } from '../../output/table.ts';

/** A quota by Meta's names of its numbers. */
interface Quota {
  readonly name: string;
  readonly quota_usage?: number | undefined;
  readonly quota_total?: number | undefined;
  /** In seconds. */
  readonly quota_duration?: number | undefined;
  /** From when on there is room, as far as it is known. */
  readonly free_at?: string;
  readonly basis?: 'told' | 'derived' | 'guessed';
  /** The permission without which it cannot be read. */
  readonly missing?: string;
}

/** Shows every quota that Threads tells. */
export async function showQuota(
  context: Context,
  options: ConnectOptions & { readonly json?: boolean },
): Promise<void> {
  const { client } = await connect(context, options);
  const { signal } = context;
  // Each is asked for alone: a quota without its permission fails the whole call.
  const data = await Promise.all([
    readable('posts', 'threads_content_publish', () => readPosts(client, false, signal)),
    readable('replies', 'threads_manage_replies', () => readPosts(client, true, signal)),
    readable('deletions', 'threads_delete', () => readDeletions(client, signal)),
    readable('searches of places', 'threads_location_tagging', () => readSearches(client, signal)),
  ]);
  print(context, options, { data }, () =>
    table(
      context.output,
      [
        { title: 'QUOTA', value: ({ name }) => name },
        { title: 'USED', value: ({ quota_usage: used }) => count(used), align: 'right' },
        { title: 'OF', value: ({ quota_total: total }) => count(total), align: 'right' },
        { title: 'IN', value: ({ quota_duration: seconds }) => hours(seconds), align: 'right' },
        { title: 'ROOM', value: room, shrinks: true },
      ],
      data,
    ),
  );
}

async function readable(
  name: string,
  permission: string,
  read: () => Promise<Omit<Quota, 'name'>>,
): Promise<Quota> {
  try {
    return { name, ...(await read()) };
  } catch (error) {
    if (isThreadsError(error) && error.code === 'PERMISSION_MISSING') return { name, missing: permission };
    throw error;
  }
}

async function readPosts(
  client: Client,
  asReply: boolean,
  signal: AbortSignal,
): Promise<Omit<Quota, 'name'>> {
  const { used, total, duration, at, basis } = await whenCanIPost(client, { asReply, signal });
  return {
    quota_usage: used,
    quota_total: total,
    quota_duration: duration / 1000,
    free_at: new Date(at).toISOString(),
    basis,
  };
}

async function readDeletions(client: Client, signal: AbortSignal): Promise<Omit<Quota, 'name'>> {
  const fields = ['delete_quota_usage', 'delete_config'] as const;
  const { data } = await getPublishingLimit(client, { fields }, { signal });
  return { quota_usage: data[0]?.delete_quota_usage, ...data[0]?.delete_config };
}

async function readSearches(client: Client, signal: AbortSignal): Promise<Omit<Quota, 'name'>> {
  const fields = ['location_search_quota_usage', 'location_search_config'] as const;
  const { data } = await getPublishingLimit(client, { fields }, { signal });
  return { quota_usage: data[0]?.location_search_quota_usage, ...data[0]?.location_search_config };
}

function hours(seconds: number | undefined): string {
  return seconds === undefined ? '' : `${count(seconds / 3600)} h`;
}

function room({
  missing,
  basis,
  free_at: at,
  quota_usage: used,
  quota_total: total,
  quota_duration,
}: Quota): string {
  if (missing !== undefined) return `unknown: the login lacks ${missing}`;
  if (basis === 'derived' || basis === 'guessed') return `from ${shortTime(at)} on (${basis})`;
  if (used === undefined || total === undefined) return 'unknown';
  return used < total ? 'now' : `at the latest in ${hours(quota_duration)}`;
}
