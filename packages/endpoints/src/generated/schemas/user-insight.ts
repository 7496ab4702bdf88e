// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerList, answerObject } from '@threads-sdk/internal';
import type * as v from 'valibot';
import { type InsightTotal, insightTotalSchema } from './insight-total.ts';
import { type InsightValue, insightValueSchema } from './insight-value.ts';
import { type LinkClicks, linkClicksSchema } from './link-clicks.ts';

/**
 * A metric of a profile, in one of three forms: `values` for `views`, `link_total_values` for `clicks`,
 * `total_value` for all others.
 *
 * @category Answers
 */
export interface UserInsight {
  /** The metric. */
  readonly name:
    | 'views'
    | 'likes'
    | 'replies'
    | 'reposts'
    | 'quotes'
    | 'clicks'
    | 'followers_count'
    | 'follower_demographics'
    | (string & {});
  /** `day`, for totals as well. */
  readonly period?: 'day' | (string & {});
  /** One value per day, for `views`. */
  readonly values?: readonly InsightValue[];
  /** A total, or for `follower_demographics` its breakdown. */
  readonly total_value?: InsightTotal;
  /** Clicks per link. Absent where there were none. Since 2025-07-02. */
  readonly link_total_values?: readonly LinkClicks[];
  /** A title in some language. Do not match on it. */
  readonly title?: string;
  /** An explanation in some language. */
  readonly description?: string;
  /** An opaque mark. */
  readonly id?: string;
}

/** @internal */
export const userInsightSchema: v.GenericSchema<unknown, UserInsight> =
  /* @__PURE__ */ answerObject<UserInsight>(
    {
      name: 'string',
      period: 'string',
      values: /* @__PURE__ */ answerList(insightValueSchema),
      total_value: insightTotalSchema,
      link_total_values: /* @__PURE__ */ answerList(linkClicksSchema),
      title: 'string',
      description: 'string',
      id: 'string',
    },
    ['name'],
  );
