import * as v from 'valibot';
import { checkInput } from '../check-input.ts';
import { conflictsOf } from './conflicts-of.ts';
import { countText } from '../text/count-text.ts';
import {
  maxAltTextLength,
  maxCarouselItems,
  maxPollOptionLength,
  maxPollOptions,
  maxSpoilers,
  maxTextAttachmentLength,
  maxTextLength,
  maxTopicTagLength,
  minPollOptionLength,
  minPollOptions,
  minTopicTagLength,
  replyControls,
  textStyles,
} from '../generated/limits.ts';
import { id } from '../id.ts';
import type { PublishOptions } from '../options.ts';
import { isWebAddress } from './is-web-address.ts';
import type { Post } from './post.ts';

/**
 * Refuses a post that Threads would refuse for certain, naming all its faults at once. What is not known about Meta's
 * rules is left to Meta.
 */
export function checkPost(call: string, post: Post, options: PublishOptions): void {
  checkInput(call, postSchema(), post, options);
}

// A function, so that importing the package builds nothing.
function postSchema(): v.GenericSchema {
  const string = v.string('must be a string');
  const filled = v.pipe(string, v.minLength(1, 'must not be empty'));
  const text = v.pipe(
    filled,
    v.check(
      (value) => countText(value).characters <= maxTextLength,
      ({ input }) =>
        `must have at most ${maxTextLength} characters, has ${countText(input).characters} (an emoji counts its bytes)`,
    ),
  );
  const link = v.pipe(
    string,
    v.check(isWebAddress, 'must be an absolute http or https URL without a user name or password'),
  );
  const flag = v.boolean('must be true or false');
  const range = { offset: whole(0), length: whole(1) };
  const style = oneOf(...textStyles);
  const post = object({
    text: v.optional(text),
    media: v.optional(
      list(
        object({
          image: v.optional(link),
          video: v.optional(link),
          altText: v.optional(sized(0, maxAltTextLength)),
        }),
        0,
        maxCarouselItems,
      ),
    ),
    replyTo: v.optional(id()),
    quote: v.optional(id()),
    spoilers: v.optional(list(object(range), 0, maxSpoilers)),
    replyControl: v.optional(oneOf(...replyControls)),
    enableReplyApprovals: v.optional(flag),
    topicTag: v.optional(
      v.pipe(
        sized(minTopicTagLength, maxTopicTagLength),
        v.regex(/^[^.&\n\r\t]*$/, 'must not contain ".", "&", a line break or a tab'),
      ),
    ),
    locationId: v.optional(id()),
    allowlistedCountryCodes: v.optional(
      v.pipe(
        list(v.pipe(string, v.regex(/^[A-Z]{2}$/, 'must be a country code of two capital letters'))),
        v.minLength(1, 'must not be empty'),
      ),
    ),
    crossreshareToIg: v.optional(oneOf('light', 'dark')),
    linkAttachment: v.optional(link),
    gif: v.optional(object({ id: filled })),
    textAttachment: v.optional(
      object({
        plaintext: v.pipe(
          filled,
          // What counts as a character here is not known; grapheme clusters are the fewest.
          v.check(
            (value) =>
              value.length <= maxTextAttachmentLength ||
              Array.from(new Intl.Segmenter().segment(value)).length <= maxTextAttachmentLength,
            `must have at most ${maxTextAttachmentLength} characters`,
          ),
        ),
        linkAttachment: v.optional(link),
        styling: v.optional(list(object({ ...range, styles: list(style) }))),
      }),
    ),
    poll: v.optional(list(sized(minPollOptionLength, maxPollOptionLength), minPollOptions, maxPollOptions)),
    isSpoilerMedia: v.optional(flag),
    isGhostPost: v.optional(flag),
  });
  return v.pipe(
    post,
    v.rawCheck(({ dataset: { value }, addIssue }) => {
      if (typeof value !== 'object' || value === null) return;
      for (const { path: key, message } of conflictsOf(value)) {
        addIssue({ message, path: [{ type: 'unknown', origin: 'value', input: value, key, value }] });
      }
    }),
  );
}

function object<const Members extends v.ObjectEntries>(
  members: Members,
): v.StrictObjectSchema<Members, typeof objectMessage> {
  return v.strictObject(members, objectMessage);
}

function objectMessage({ expected }: v.BaseIssue<unknown>): string {
  if (expected === 'never') return 'is not known here';
  return expected === 'Object' ? 'must be an object' : 'is missing';
}

function list(item: v.GenericSchema, least = 0, most = Infinity): v.GenericSchema<unknown[]> {
  return v.pipe(
    v.array(item, 'must be a list'),
    v.check(({ length }) => length >= least && length <= most, `must have ${span(least, most)} items`),
  );
}

/** Counts code points, the most that a character can be. */
function sized(least: number, most: number): v.GenericSchema<string> {
  return v.pipe(
    v.string('must be a string'),
    v.check(
      (value) => {
        const { length } = Array.from(value);
        return length >= least && length <= most;
      },
      `must have ${span(least, most)} characters`,
    ),
  );
}

function span(least: number, most: number): string {
  return least === 0 ? `at most ${most}` : `${least} to ${most}`;
}

function whole(least: number): v.GenericSchema<number> {
  return v.custom<number>(
    (value) => Number.isInteger(value) && Number(value) >= least,
    `must be a whole number from ${least}`,
  );
}

function oneOf(...values: readonly string[]): v.GenericSchema<string> {
  return v.picklist(values, `must be one of ${values.map((value) => `"${value}"`).join(', ')}`);
}
