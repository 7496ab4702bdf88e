import type { InputIssue } from '@threads-sdk/errors';
import {
  boundedList,
  check,
  filledText,
  flag,
  inputObject,
  issuesOf,
  listOf,
  matching,
  oneOf,
  span,
  whole,
} from '@threads-sdk/internal';
import type * as v from 'valibot';
import { bareAddress, webAddress } from './address.ts';
import { isKnownParameter } from './container-parameters.ts';
import {
  maxAltTextLength,
  maxCarouselItems,
  maxLinks,
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
} from './generated/limits.ts';
import type { Post } from './post.ts';
import { id } from './state.ts';
import { countBytes, countText } from './text/count-text.ts';

/**
 * What Threads would refuse for certain in a post, all of it at once. What is not known about Meta's rules is left to
 * Meta.
 *
 * `createContainer` checks the parameters that are made of the post once more. But it sees one container at a time, when
 * others may exist already, and knows the members by other names: here the caller learns of every fault in the words of
 * the post, before anything is sent.
 *
 * @param storage where its files are, if they are anywhere. A post that is only begun later may have some
 */
export function postIssues(post: unknown, fast = false, storage: unknown = true): readonly InputIssue[] {
  const issues = [...issuesOf(postSchema(storage), post), ...conflictsOf(post)];
  const isForTexts = fast && itemsOf(Object(post).media).length > 0;
  return isForTexts ? [...issues, { path: 'options.fast', message: 'is for posts without media' }] : issues;
}

/** What is wrong with a repost. */
export function repostIssues(post: unknown): readonly InputIssue[] {
  return issuesOf(inputObject({ repost: id() }), post);
}

/** The same faults of something that is a member of an input. */
export function locatedAt(place: string, issues: readonly InputIssue[]): readonly InputIssue[] {
  return issues.map(({ path, message }) => ({ path: path === '' ? place : `${place}.${path}`, message }));
}

// A function, so that importing the package builds nothing.
function postSchema(storage: unknown): v.GenericSchema {
  const link = webAddress();
  const source = webAddress(storage);
  const range = { offset: whole(0), length: whole(1) };
  const isRange = ['offset', 'length'];
  return inputObject({
    text: unbroken(
      counted(maxTextLength, (text) => countText(text).characters, ' (an emoji counts its bytes)'),
    ),
    media: boundedList(
      inputObject({ image: source, video: source, altText: unbroken(sized(0, maxAltTextLength)) }),
      0,
      maxCarouselItems,
    ),
    replyTo: id(),
    quote: id(),
    spoilers: boundedList(inputObject(range, isRange), 0, maxSpoilers),
    replyControl: oneOf(replyControls),
    enableReplyApprovals: flag,
    topicTag: topicTag(),
    locationId: id(),
    allowlistedCountryCodes: boundedList(matching(/^[A-Z]{2}$/, 'must be two capital letters'), 1),
    crossreshareToIg: oneOf(['light', 'dark']),
    linkAttachment: link,
    gif: inputObject({ id: filledText }, ['id']),
    textAttachment: inputObject(
      {
        // What counts as a character here is not known; grapheme clusters are the fewest.
        plaintext: unbroken(
          counted(maxTextAttachmentLength, (text) => Array.from(new Intl.Segmenter().segment(text)).length),
        ),
        linkAttachment: link,
        styling: listOf(
          inputObject(
            {
              ...range,
              styles: listOf(oneOf(textStyles)),
            },
            [...isRange, 'styles'],
          ),
        ),
      },
      ['plaintext'],
    ),
    poll: boundedList(
      unbroken(sized(minPollOptionLength, maxPollOptionLength)),
      minPollOptions,
      maxPollOptions,
    ),
    isSpoilerMedia: flag,
    isGhostPost: flag,
  });
}

/** The schema of a topic. */
export function topicTag(): v.GenericSchema<unknown, string> {
  return unbroken(
    sized(
      minTopicTagLength,
      maxTopicTagLength,
      String.raw`[^.&\n\r\t]`,
      ', without ".", "&", line break or tab',
    ),
  );
}

/** A text of whole characters: half a one, which a cut through an emoji leaves, would be published as U+FFFD. */
export function unbroken(text: v.GenericSchema<unknown, string>): v.GenericSchema<unknown, string> {
  return check(
    text,
    (value) => !/\p{Surrogate}/u.test(value),
    'is cut through a character, such as an emoji',
  );
}

function counted(most: number, count: (text: string) => number, note = ''): v.GenericSchema<unknown, string> {
  return check(
    filledText,
    (text) => count(text) <= most,
    (text) => `must have at most ${most} characters, has ${count(text)}${note}`,
  );
}

/** Counts code points, the most that a character can be. */
function sized(min: number, max: number, character = '.', rest = ''): v.GenericSchema<string> {
  const form = new RegExp(`^${character}{${min},${max}}$`, 'su');
  return matching(form, `must have ${span(min, max)} characters${rest}`);
}

/** A member of a post, or of its text attachment, that others may conflict with. */
type Place = keyof Post | 'textAttachment.linkAttachment';

