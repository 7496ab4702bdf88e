// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { boundedList, inputObject, oneOf, whole } from '@threads-sdk/internal';
import type * as v from 'valibot';

/**
 * A part of a long text to style.
 *
 * @category Parameters
 */
export interface StyledRangeInput {
  /** Where it starts. The unit is unknown. At least 0. */
  readonly offset: number;
  /** How long it is, in the unit of `offset`. At least 1. */
  readonly length: number;
  /** How it is to look. Not empty. */
  readonly styling_info: readonly ('bold' | 'italic' | 'highlight' | 'underline' | 'strikethrough')[];
}

/** @internal */
export const styledRangeInput: v.GenericSchema<unknown, StyledRangeInput> =
  /* @__PURE__ */ inputObject<StyledRangeInput>(
    {
      offset: /* @__PURE__ */ whole(0),
      length: /* @__PURE__ */ whole(1),
      styling_info: /* @__PURE__ */ boundedList(
        /* @__PURE__ */ oneOf(['bold', 'italic', 'highlight', 'underline', 'strikethrough']),
        1,
      ),
    },
    ['offset', 'length', 'styling_info'],
  );
