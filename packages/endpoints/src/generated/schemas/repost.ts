// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import type * as v from 'valibot';
import { answerObject } from '../../answer-object.ts';

/**
 * A repost. It is listed by `listThreads` as a `REPOST_FACADE`.
 *
 * @category Answers
 */
export interface Repost {
  /** The repost's id. */
  readonly id: string;
}

/** @internal */
export const repostSchema: v.GenericSchema<unknown, Repost> = /* @__PURE__ */ answerObject<Repost>(
  { id: 'id' },
  ['id'],
);
