// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import * as v from 'valibot';

/** A public profile with its numbers of the last 7 days. An `id` is not documented. */
export interface Profile {
  /** The username, without `@`. */
  readonly username?: string;
  /** The name that is shown. */
  readonly name?: string;
  /** The profile picture. */
  readonly profile_picture_url?: string;
  /** The text of the profile. */
  readonly biography?: string;
  /** Whether the profile is verified. */
  readonly is_verified?: boolean;
  /** Followers in total. */
  readonly follower_count?: number;
  /** Likes of the last 7 days. */
  readonly likes_count?: number;
  /** Quotes of the last 7 days. */
  readonly quotes_count?: number;
  /** Replies of the last 7 days; in Meta's example and sample app, missing from its table. */
  readonly replies_count?: number;
  /** Reposts of the last 7 days. */
  readonly reposts_count?: number;
  /** Views of the last 7 days. */
  readonly views_count?: number;
}

/** @internal */
export const profileSchema: v.GenericSchema<unknown, Profile> = /* @__PURE__ */ v.looseObject({
  username: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.string()),
  name: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.string()),
  profile_picture_url: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.string()),
  biography: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.string()),
  is_verified: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.boolean()),
  follower_count: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.number()),
  likes_count: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.number()),
  quotes_count: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.number()),
  replies_count: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.number()),
  reposts_count: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.number()),
  views_count: /* @__PURE__ */ v.exactOptional(/* @__PURE__ */ v.number()),
});
