// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerObject } from '@threads-sdk/internal';
import type * as v from 'valibot';
import { type CrossShareStatus, crossShareStatusSchema } from './cross-share-status.ts';

/**
 * What was created. With `auto_publish_text` it is the published post itself.
 *
 * @category Answers
 */
export interface CreatedContainer {
  /** The container's id, or the post's with `auto_publish_text`. */
  readonly id: string;
  /**
   * Whether the post was shared to Instagram; only where that was asked for. Meta's text places it in the answer
   * of publishing, an example in that of creating.
   */
  readonly crossreshare_to_ig_status?: CrossShareStatus;
}

/** @internal */
export const createdContainerSchema: v.GenericSchema<unknown, CreatedContainer> =
  /* @__PURE__ */ answerObject<CreatedContainer>(
    { id: 'id', crossreshare_to_ig_status: crossShareStatusSchema },
    ['id'],
  );
