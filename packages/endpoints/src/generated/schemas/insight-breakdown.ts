// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerList, answerObject, text } from '@threads-sdk/internal';
import type * as v from 'valibot';
import { type InsightBreakdownResult, insightBreakdownResultSchema } from './insight-breakdown-result.ts';

/**
 * A total in parts.
 *
 * @category Answers
 */
export interface InsightBreakdown {
  /** What it is broken down by. */
  readonly dimension_keys?: readonly string[];
  /** The parts. */
  readonly results?: readonly InsightBreakdownResult[];
}

/** @internal */
export const insightBreakdownSchema: v.GenericSchema<unknown, InsightBreakdown> =
  /* @__PURE__ */ answerObject<InsightBreakdown>({
    dimension_keys: /* @__PURE__ */ answerList(text),
    results: /* @__PURE__ */ answerList(insightBreakdownResultSchema),
  });
