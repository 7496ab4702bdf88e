// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import * as v from 'valibot';

/** How often a link was clicked. */
export interface LinkClicks {
  /** The number of clicks. */
  readonly value?: number;
  /** The link. */
  readonly link_url?: string;
}

/** @internal */
export const linkClicksSchema: v.GenericSchema<unknown, LinkClicks> = /* @__PURE__ */ v.looseObject({
  value: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.number()),
  link_url: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.string()),
});
