import type { Gif, LongText, Poll } from './post-parts.ts';
import type { PostSettings } from './post-settings.ts';

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
 * @category Describe a post
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
 * A text, perhaps with a link card or a GIF.
 *
 * @example
 * ```ts
 * import type { TextPost } from '@threads-sdk/publish';
 *
 * const post: TextPost = { text: 'Up before the city.', linkAttachment: 'https://example.com/kyoto' };
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/posts
 * @category Describe a post
 */
export interface TextPost extends PostSettings {
  /** At most 500 characters, see {@link countText}. */
  readonly text: string;

  /** Address of a page that is shown as a card; without it Threads shows the first link of the text. */
  readonly linkAttachment?: string;

  /** Meta does not say whether a GIF goes with a link card. */
  readonly gif?: Gif;

  readonly textAttachment?: never;
  readonly poll?: never;
  readonly media?: never;
  readonly isSpoilerMedia?: false;
}

/**
 * A link card, with or without a text.
 *
 * @example
 * ```ts
 * import type { LinkPost } from '@threads-sdk/publish';
 *
 * const post: LinkPost = { linkAttachment: 'https://example.com/kyoto' };
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/posts
 * @category Describe a post
 */
export interface LinkPost extends PostSettings {
  /** Address of a page that is shown as a card. */
  readonly linkAttachment: string;

  /** At most 500 characters, see {@link countText}. */
  readonly text?: string;

  /** A long text, which then has no link of its own. */
  readonly textAttachment?: LongText & { readonly linkAttachment?: never };

  /** Meta does not say whether a GIF goes with a link card or a long text. */
  readonly gif?: Gif;

  readonly poll?: never;
  readonly media?: never;
  readonly isSpoilerMedia?: false;
}

/**
 * A GIF, with or without a text.
 *
 * @example
 * ```ts
 * import type { GifPost } from '@threads-sdk/publish';
 *
 * const post: GifPost = { gif: { id: 'l0MYt5jPR6QX5pnqM' } };
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/posts
 * @category Describe a post
 */
export interface GifPost extends PostSettings {
  readonly gif: Gif;

  /** At most 500 characters, see {@link countText}. */
  readonly text?: string;

  readonly linkAttachment?: never;
  readonly textAttachment?: never;
  readonly poll?: never;
  readonly media?: never;
  readonly isSpoilerMedia?: false;
}

/**
 * A long text, with or without a short one before it.
 *
 * @example
 * ```ts
 * import type { LongTextPost } from '@threads-sdk/publish';
 *
 * const post: LongTextPost = { text: 'Three days in Kyoto', textAttachment: { plaintext: 'Day one: the gate …' } };
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/create-posts/text-attachments
 * @category Describe a post
 */
export interface LongTextPost extends PostSettings {
  readonly textAttachment: LongText;

  /** At most 500 characters, see {@link countText}. */
  readonly text?: string;

  /** Meta does not say whether a GIF goes with a long text. */
  readonly gif?: Gif;

  readonly linkAttachment?: never;
  readonly poll?: never;
  readonly media?: never;
  readonly isSpoilerMedia?: false;
}

/**
 * A question with 2 to 4 answers.
 *
 * @example
 * ```ts
 * import type { PollPost } from '@threads-sdk/publish';
 *
 * const post: PollPost = { text: 'What is it in the morning?', poll: ['Tea', 'Coffee'] };
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/create-posts/polls
 * @category Describe a post
 */
export interface PollPost extends PostSettings {
  /** At most 500 characters, see {@link countText}. */
  readonly text: string;

  readonly poll: Poll;

  /** Meta does not say whether a GIF goes with a poll. */
  readonly gif?: Gif;

  readonly linkAttachment?: never;
  readonly textAttachment?: never;
  readonly media?: never;
  readonly isSpoilerMedia?: false;
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
 * @category Describe a post
 */
export interface MediaPost extends PostSettings {
  readonly media: readonly Media[];

  /** At most 500 characters, see {@link countText}. */
  readonly text?: string;

  /** Whether the media, all of a carousel, are blurred until somebody taps them. */
  readonly isSpoilerMedia?: boolean;

  readonly linkAttachment?: never;
  readonly gif?: never;
  readonly textAttachment?: never;
  readonly poll?: never;
}

/**
 * A text that is archived after 24 hours. It is no reply, and has nothing but its text and the spoilers in it; whether
 * it can be kept to some countries Meta does not say.
 *
 * @example
 * ```ts
 * import type { GhostPost } from '@threads-sdk/publish';
 *
 * const post: GhostPost = { text: 'Gone tomorrow', isGhostPost: true };
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/reference/publishing
 * @category Describe a post
 */
export interface GhostPost extends Pick<PostSettings, 'spoilers' | 'allowlistedCountryCodes'> {
  /** At most 500 characters, see {@link countText}. */
  readonly text: string;

  readonly isGhostPost: true;

  readonly replyTo?: never;
  readonly quote?: never;
  readonly replyControl?: never;
  readonly enableReplyApprovals?: false;
  readonly topicTag?: never;
  readonly locationId?: never;
  readonly crossreshareToIg?: never;
  readonly linkAttachment?: never;
  readonly gif?: never;
  readonly textAttachment?: never;
  readonly poll?: never;
  readonly media?: never;
  readonly isSpoilerMedia?: false;
}

/**
 * What `publish` takes: plain JSON. Without media it is a post of text, with one it is an image or video, with 2 to 20
 * a carousel. What Threads refuses for certain does not compile; where Meta is silent, Threads decides.
 *
 * @example
 * ```ts
 * import type { Post } from '@threads-sdk/publish';
 *
 * const posts: Post[] = [{ text: 'Hello' }, { media: [{ image: 'https://example.com/gate.jpg' }] }];
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/posts
 * @category Describe a post
 */
export type Post = TextPost | LinkPost | GifPost | LongTextPost | PollPost | MediaPost | GhostPost;
