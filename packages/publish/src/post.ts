/**
 * One image or video of a post, given by an address from which Meta downloads it: `http` or `https`, reachable by the
 * public, without a login.
 *
 * @example
 * ```ts
 * import type { Media } from '@threads-sdk/publish';
 *
 * const gate: Media = { image: 'https://example.com/gate.jpg', altText: 'A red gate in fog' };
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/overview#image-specifications
 */
export type Media =
  | {
      /** Address of a JPEG or PNG of at most 8 MB. */
      readonly image: string;
      readonly video?: never;
      /** Description for people who cannot see it: at most 1,000 characters. */
      readonly altText?: string;
    }
  | {
      /** Address of an MP4 or MOV of at most 5 minutes and 1 GB. */
      readonly video: string;
      readonly image?: never;
      /** Description for people who cannot see it: at most 1,000 characters. */
      readonly altText?: string;
    };

/**
 * Who may reply to a post.
 *
 * @example
 * ```ts
 * import type { ReplyControl } from '@threads-sdk/publish';
 *
 * const replyControl: ReplyControl = 'accounts_you_follow';
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/posts
 */
export type ReplyControl =
  | 'everyone'
  | 'accounts_you_follow'
  | 'mentioned_only'
  | 'parent_post_author_only'
  | 'followers_only';

/**
 * What every kind of post can carry.
 *
 * @example
 * ```ts
 * import type { PostSettings } from '@threads-sdk/publish';
 *
 * const settings: PostSettings = { replyControl: 'followers_only', topicTag: 'kyoto' };
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/reference/publishing
 */
export interface PostSettings {
  /** Id of the post or reply that this one answers. Without it the post stands on its own. */
  readonly replyTo?: string;

  /** Id of the post that this one quotes. */
  readonly quote?: string;

  /** Who may reply; Threads lets everyone when it is left out. */
  readonly replyControl?: ReplyControl;

  /** The topic, without `#`: 1 to 50 characters, no `.`, `&`, line break or tab. */
  readonly topicTag?: string;

  /** Id of a place, as `searchLocations` finds it. Needs the permission `threads_location_tagging`. */
  readonly locationId?: string;

  /** ISO 3166-1 alpha-2 codes of the only countries that see the post. Works for eligible profiles only. */
  readonly allowlistedCountryCodes?: readonly string[];
}

/**
 * A post of text alone.
 *
 * @example
 * ```ts
 * import type { TextPost } from '@threads-sdk/publish';
 *
 * const post: TextPost = { text: 'Up before the city.', linkAttachment: 'https://example.com/kyoto' };
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/posts
 */
export interface TextPost extends PostSettings {
  /** At most 500 characters, see {@link countText}. */
  readonly text: string;

  /** Address of a page that is shown as a card; without it Threads shows the first link of the text. */
  readonly linkAttachment?: string;

  readonly media?: never;
  readonly isSpoilerMedia?: never;
}

/**
 * A post with media: one image or video, or a carousel of 2 to 20, mixed as you like. With an empty list it is a post
 * of text alone and needs a text.
 *
 * @example
 * ```ts
 * import type { MediaPost } from '@threads-sdk/publish';
 *
 * const post: MediaPost = {
 *   text: 'Three days in Kyoto',
 *   media: [{ image: 'https://example.com/gate.jpg' }, { video: 'https://example.com/walk.mp4' }],
 * };
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/posts#carousel-posts
 */
export interface MediaPost extends PostSettings {
  readonly media: readonly Media[];

  /** At most 500 characters, see {@link countText}. */
  readonly text?: string;

  /** Whether the media, all of a carousel, are blurred until somebody taps them. */
  readonly isSpoilerMedia?: boolean;

  readonly linkAttachment?: never;
}

/**
 * What `publish` takes. The media decide the kind: none is a text post, one an image or video post, 2 to 20 a carousel.
 *
 * @example
 * ```ts
 * import type { Post } from '@threads-sdk/publish';
 *
 * const posts: Post[] = [{ text: 'Hello' }, { media: [{ image: 'https://example.com/gate.jpg' }] }];
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/posts
 */
export type Post = TextPost | MediaPost;
