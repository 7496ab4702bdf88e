import { describe, expect, it } from 'vitest';
import { createTown, publishText } from './api.ts';

type Parameters = Readonly<Record<string, string>>;

const text = { media_type: 'TEXT', text: 'Text' };
const image = { media_type: 'IMAGE', image_url: 'https://images.example/a.jpg' };
const video = { media_type: 'VIDEO', video_url: 'https://videos.example/a.mp4' };
const poll = { poll_attachment: '{"option_a":"Tea","option_b":"Coffee"}' };
const link = { link_attachment: 'https://page.example/' };
const longText = { text_attachment: '{"plaintext":"Long"}' };

// What goes with what: `y` and `n` are known, `?` is not and therefore allowed, `-` makes no sense.
const columns = [
  'TEXT',
  'IMAGE',
  'VIDEO',
  'CAROUSEL',
  'child',
  'reply',
  'poll',
  'link',
  'long text',
  'ghost',
  'approvals',
];
const rows: readonly (readonly [feature: string, parameters: Parameters, verdicts: string])[] = [
  ['poll_attachment', poll, 'y n n n n y - n n n ?'],
  ['link_attachment', link, 'y n n n n y n - y n ?'],
  ['gif_attachment', { gif_attachment: '{"gif_id":"a","provider":"GIPHY"}' }, 'y n n n n y ? ? ? n ?'],
  ['text_attachment', longText, 'y n n n n y n y - n ?'],
  ['is_ghost_post', { is_ghost_post: 'true' }, 'y n n n n n n n n - n'],
  [
    'text_entities',
    { text_entities: '[{"entity_type":"SPOILER","offset":0,"length":1}]' },
    'y y y y ? y ? ? ? y ?',
  ],
  ['is_spoiler_media', { is_spoiler_media: 'true' }, 'n y y y y y - - - n ?'],
  ['alt_text', { alt_text: 'Words' }, 'n y y y y y - - - n ?'],
  ['auto_publish_text', { auto_publish_text: 'true' }, 'y n n n n y ? ? ? ? ?'],
  ['quote_post_id', { quote_post_id: 'POST' }, 'y y y y y ? ? ? ? n ?'],
  ['topic_tag', { topic_tag: 'travel' }, 'y y y y y y y y y n y'],
  ['location_id', { location_id: 'LOCATION' }, 'y y y y y y y y y n y'],
  ['reply_control', { reply_control: 'everyone' }, 'y y y y y y y y y n y'],
  ['crossreshare_to_ig', { crossreshare_to_ig: 'true' }, 'y y y y y ? ? ? ? n ?'],
  ['crossreshare_to_ig_dark_mode', { crossreshare_to_ig_dark_mode: 'true' }, 'y y y y y ? ? ? ? n ?'],
];

// Alternative texts and spoilers of media are tried with an image where the column leaves the type open.
function contextOf(column: string, feature: string, children: string): Parameters {
  const open = feature === 'is_spoiler_media' || feature === 'alt_text' ? image : text;
  switch (column) {
    case 'TEXT':
      return text;
    case 'IMAGE':
      return image;
    case 'VIDEO':
      return video;
    case 'CAROUSEL':
      return { media_type: 'CAROUSEL', children };
    case 'child':
      return { ...image, is_carousel_item: 'true' };
    case 'reply':
      return { ...open, reply_to_id: 'POST' };
    case 'poll':
      return { ...text, ...poll };
    case 'link':
      return { ...text, ...link };
    case 'long text':
      return { ...text, ...longText };
    case 'ghost':
      return { ...text, is_ghost_post: 'true' };
    case 'approvals':
      return { ...open, enable_reply_approvals: 'true' };
    default:
      throw new Error(`There is no column ${column}.`);
  }
}

describe('what goes with what', () => {
  it.each(rows)('%s', async (feature, parameters, verdicts) => {
    const { alice } = createTown({ processing: { image: 0 } });
    const post = await publishText(alice, 'Root');
    const { body: found } = await alice.get('/location_search', { q: 'Fushimi' });
    const location = String(found.data[0]?.['id']);
    const child = { ...image, is_carousel_item: 'true' };
    const children = [await alice.post('/me/threads', child), await alice.post('/me/threads', child)];
    const ids = children.map(({ body }) => body.id).join(',');
    const fill = (given: Parameters): Parameters =>
      Object.fromEntries(
        Object.entries(given).map(([name, value]) => [
          name,
          value.replace('POST', post).replace('LOCATION', location),
        ]),
      );
    const expected = verdicts.split(' ').map((verdict, index) => `${columns[index]} ${verdict}`);
    const seen = await Promise.all(
      verdicts.split(' ').map(async (verdict, index) => {
        const column = columns[index] ?? '';
        if (verdict === '-') return `${column} -`;
        const request = fill({ ...contextOf(column, feature, ids), ...parameters });
        const { status, body } = await alice.post('/me/threads', request);
        if (status === 200) return `${column} ${verdict === '?' ? '?' : 'y'}`;
        return body.error.message.includes('is not supported with') ? `${column} n` : body.error.message;
      }),
    );
    expect(seen).toEqual(expected);
  });

  it('a long text with a link inside and a link outside', async () => {
    const { alice } = createTown();
    const inner = { text_attachment: '{"plaintext":"a","link_attachment_url":"https://b.example/"}' };
    expect((await alice.post('/me/threads', { ...text, ...inner })).status).toBe(200);
    expect((await alice.post('/me/threads', { ...text, ...link, ...inner })).body.error.message).toBe(
      'Param text_attachment[link_attachment_url] is not supported with link_attachment',
    );
  });

  it('a tag in the text of a ghost post, which is no parameter', async () => {
    const { alice } = createTown();
    expect(
      (await alice.post('/me/threads', { ...text, text: 'Boo #ghost', is_ghost_post: 'true' })).status,
    ).toBe(200);
  });
});
