import { expiresIn } from '@threads-sdk/credentials';
import {
  type GetThreadInsightsParameters,
  type GetUserInsightsParameters,
  getPublishingLimit,
  getThreadInsights,
  getUser,
  getUserInsights,
  metricsOf,
} from '@threads-sdk/endpoints';
import { isThreadsError } from '@threads-sdk/errors';
import * as v from 'valibot';
import { threadMetrics, userMetrics } from '../generated/limits.ts';
import { idInput } from '../posts-input.ts';
import { defineTool, type Inside, type Tool } from '../tool.ts';

const annotations = { readOnlyHint: true, openWorldHint: true } as const;

/** @param tools the other tools, which tell what their permissions are for */
export function accountTool({ client, credentials }: Inside, tools: readonly Tool[]): Tool {
  return defineTool({
    name: 'account',
    description:
      'The own profile, how much of the quotas is used, how long the login lasts, and which permissions are missing',
    input: {},
    scopes: [],
    annotations,
    async read(_, { signal }) {
      const fields = ['username', 'name', 'threads_biography', 'is_verified'] as const;
      const user = await getUser(client, { fields }, { signal });
      const held = typeof credentials === 'function' ? await credentials() : credentials;
      const login = held && {
        daysLeft: Math.floor(expiresIn(held, client.clock.now()) / 86_400),
        // Empty if nobody knows; and Threads does not say which of them the user granted.
        ...(held.scopes.length > 0 && {
          askedFor: held.scopes,
          missing: missingFor(tools, held.scopes),
        }),
      };
      const quota = await readQuota(client, signal);
      return {
        id: user.id,
        ...(user.username !== undefined && { username: user.username }),
        ...(user.name !== undefined && { name: user.name }),
        ...(user.threads_biography !== undefined && { biography: user.threads_biography }),
        ...(user.is_verified !== undefined && { verified: user.is_verified }),
        ...(quota && { quota }),
        ...(login && { login }),
      };
    },
  });
}

/** Which permissions were not asked for, and which tools do not work without them. */
function missingFor(
  tools: readonly Tool[],
  scopes: readonly string[],
): Readonly<Record<string, readonly string[]>> {
  const missing: Record<string, string[]> = {};
  for (const tool of tools)
    for (const scope of tool.scopes) if (!scopes.includes(scope)) (missing[scope] ??= []).push(tool.name);
  return missing;
}

/** Only who may publish has a quota. */
async function readQuota(client: Inside['client'], signal: AbortSignal): Promise<object | undefined> {
  const fields = ['quota_usage', 'config', 'reply_quota_usage', 'reply_config'] as const;
  try {
    const { data } = await getPublishingLimit(client, { fields }, { signal });
    const { config, quota_usage, reply_config, reply_quota_usage } = data[0] ?? {};
    return {
      posts: { used: quota_usage, of: config?.quota_total },
      replies: { used: reply_quota_usage, of: reply_config?.quota_total },
      hours: (config?.quota_duration ?? Number.NaN) / 3600,
    };
  } catch (error) {
    if (isThreadsError(error) && error.code === 'PERMISSION_MISSING') return undefined;
    throw error;
  }
}

// They are those of the description that the functions are made of. What needs a breakdown is none.
const ofPost = threadMetrics as GetThreadInsightsParameters['metric'];
const needsBreakdown = 'follower_demographics';

export function insightsTool({ client }: Inside): Tool {
  return defineTool({
    name: 'insights',
    description: 'Numbers of an own post, or without id of the account',
    input: {
      id: v.optional(idInput()),
      days: v.optional(
        v.pipe(
          v.number(),
          v.integer('must be a whole number'),
          v.minValue(1, 'must be at least 1'),
          v.description('Of the account: the last days'),
        ),
      ),
    },
    scopes: ['threads_manage_insights'],
    annotations,
    async read({ days, id }, { signal }) {
      if (id !== undefined) {
        return {
          ...metricsOf(await getThreadInsights(client, { media_id: id, metric: ofPost }, { signal })),
        };
      }
      const ofAccount = userMetrics.filter(
        (name) => name !== needsBreakdown,
      ) as GetUserInsightsParameters['metric'];
      const now = Math.floor(client.clock.now() / 1000);
      const window = days === undefined ? {} : { since: now - days * 86_400, until: now };
      const insights = await getUserInsights(client, { metric: ofAccount, ...window }, { signal });
      const { views, clicks, ...totals } = metricsOf(insights);
      return {
        ...totals,
        ...(views && {
          views: Object.fromEntries(views.map(({ end_time, value }) => [end_time.slice(0, 10), value])),
        }),
        ...(clicks && { clicks: Object.fromEntries(clicks.map(({ link_url, value }) => [link_url, value])) }),
      };
    },
  });
}
