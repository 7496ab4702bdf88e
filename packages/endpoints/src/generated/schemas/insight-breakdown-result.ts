// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerList, answerObject, text } from '@threads-sdk/internal';
import type * as v from 'valibot';

/**
 * A part of a total.
 *
 * @category Answers
 */
export interface InsightBreakdownResult {
  /** The part, such as `25-34`. The forms for country, city and gender are unknown. */
  readonly dimension_values?: readonly string[];
  /** The number. */
  readonly value?: number;
}

/** @internal */
export const insightBreakdownResultSchema: v.GenericSchema<unknown, InsightBreakdownResult> =
  /* @__PURE__ */ answerObject<InsightBreakdownResult>({
    dimension_values: /* @__PURE__ */ answerList(text),
    value: 'number',
  });