/** What Threads is documented to refuse beside a member; combinations that it leaves open are not here. */
const conflicts: Readonly<Partial<Record<Place, readonly (keyof Post)[]>>> = {
  linkAttachment: ['media'],
  gif: ['media'],
  textAttachment: ['media'],
  poll: ['media', 'linkAttachment', 'textAttachment'],
  isGhostPost: [
    'media',
    'linkAttachment',
    'gif',
    'textAttachment',
    'poll',
    'replyTo',
    'quote',
    'replyControl',
    'enableReplyApprovals',
    'topicTag',
    'locationId',
    'crossreshareToIg',
  ],
  'textAttachment.linkAttachment': ['linkAttachment'],
};

/** The faults that members of a post make together. The members themselves may be wrong too. */
function conflictsOf(given: unknown): readonly InputIssue[] {
  if (typeof given !== 'object' || given === null) return [];
  const post: Members = { ...given };
  const attachment: Members = Object(post['textAttachment']);
  const media = itemsOf(post['media']);
  const members: Members = {
    ...post,
    media: media[0],
    'textAttachment.linkAttachment': attachment['linkAttachment'],
  };
  const isGiven = (name: string): boolean => members[name] !== undefined && members[name] !== false;
  const issues: InputIssue[] = [];
  const refuseIf = (isFault: boolean, path: string, message: string): void => {
    if (isFault) issues.push({ path, message });
  };
  for (const [name, others] of Object.entries(conflicts)) {
    const present = isGiven(name) ? others.filter(isGiven) : [];
    refuseIf(present.length > 0, name, `does not go with ${present.join(', ')}`);
  }
  refuseIf(
    linksOf(post, attachment).size > maxLinks,
    '',
    `must have at most ${maxLinks} different links, has ${linksOf(post, attachment).size}`,
  );
  const enough = ['text', 'media', 'linkAttachment', 'gif', 'textAttachment'];
  refuseIf(!enough.some(isGiven), '', `needs one of ${enough.join(', ')}`);
  refuseIf(isGiven('isSpoilerMedia') && !isGiven('media'), 'isSpoilerMedia', 'is for posts with media');
  for (const [index, { image, video }] of media.entries()) {
    refuseIf(
      (image === undefined) === (video === undefined),
      `media[${index}]`,
      'needs either image or video',
    );
  }
  for (const [path, ranges, text] of [
    ['spoilers', post['spoilers'], post['text']],
    ['textAttachment.styling', attachment['styling'], attachment['plaintext']],
  ] as const) {
    // Meta does not say what offsets count; bytes are the most that there can be.
    const end = countBytes(typeof text === 'string' ? text : '');
    for (const [index, { offset, length }] of itemsOf(ranges).entries()) {
      refuseIf(Number(offset) + Number(length) > end, `${path}[${index}]`, 'must lie within the text');
    }
  }
  refuseIf(hasOverlaps(attachment['styling']), 'textAttachment.styling', 'must not overlap');
  return issues;
}

/**
 * The links of a post that are surely links, each once. Of addresses that Threads may take for the same, one counts: what is
 * refused here, Threads would refuse for certain.
 */
function linksOf({ text, linkAttachment }: Members, attachment: Members): ReadonlySet<string> {
  const inText = String(text).match(/(?:https?:\/\/|www\.)(?:(?!https?:\/\/)[^\s<>"])+/gi) ?? [];
  const links = [
    ...inText.map((link) => link.replace(/[^\p{L}\p{N}/]+$/u, '')),
    linkAttachment,
    attachment['linkAttachment'],
  ];
  return new Set(
    links.flatMap((link) => (/^\s*(https?:|www\.)/i.test(String(link)) ? [bareAddress(String(link))] : [])),
  );
}

type Members = Readonly<Record<string, unknown>>;

function hasOverlaps(ranges: unknown): boolean {
  const sorted = itemsOf(ranges).toSorted((one, other) => Number(one['offset']) - Number(other['offset']));
  let end = Number.NaN; // nothing lies before the first
  return sorted.some(({ offset, length }) => {
    const isBefore = Number(offset) < end;
    end = Number(offset) + Number(length);
    return isBefore;
  });
}

function itemsOf(value: unknown): readonly Members[] {
  return Array.isArray(value) ? value.map((item) => Object(item)) : [];
}

/** What is wrong with parameters that the SDK is said not to know: a post is found again by those that it knows. */
export function extraIssues(extra: unknown): readonly InputIssue[] {
  return Object.entries(Object(extra)).flatMap(([path, value]) => {
    if (isKnownParameter(path)) return [{ path, message: 'is sent by the SDK itself' }];
    return isJson(value) ? [] : [{ path, message: 'must be JSON without null, with large integers as text' }];
  });
}

/** Whether a value is the same after it was kept as JSON text. */
function isJson(value: unknown): boolean {
  if (typeof value === 'number') return Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  if (typeof value !== 'object') return typeof value === 'string' || typeof value === 'boolean';
  const isPlain = /(Object|Array)\]$/.test(Object.prototype.toString.call(value));
  return value !== null && isPlain && Object.values(value).every(isJson);
}
