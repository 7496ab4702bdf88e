import { describe, expect, it } from 'vitest';
import { childParameters, postParameters } from './container-parameters.ts';
import type { Post } from './post.ts';

const image = { image: 'https://example.com/gate.jpg', altText: 'A red gate' };
const video = { video: 'https://example.com/walk.mp4' };

/** What is sent: members that are `undefined` are not. */
const sent = (parameters: object): unknown => JSON.parse(JSON.stringify(parameters));

describe('the parameters of a container', () => {
  it.each<[string, Post, object]>([
    ['a text', { text: 'Hello' }, { media_type: 'TEXT', text: 'Hello' }],
    [
      'an image',
      { media: [image], isSpoilerMedia: true },
      {
        media_type: 'IMAGE',
        image_url: 'https://example.com/gate.jpg',
        alt_text: 'A red gate',
        is_spoiler_media: true,
      },
    ],
    ['a video', { media: [video] }, { media_type: 'VIDEO', video_url: 'https://example.com/walk.mp4' }],
    ['a carousel', { media: [image, video] }, { media_type: 'CAROUSEL', children: ['1', '2'] }],
    [
      'a link',
      { linkAttachment: 'https://a.example' },
      { media_type: 'TEXT', link_attachment: 'https://a.example/' },
    ],
    [
      'a GIF',
      { gif: { id: 'l0MYt5jPR6QX5pnqM' } },
      { media_type: 'TEXT', gif_attachment: { gif_id: 'l0MYt5jPR6QX5pnqM', provider: 'GIPHY' } },
    ],
    [
      'a poll of three',
      { text: 'Tea?', poll: ['a', 'b', 'c'] },
      { media_type: 'TEXT', text: 'Tea?', poll_attachment: { option_a: 'a', option_b: 'b', option_c: 'c' } },
    ],
    [
      'a long text',
      {
        textAttachment: {
          plaintext: 'Day one',
          linkAttachment: 'https://a.example',
          styling: [{ offset: 0, length: 3, styles: ['bold', 'italic'] }],
        },
      },
      {
        media_type: 'TEXT',
        text_attachment: {
          plaintext: 'Day one',
          link_attachment_url: 'https://a.example/',
          text_with_styling_info: [{ offset: 0, length: 3, styling_info: ['bold', 'italic'] }],
        },
      },
    ],
    [
      'a ghost with a spoiler',
      { text: 'Boo', isGhostPost: true, spoilers: [{ offset: 0, length: 1 }] },
      {
        media_type: 'TEXT',
        text: 'Boo',
        is_ghost_post: true,
        text_entities: [{ entity_type: 'SPOILER', offset: 0, length: 1 }],
      },
    ],
    [
      'settings',
      {
        text: 'Hello',
        replyTo: '1',
        quote: '2',
        replyControl: 'followers_only',
        enableReplyApprovals: true,
        topicTag: 'kyoto',
        locationId: '3',
        allowlistedCountryCodes: ['JP'],
        crossreshareToIg: 'light',
      },
      {
        media_type: 'TEXT',
        text: 'Hello',
        reply_to_id: '1',
        quote_post_id: '2',
        reply_control: 'followers_only',
        enable_reply_approvals: true,
        topic_tag: 'kyoto',
        location_id: '3',
        allowlisted_country_codes: ['JP'],
        crossreshare_to_ig: true,
      },
    ],
    [
      'a dark story',
      { text: 'Hello', crossreshareToIg: 'dark' },
      { media_type: 'TEXT', text: 'Hello', crossreshare_to_ig_dark_mode: true },
    ],
    [
      'what is switched off',
      { text: 'Hello', isGhostPost: false, isSpoilerMedia: false, enableReplyApprovals: false },
      { media_type: 'TEXT', text: 'Hello' },
    ],
  ])('of %s', (_what, post, parameters) => {
    expect(sent(postParameters(post, ['1', '2']))).toEqual(parameters);
  });

  it('of the items of a carousel', () => {
    expect(sent(childParameters(image))).toEqual({
      media_type: 'IMAGE',
      image_url: 'https://example.com/gate.jpg',
      alt_text: 'A red gate',
      is_carousel_item: true,
    });
  });
});
