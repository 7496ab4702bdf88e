import { InvalidInputError, toInputIssues } from '@threads-sdk/errors';
import * as v from 'valibot';
import { intentUrl, wellFormed } from './intent-url.ts';
import { isWebAddress } from '../post/is-web-address.ts';
import { maxTopicTagLength, type ReplyControl, replyControls } from '../generated/limits.ts';

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
 * @see https://developers.facebook.com/docs/threads/threads-web-intents
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
 *
 * @throws {InvalidInputError} naming everything in the intent that Threads does not take
 *
 * @example
 * ```ts
 * import { postIntentUrl } from '@threads-sdk/publish';
 *
 * console.log(postIntentUrl({ text: 'Up before the city', url: 'https://example.com/kyoto' }));
 * // https://www.threads.com/intent/post?text=Up%20before%20the%20city&url=https%3A%2F%2Fexample.com%2Fkyoto
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/threads-web-intents
 * @category Link to Threads without a token
 */
export function postIntentUrl(intent: PostIntent = {}): string {
  const { issues, output } = v.safeParse(intentSchema(), intent);
  if (issues !== undefined) throw new InvalidInputError('postIntentUrl', toInputIssues(issues));
  return intentUrl('post', {
    text: output.text,
    url: output.url,
    tag: output.tag,
    reply_control: output.replyControl,
    reply_post_shortcode: output.replyPostShortcode,
    quote_post_shortcode: output.quotePostShortcode,
  });
}

// A function, so that importing the package builds nothing.
function intentSchema() {
  const text = v.pipe(
    v.string('must be a string'),
    v.minLength(1, 'must not be empty: leave it out, or write something'),
    v.check(wellFormed, 'must not contain half of a surrogate pair'),
  );
  const controls = replyControls.filter((control) => control !== 'parent_post_author_only');
  const shortcode = v.pipe(
    v.string('must be a string'),
    v.regex(/^[\w-]+$/, 'must be a shortcode, the last part of a permalink, and not an address'),
  );
  return v.strictObject(
    {
      text: v.optional(text),
      url: v.optional(
        v.pipe(
          text,
          v.check(isWebAddress, 'must be an absolute http or https URL without a user name or password'),
        ),
      ),
      tag: v.optional(
        v.pipe(
          text,
          v.check(
            (tag) => Array.from(tag).length <= maxTopicTagLength,
            `must have at most ${maxTopicTagLength} characters`,
          ),
          v.regex(/^[^.&\n\r\t]*$/, 'must not contain ".", "&", a line break or a tab'),
        ),
      ),
      replyControl: v.optional(
        v.picklist(controls, `must be one of ${controls.map((control) => `"${control}"`).join(', ')}`),
      ),
      replyPostShortcode: v.optional(shortcode),
      quotePostShortcode: v.optional(shortcode),
    },
    ({ expected }) => (expected === 'never' ? 'is not known here' : 'must be an object'),
  );
}
