import type { ReplyControl } from '../generated/limits.ts';
import type { TextRange } from './post-parts.ts';

/**
 * What every kind of post can carry, ghost posts aside.
 *
 * @example
 * ```ts
 * import type { PostSettings } from '@threads-sdk/publish';
 *
 * const settings: PostSettings = { replyControl: 'followers_only', topicTag: 'kyoto' };
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/reference/publishing
 * @category Describe a post
 */
export interface PostSettings {
  /** Id of the post or reply that this one answers. Without it the post stands on its own. */
  readonly replyTo?: string;

  /** Id of the post that this one quotes. Meta does not say whether a reply can, or a poll, a GIF or a long text. */
  readonly quote?: string;

  /** Up to 10 parts of the text that are covered until somebody taps them. */
  readonly spoilers?: readonly TextRange[];

  /** Who may reply; Threads lets everyone when it is left out. */
  readonly replyControl?: ReplyControl;

  /** Whether replies stay hidden until you approve them. */
  readonly enableReplyApprovals?: boolean;

  /** The topic, without `#`: 1 to 50 characters, no `.`, `&`, line break or tab. */
  readonly topicTag?: string;

  /** Id of a place, as `searchLocations` finds it. Needs the permission `threads_location_tagging`. */
  readonly locationId?: string;

  /** ISO 3166-1 alpha-2 codes of the only countries that see the post. Works for eligible profiles only. */
  readonly allowlistedCountryCodes?: readonly string[];

  /**
   * Shares the post as a story of the linked Instagram account too, on a light or a dark background. Needs the
   * permission `threads_share_to_instagram`. If it fails, the post is live all the same.
   */
  readonly crossreshareToIg?: 'light' | 'dark';

  readonly isGhostPost?: false;
}
