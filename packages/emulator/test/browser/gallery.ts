import { createEmulator, type Emulator } from '@threads-sdk/emulator';
import { callerOf, publishText, type Caller } from '../api.ts';

/** What a hostile person writes everywhere. */
export const hostile =
  '<script>document.title = "hacked"</script><img src=x onerror="document.title=\'hacked\'"> javascript:alert(1)';

/** An emulator whose timeline has a post of every kind. */
export interface Gallery {
  readonly emulator: Emulator;
  readonly alice: Caller;
  readonly bob: Caller;
  /** The path of the post with replies of every kind. */
  readonly conversation: string;
}

/** Publishes a post of every kind; `images` is the address that serves them. */
export async function createGallery(images: string): Promise<Gallery> {
  const emulator = createEmulator({
    app: { name: 'Postcard Scheduler' },
    processing: { text: 0, image: 0, video: 0, carousel: 0 },
    users: [
      {
        username: 'alice',
        name: 'Alice Yamamoto',
        verified: true,
        biography: 'Photographs of doors. Ask @bob, or see https://doors.example/all.',
      },
      { username: 'bob', name: 'Bob Marchetti' },
      { username: 'mallory', name: hostile, posts: [{ text: hostile, link: 'javascript:alert(1)' }] },
    ],
  });
  const alice = callerOf(emulator, 'alice');
  const bob = callerOf(emulator, 'bob');
  const mallory = callerOf(emulator, 'mallory');
  const image = `${images}/gate.svg`;

  const conversation = await publishText(alice, 'Three days in Kyoto.\n\nMore at https://example.com/kyoto', {
    topic_tag: 'travel',
    location_id: await locationId(alice),
    enable_reply_approvals: 'true',
  });
  const question = await approved(alice, bob, conversation, 'Which gate is that?');
  await publishText(alice, 'Fushimi Inari, before six in the morning.', { reply_to_id: question });
  const rude = await approved(alice, mallory, conversation, `Rude words ${hostile}`);
  await alice.post(`/${rude}/manage_reply`, { hide: 'true' });
  await publishText(bob, 'May I ask something?', { reply_to_id: conversation });
  const ignored = await publishText(mallory, 'Buy my course', { reply_to_id: conversation });
  await alice.post(`/${ignored}/manage_pending_reply`, { approve: 'false' });

  await publishMedia(alice, {
    media_type: 'IMAGE',
    image_url: image,
    alt_text: 'A sun over red ground',
    text: 'One picture',
  });
  await publishMedia(alice, {
    media_type: 'IMAGE',
    image_url: image,
    is_spoiler_media: 'true',
    text: 'Do not look',
  });
  await publishMedia(alice, {
    media_type: 'VIDEO',
    video_url: `${images}/walk.mp4`,
    alt_text: 'A walk',
    text: 'One video',
  });
  const children = [
    await createItem(alice, { media_type: 'IMAGE', image_url: image, alt_text: 'The first' }),
    await createItem(alice, { media_type: 'IMAGE', image_url: image }),
    await createItem(alice, { media_type: 'VIDEO', video_url: `${images}/walk.mp4` }),
  ];
  await publishMedia(alice, { media_type: 'CAROUSEL', children: children.join(','), text: 'A carousel' });
  await publishText(bob, 'It was the butler, as always', {
    text_entities: JSON.stringify([{ entity_type: 'SPOILER', offset: 11, length: 6 }]),
  });
  await publishText(bob, 'A longer story', {
    text_attachment: JSON.stringify({
      plaintext: 'Bold beginnings, slanted doubts, and what was struck out.\n\nAnd a second paragraph.',
      link_attachment_url: 'https://articles.example/story',
      text_with_styling_info: [
        { offset: 0, length: 4, styling_info: ['bold'] },
        { offset: 17, length: 7, styling_info: ['italic'] },
        { offset: 46, length: 10, styling_info: ['strikethrough', 'highlight'] },
      ],
    }),
  });
  const poll = await publishText(bob, 'Tea or coffee?', {
    poll_attachment: JSON.stringify({ option_a: 'Green tea', option_b: 'Espresso', option_c: 'Neither' }),
    reply_control: 'mentioned_only',
  });
  await publishText(alice, 'A question for the ages', { quote_post_id: poll });
  await alice.post(`/${poll}/repost`);
  await publishText(bob, 'Worth reading', {
    link_attachment: 'https://articles.example/2026/a-rather-long-address-without-any-place-to-break',
  });
  await publishText(bob, 'Moving', {
    gif_attachment: JSON.stringify({ gif_id: 'l0HlOvJ7yaacpuSas', provider: 'GIPHY' }),
  });
  await publishText(alice, 'Only over there', { allowlisted_country_codes: 'CA,US' });
  await publishText(alice, 'Gone tomorrow', { is_ghost_post: 'true' });

  const { body } = await alice.get(`/${conversation}`, { fields: 'permalink' });
  return { emulator, alice, bob, conversation: new URL(String(body['permalink'])).pathname };
}

async function approved(owner: Caller, by: Caller, post: string, text: string): Promise<string> {
  const reply = await publishText(by, text, { reply_to_id: post });
  await owner.post(`/${reply}/manage_pending_reply`, { approve: 'true' });
  return reply;
}

async function createItem(caller: Caller, parameters: Readonly<Record<string, string>>): Promise<string> {
  return create(caller, { ...parameters, is_carousel_item: 'true' });
}

async function publishMedia(caller: Caller, parameters: Readonly<Record<string, string>>): Promise<void> {
  const { text, status } = await caller.post('/me/threads_publish', {
    creation_id: await create(caller, parameters),
  });
  if (status !== 200) throw new Error(text);
}

async function create(caller: Caller, parameters: Readonly<Record<string, string>>): Promise<string> {
  const { body, text, status } = await caller.post('/me/threads', parameters);
  if (status !== 200) throw new Error(text);
  return body.id;
}

async function locationId(caller: Caller): Promise<string> {
  const { body, text } = await caller.get('/location_search', { q: 'Kyoto' });
  const id = body.data[0]?.['id'];
  if (typeof id !== 'string') throw new Error(`There is no place in ${text}`);
  return id;
}
