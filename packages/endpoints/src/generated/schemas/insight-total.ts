// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import * as v from 'valibot';
import { type InsightBreakdown, insightBreakdownSchema } from './insight-breakdown.ts';

/** A total, or for `follower_demographics` its breakdown. */
export interface InsightTotal {
  /** The total; absent from `follower_demographics`. */
  readonly value?: number;
  /** The parts of `follower_demographics`. */
  readonly breakdowns?: readonly InsightBreakdown[];
}

/** @internal */
export const insightTotalSchema: v.GenericSchema<unknown, InsightTotal> = /* @__PURE__ */ v.looseObject({
  value: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.number()),
  breakdowns: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.array(insightBreakdownSchema)),
});
