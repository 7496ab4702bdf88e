import type { Thread } from '@threads-sdk/endpoints';
import { describe, expect, it } from 'vitest';
import { isLikeInReplies, isLikeInThreads } from './is-like.ts';
import type { Post } from '../post.ts';

const text: Thread = { id: '1', media_type: 'TEXT_POST' };
const carousel: Post = {
  media: [{ image: 'https://example.com/a.jpg' }, { video: 'https://example.com/b.mp4', altText: 'A walk' }],
};

describe('a post that was read is taken for the one that was sent', () => {
  it.each<[why: string, read: Thread, sent: Post]>([
    ['Threads trimmed the text', { ...text, text: 'Tea\n\nand rice' }, { text: ' Tea\r\n\r\nand  rice\n' }],
    ['letters and accents were put together', { ...text, text: 'Zo\u00eb' }, { text: 'Zoe\u0308' }],
    ['half a character cannot be sent', { ...text, text: 'Tea \ufffd' }, { text: 'Tea \ud83c' }],
    [
      'the sign of the first tag is not shown',
      { ...text, text: '#1 tea in kyoto #tea', topic_tag: 'kyoto' },
      { text: '#1 tea in #kyoto #tea' },
    ],
    [
      'Threads took the topic from the text',
      { ...text, text: '#Kyoto', topic_tag: 'kyoto' },
      { text: '#Kyoto' },
    ],
    [
      'the tag of the text won',
      { ...text, text: 'Tea #kyoto', topic_tag: 'kyoto' },
      { text: 'Tea #kyoto', topicTag: 'tea' },
    ],
    [
      'the topic is written another way',
      { ...text, text: 'Tea', topic_tag: 'kyoto' },
      { text: 'Tea', topicTag: 'Kyoto' },
    ],
    [
      'Threads made a card of the link in the text',
      { ...text, text: 'See www.a.example/b', link_attachment_url: 'https://a.example/b' },
      { text: 'See www.a.example/b' },
    ],
    [
      'the link inside counts as the one of the post',
      {
        ...text,
        link_attachment_url: 'https://a.example/',
        text_attachment: { plaintext: 'Tea', link_attachment_url: 'https://a.example/' },
      },
      { textAttachment: { plaintext: 'Tea', linkAttachment: 'https://a.example' } },
    ],
    [
      'the address has a slash more',
      { ...text, link_attachment_url: 'https://a.example/' },
      { linkAttachment: 'https://a.example' },
    ],
    ['the GIF is somewhere else', { ...text, gif_url: 'https://cdn.example/1.gif' }, { gif: { id: 'a' } }],
    [
      'the parts were put in order and together',
      {
        ...text,
        text: 'Tea and rice',
        text_entities: [
          { offset: 0, length: 3 },
          { offset: 8, length: 4 },
        ],
      },
      {
        text: 'Tea and rice',
        spoilers: [
          { offset: 8, length: 4 },
          { offset: 1, length: 2 },
          { offset: 0, length: 2 },
        ],
      },
    ],
    [
      'without the sign of the tag the parts move',
      { ...text, text: 'tea and rice', topic_tag: 'tea', text_entities: [{ offset: 7, length: 4 }] },
      { text: '#tea and rice', spoilers: [{ offset: 9, length: 4 }] },
    ],
    [
      'an empty list of styles is none',
      { ...text, text_attachment: { plaintext: 'Tea' } },
      { textAttachment: { plaintext: 'Tea', styling: [] } },
    ],
    ['it is not told that nothing is quoted', text, { text: '' }],
    [
      'the items are told without their kinds',
      { id: '1', media_type: 'CAROUSEL_ALBUM', children: [{ id: '2' }, { id: '3', alt_text: 'A walk' }] },
      carousel,
    ],
  ])('%s', (_why, read, sent) => {
    expect(isLikeInThreads(read, sent)).toBe(true);
  });

  it('in replies, where it is not told what is replied to', () => {
    expect(isLikeInReplies(text, { text: '', replyTo: '9' })).toBe(true);
  });
});

describe('a post that was read is not taken for the one that was sent', () => {
  it.each<[why: string, read: Thread, sent: Post]>([
    ['another text', { ...text, text: 'Tea' }, { text: 'Tee' }],
    ['a text without its second tag', { ...text, text: '#tea kyoto' }, { text: '#tea #kyoto' }],
    ['another topic', { ...text, text: 'Tea', topic_tag: 'tea' }, { text: 'Tea', topicTag: 'kyoto' }],
    ['a topic from nowhere', { ...text, text: 'Tea', topic_tag: 'tea' }, { text: 'Tea' }],
    [
      'a card from nowhere',
      { ...text, text: 'Tea', link_attachment_url: 'https://a.example' },
      { text: 'Tea' },
    ],
    [
      'another GIF of GIPHY',
      { ...text, gif_url: 'https://media2.giphy.com/media/v1.x/b/giphy.gif' },
      { gif: { id: 'aa' } },
    ],
    [
      'a quote of another post',
      { ...text, is_quote_post: true, quoted_post: { id: '8' } },
      { text: '', quote: '9' },
    ],
    ['a quote', { ...text, is_quote_post: true }, { text: '' }],
    [
      'a poll with one answer more',
      { ...text, poll_attachment: { option_a: 'a', option_b: 'b', option_c: 'c' } },
      { text: '', poll: ['a', 'b'] },
    ],
    ['a ghost', { ...text, ghost_post_expiration_timestamp: '2026-01-01T00:00:00+0000' }, { text: '' }],
    [
      'an image with another description',
      { id: '1', media_type: 'IMAGE', alt_text: 'A pot' },
      { media: [{ image: 'https://example.com/a.jpg', altText: 'A cup' }] },
    ],
    [
      'an image without its description',
      { id: '1', media_type: 'IMAGE' },
      { media: [{ image: 'https://example.com/a.jpg', altText: 'A cup' }] },
    ],
    [
      'items without their descriptions',
      { id: '1', media_type: 'CAROUSEL_ALBUM', children: [{ id: '2' }, { id: '3' }] },
      carousel,
    ],
    ['a video', { id: '1', media_type: 'VIDEO' }, { media: [{ image: 'https://example.com/a.jpg' }] }],
    ['more items', { id: '1', media_type: 'CAROUSEL_ALBUM', children: [{ id: '2' }] }, carousel],
    ['a repost', { id: '1', media_type: 'REPOST_FACADE' }, { text: '' }],
    [
      'items in another order',
      {
        id: '1',
        media_type: 'CAROUSEL_ALBUM',
        children: [
          { id: '2', media_type: 'VIDEO', alt_text: 'A walk' },
          { id: '3', media_type: 'IMAGE' },
        ],
      },
      carousel,
    ],
  ])('%s', (_why, read, sent) => {
    expect(isLikeInThreads(read, sent)).toBe(false);
  });

  it('in replies: an answer to another post', () => {
    expect(isLikeInReplies({ ...text, replied_to: { id: '8' } }, { text: '', replyTo: '9' })).toBe(false);
  });
});
