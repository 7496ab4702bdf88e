import type { TriedPost } from '../tried.ts';
import { contents } from './contents.ts';

const { poll, gif, spoilers, longText } = contents;

/** The kinds of posts whose parameters are more than a text. */
export const posts: readonly TriedPost[] = [
  {
    name: 'a poll',
    post: { text: 'Where to next?', poll: [poll.option_a, poll.option_b, poll.option_c ?? ''] },
    items: [],
    body: () => ({ media_type: 'TEXT', text: 'Where to next?', poll_attachment: JSON.stringify(poll) }),
  },
  {
    name: 'a GIF',
    post: { text: 'On my way', gif: { id: gif.gif_id } },
    items: [],
    body: () => ({ media_type: 'TEXT', text: 'On my way', gif_attachment: JSON.stringify(gif) }),
  },
  {
    name: 'a text with spoilers',
    post: {
      text: 'They met at the gate',
      spoilers: spoilers.map(({ offset, length }) => ({ offset, length })),
    },
    items: [],
    body: () => ({
      media_type: 'TEXT',
      text: 'They met at the gate',
      text_entities: JSON.stringify(spoilers),
    }),
  },
  {
    name: 'a long text with styles',
    post: {
      text: 'The whole story',
      textAttachment: {
        plaintext: longText.plaintext,
        linkAttachment: longText.link_attachment_url ?? '',
        styling:
          longText.text_with_styling_info?.map(({ styling_info: styles, ...range }) => ({
            ...range,
            styles,
          })) ?? [],
      },
    },
    items: [],
    body: () => ({
      media_type: 'TEXT',
      text: 'The whole story',
      text_attachment: JSON.stringify(longText),
    }),
  },
  {
    name: 'a carousel',
    post: {
      text: 'Three days in Kyoto',
      media: [
        { image: 'https://media.example/gate.jpg', altText: 'A red gate' },
        { image: 'https://media.example/tea.jpg', altText: 'A bowl of tea' },
      ],
    },
    items: [
      {
        media_type: 'IMAGE',
        image_url: 'https://media.example/gate.jpg',
        alt_text: 'A red gate',
        is_carousel_item: true,
      },
      {
        media_type: 'IMAGE',
        image_url: 'https://media.example/tea.jpg',
        alt_text: 'A bowl of tea',
        is_carousel_item: true,
      },
    ],
    body: (items) => ({ media_type: 'CAROUSEL', text: 'Three days in Kyoto', children: items.join(',') }),
  },
  {
    name: 'a text for some countries',
    post: { text: 'Open today', allowlistedCountryCodes: ['JP', 'FR'] },
    items: [],
    body: () => ({
      media_type: 'TEXT',
      text: 'Open today',
      allowlisted_country_codes: ['JP', 'FR'].join(','),
    }),
  },
];
