import type { ReplyControl, TextStyle } from './generated/limits.ts';

/**
 * A part of a text. Meta does not say what `offset` and `length` count. Its own sample app counts UTF-16 code units, as
 * `text.indexOf(part)` and `part.length` do, so that is what is assumed here.
 *
 * @example
 * ```ts
 * import type { TextRange } from '@threads-sdk/publish';
 *
 * const text = 'The gardener did it.';
 * const spoiler: TextRange = { offset: text.indexOf('gardener'), length: 'gardener'.length };
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/create-posts/spoilers
 * @category Describe a post
 */
export interface TextRange {
  /** Where the part starts, from 0. */
  readonly offset: number;

  /** How long it is, from 1. */
  readonly length: number;
}

/**
 * How a part of a long text looks.
 *
 * @example
 * ```ts
 * import type { StyledTextRange } from '@threads-sdk/publish';
 *
 * const title: StyledTextRange = { offset: 0, length: 17, styles: ['bold', 'underline'] };
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/create-posts/text-attachments
 * @category Describe a post
 */
export interface StyledTextRange extends TextRange {
  readonly styles: readonly TextStyle[];
}

/**
 * A long text that readers open from the post.
 *
 * @example
 * ```ts
 * import type { LongText } from '@threads-sdk/publish';
 *
 * const textAttachment: LongText = {
 *   plaintext: 'Day one: the gate. Up before the city …',
 *   styling: [{ offset: 0, length: 8, styles: ['bold'] }],
 *   linkAttachment: 'https://example.com/kyoto',
 * };
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/create-posts/text-attachments
 * @category Describe a post
 */
export interface LongText {
  /** 1 to 10,000 characters; how Meta counts them is not known. */
  readonly plaintext: string;

  /** Parts to style, which must not overlap. */
  readonly styling?: readonly StyledTextRange[] | undefined;

  /** Address of a page to show with it; not where the post has a `linkAttachment` of its own. */
  readonly linkAttachment?: string | undefined;
}

/**
 * A GIF of GIPHY.
 *
 * @example
 * ```ts
 * import type { Gif } from '@threads-sdk/publish';
 *
 * const gif: Gif = { id: 'l0MYt5jPR6QX5pnqM' };
 * ```
 *
 * @category Describe a post
 */
export interface Gif {
  /** The `id` that GIPHY's API gives it. */
  readonly id: string;
}

/**
 * The 2 to 4 answers of a poll, each of 1 to 25 characters. How long people can vote is up to Threads.
 *
 * @example
 * ```ts
 * import type { Poll } from '@threads-sdk/publish';
 *
 * const poll: Poll = ['Tea', 'Coffee'];
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/create-posts/polls
 * @category Describe a post
 */
export type Poll =
  | readonly [string, string]
  | readonly [string, string, string]
  | readonly [string, string, string, string];

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
 * @see https://developers.facebook.com/documentation/threads/reference/publishing
 * @category Describe a post
 */
export interface PostSettings {
  /** Id of the post or reply that this one answers. Without it the post stands on its own. */
  readonly replyTo?: string | undefined;

  /** Id of the post that this one quotes. Meta does not say whether a reply can, or a poll, a GIF or a long text. */
  readonly quote?: string | undefined;

  /** Up to 10 parts of the text that are covered until somebody taps them. */
  readonly spoilers?: readonly TextRange[] | undefined;

  /** Who may reply; Threads lets everyone when it is left out. */
  readonly replyControl?: ReplyControl | undefined;

  /** Whether replies stay hidden until you approve them. */
  readonly enableReplyApprovals?: boolean | undefined;

  /** The topic, without `#`: 1 to 50 characters, no `.`, `&`, line break or tab. */
  readonly topicTag?: string | undefined;

  /** Id of a place, as `searchLocations` finds it. Needs the permission `threads_location_tagging`. */
  readonly locationId?: string | undefined;

  /** ISO 3166-1 alpha-2 codes of the only countries that see the post. Works for eligible profiles only. */
  readonly allowlistedCountryCodes?: readonly string[] | undefined;

