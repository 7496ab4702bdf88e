// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerObject } from '@threads-sdk/internal';
import type * as v from 'valibot';

/**
 * A quota over a rolling window.
 *
 * @category Answers
 */
export interface QuotaConfig {
  /** How many are allowed: 250 posts, 1000 replies, 100 deletions, 500 location searches. */
  readonly quota_total?: number;
  /** The window in seconds: 86400. */
  readonly quota_duration?: number;
}

/**
 * What `fields` may name of a {@link QuotaConfig}.
 *
 * @category Fields
 */
export type QuotaConfigSelection = keyof QuotaConfig;

/** @internal */
export const quotaConfigSchema: v.GenericSchema<unknown, QuotaConfig> =
  /* @__PURE__ */ answerObject<QuotaConfig>({ quota_total: 'number', quota_duration: 'number' });
