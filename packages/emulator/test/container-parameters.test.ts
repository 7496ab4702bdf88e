import { describe, expect, it } from 'vitest';
import { callerOf, createTown, publishText, type Answer, type Caller } from './api.ts';

function create(caller: Caller, parameters: Record<string, string>): Promise<Answer> {
  return caller.post('/me/threads', { media_type: 'TEXT', ...parameters });
}

async function message(caller: Caller, parameters: Record<string, string>): Promise<string> {
  const { status, body } = await create(caller, parameters);
  expect(status).toBe(500);
  expect(body.error).toMatchObject({ type: 'THApiException', code: 100 });
  return body.error.message;
}

async function publish(
  caller: Caller,
  parameters: Record<string, string>,
  fields: string,
): Promise<Answer['body']> {
  const id = await publishText(caller, parameters['text'] ?? 'Text', parameters);
  return (await caller.get(`/${id}`, { fields })).body;
}

const image = { media_type: 'IMAGE', image_url: 'https://images.example/a.jpg' };

describe('the parameters of a container', () => {
  it('are refused in the words of the API', async () => {
    const { alice } = createTown();
    expect(await message(alice, {})).toBe('The parameter text is required');
    expect(await message(alice, { text: 'a'.repeat(501) })).toBe(
      'Param text must be at most 500 characters long.',
    );
    expect(await message(alice, { media_type: 'IMAGE' })).toBe('The parameter image_url is required');
    expect(await message(alice, { media_type: 'IMAGE', image_url: 'no url' })).toBe(
      'Param image_url is not a valid URI.',
    );
    expect(await message(alice, { text: 'a', reply_to_id: '123' })).toBe(
      'Param reply_to_id is not a valid threads_media ID',
    );
    expect(await message(alice, { text: 'a', media_type: 'AUDIO' })).toBe(
      'Param media_type must be one of {TEXT, IMAGE, VIDEO, CAROUSEL}',
    );
  });

  it('may have 500 characters of text: an emoji counts its bytes, everything else one each', async () => {
    const { alice } = createTown();
    expect((await create(alice, { text: '日'.repeat(500) })).status).toBe(200);
    expect((await create(alice, { text: `${'’'.repeat(496)}🙂` })).status).toBe(200);
    expect((await create(alice, { text: `${'a'.repeat(497)}🙂` })).status).toBe(500);
  });

  it('may name five different links and no sixth', async () => {
    const { alice } = createTown();
    const links = Array.from({ length: 6 }, (_, index) => `www.site${index}.example`);
    expect((await create(alice, { text: `${links.slice(0, 5).join(' ')} ${links[0]}` })).status).toBe(200);
    expect(await message(alice, { text: links.join(' ') })).toContain('THREADS_API__LINK_LIMIT_EXCEEDED');
    expect(
      await message(alice, { text: links.slice(0, 5).join(' '), link_attachment: 'https://other.example' }),
    ).toContain('LINK_LIMIT');
  });

  it('read True and False as switches, and refuse anything else', async () => {
    const { alice } = createTown();
    expect(await message(alice, { text: 'a', is_ghost_post: 'maybe' })).toBe(
      'Param is_ghost_post must be a boolean.',
    );
    expect(
      (await create(alice, { text: 'a', is_ghost_post: 'False', enable_reply_approvals: 'True' })).status,
    ).toBe(200);
  });

  it.each([
    ['a poll on an image', { ...image, poll_attachment: '{"option_a":"a","option_b":"b"}' }],
    [
      'a poll with a link',
      { text: 'a', link_attachment: 'https://a.example', poll_attachment: '{"option_a":"a","option_b":"b"}' },
    ],
    [
      'a poll with a long text',
      { text: 'a', text_attachment: '{"plaintext":"b"}', poll_attachment: '{"option_a":"a","option_b":"b"}' },
    ],
    ['a link on an image', { ...image, link_attachment: 'https://a.example' }],
    ['a GIF on an image', { ...image, gif_attachment: '{"gif_id":"a","provider":"GIPHY"}' }],
    ['a GIF without an id', { text: 'a', gif_attachment: '{"gif_id":"","provider":"GIPHY"}' }],
    ['a GIF of Tenor', { text: 'a', gif_attachment: '{"gif_id":"a","provider":"TENOR"}' }],
    [
      'two links',
      {
        text: 'a',
        link_attachment: 'https://a.example',
        text_attachment: '{"plaintext":"b","link_attachment_url":"https://b.example"}',
      },
    ],
    ['an alternative text of a text', { text: 'a', alt_text: 'b' }],
    ['spoiler media of a text', { text: 'a', is_spoiler_media: 'true' }],
    ['a ghost image', { ...image, is_ghost_post: 'true' }],
    ['a ghost with reply approvals', { text: 'a', is_ghost_post: 'true', enable_reply_approvals: 'true' }],
    [
      'a ghost with a poll',
      { text: 'a', is_ghost_post: 'true', poll_attachment: '{"option_a":"a","option_b":"b"}' },
    ],
    ['an image published at once', { ...image, auto_publish_text: 'true' }],
    ['a carousel item that is a text', { text: 'a', is_carousel_item: 'true' }],
    ['a topic with a period', { text: 'a', topic_tag: 'a.b' }],
    ['a topic of 51 characters', { text: 'a', topic_tag: 'a'.repeat(51) }],
    ['an alternative text of 1001 characters', { ...image, alt_text: 'a'.repeat(1001) }],
    ['an unknown audience', { text: 'a', reply_control: 'nobody' }],
    ['an unknown location', { text: 'a', location_id: '1' }],
    [
      'eleven spoilers',
      {
        text: 'a',
        text_entities: JSON.stringify(
          Array.from({ length: 11 }, () => ({ entity_type: 'SPOILER', offset: 0, length: 1 })),
        ),
      },
    ],
    ['a spoiler without a length', { text: 'a', text_entities: '[{"entity_type":"SPOILER","offset":0}]' }],
    [
      'styles that overlap',
      {
        text: 'a',
        text_attachment:
          '{"plaintext":"abc","text_with_styling_info":[{"offset":0,"length":2,"styling_info":["bold"]},{"offset":1,"length":1,"styling_info":["italic"]}]}',
      },
    ],
    ['country codes that are none', { text: 'a', allowlisted_country_codes: 'US,Canada' }],
  ])('do not allow %s', async (_, parameters) => {
    const { alice } = createTown();
    expect(await message(alice, parameters)).toMatch(/^Param |^THREADS_API__/);
  });

  it('do not allow a ghost reply', async () => {
    const { alice } = createTown();
    const parameters = { text: 'a', is_ghost_post: 'true', reply_to_id: await publishText(alice, 'Root') };
    expect(await message(alice, parameters)).toBe('Param is_ghost_post is not supported with reply_to_id');
  });

  it('ignore a poll of a wrong shape, so that a plain text comes of it', async () => {
    const { alice } = createTown();
    for (const poll of ['["Tea","Coffee"]', '{"option_a":"Tea"}', '{"options":["a","b"]}', 'Tea']) {
      expect(await publish(alice, { poll_attachment: poll }, 'poll_attachment')).toEqual({
        id: expect.any(String),
      });
    }
  });

  it('say that an image could not be fetched with 1/2207052', async () => {
    const { alice } = createTown();
    const { status, body } = await create(alice, {
      media_type: 'IMAGE',
      image_url: 'https://host.invalid/a.jpg',
    });
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ type: 'OAuthException', code: 1, error_subcode: 2207052 });
  });

  it('say that a linked page could not be read with -1/4279047', async () => {
    const { alice } = createTown();
    const { status, body } = await create(alice, { text: 'a', link_attachment: 'https://page.invalid/' });
    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      message: 'Fatal',
      code: -1,
      error_subcode: 4279047,
      error_user_title: 'Invalid Link Attachment',
      is_transient: false,
    });
  });

  it('may leave the media type of a carousel item out', async () => {
    const { alice } = createTown();
    const { status } = await alice.post('/me/threads', {
      is_carousel_item: 'true',
      image_url: 'https://images.example/a.jpg',
    });
    expect(status).toBe(200);
    expect((await alice.post('/me/threads', { text: 'a' })).body.error.message).toBe(
      'The parameter media_type is required',
    );
  });

  it('need their own permissions for replies, locations and Instagram', async () => {
    const { emulator, alice } = createTown();
    const publisher = callerOf(emulator, 'alice', ['threads_basic', 'threads_content_publish']);
    for (const parameters of [
      { reply_to_id: await publishText(alice, 'Root') },
      { location_id: '10600000000000001' },
      { crossreshare_to_ig: 'true' },
    ]) {
      const { status, body: refusal } = await create(publisher, { text: 'a', ...parameters });
      expect(status).toBe(500);
      expect(refusal.error.code).toBe(10);
    }
    expect((await create(publisher, { text: 'a', crossreshare_to_ig: 'false' })).status).toBe(200);
  });

  it('limit a post to countries only for users who may', async () => {
    const { alice, bob } = createTown({
      users: [{ username: 'alice' }, { username: 'bob', geoGating: false }],
    });
    expect(
      await publish(alice, { allowlisted_country_codes: 'US,CA' }, 'allowlisted_country_codes'),
    ).toMatchObject({
      allowlisted_country_codes: ['US', 'CA'],
    });
    expect(await message(bob, { text: 'a', allowlisted_country_codes: 'US' })).toContain(
      'THREADS_API__FEATURE_NOT_AVAILABLE',
    );
  });
});

