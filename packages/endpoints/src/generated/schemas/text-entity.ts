// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import * as v from 'valibot';

/** A marked part of a text. */
export interface TextEntity {
  /** What it is marked as. */
  readonly entity_type?: 'SPOILER' | (string & {});
  /** Where it starts. The unit is unknown: Meta's sample app counts UTF-16 units. */
  readonly offset?: number;
  /** How long it is. */
  readonly length?: number;
}

/** What `fields` may name of a {@link TextEntity}. */
export type TextEntitySelection = keyof TextEntity;

/** @internal */
export const textEntitySchema: v.GenericSchema<unknown, TextEntity> = /* @__PURE__ */ v.looseObject({
  entity_type: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.string()),
  offset: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.number()),
  length: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.number()),
});
