// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerObject, listOf } from '@threads-sdk/internal';
import * as v from 'valibot';
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
    dimension_keys: /* @__PURE__ */ listOf(/* @__PURE__ */ v.string()),
    results: /* @__PURE__ */ listOf(insightBreakdownResultSchema),
  });
