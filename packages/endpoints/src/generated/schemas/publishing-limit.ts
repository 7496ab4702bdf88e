// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerObject } from '@threads-sdk/internal';
import type * as v from 'valibot';
import { type QuotaConfig, type QuotaConfigSelection, quotaConfigSchema } from './quota-config.ts';

/**
 * How much of each quota the user has used in the last 24 hours. Only what was asked for is there.
 *
 * @category Answers
 */
export interface PublishingLimit {
  /** Posts published. A carousel counts once. */
  readonly quota_usage?: number;
  /** The quota of posts. */
  readonly config?: QuotaConfig;
  /** Replies published. Needs `threads_manage_replies`. */
  readonly reply_quota_usage?: number;
  /** The quota of replies. Needs `threads_manage_replies`. */
  readonly reply_config?: QuotaConfig;
  /** Posts deleted. Needs `threads_delete`. Since 2025-07-14. */
  readonly delete_quota_usage?: number;
  /** The quota of deletions. Needs `threads_delete`. Since 2025-07-14. */
  readonly delete_config?: QuotaConfig;
  /** Locations searched. Needs `threads_location_tagging`. Since 2025-07-14. */
  readonly location_search_quota_usage?: number;
  /** The quota of location searches. Needs `threads_location_tagging`. Since 2025-07-14. */
  readonly location_search_config?: QuotaConfig;
}

/**
 * What `fields` may name of a {@link PublishingLimit}: a field, or the fields of a part of it.
 *
 * @category Fields
 */
export type PublishingLimitSelection = keyof PublishingLimit | PublishingLimitNestedSelection;

/**
 * The parts of a {@link PublishingLimit} whose own fields can be chosen.
 *
 * @category Fields
 */
export interface PublishingLimitNestedSelection {
  readonly config?: readonly QuotaConfigSelection[];
  readonly reply_config?: readonly QuotaConfigSelection[];
  readonly delete_config?: readonly QuotaConfigSelection[];
  readonly location_search_config?: readonly QuotaConfigSelection[];
}

/** @internal */
export const publishingLimitSchema: v.GenericSchema<unknown, PublishingLimit> =
  /* @__PURE__ */ answerObject<PublishingLimit>({
    quota_usage: 'number',
    config: quotaConfigSchema,
    reply_quota_usage: 'number',
    reply_config: quotaConfigSchema,
    delete_quota_usage: 'number',
    delete_config: quotaConfigSchema,
    location_search_quota_usage: 'number',
    location_search_config: quotaConfigSchema,
  });
