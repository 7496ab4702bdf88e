import type { PostMediaType } from './generated/limits.ts';

/**
 * What a delivery says about all of its events, in Meta's names; with members that Meta adds later.
 *
 * @example
 * ```ts
 * import type { Delivery } from '@threads-sdk/webhooks';
 *
 * export const sentAt = ({ time }: Delivery): Date | undefined => (time === undefined ? undefined : new Date(time * 1000));
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/webhooks
 * @category Events
 */
export interface Delivery {
  /** The Threads app. */
  readonly app_id?: string;

  /** The group of the field. */
  readonly topic?: 'moderate' | 'interaction' | (string & {});

  /**
   * What it is about. Replies: the post that was replied to; mentions: the mentioned user; deletions: the post.
   * Publications: not documented.
   */
  readonly target_id?: string;

  /** When it was sent, in seconds since 1970. */
  readonly time?: number;

  /** The subscription. */
  readonly subscription_id?: string;

  /** Seen as false only. */
  readonly has_uid_field?: boolean;

  readonly [member: string]: unknown;
}

interface Post {
  /** The post's id. */
  readonly id: string;

  /** The author, without `@`. */
  readonly username?: string;

  /** When it was published, such as `2026-03-01T12:00:00+0000`. */
  readonly timestamp?: string;

  readonly [member: string]: unknown;
}

interface LinkedPost extends Post {
  /** What it is. */
  readonly media_type?: PostMediaType | (string & {});

  /** The post's page. */
  readonly permalink?: string;
}

/**
 * A reply to a post of the user.
 *
 * @see https://developers.facebook.com/documentation/threads/webhooks
 * @category Events
 */
export interface ReplyValue extends LinkedPost {
  /** The text. Absent from media without a caption. */
  readonly text?: string;

  /** The last part of the permalink. */
  readonly shortcode?: string;

  /** The post that it replies to. */
  readonly replied_to?: { readonly id: string };

  /** The post at the top of the conversation; here alone its owner is `owner_id`. */
  readonly root_post?: { readonly id: string; readonly owner_id?: string; readonly username?: string };

  /** Whether the author is verified. */
  readonly is_verified?: boolean;

  /** The author's picture. */
  readonly profile_picture_url?: string;
}

/**
 * A post that mentions the user. What belongs to replies comes only with the permission `threads_read_replies`.
 *
 * @see https://developers.facebook.com/documentation/threads/webhooks
 * @category Events
 */
export interface MentionValue extends LinkedPost {
  /** The text. */
  readonly text?: string;

  /** Where it is published. */
  readonly media_product_type?: 'THREADS' | (string & {});

  /** The last part of the permalink. */
  readonly shortcode?: string;

  /** Whether the post has replies. */
  readonly has_replies?: boolean;

  /** Whether it is a reply. */
  readonly is_reply?: boolean;

  /** Whether it quotes another post. */
  readonly is_quote_post?: boolean;

  /** The description of the image or video. */
  readonly alt_text?: string;

  /** The address of the GIF. */
  readonly gif_url?: string;

  /** The image or video. */
  readonly media_url?: string;

  /** The still image of a video. */
  readonly thumbnail_url?: string;

  /** Whether the author is verified. */
  readonly is_verified?: boolean;

  /** The author's picture. */
  readonly profile_picture_url?: string;

  /** The post that it replies to. */
  readonly replied_to?: { readonly id: string };

  /** The post at the top of the conversation. */
  readonly root_post?: { readonly id: string };

  /** The poll; its shape is not documented here. */
  readonly poll_attachment?: unknown;

  /** The quoted post; its shape is not documented here. */
  readonly quoted_post?: unknown;

  /** The reposted post; its shape is not documented here. */
  readonly reposted_post?: unknown;
}

/**
 * A post of the user that was deleted.
 *
 * @see https://developers.facebook.com/documentation/threads/webhooks
 * @category Events
 */
export interface DeleteValue extends Post {
  /** Whose post it was. */
  readonly owner?: { readonly owner_id?: string };

  /** When it was deleted. */
  readonly deleted_at?: string;
}

/**
 * A post or reply that the user published.
 *
 * @see https://developers.facebook.com/documentation/threads/webhooks
 * @category Events
 */
export interface PublishValue extends LinkedPost {}
