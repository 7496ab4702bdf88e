import type { TextStyle } from '../generated/limits.ts';

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
 * @see https://developers.facebook.com/docs/threads/create-posts/spoilers
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
 * @see https://developers.facebook.com/docs/threads/create-posts/text-attachments
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
 * @see https://developers.facebook.com/docs/threads/create-posts/text-attachments
 * @category Describe a post
 */
export interface LongText {
  /** 1 to 10,000 characters; how Meta counts them is not known. */
  readonly plaintext: string;

  /** Parts to style, which must not overlap. */
  readonly styling?: readonly StyledTextRange[];

  /** Address of a page to show with it; not where the post has a `linkAttachment` of its own. */
  readonly linkAttachment?: string;
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
 * @see https://developers.facebook.com/docs/threads/posts
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
 * @see https://developers.facebook.com/docs/threads/create-posts/polls
 * @category Describe a post
 */
export type Poll =
  | readonly [string, string]
  | readonly [string, string, string]
  | readonly [string, string, string, string];
