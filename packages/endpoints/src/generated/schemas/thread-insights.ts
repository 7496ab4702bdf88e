// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerList, answerObject } from '@threads-sdk/internal';
import type * as v from 'valibot';
import { type ThreadInsight, threadInsightSchema } from './thread-insight.ts';

/**
 * The metrics of a post. Empty for a repost. A metric may be missing, which does not mean 0.
 *
 * @category Answers
 */
export interface ThreadInsights {
  /** One entry per metric. */
  readonly data: readonly ThreadInsight[];
}

/** @internal */
export const threadInsightsSchema: v.GenericSchema<unknown, ThreadInsights> =
  /* @__PURE__ */ answerObject<ThreadInsights>({ data: /* @__PURE__ */ answerList(threadInsightSchema) }, [
    'data',
  ]);