describe('what was sent can be read back', () => {
  it('as a poll: bare with its options alone, expanded with exactly what is asked for', async () => {
    const { alice } = createTown();
    const parameters = { poll_attachment: '{"option_a":"Tea","option_b":"Coffee","option_c":"Milk"}' };
    expect((await publish(alice, parameters, 'poll_attachment'))['poll_attachment']).toEqual({
      option_a: 'Tea',
      option_b: 'Coffee',
      option_c: 'Milk',
    });
    expect(
      (
        await publish(
          alice,
          parameters,
          'poll_attachment{option_a,option_d,option_a_votes_percentage,total_votes,expiration_timestamp}',
        )
      )['poll_attachment'],
    ).toEqual({
      option_a: 'Tea',
      option_a_votes_percentage: expect.any(Number),
      total_votes: expect.any(Number),
      expiration_timestamp: '2026-01-02T00:00:00+0000',
    });
  });

  it('as a poll with the votes of its seed, in fractions, open for a day', async () => {
    const { alice } = createTown({
      users: [
        { username: 'alice', posts: [{ text: 'Tea?', poll: ['Yes', 'No', 'Milk'], votes: [3, 1, 0] }] },
        { username: 'bob' },
      ],
    });
    const fields =
      'poll_attachment{option_a_votes_percentage,option_b_votes_percentage,option_c_votes_percentage,option_d_votes_percentage,total_votes}';
    expect((await alice.get('/me/threads', { fields })).body.data[0]?.['poll_attachment']).toEqual({
      option_a_votes_percentage: 0.75,
      option_b_votes_percentage: 0.25,
      option_c_votes_percentage: 0,
      total_votes: 4,
    });
    const refusals: readonly (readonly [votes: readonly number[], refusal: string])[] = [
      [[1], 'votes needs a number for each option of the poll'],
      [[1, 2, 3], 'votes needs a number for each option of the poll'],
      [[1, -1], 'votes[1] must be a whole number from 0 on'],
      [[0.5, 1], 'votes[0] must be a whole number from 0 on'],
    ];
    for (const [votes, refusal] of refusals) {
      const posts = [{ text: 'Tea?', poll: ['Yes', 'No'], votes }];
      expect(() => createTown({ users: [{ username: 'alice', posts }] })).toThrow(
        `users[0].posts[0].${refusal}`,
      );
    }
  });

  it('as attachments under the names of reading', async () => {
    const { alice } = createTown();
    expect(
      await publish(alice, { link_attachment: 'https://a.example/x' }, 'link_attachment_url'),
    ).toMatchObject({ link_attachment_url: 'https://a.example/x' });
    expect(
      await publish(alice, { gif_attachment: '{"gif_id":"abc","provider":"GIPHY"}' }, 'gif_url,media_type'),
    ).toMatchObject({ gif_url: expect.stringContaining('abc'), media_type: 'TEXT_POST' });
    const attachment = {
      plaintext: 'Long text',
      link_attachment_url: 'https://a.example/',
      text_with_styling_info: [{ offset: 0, length: 4, styling_info: ['bold'] }],
    };
    expect(
      await publish(alice, { text_attachment: JSON.stringify(attachment) }, 'text_attachment'),
    ).toMatchObject({ text_attachment: attachment });
  });

  it('as spoilers in a list under data, also when offsets were sent as text', async () => {
    const { alice } = createTown();
    const entities = '[{"entity_type":"spoiler","offset":"1","length":"2"}]';
    expect(await publish(alice, { text: 'Secret', text_entities: entities }, 'text_entities')).toMatchObject({
      text_entities: { data: [{ entity_type: 'SPOILER', offset: 1, length: 2 }] },
    });
  });

  it('as topic, audience and quote', async () => {
    const { alice } = createTown();
    const quoted = await publishText(alice, 'Original');
    const fields = 'topic_tag,reply_audience,is_quote_post,quoted_post{text}';
    expect(
      await publish(
        alice,
        { topic_tag: 'travel', reply_control: 'followers_only', quote_post_id: quoted },
        fields,
      ),
    ).toMatchObject({
      topic_tag: 'travel',
      reply_audience: 'FOLLOWERS_ONLY',
      is_quote_post: true,
      quoted_post: { id: quoted, text: 'Original' },
    });
    expect(await publish(alice, { text: 'Going #2026 by #train!' }, 'topic_tag')).toMatchObject({
      topic_tag: 'train',
    });
  });

  it('as a location, by its id and expanded', async () => {
    const { alice } = createTown();
    const { body } = await alice.get('/location_search', { q: 'Fushimi' });
    const id = String(body.data[0]?.id);
    expect(await publish(alice, { location_id: id }, 'location_id,location{name,country}')).toMatchObject({
      location_id: id,
      location: { id, name: 'Fushimi Inari Taisha', country: 'Japan' },
    });
  });
});
