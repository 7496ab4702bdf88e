// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import * as v from 'valibot';

/** A quota over a rolling window. */
export interface QuotaConfig {
  /** How many are allowed: 250 posts, 1000 replies, 100 deletions, 500 location searches. */
  readonly quota_total?: number;
  /** The window in seconds: 86400. */
  readonly quota_duration?: number;
}

/** What `fields` may name of a {@link QuotaConfig}. */
export type QuotaConfigSelection = keyof QuotaConfig;

/** @internal */
export const quotaConfigSchema: v.GenericSchema<unknown, QuotaConfig> = /* @__PURE__ */ v.looseObject({
  quota_total: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.number()),
  quota_duration: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.number()),
});
