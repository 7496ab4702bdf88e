import * as v from 'valibot';

/** The schema of posts in arguments. It says what an agent has to know; whether posts can be published, publishing checks. */
export function postsInput() {
  const source = v.union([v.string(), v.object({ stored: v.string() })]);
  const post = v.object({
    text: v.optional(v.string()),
    media: v.optional(
      v.array(
        v.object({ image: v.optional(source), video: v.optional(source), altText: v.optional(v.string()) }),
      ),
    ),
    linkAttachment: v.optional(v.string()),
    poll: v.optional(v.array(v.string())),
    topicTag: v.optional(v.string()),
    replyTo: v.optional(v.string()),
    quote: v.optional(v.string()),
    replyControl: v.optional(v.string()),
    enableReplyApprovals: v.optional(v.boolean()),
    isSpoilerMedia: v.optional(v.boolean()),
    isGhostPost: v.optional(v.boolean()),
  });
  return v.pipe(
    v.array(post),
    v.description('One post, or a chain. image, video: https address, path of a file, or stored key'),
  );
}

/** The name under which something is done once only. */
export function keyInput() {
  return v.pipe(
    v.string(),
    v.nonEmpty('must not be empty'),
    v.description('Your name for it; the same key again never posts twice'),
  );
}

/** What a preview gave. */
export function confirmInput() {
  return v.optional(v.pipe(v.string(), v.description('From preview, where the client cannot ask a person')));
}

/** The id of a post. */
export function idInput() {
  return v.pipe(v.string(), v.regex(/^\d+$/, 'must be an id of digits, not an address or shortcode'));
}

/** How many items of a list, and where to go on. */
export function pageInput() {
  return {
    limit: v.optional(
      v.pipe(
        v.number(),
        v.integer('must be a whole number'),
        v.minValue(1, 'must be at least 1'),
        v.maxValue(25, 'must be at most 25'),
      ),
    ),
    after: v.optional(v.string()),
  };
}

/** How many items there are in a list if nothing else is said. */
export const defaultLimit = 10;
