// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerList, answerObject } from '@threads-sdk/internal';
import type * as v from 'valibot';
import { type InsightBreakdown, insightBreakdownSchema } from './insight-breakdown.ts';

/**
 * A total, or for `follower_demographics` its breakdown.
 *
 * @category Answers
 */
export interface InsightTotal {
  /** The total; absent from `follower_demographics`. */
  readonly value?: number;
  /** The parts of `follower_demographics`. */
  readonly breakdowns?: readonly InsightBreakdown[];
}

/** @internal */
export const insightTotalSchema: v.GenericSchema<unknown, InsightTotal> =
  /* @__PURE__ */ answerObject<InsightTotal>({
    value: 'number',
    breakdowns: /* @__PURE__ */ answerList(insightBreakdownSchema),
  });
