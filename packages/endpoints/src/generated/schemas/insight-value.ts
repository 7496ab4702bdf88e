// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import * as v from 'valibot';

/** A number, and the day that it belongs to. */
export interface InsightValue {
  /** The number. */
  readonly value?: number;
  /** The end of the day, at 07:00 or 08:00 UTC; only in insights of users. */
  readonly end_time?: string;
}

/** @internal */
export const insightValueSchema: v.GenericSchema<unknown, InsightValue> = /* @__PURE__ */ v.looseObject({
  value: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.number()),
  end_time: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.string()),
});
