import { createContainer, getThread, searchLocations } from '@threads-sdk/endpoints';
import {
  advancePublish,
  type Post,
  publish,
  publishChain,
  type PublishState,
  repost,
  splitText,
  startPublish,
  waitForContainer,
} from '@threads-sdk/publish';
import { checkMedia } from '@threads-sdk/media';
import { assert } from 'chai';
import type { Case } from '../in-runtime/case.ts';
import { rejection } from '../in-runtime/rejection.ts';

const image = { image: 'https://media.example/gate.jpg', altText: 'A red gate' };
const video = { video: 'https://media.example/walk.mp4' };

/** A kind of post, and what it is read as. */
const posts: readonly (readonly [kind: string, post: Post, read: object])[] = [
  [
    'A text',
    { text: 'Hello 👋', topicTag: 'greetings' },
    { media_type: 'TEXT_POST', text: 'Hello 👋', topic_tag: 'greetings' },
  ],
  ['An image', { media: [image] }, { media_type: 'IMAGE', alt_text: 'A red gate' }],
  ['A video', { text: 'A walk', media: [video] }, { media_type: 'VIDEO', text: 'A walk' }],
  [
    'A carousel',
    { text: 'Three', media: [image, video, image] },
    { media_type: 'CAROUSEL_ALBUM', text: 'Three' },
  ],
  ['A poll', { text: 'Tea?', poll: ['Yes', 'No', 'Later'] }, { media_type: 'TEXT_POST', text: 'Tea?' }],
  [
    'A link',
    { linkAttachment: 'https://example.com/kyoto' },
    { link_attachment_url: 'https://example.com/kyoto' },
  ],
  ['A long text', { textAttachment: { plaintext: 'Day one. '.repeat(100) } }, { media_type: 'TEXT_POST' }],
  ['A ghost post', { text: 'Boo', isGhostPost: true }, { text: 'Boo' }],
];

