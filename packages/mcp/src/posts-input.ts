import * as v from 'valibot';
import { maxTextLength } from './generated/limits.ts';

/** The schema of posts in arguments. It says what an agent has to know; whether posts can be published, publishing checks. */
export function postsInput(): v.GenericSchema<readonly object[]> {
  const text = (says?: string): v.OptionalSchema<v.GenericSchema<string>, undefined> =>
    v.optional(says === undefined ? v.string() : v.pipe(v.string(), v.description(says)));
  const flag = v.optional(v.boolean());
  const post = v.object({
    text: text(`At most ${maxTextLength} characters`),
    media: v.optional(v.array(v.object({ image: text(), video: text(), altText: text() }))),
    linkAttachment: text(),
    textAttachment: v.optional(
      v.pipe(v.object({ plaintext: v.string() }), v.description('A long text to open')),
    ),
    poll: v.optional(v.pipe(v.array(v.string()), v.description('2 to 4 answers'))),
    topicTag: text('Without #'),
    replyTo: text('Id of a post'),
    quote: text('Id of a post'),
    replyControl: text('Who may reply'),
    enableReplyApprovals: flag,
    isSpoilerMedia: flag,
    isGhostPost: flag,
  });
  return v.pipe(
    v.array(post),
    v.description('One post, or a chain. image, video: https address, path of a file, or stored:KEY'),
  );
}

/** The name under which something is done once only. */
export function keyInput(): v.GenericSchema<string> {
  return v.pipe(
    v.string(),
    // The person reads it. What has lines could speak to them.
    v.regex(/^[^\n\r]{1,200}$/, 'must be one line of 1 to 200 characters'),
    v.description('Your name for it; the same key again never posts twice'),
  );
}

/** What a preview gave. */
export function confirmInput(): v.OptionalSchema<v.GenericSchema<string>, undefined> {
  return v.optional(v.pipe(v.string(), v.description('From preview, where the client cannot ask a person')));
}

/** The id of a post. */
export function idInput(): v.GenericSchema<string> {
  return v.pipe(v.string(), v.regex(/^\d+$/, 'must be an id of digits, not an address or shortcode'));
}

/** How many items of a list, and where to go on. */
export function pageInput(): {
  readonly limit: v.OptionalSchema<v.GenericSchema<number>, undefined>;
  readonly after: v.OptionalSchema<v.GenericSchema<string>, undefined>;
} {
  return {
    limit: v.optional(
      v.pipe(
        v.number(),
        v.integer('must be a whole number'),
        v.minValue(1, 'must be at least 1'),
        v.maxValue(maxLimit, `must be at most ${maxLimit}`),
      ),
    ),
    after: v.optional(v.string()),
  };
}

/** How many items a list can have. */
const maxLimit = 25;

/** How many items there are in a list if nothing else is said. */
export const defaultLimit = 10;
