// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import * as v from 'valibot';

/** A styled part of a long text. */
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

/** What `fields` may name of a {@link StyledRange}. */
export type StyledRangeSelection = keyof StyledRange;

/** @internal */
export const styledRangeSchema: v.GenericSchema<unknown, StyledRange> = /* @__PURE__ */ v.looseObject({
  offset: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.number()),
  length: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.number()),
  styling_info: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.array(/* @__PURE__ */ v.string())),
});
