// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerObject } from '@threads-sdk/internal';
import type * as v from 'valibot';
import { type CrossShareStatus, crossShareStatusSchema } from './cross-share-status.ts';

/**
 * The post that was published.
 *
 * @category Answers
 */
export interface PublishedMedia {
  /** The post's id; it differs from the container's. */
  readonly id: string;
  /**
   * Whether the post was shared to Instagram; only where that was asked for. Meta's text places it in the answer
   * of publishing, an example in that of creating.
   */
  readonly crossreshare_to_ig_status?: CrossShareStatus;
}

/** @internal */
export const publishedMediaSchema: v.GenericSchema<unknown, PublishedMedia> =
  /* @__PURE__ */ answerObject<PublishedMedia>(
    { id: 'id', crossreshare_to_ig_status: crossShareStatusSchema },
    ['id'],
  );
