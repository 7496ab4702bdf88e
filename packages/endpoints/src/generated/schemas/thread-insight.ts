// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerList, answerObject } from '@threads-sdk/internal';
import type * as v from 'valibot';
import { type InsightValue, insightValueSchema } from './insight-value.ts';

/**
 * A metric of a post.
 *
 * @category Answers
 */
export interface ThreadInsight {
  /** The metric. */
  readonly name: 'views' | 'likes' | 'replies' | 'reposts' | 'quotes' | 'shares' | (string & {});
  /** The time that it covers. */
  readonly period?: 'lifetime' | (string & {});
  /** One value. */
  readonly values?: readonly InsightValue[];
  /** A title in some language. Do not match on it. */
  readonly title?: string;
  /** An explanation in some language. */
  readonly description?: string;
  /** An opaque mark; for `replies` two forms are known. */
  readonly id?: string;
}

/** @internal */
export const threadInsightSchema: v.GenericSchema<unknown, ThreadInsight> =
  /* @__PURE__ */ answerObject<ThreadInsight>(
    {
      name: 'string',
      period: 'string',
      values: /* @__PURE__ */ answerList(insightValueSchema),
      title: 'string',
      description: 'string',
      id: 'string',
    },
    ['name'],
  );
