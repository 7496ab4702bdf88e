// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerList, answerObject } from '@threads-sdk/internal';
import type * as v from 'valibot';
import { type InsightsPaging, insightsPagingSchema } from './insights-paging.ts';
import { type UserInsight, userInsightSchema } from './user-insight.ts';

/**
 * The metrics of a profile. A metric may be missing, which does not mean 0.
 *
 * @category Answers
 */
export interface UserInsights {
  /** One entry per metric. */
  readonly data: readonly UserInsight[];
  /**
   * The same call for the window before and after (*observed*). It never ends, so it must not be walked like a
   * list.
   */
  readonly paging?: InsightsPaging;
}

/** @internal */
export const userInsightsSchema: v.GenericSchema<unknown, UserInsights> =
  /* @__PURE__ */ answerObject<UserInsights>(
    { data: /* @__PURE__ */ answerList(userInsightSchema), paging: insightsPagingSchema },
    ['data'],
  );
