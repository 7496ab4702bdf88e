// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import * as v from 'valibot';

/** HTML that shows a post, in the form of oEmbed. */
export interface Embed {
  /** The kind of embed. */
  readonly type?: 'rich' | (string & {});
  /** The version of oEmbed. */
  readonly version?: '1.0' | (string & {});
  /** A `blockquote` and the script that fills it. */
  readonly html?: string;
  /** Who provides it. */
  readonly provider_name?: 'Threads' | (string & {});
  /** The provider's site. */
  readonly provider_url?: string;
  /** The width in pixels, 658 by default. */
  readonly width?: number;
}

/** @internal */
export const embedSchema: v.GenericSchema<unknown, Embed> = /* @__PURE__ */ v.looseObject({
  type: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.string()),
  version: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.string()),
  html: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.string()),
  provider_name: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.string()),
  provider_url: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.string()),
  width: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.number()),
});
