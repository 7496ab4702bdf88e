// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerObject } from '@threads-sdk/internal';
import type * as v from 'valibot';

/**
 * A repost. It is listed by `listThreads` as a `REPOST_FACADE`.
 *
 * @category Answers
 */
export interface RepostedMedia {
  /** The repost's id. */
  readonly id: string;
}

/** @internal */
export const repostedMediaSchema: v.GenericSchema<unknown, RepostedMedia> =
  /* @__PURE__ */ answerObject<RepostedMedia>({ id: 'id' }, ['id']);
