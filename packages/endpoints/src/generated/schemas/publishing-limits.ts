// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerList, answerObject } from '@threads-sdk/internal';
import type * as v from 'valibot';
import { type PublishingLimit, publishingLimitSchema } from './publishing-limit.ts';

/**
 * How much of each quota is used. `data` holds one object.
 *
 * @category Answers
 */
export interface PublishingLimits {
  /** One object. */
  readonly data: readonly PublishingLimit[];
}

/** @internal */
export const publishingLimitsSchema: v.GenericSchema<unknown, PublishingLimits> =
  /* @__PURE__ */ answerObject<PublishingLimits>(
    { data: /* @__PURE__ */ answerList(publishingLimitSchema) },
    ['data'],
  );
