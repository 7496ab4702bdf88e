import type { World } from '../model/world.ts';
import type { GraphNode } from '../graph/fields.ts';
import type { JsonValue } from '../graph/json.ts';
import { limitOf, usageOf } from '../access/quota.ts';
import type { Quota, UserRecord } from '../model/records.ts';

/** How much of each quota a user has used. */
export function publishingLimitNode(world: World, user: UserRecord): GraphNode {
  const usage = (quota: Quota) => (): number => usageOf(world, quota, user.id);
  const config = (quota: Quota) => (): JsonValue => {
    const { total, duration } = limitOf(world, quota);
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
