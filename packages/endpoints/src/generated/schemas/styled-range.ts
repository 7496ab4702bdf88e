// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerList, answerObject, text } from '@threads-sdk/internal';
import type * as v from 'valibot';

/**
 * A styled part of a long text.
 *
 * @category Answers
 */
export interface StyledRange {
  /** Where it starts. The unit is unknown. */
  readonly offset?: number;
  /** How long it is. */
  readonly length?: number;
  /** How it looks. */
  readonly styling_info?: readonly (
    | 'bold'
    | 'italic'
    | 'highlight'
    | 'underline'
    | 'strikethrough'
    | (string & {})
  )[];
}

/**
 * What `fields` may name of a {@link StyledRange}.
 *
 * @category Fields
 */
export type StyledRangeSelection = keyof StyledRange;

/** @internal */
export const styledRangeSchema: v.GenericSchema<unknown, StyledRange> =
  /* @__PURE__ */ answerObject<StyledRange>({
    offset: 'number',
    length: 'number',
    styling_info: /* @__PURE__ */ answerList(text),
  });