  /**
   * Shares the post as a story of the linked Instagram account too, on a light or a dark background. Needs the
   * permission `threads_share_to_instagram`. If it fails, the post is live all the same.
   */
  readonly crossreshareToIg?: 'light' | 'dark' | undefined;

  readonly isGhostPost?: false | undefined;
}

/**
 * A file that lies in the storage already, by its key there: what is uploaded by a browser, or was uploaded with `storeFiles`.
 *
 * @example
 * ```ts
 * import type { StoredFile } from '@threads-sdk/publish';
 *
 * const gate: StoredFile = { stored: 'threads/2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae.jpg' };
 * ```
 *
 * @category Post files
 */
export interface StoredFile {
  /** The key. Whoever publishes it gives the option `storage`. */
  readonly stored: string;
}

/**
 * One image or video of a post, given by an address from which Meta downloads it (`http` or `https`, reachable by the
 * public, without a login), or by the key of a file in the storage.
 *
 * @example
 * ```ts
 * import type { Media } from '@threads-sdk/publish';
 *
 * const gate: Media = { image: 'https://example.com/gate.jpg', altText: 'A red gate in fog' };
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/overview#image-specifications
 * @category Describe a post
 */
export type Media =
  | {
      /** Address of a JPEG or PNG of at most 8 MB. */
      readonly image: string | StoredFile;
      readonly video?: undefined;
      /** Description for people who cannot see it: at most 1,000 characters. */
      readonly altText?: string | undefined;
    }
  | {
      /** Address of an MP4 or MOV of at most 5 minutes and 1 GB. */
      readonly video: string | StoredFile;
      readonly image?: undefined;
      /** Description for people who cannot see it: at most 1,000 characters. */
      readonly altText?: string | undefined;
    };

/**
 * One image or video of a post, given by a file: a `Blob` or `File`, or on Node a path with `openFile` of
 * `@threads-sdk/storage/node`.
 *
 * @example
 * ```ts
 * import type { MediaFile } from '@threads-sdk/publish';
 *
 * export const chosen = (input: HTMLInputElement): MediaFile[] =>
 *   [...(input.files ?? [])].map((file) => ({ image: file }));
 * ```
 *
 * @category Post files
 */
