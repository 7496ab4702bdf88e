// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerObject } from '@threads-sdk/internal';
import type * as v from 'valibot';

/**
 * A number, and the day that it belongs to.
 *
 * @category Answers
 */
export interface InsightValue {
  /** The number. */
  readonly value?: number;
  /** The end of the day, at 07:00 or 08:00 UTC; only in insights of users. */
  readonly end_time?: string;
}

/** @internal */
export const insightValueSchema: v.GenericSchema<unknown, InsightValue> =
  /* @__PURE__ */ answerObject<InsightValue>({ value: 'number', end_time: 'string' });
