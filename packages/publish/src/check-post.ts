import * as v from 'valibot';
import { checkInput } from './check-input.ts';
import { countText } from './count-text.ts';
import { id } from './id.ts';
import type { PublishOptions } from './options.ts';
import type { Post } from './post.ts';

/**
 * Refuses a post that Threads would refuse for certain, naming all its faults at once. What is not known about Meta's
 * rules is left to Meta.
 */
export function checkPost(call: string, post: Post, options: PublishOptions): void {
  checkInput(call, postSchema(), post, options);
}

// A function, so that importing the package builds nothing.
function postSchema() {
  const text = v.pipe(
    v.string('must be a string'),
    v.minLength(1, 'must not be empty: leave it out, or write something'),
    v.check(
      (value) => countText(value).characters <= 500,
      ({ input }) =>
        `must have at most 500 characters, has ${countText(input).characters} (an emoji counts its bytes)`,
    ),
  );
  const url = v.pipe(
    v.string('must be a string'),
    v.check(isWebAddress, 'must be an absolute http or https URL without a user name or password'),
  );
  const topicTag = v.pipe(
    v.string('must be a string'),
    v.check((value) => isWithin(value, 1, 50), 'must have 1 to 50 characters'),
    v.regex(/^[^.&\n\r\t]*$/, 'must not contain ".", "&", a line break or a tab'),
  );
  const media = v.pipe(
    v.strictObject(
      {
        image: v.optional(url),
        video: v.optional(url),
        altText: v.optional(
          v.pipe(
            v.string('must be a string'),
            v.check((value) => isWithin(value, 0, 1000), 'must have at most 1000 characters'),
          ),
        ),
      },
      objectMessage,
    ),
    v.partialCheck(
      [['image'], ['video']],
      ({ image, video }) => (image === undefined) !== (video === undefined),
      'needs either image or video',
    ),
  );
  return v.pipe(
    v.strictObject(
      {
        text: v.optional(text),
        media: v.optional(
          v.pipe(
            v.array(media, 'must be a list'),
            v.maxLength(20, 'must have at most 20 items, the limit of a carousel'),
          ),
        ),
        replyTo: v.optional(id()),
        quote: v.optional(id()),
        replyControl: v.optional(
          v.picklist(
            replyControls,
            `must be one of ${replyControls.map((value) => `"${value}"`).join(', ')}`,
          ),
        ),
        topicTag: v.optional(topicTag),
        linkAttachment: v.optional(url),
        locationId: v.optional(id()),
        isSpoilerMedia: v.optional(v.boolean('must be true or false')),
        allowlistedCountryCodes: v.optional(
          v.pipe(
            v.array(
              v.pipe(
                v.string('must be a string'),
                v.regex(/^[A-Z]{2}$/, 'must be a country code of two capital letters'),
              ),
              'must be a list',
            ),
            v.minLength(1, 'must name a country'),
          ),
        ),
      },
      objectMessage,
    ),
    v.partialCheck(
      [['text'], ['media']],
      ({ text: given, media: items }) => given !== undefined || hasItems(items),
      'needs text or media',
    ),
    v.forward(
      v.partialCheck(
        [['media'], ['linkAttachment']],
        ({ media: items, linkAttachment }) => linkAttachment === undefined || !hasItems(items),
        'is for posts without media',
      ),
      ['linkAttachment'],
    ),
    v.forward(
      v.partialCheck(
        [['media'], ['isSpoilerMedia']],
        ({ media: items, isSpoilerMedia }) => isSpoilerMedia === undefined || hasItems(items),
        'is for posts with media',
      ),
      ['isSpoilerMedia'],
    ),
  );
}

const replyControls = [
  'everyone',
  'accounts_you_follow',
  'mentioned_only',
  'parent_post_author_only',
  'followers_only',
] as const;

function objectMessage({ expected }: v.BaseIssue<unknown>): string {
  return expected === 'never' ? 'is not known here' : 'must be an object';
}

function hasItems(items: readonly unknown[] | undefined): boolean {
  return items !== undefined && items.length > 0;
}

/** Counts code points, so that no text is refused that would pass by another count. */
function isWithin(value: string, minimum: number, maximum: number): boolean {
  const { length } = Array.from(value);
  return length >= minimum && length <= maximum;
}

function isWebAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '';
}
