import { describe, expect, it } from 'vitest';
import { postIssues } from './check-post.ts';
import type { Media, Post } from './post.ts';

const image: Media = { image: 'https://example.com/gate.jpg' };

/** The faults of a post as `path: message`; callers without types can pass anything. */
function faultsOf(post: unknown): string[] {
  return postIssues(post).map(({ path, message }) => `${path}: ${message}`);
}

/** So many different links in a text. */
function links(count: number): string {
  return Array.from({ length: count }, (_, index) => `https://e${index}.example`).join(' ');
}

describe('postIssues', () => {
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
        spoilers: [{ offset: 0, length: 5 }],
        enableReplyApprovals: true,
        crossreshareToIg: 'dark',
        gif: { id: 'l0MYt5jPR6QX5pnqM' },
      },
    ],
    ['a link alone', { linkAttachment: 'https://example.com' }],
    ['a GIF alone', { gif: { id: 'l0MYt5jPR6QX5pnqM' } }],
    ['a poll of 4 with 25 characters', { text: 'Tea?', poll: ['🍵'.repeat(25), 'b', 'c', 'd'] }],
    ['a long text alone', { textAttachment: { plaintext: 'x'.repeat(10_000) } }],
    [
      '10,000 characters of several code points each',
      { textAttachment: { plaintext: 'e\u0301'.repeat(10_000) } },
    ],
    [
      'a long text with styles side by side and a link',
      {
        textAttachment: {
          plaintext: 'Day one',
          linkAttachment: 'https://example.com',
          styling: [
            { offset: 4, length: 3, styles: ['italic', 'underline'] },
            { offset: 0, length: 4, styles: ['bold'] },
          ],
        },
      },
    ],
    ['a ghost with a spoiler', { text: 'Boo', isGhostPost: true, spoilers: [{ offset: 2, length: 1 }] }],
    [
      'everything switched off',
      { text: 'Boo', isGhostPost: false, isSpoilerMedia: false, enableReplyApprovals: false, media: [] },
    ],
    [
      '10 spoilers, which may overlap',
      {
        text: 'Hello',
        spoilers: Array.from({ length: 10 }, (_, offset) => ({ offset: offset % 4, length: 2 })),
      },
    ],
    ['a spoiler counted in bytes', { text: '京都', spoilers: [{ offset: 3, length: 3 }] }],
    ['a text with an empty list of media', { text: 'Hello', media: [] }],
    ['an image', { media: [image] }],
    ['a video over plain http', { media: [{ video: 'http://example.com/walk.mp4', altText: 'A walk' }] }],
    ['20 media', { media: Array.from({ length: 20 }, () => image), isSpoilerMedia: true }],
    ['1000 characters of alternative text', { media: [{ ...image, altText: '🙂'.repeat(1000) }] }],
    ['500 characters that are 1500 bytes', { text: '京'.repeat(500) }],
    ['125 emoji, which are 500 bytes', { text: '🙂'.repeat(125) }],
    [
      'five links and one of them again',
      { text: `${links(5)} HTTPS://E0.example`, linkAttachment: 'https://e1.example/' },
    ],
    ['addresses in capitals and behind a space', { text: 'Hello', linkAttachment: ' HTTPS://example.com' }],
    ['a topic of 50 characters', { text: 'Hello', topicTag: 'x'.repeat(50) }],
  ])('accepts %s', (_what, post) => {
    expect(faultsOf(post)).toEqual([]);
  });

  it.each<[string, unknown, unknown[]]>([
    ['neither text nor media', {}, [': needs one of text, media, linkAttachment, gif, textAttachment']],
    [
      'an empty list of media without text',
      { media: [] },
      [': needs one of text, media, linkAttachment, gif, textAttachment'],
    ],
    ['an empty text', { text: '' }, ['text: must not be empty']],
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
    ['21 media', { media: Array.from({ length: 21 }, () => image) }, ['media: must have at most 20 items']],
    [
      'an address without a host',
      { media: [{ image: 'gate.jpg' }] },
      [
        'media[0].image: must be an http or https URL without user name or password; files: openFile, storeFiles, options.storage',
      ],
    ],
    [
      'an address of another protocol',
      { media: [image, { video: 'ftp://example.com/a.mp4' }] },
      [
        'media[1].video: must be an http or https URL without user name or password; files: openFile, storeFiles, options.storage',
      ],
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
      ['linkAttachment: does not go with media'],
    ],
    [
      'a spoiler without media',
      { text: 'Hello', isSpoilerMedia: true },
      ['isSpoilerMedia: is for posts with media'],
    ],
    [
      'an empty topic',
      { text: 'Hello', topicTag: '' },
      ['topicTag: must have 1 to 50 characters, without ".", "&", line break or tab'],
    ],
    [
      'a topic of 51 characters',
      { text: 'Hello', topicTag: 'x'.repeat(51) },
      ['topicTag: must have 1 to 50 characters, without ".", "&", line break or tab'],
    ],
    ...['a.b', 'a&b', 'a\nb', 'a\tb'].map((topicTag): [string, unknown, string[]] => [
      `the topic ${JSON.stringify(topicTag)}`,
      { text: 'Hello', topicTag },
      ['topicTag: must have 1 to 50 characters, without ".", "&", line break or tab'],
    ]),
    [
      'an id that is none',
      { text: 'Hello', replyTo: 'latest' },
      ['replyTo: must be an id of digits, not a permalink or shortcode'],
    ],
    [
      'an unknown audience',
      { text: 'Hello', replyControl: 'nobody' },
      [
        'replyControl: must be one of: everyone, accounts_you_follow, mentioned_only, parent_post_author_only, followers_only',
      ],
    ],
    [
      'a country that is none',
      { text: 'Hello', allowlistedCountryCodes: ['JP', 'Japan'] },
      ['allowlistedCountryCodes[1]: must be two capital letters'],
    ],
    [
      'no country',
      { text: 'Hello', allowlistedCountryCodes: [] },
      ['allowlistedCountryCodes: must have 1 or more items'],
    ],
    [
      'a poll alone',
      { poll: ['Tea', 'Coffee'] },
      [': needs one of text, media, linkAttachment, gif, textAttachment'],
    ],
    [
      'a ghost alone',
      { isGhostPost: true },
      [': needs one of text, media, linkAttachment, gif, textAttachment'],
    ],
    ['a poll of one', { text: 'Tea?', poll: ['Tea'] }, ['poll: must have 2 to 4 items']],
    ['a poll of five', { text: 'Tea?', poll: ['a', 'b', 'c', 'd', 'e'] }, ['poll: must have 2 to 4 items']],
    [
      'answers of no and of 26 characters',
      { text: 'Tea?', poll: ['', 'x'.repeat(26)] },
      ['poll[0]: must have 1 to 25 characters', 'poll[1]: must have 1 to 25 characters'],
    ],
    ['a GIF without an id', { gif: {} }, ['gif.id: is missing']],
    [
      'a GIF of somebody else',
      { gif: { id: '', provider: 'TENOR' } },
      ['gif.id: must not be empty', 'gif.provider: is unknown; known: id'],
    ],
    [
      'a long text without its text',
      { textAttachment: { styling: [] } },
      ['textAttachment.plaintext: is missing'],
    ],
    [
      '10,001 characters of long text',
      { textAttachment: { plaintext: 'x'.repeat(10_001) } },
      ['textAttachment.plaintext: must have at most 10000 characters, has 10001'],
    ],
    [
      'styles that overlap',
      {
        textAttachment: {
          plaintext: 'Day one',
          styling: [
            { offset: 3, length: 4, styles: ['bold'] },
            { offset: 0, length: 4, styles: ['italic'] },
          ],
        },
      },
      ['textAttachment.styling: must not overlap'],
    ],
    [
      'a style that is none, beyond the text',
      { textAttachment: { plaintext: 'Day one', styling: [{ offset: 0, length: 8, styles: ['red'] }] } },
      [
        'textAttachment.styling[0].styles[0]: must be one of: bold, italic, highlight, underline, strikethrough',
        'textAttachment.styling[0]: must lie within the text',
      ],
    ],
    [
      'a link inside and a link outside',
      {
        linkAttachment: 'https://example.com',
        textAttachment: { plaintext: 'Day one', linkAttachment: 'https://example.com' },
      },
      ['textAttachment.linkAttachment: does not go with linkAttachment'],
    ],
    [
      'spoilers that are no parts of the text',
      {
        text: 'Hello',
        spoilers: [
          { offset: 0.5, length: 0 },
          { offset: 3, length: 3 },
          { offset: -1, length: 1, entityType: 'SPOILER' },
        ],
      },
      [
        'spoilers[0].offset: must be a whole number from 0',
        'spoilers[0].length: must be a whole number from 1',
        'spoilers[2].offset: must be a whole number from 0',
        'spoilers[2].entityType: is unknown; known: offset, length',
        'spoilers[1]: must lie within the text',
      ],
    ],
    [
      '11 spoilers',
      { text: 'Hello', spoilers: Array.from({ length: 11 }, () => ({ offset: 0, length: 1 })) },
      ['spoilers: must have at most 10 items'],
    ],
    [
      'spoilers without a text',
      { media: [image], spoilers: [{ offset: 0, length: 1 }] },
      ['spoilers[0]: must lie within the text'],
    ],
    [
      'a ghost with everything',
      {
        text: 'Boo',
        isGhostPost: true,
        replyTo: '1',
        quote: '2',
        replyControl: 'everyone',
        enableReplyApprovals: true,
        topicTag: 'ghosts',
        locationId: '3',
        crossreshareToIg: 'light',
        gif: { id: 'a' },
      },
      [
        'isGhostPost: does not go with gif, replyTo, quote, replyControl, enableReplyApprovals, topicTag, locationId, crossreshareToIg',
      ],
    ],
    [
      'light and dark at once',
      { text: 'Hello', crossreshareToIg: ['light', 'dark'] },
      ['crossreshareToIg: must be one of: light, dark'],
    ],
    [
      'a misspelt property',
      { text: 'Hello', reply_to: '1' },
      [expect.stringMatching(/^reply_to: is unknown; known: text, media, replyTo, /)],
    ],
    [
      'a misspelt property of a media',
      { media: [{ ...image, alt: 'x' }] },
      ['media[0].alt: is unknown; known: image, video, altText'],
    ],
    [
      'a list that is too short, with an item that is wrong',
      { text: 'x', poll: [7] },
      ['poll: must have 2 to 4 items', 'poll[0]: must have 1 to 25 characters'],
    ],
    ['six links', { text: links(6) }, [': must have at most 5 different links, has 6']],
    [
      'five links and a card',
      { text: links(5), linkAttachment: 'https://card.example' },
      [': must have at most 5 different links, has 6'],
    ],
    [
      'five links and the card of a long text',
      { text: links(5), textAttachment: { plaintext: 'Day one', linkAttachment: 'www.card.example' } },
      [
        'textAttachment.linkAttachment: must be an http or https URL without user name or password',
        ': must have at most 5 different links, has 6',
      ],
    ],
    [
      'texts that end within an emoji',
      {
        text: 'Tea \ud83c',
        media: [{ ...image, altText: 'A gate \ud83d' }],
        topicTag: 'tea\udf75',
      },
      ['text', 'media[0].altText', 'topicTag'].map(
        (path) => `${path}: is cut through a character, such as an emoji`,
      ),
    ],
    [
      'a long text that ends within an emoji',
      { text: 'Tea', textAttachment: { plaintext: 'Tea \ud83c' } },
      ['textAttachment.plaintext: is cut through a character, such as an emoji'],
    ],
    [
      'an option that ends within an emoji',
      { text: 'Tea?', poll: ['yes', 'no \ud83c'] },
      ['poll[1]: is cut through a character, such as an emoji'],
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
      'replyTo',
      'topicTag',
      'linkAttachment',
      'isSpoilerMedia',
      'colour',
      'linkAttachment',
      'media[1]',
    ]);
  });

  it('does not repeat the text of a post in the error', () => {
    expect(faultsOf({ text: 'a secret plan '.repeat(50) }).join()).not.toContain('secret');
  });
});
