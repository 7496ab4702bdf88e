import { checkInput, filledText, inputObject, matching, oneOf } from '@threads-sdk/internal';
import type * as v from 'valibot';
import { webAddress } from '../address.ts';
import { topicTag, unbroken } from '../check-post.ts';
import { type ReplyControl, replyControls } from '../generated/limits.ts';

/**
 * What the composer of Threads is opened with.
 *
 * @example
 * ```ts
 * import type { PostIntent } from '@threads-sdk/publish';
 *
 * const intent: PostIntent = { text: 'Up before the city.', url: 'https://example.com/kyoto' };
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/threads-web-intents
 * @category Link to Threads without a token
 */
export interface PostIntent {
  /** What is written already. Whoever posts can change it; a post takes at most 500 characters. */
  readonly text?: string;

  /** Address of a page that is shown as a card. */
  readonly url?: string;

  /** The topic, without `#`: 1 to 50 characters, no `.`, `&`, line break or tab. */
  readonly tag?: string;

  /** Who may reply. The composer does not know `parent_post_author_only`. */
  readonly replyControl?: Exclude<ReplyControl, 'parent_post_author_only'>;

  /** The post that this one answers, by its shortcode: the last part of its permalink, not its id. */
  readonly replyPostShortcode?: string;

  /** The post that this one quotes, by its shortcode. */
  readonly quotePostShortcode?: string;
}

/**
 * Makes the address of a page where somebody who is logged in to Threads finds a post written for them, to change and
 * to post: for "share" buttons, without an app or a token.
 *
 * @param intent what the post begins with; all of it may be left out
 * @returns an address on `www.threads.com`, percent-encoded, safe in HTML attributes and Markdown once `&` is escaped
 *   as they ask
 * @throws {InvalidInputError} if Threads does not take something in the intent; it names every fault
 *
 * @example
 * ```ts
 * import { postIntentUrl } from '@threads-sdk/publish';
 *
 * console.log(postIntentUrl({ text: 'Up before the city', url: 'https://example.com/kyoto' }));
 * // https://www.threads.com/intent/post?text=Up%20before%20the%20city&url=https%3A%2F%2Fexample.com%2Fkyoto
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/threads-web-intents
 * @category Link to Threads without a token
 */
export function postIntentUrl(intent: PostIntent = {}): string {
  checkInput('postIntentUrl', intentSchema(), intent);
  return intentUrl('post', {
    text: intent.text,
    url: intent.url,
    tag: intent.tag,
    reply_control: intent.replyControl,
    reply_post_shortcode: intent.replyPostShortcode,
    quote_post_shortcode: intent.quotePostShortcode,
  });
}

// A function, so that importing the package builds nothing.
function intentSchema(): v.GenericSchema {
  const shortcode = matching(
    /^[\w-]+$/,
    'must be a shortcode, the last part of a permalink, and not an address',
  );
  return inputObject({
    text: unbroken(filledText),
    url: unbroken(webAddress()),
    tag: topicTag(),
    replyControl: oneOf(replyControls.filter((control) => control !== 'parent_post_author_only')),
    replyPostShortcode: shortcode,
    quotePostShortcode: shortcode,
  });
}

/**
 * Makes the address of a page where somebody who is logged in to Threads can follow a profile with one click, without
 * an app or a token.
 *
 * @param input the profile
 * @param input.username the name of the profile, without `@`
 * @returns an address on `www.threads.com`
 * @throws {InvalidInputError} if the username is no name of a profile
 *
 * @example
 * ```ts
 * import { followIntentUrl } from '@threads-sdk/publish';
 *
 * console.log(followIntentUrl({ username: 'mika' })); // https://www.threads.com/intent/follow?username=mika
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/threads-web-intents
 * @category Link to Threads without a token
 */
export function followIntentUrl(input: { readonly username: string }): string {
  const username = matching(
    /^[\w.]+$/,
    'must be letters, digits, "." and "_" of a profile\'s name, without "@"',
  );
  checkInput('followIntentUrl', inputObject({ username }, ['username']), input);
  return intentUrl('follow', { username: input.username });
}

/** The address of a web intent. Only texts that are well-formed can be encoded. */
function intentUrl(name: string, query: Readonly<Record<string, string | undefined>>): string {
  const pairs = Object.entries(query).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${encode(value)}`],
  );
  return [`https://www.threads.com/intent/${name}`, ...(pairs.length > 0 ? [pairs.join('&')] : [])].join('?');
}

/** Also what `encodeURIComponent` leaves, for addresses that stand in quotes or brackets. */
function encode(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
