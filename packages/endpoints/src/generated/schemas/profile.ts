// Generated from packages/openapi/threads.openapi.yaml by `./run generate`. Do not edit.
import { answerObject } from '@threads-sdk/internal';
import type * as v from 'valibot';

/**
 * A public profile with its numbers of the last 7 days. An `id` is not documented.
 *
 * @category Answers
 */
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
export const profileSchema: v.GenericSchema<unknown, Profile> = /* @__PURE__ */ answerObject<Profile>({
  username: 'string',
  name: 'string',
  profile_picture_url: 'string',
  biography: 'string',
  is_verified: 'boolean',
  follower_count: 'number',
  likes_count: 'number',
  quotes_count: 'number',
  replies_count: 'number',
  reposts_count: 'number',
  views_count: 'number',
});