export const publishing: readonly Case[] = [
  ...posts.map(([kind, post, read]): Case => ({
    name: `${kind} is published and can be read`,
    run: async ({ client }) => {
      const mika = await client();
      const { id } = await publish(mika, post);
      const thread = await getThread(mika, {
        media_id: id,
        fields: ['media_type', 'text', 'topic_tag', 'alt_text', 'link_attachment_url'],
      });
      assert.include(Object(thread), read);
    },
  })),
  {
    name: 'A text is published with one request when it has to be fast',
    run: async ({ client, requests }) => {
      const { id, containerId } = await publish(await client(), { text: 'At once' }, { fast: true });
      assert.match(id, /^\d+$/);
      assert.isUndefined(containerId);
      assert.deepEqual(
        (await requests()).map(({ operation }) => operation),
        ['createContainer'],
      );
    },
  },
  {
    name: 'A container is waited for without waiting for real',
    run: async ({ client, control, clock }) => {
      await control('PATCH', '/settings', { processing: { video: 120_000 } });
      const before = clock.now();
      const steps: string[] = [];
      const { id } = await publish(
        await client(),
        { media: [video] },
        { onProgress: ({ status, step }) => steps.push(`${step} ${status ?? ''}`.trim()) },
      );
      assert.match(id, /^\d+$/);
      assert.isAtLeast(clock.now() - before, 120_000);
      assert.includeMembers(steps, [
        'create-container',
        'wait-for-container IN_PROGRESS',
        'wait-for-container FINISHED',
        'publish',
      ]);
    },
  },
  {
    name: 'A container that was made by hand is waited for',
    run: async ({ client, control }) => {
      await control('PATCH', '/settings', { processing: { image: 20_000 } });
      const mika = await client();
      const image_url = 'https://media.example/gate.jpg';
      const { id } = await createContainer(mika, { media_type: 'IMAGE', image_url });
      assert.equal(await waitForContainer(mika, { containerId: id }), 'FINISHED');
    },
  },
  {
    name: 'A queue publishes step by step, with nothing but JSON between the steps',
    run: async ({ client, clock, control }) => {
      await control('PATCH', '/settings', { processing: { image: 5_000, carousel: 5_000 } });
      const mika = await client();
      let job = JSON.stringify(startPublish({ text: 'From a queue', media: [image, image] }));
      const steps = new Set<string>();
      for (let state: PublishState = JSON.parse(job); state.step !== 'done'; state = JSON.parse(job)) {
        steps.add(state.step);
        await clock.sleep(Math.max(0, (state.due ?? 0) - clock.now()));
        const record = async (next: PublishState): Promise<void> => {
          job = JSON.stringify(next);
        };
        job = JSON.stringify(await advancePublish(mika, state, { record }));
        assert.isBelow(steps.size, 10);
      }
      assert.deepEqual(
        [...steps],
        ['create-children', 'wait-for-children', 'create-container', 'wait-for-container', 'publish'],
      );
    },
  },
  {
    name: 'A long text is split and published as a chain, each part a reply to the one before',
    run: async ({ client }) => {
      const mika = await client();
      const parts = splitText('Three days in Kyoto. The first began early. '.repeat(30), { numbering: true });
      const chain = await publishChain(
        mika,
        parts.map((text) => ({ text })),
      );
      assert.lengthOf(chain, parts.length);
      const [first, second] = chain;
      const fields = ['text', { replied_to: ['id'] }] as const;
      const reply = await getThread(mika, { media_id: second?.id ?? '', fields });
      assert.equal(reply.replied_to?.id, first?.id);
      assert.equal(reply.text?.trimEnd(), parts[1]?.trimEnd());
    },
  },
  {
    name: 'A post is reposted',
    run: async ({ client }) => {
      const { id: mediaId } = await publish(await client(), { text: 'Worth it' });
      const { id } = await repost(await client({ username: 'kenji' }), { mediaId });
      assert.notEqual(id, mediaId);
    },
  },
  {
    name: 'A reply, a quote, a place and who may reply reach the API',
    run: async ({ client, requests }) => {
      const mika = await client();
      const { id } = await publish(mika, { text: 'First' });
      const [place] = (await searchLocations(mika, { q: 'Menlo Park' })).data;
      await publish(mika, {
        text: 'Second',
        quote: id,
        locationId: place?.id ?? '',
        replyControl: 'followers_only',
        spoilers: [{ offset: 0, length: 6 }],
      });
      await publish(mika, { text: 'Third', replyTo: id });
      const [, second, third] = await requests('createContainer');
      assert.include(Object(second?.parameters), { quote_post_id: id, reply_control: 'followers_only' });
      assert.deepEqual(JSON.parse(second?.parameters['text_entities'] ?? ''), [
        { entity_type: 'SPOILER', offset: 0, length: 6 },
      ]);
      assert.equal(third?.parameters['reply_to_id'], id);
    },
  },
  {
    name: 'Everything that is wrong with a post is named before anything is sent',
    run: async ({ client, requests }) => {
      const wrong = Object({ text: 'x'.repeat(501), poll: ['a'], media: [image], colour: 'red' });
      const { code, message } = await rejection(publish(await client(), wrong));
      assert.equal(code, 'INVALID_INPUT');
      assert.match(String(message), /text/);
      assert.include(String(message), 'colour');
      assert.isEmpty(await requests());
    },
  },
  {
    name: 'A file is checked before it is posted',
    run: async ({ client, deskUrl, requests }) => {
      const check: typeof checkMedia = (url, options) => checkMedia(url, { ...options, allowPrivate: true });
      const mika = await client();
      const gif = publish(mika, { media: [{ image: `${deskUrl}/files/picture.gif` }] }, { check });
      const { message } = await rejection(gif);
      assert.match(String(message), /media\[0\].*is a GIF/);
      assert.isEmpty(await requests());
      const { id } = await publish(mika, { media: [{ image: `${deskUrl}/files/plain.png` }] }, { check });
      assert.match(id, /^\d+$/);
    },
  },
];
