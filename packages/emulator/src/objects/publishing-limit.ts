import type { EmulatorContext } from '../context.ts';
import type { GraphNode } from '../fields.ts';
import type { JsonValue } from '../json.ts';
import { limitOf, usageOf } from '../quota.ts';
import type { Quota, UserRecord } from '../records.ts';

/** How much of each quota a user has used. */
export function publishingLimitNode(context: EmulatorContext, user: UserRecord): GraphNode {
  const usage = (quota: Quota) => (): number => usageOf(context, quota, user.id);
  const config = (quota: Quota) => (): JsonValue => {
    const { total, duration } = limitOf(context, quota);
    return { quota_total: total, quota_duration: duration };
  };
  return {
    fields: {
      quota_usage: usage('posts'),
      config: config('posts'),
      reply_quota_usage: usage('replies'),
      reply_config: config('replies'),
      delete_quota_usage: usage('deletes'),
      delete_config: config('deletes'),
      location_search_quota_usage: usage('location_searches'),
      location_search_config: config('location_searches'),
    },
    defaults: ['quota_usage'],
  };
}
