// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { inputObject, oneOf, whole } from '@threads-sdk/internal';
import type * as v from 'valibot';

/**
 * A part of a text to cover as a spoiler.
 *
 * @category Parameters
 */
export interface TextEntityInput {
  /** What to mark it as. */
  readonly entity_type: 'SPOILER' | 'spoiler';
  /** Where it starts. The unit is unknown: Meta's sample app counts UTF-16 units. At least 0. */
  readonly offset: number;
  /** How long it is, in the unit of `offset`. At least 1. */
  readonly length: number;
}

/** @internal */
export const textEntityInput: v.GenericSchema<unknown, TextEntityInput> =
  /* @__PURE__ */ inputObject<TextEntityInput>(
    {
      entity_type: /* @__PURE__ */ oneOf(['SPOILER', 'spoiler']),
      offset: /* @__PURE__ */ whole(0),
      length: /* @__PURE__ */ whole(1),
    },
    ['entity_type', 'offset', 'length'],
  );
