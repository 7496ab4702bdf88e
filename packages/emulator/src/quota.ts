import type { Quota as QuotaLimit } from '@threads-sdk/openapi';
import type { EmulatorContext } from './context.ts';
import { quotaExhausted } from './errors.ts';
import type { Quota } from './records.ts';

/** How many calls a quota allows within its rolling window of seconds, as the API's description says. */
export function limitOf({ operations }: EmulatorContext, quota: Quota): QuotaLimit {
  const limit = operations.map(({ quotas }) => quotas[quota]).find((candidate) => candidate !== undefined);
  if (limit === undefined) throw new TypeError(`The description has no quota ${quota}.`);
  return limit;
}

/** How much of a quota was used within the window that ends now. */
export function usageOf(context: EmulatorContext, quota: Quota, subject: string): number {
  const { store, clock } = context;
  const start = clock.now() - limitOf(context, quota).duration * 1000;
  return store.usage.filter((event) => event.quota === quota && event.subject === subject && event.at > start)
    .length;
}

/**
 * Refuses a call whose quota is used up.
 *
 * @throws {GraphError} `quotaExhausted`.
 */
export function checkQuota(context: EmulatorContext, quota: Quota, subject: string): void {
  if (usageOf(context, quota, subject) >= limitOf(context, quota).total) throw quotaExhausted(quota);
}

/** Counts a call that was answered. */
export function countUsage({ store, clock }: EmulatorContext, quota: Quota, subject: string): void {
  store.usage.push(Object.freeze({ quota, subject, at: clock.now() }));
}
