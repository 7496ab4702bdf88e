import type { Quota as QuotaLimit } from '@threads-sdk/openapi';
import type { World } from '../model/world.ts';
import { decidedBy, quotaExhausted } from '../graph/errors.ts';
import type { Quota } from '../model/records.ts';
import type { DecidingSetting } from '../model/settings.ts';

/** How many calls a quota allows within its rolling window of seconds, as the API's description says. */
export function limitOf({ operations }: World, quota: Quota): QuotaLimit {
  const limit = operations.map(({ quotas }) => quotas[quota]).find((candidate) => candidate !== undefined);
  if (limit === undefined) throw new TypeError(`The description has no quota ${quota}.`);
  return limit;
}

/** How much of a quota was used within the window that ends now. */
export function usageOf(world: World, quota: Quota, subject: string): number {
  const { store, clock } = world;
  const start = clock.now() - limitOf(world, quota).duration * 1000;
  return store.usage.filter((event) => event.quota === quota && event.subject === subject && event.at > start)
    .length;
}

/**
 * Refuses a call whose quota is used up.
 *
 * @param settings the settings by which the call counts at all
 * @throws {GraphError} `quotaExhausted`.
 */
export function checkQuota(
  world: World,
  quota: Quota,
  subject: string,
  settings: readonly DecidingSetting[] = [],
): void {
  if (usageOf(world, quota, subject) >= limitOf(world, quota).total)
    throw decidedBy(settings, quotaExhausted(quota));
}

/** Counts a call that was answered. */
export function countUsage({ store, clock }: World, quota: Quota, subject: string): void {
  store.usage.push(Object.freeze({ quota, subject, at: clock.now() }));
}