export type MediaFile =
  | {
      /** A JPEG or PNG of at most 8 MB. */
      readonly image: Blob;
      readonly video?: undefined;
      /** Description for people who cannot see it: at most 1,000 characters. */
      readonly altText?: string | undefined;
    }
  | {
      /** An MP4 or MOV of at most 5 minutes and 1 GB. */
      readonly video: Blob;
      readonly image?: undefined;
      /** Description for people who cannot see it: at most 1,000 characters. */
      readonly altText?: string | undefined;
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
 * @category Describe a post
 */
export interface TextPost extends PostSettings {
  /** At most 500 characters, see {@link countText}. */
  readonly text: string;

  /** Address of a page that is shown as a card; without it Threads shows the first link of the text. */
  readonly linkAttachment?: string | undefined;

  /** Meta does not say whether a GIF goes with a link card. */
  readonly gif?: Gif | undefined;

  readonly textAttachment?: undefined;
  readonly poll?: undefined;
  readonly media?: undefined;
  readonly isSpoilerMedia?: false | undefined;
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
 * @category Describe a post
 */
export interface LinkPost extends PostSettings {
  /** Address of a page that is shown as a card. */
  readonly linkAttachment: string;

  /** At most 500 characters, see {@link countText}. */
  readonly text?: string | undefined;

  /** A long text, which then has no link of its own. */
  readonly textAttachment?: (LongText & { readonly linkAttachment?: undefined }) | undefined;

  /** Meta does not say whether a GIF goes with a link card or a long text. */
  readonly gif?: Gif | undefined;

  readonly poll?: undefined;
  readonly media?: undefined;
  readonly isSpoilerMedia?: false | undefined;
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
 * @category Describe a post
 */
export interface GifPost extends PostSettings {
  readonly gif: Gif;

  /** At most 500 characters, see {@link countText}. */
  readonly text?: string | undefined;

  readonly linkAttachment?: undefined;
  readonly textAttachment?: undefined;
  readonly poll?: undefined;
  readonly media?: undefined;
  readonly isSpoilerMedia?: false | undefined;
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
 * @see https://developers.facebook.com/documentation/threads/create-posts/text-attachments
 * @category Describe a post
 */
export interface LongTextPost extends PostSettings {
  readonly textAttachment: LongText;

  /** At most 500 characters, see {@link countText}. */
  readonly text?: string | undefined;

  /** Meta does not say whether a GIF goes with a long text. */
  readonly gif?: Gif | undefined;

  readonly linkAttachment?: undefined;
  readonly poll?: undefined;
  readonly media?: undefined;
  readonly isSpoilerMedia?: false | undefined;
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
 * @see https://developers.facebook.com/documentation/threads/create-posts/polls
 * @category Describe a post
 */
export interface PollPost extends PostSettings {
  /** At most 500 characters, see {@link countText}. */
  readonly text: string;

  readonly poll: Poll;

  /** Meta does not say whether a GIF goes with a poll. */
  readonly gif?: Gif | undefined;

  readonly linkAttachment?: undefined;
  readonly textAttachment?: undefined;
  readonly media?: undefined;
  readonly isSpoilerMedia?: false | undefined;
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
 * @see https://developers.facebook.com/documentation/threads/posts#carousel-posts
 * @category Describe a post
 */
export interface MediaPost extends PostSettings {
  readonly media: readonly Media[];

  /** At most 500 characters, see {@link countText}. */
  readonly text?: string | undefined;

  /** Whether the media, all of a carousel, are blurred until somebody taps them. */
  readonly isSpoilerMedia?: boolean | undefined;

  readonly linkAttachment?: undefined;
  readonly gif?: undefined;
  readonly textAttachment?: undefined;
  readonly poll?: undefined;
}

/**
 * A post with media of which some are files. Publishing uploads them to the option `storage`, and keeps their keys.
 *
 * @example
 * ```ts
 * import type { FilePost } from '@threads-sdk/publish';
 *
 * export const postOf = (file: File): FilePost => ({ text: 'The gate', media: [{ image: file, altText: 'A red gate' }] });
 * ```
 *
 * @category Post files
 */
export interface FilePost extends Omit<MediaPost, 'media'> {
  readonly media: readonly (Media | MediaFile)[];
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
 * @see https://developers.facebook.com/documentation/threads/reference/publishing
 * @category Describe a post
 */
export interface GhostPost extends Pick<PostSettings, 'spoilers' | 'allowlistedCountryCodes'> {
  /** At most 500 characters, see {@link countText}. */
  readonly text: string;

  readonly isGhostPost: true;

  readonly replyTo?: undefined;
  readonly quote?: undefined;
  readonly replyControl?: undefined;
  readonly enableReplyApprovals?: false | undefined;
  readonly topicTag?: undefined;
  readonly locationId?: undefined;
  readonly crossreshareToIg?: undefined;
  readonly linkAttachment?: undefined;
  readonly gif?: undefined;
  readonly textAttachment?: undefined;
  readonly poll?: undefined;
  readonly media?: undefined;
  readonly isSpoilerMedia?: false | undefined;
}

/**
 * What is published: plain JSON. Without media it is a post of text, with one it is an image or video, with 2 to 20
 * a carousel. What Threads refuses for certain does not compile; where Meta is silent, Threads decides.
 *
 * @example
 * ```ts
 * import type { Post } from '@threads-sdk/publish';
 *
 * const posts: Post[] = [{ text: 'Hello' }, { media: [{ image: 'https://example.com/gate.jpg' }] }];
 * ```
 *
 * @category Describe a post
 */
export type Post = TextPost | LinkPost | GifPost | LongTextPost | PollPost | MediaPost | GhostPost;

/**
 * A repost, as the state of its publishing keeps it.
 *
 * @example
 * ```ts
 * import type { Repost } from '@threads-sdk/publish';
 *
 * const repost: Repost = { repost: '17841405793187218' };
 * ```
 *
 * @category Describe a post
 */
export interface Repost {
  /** Id of the post that is reposted. */
  readonly repost: string;
}
