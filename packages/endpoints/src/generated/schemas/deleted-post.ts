// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerObject } from '@threads-sdk/internal';
import type * as v from 'valibot';

/**
 * The post that was deleted.
 *
 * @category Answers
 */
export interface DeletedPost {
  /** Whether it was deleted. */
  readonly success: boolean;
  /** Its id. */
  readonly deleted_id?: string;
}

/** @internal */
export const deletedPostSchema: v.GenericSchema<unknown, DeletedPost> =
  /* @__PURE__ */ answerObject<DeletedPost>({ success: 'boolean', deleted_id: 'id' }, ['success']);
