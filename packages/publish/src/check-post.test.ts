import { type InputIssue, isInvalidInputError } from '@threads-sdk/errors';
import { describe, expect, it } from 'vitest';
import { checkPost } from './check-post.ts';
import type { Media, Post } from './post.ts';

const image: Media = { image: 'https://example.com/gate.jpg' };

/** The faults of a post as `path: message`; callers without types can pass anything. */
function faultsOf(post: unknown): string[] {
  try {
    checkPost('publish', post as Post, {}); // the point is what types do not stop
    return [];
  } catch (error) {
    if (!isInvalidInputError(error)) throw error;
    return error.issues.map(({ path, message }: InputIssue) => `${path}: ${message}`);
  }
}

describe('checkPost', () => {
  it.each<[string, Post]>([
    ['a text', { text: 'Hello' }],
    [
      'a text with everything',
      {
        text: 'Hello',
        linkAttachment: 'https://example.com',
        replyTo: '1',
        quote: '2',
        replyControl: 'mentioned_only',
        topicTag: 'kyoto in autumn',
        locationId: '3',
        allowlistedCountryCodes: ['JP', 'DE'],
      },
    ],
    ['a text with an empty list of media', { text: 'Hello', media: [] }],
    ['an image', { media: [image] }],
    ['a video over plain http', { media: [{ video: 'http://example.com/walk.mp4', altText: 'A walk' }] }],
    ['20 media', { media: Array.from({ length: 20 }, () => image), isSpoilerMedia: true }],
    ['1000 characters of alternative text', { media: [{ ...image, altText: '🙂'.repeat(1000) }] }],
    ['500 characters that are 1500 bytes', { text: '京'.repeat(500) }],
    ['125 emoji, which are 500 bytes', { text: '🙂'.repeat(125) }],
    ['a topic of 50 characters', { text: 'Hello', topicTag: 'x'.repeat(50) }],
  ])('accepts %s', (_what, post) => {
    expect(faultsOf(post)).toEqual([]);
  });

  it.each<[string, unknown, string[]]>([
    ['neither text nor media', {}, [': needs text or media']],
    ['an empty list of media without text', { media: [] }, [': needs text or media']],
    ['an empty text', { text: '' }, ['text: must not be empty: leave it out, or write something']],
    [
      '501 characters',
      { text: 'x'.repeat(501) },
      ['text: must have at most 500 characters, has 501 (an emoji counts its bytes)'],
    ],
    [
      '126 emoji',
      { text: '🙂'.repeat(126) },
      ['text: must have at most 500 characters, has 504 (an emoji counts its bytes)'],
    ],
    [
      '21 media',
      { media: Array.from({ length: 21 }, () => image) },
      ['media: must have at most 20 items, the limit of a carousel'],
    ],
    [
      'an address without a host',
      { media: [{ image: 'gate.jpg' }] },
      ['media[0].image: must be an absolute http or https URL without a user name or password'],
    ],
    [
      'an address of another protocol',
      { media: [image, { video: 'ftp://example.com/a.mp4' }] },
      ['media[1].video: must be an absolute http or https URL without a user name or password'],
    ],
    [
      'image and video in one',
      { media: [{ ...image, video: 'https://example.com/walk.mp4' }] },
      ['media[0]: needs either image or video'],
    ],
    [
      'alternative text without media',
      { media: [{ altText: 'A gate' }] },
      ['media[0]: needs either image or video'],
    ],
    [
      '1001 characters of alternative text',
      { media: [{ ...image, altText: 'x'.repeat(1001) }] },
      ['media[0].altText: must have at most 1000 characters'],
    ],
    [
      'a link card on media',
      { media: [image], linkAttachment: 'https://example.com' },
      ['linkAttachment: is for posts without media'],
    ],
    [
      'a spoiler without media',
      { text: 'Hello', isSpoilerMedia: true },
      ['isSpoilerMedia: is for posts with media'],
    ],
    ['an empty topic', { text: 'Hello', topicTag: '' }, ['topicTag: must have 1 to 50 characters']],
    [
      'a topic of 51 characters',
      { text: 'Hello', topicTag: 'x'.repeat(51) },
      ['topicTag: must have 1 to 50 characters'],
    ],
    ...['a.b', 'a&b', 'a\nb', 'a\tb'].map((topicTag): [string, unknown, string[]] => [
      `the topic ${JSON.stringify(topicTag)}`,
      { text: 'Hello', topicTag },
      ['topicTag: must not contain ".", "&", a line break or a tab'],
    ]),
    [
      'an id that is none',
      { text: 'Hello', replyTo: 'latest' },
      ['replyTo: must be an id, a string of digits'],
    ],
    [
      'an unknown audience',
      { text: 'Hello', replyControl: 'nobody' },
      [
        'replyControl: must be one of "everyone", "accounts_you_follow", "mentioned_only", "parent_post_author_only", "followers_only"',
      ],
    ],
    [
      'a country that is none',
      { text: 'Hello', allowlistedCountryCodes: ['JP', 'Japan'] },
      ['allowlistedCountryCodes[1]: must be a country code of two capital letters'],
    ],
    [
      'no country',
      { text: 'Hello', allowlistedCountryCodes: [] },
      ['allowlistedCountryCodes: must name a country'],
    ],
    ['a misspelt property', { text: 'Hello', reply_to: '1' }, ['reply_to: is not known here']],
    [
      'a misspelt property of a media',
      { media: [{ ...image, alt: 'x' }] },
      ['media[0].alt: is not known here'],
    ],
    ['something else', 'Hello', [': must be an object']],
    ['nothing', undefined, [': must be an object']],
  ])('refuses %s', (_what, post, faults) => {
    expect(faultsOf(post)).toEqual(faults);
  });

  it('names every fault at once', () => {
    expect(
      faultsOf({
        text: '',
        media: [{ image: 'x', altText: 'x'.repeat(1001) }, {}],
        linkAttachment: 7,
        isSpoilerMedia: 'yes',
        topicTag: 'a.b',
        replyTo: 1,
        colour: 'red',
      }).map((fault) => fault.split(':')[0]),
    ).toEqual([
      'text',
      'media[0].image',
      'media[0].altText',
      'media[1]',
      'replyTo',
      'topicTag',
      'linkAttachment',
      'isSpoilerMedia',
      'colour',
    ]);
  });

  it('does not repeat the text of a post in the error', () => {
    expect(faultsOf({ text: 'a secret plan '.repeat(50) }).join()).not.toContain('secret');
  });
});
