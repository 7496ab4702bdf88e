import {
  createContainer,
  deletePost,
  getContainer,
  getLocation,
  getOembed,
  getPublishingLimit,
  getThread,
  getThreadInsights,
  getUserInsights,
  listConversation,
  listGhostPosts,
  listMentions,
  listPendingReplies,
  listProfilePosts,
  listReplies,
  listThreads,
  listUserReplies,
  lookupProfile,
  managePendingReply,
  manageReply,
  publishContainer,
  repost,
  searchLocations,
  searchThreads,
} from '@threads-sdk/endpoints';
import { type Client, createClient } from '@threads-sdk/core-http';
import { assert } from 'chai';
import type { Case } from '../in-runtime/case.ts';
import { codeOf } from '../in-runtime/rejection.ts';
import { textsOf } from '../in-runtime/texts-of.ts';

/** The id of the post with this text. */
async function idOf(client: Client, text: string): Promise<string> {
  for await (const thread of listThreads(client, { fields: ['text'] }))
    if (thread.text === text) return thread.id;
  throw new Error(`There is no post ${text}.`);
}

const fields = ['text'] as const;

export const operations: readonly Case[] = [
  {
    name: 'A post is read with nested fields',
    run: async ({ client }) => {
      const mika = await client();
      const media_id = await idOf(mika, 'Tea or coffee?');
      const thread = await getThread(mika, {
        media_id,
        fields: ['text', 'media_type', { poll_attachment: ['option_a', 'option_b'] }],
      });
      assert.equal(thread.media_type, 'TEXT_POST');
      assert.equal(thread.poll_attachment?.option_b, 'Coffee');
    },
  },
  {
    name: 'Ghost posts are listed',
    run: async ({ client }) => {
      assert.deepEqual(await textsOf(listGhostPosts(await client(), { fields })), ['Gone tomorrow']);
    },
  },
  {
    name: 'Replies are listed directly and at every depth',
    run: async ({ client }) => {
      const mika = await client();
      const media_id = await idOf(mika, 'Hello, Kyoto');
      assert.deepEqual(await textsOf(listReplies(mika, { media_id, fields })), ['Hello, @mika']);
      const all = await textsOf(listConversation(mika, { media_id, fields, reverse: false }));
      assert.deepEqual(all, ['Hello, @mika', 'Welcome']);
    },
  },
  {
    name: 'What a user replied is listed',
    run: async ({ client }) => {
      assert.deepEqual(await textsOf(listUserReplies(await client(), { fields })), ['Welcome']);
    },
  },
  {
    name: 'A reply is hidden and shown again',
    run: async ({ client }) => {
      const mika = await client();
      const media_id = await idOf(mika, 'Hello, Kyoto');
      const [reply] = (await listReplies(mika, { media_id })).data;
      const reply_id = reply?.id ?? '';
      const status = async (): Promise<unknown> =>
        (await getThread(mika, { media_id: reply_id, fields: ['hide_status'] })).hide_status;
      assert.deepEqual(await manageReply(mika, { reply_id, hide: true }), { success: true });
      assert.equal(await status(), 'HIDDEN');
      await manageReply(mika, { reply_id, hide: false });
      assert.notEqual(await status(), 'HIDDEN');
    },
  },
  {
    name: 'A reply that waits is approved',
    run: async ({ client }) => {
      const mika = await client();
      const media_id = await idOf(mika, 'Approved only');
      const [reply] = (await listPendingReplies(mika, { media_id })).data;
      assert.isDefined(reply);
      await managePendingReply(mika, { reply_id: reply?.id ?? '', approve: true });
      assert.deepEqual(await textsOf(listReplies(mika, { media_id, fields })), ['May I?']);
      assert.isEmpty((await listPendingReplies(mika, { media_id })).data);
    },
  },
  {
    name: 'A public profile and its posts are found by the username',
    run: async ({ client }) => {
      const mika = await client();
      assert.equal((await lookupProfile(mika, { username: 'kenji' })).username, 'kenji');
      assert.deepEqual(await textsOf(listProfilePosts(mika, { username: 'kenji', fields })), ['Look, @mika']);
    },
  },
  {
    name: 'Posts that mention the user are listed',
    run: async ({ client }) => {
      assert.include(await textsOf(listMentions(await client(), { fields })), 'Look, @mika');
    },
  },
  {
    name: 'Posts are found by a word',
    run: async ({ client }) => {
      const found = await textsOf(
        searchThreads(await client(), { q: 'Kyoto', search_type: 'RECENT', fields }),
      );
      assert.includeMembers(found, ['Hello, Kyoto', 'Three days in Kyoto']);
    },
  },
  {
    name: 'Places are found and read',
    run: async ({ client }) => {
      const mika = await client();
      const [place] = (await searchLocations(mika, { q: 'Menlo Park' })).data;
      const read = await getLocation(mika, { location_id: place?.id ?? '', fields: ['name', 'city'] });
      assert.match(read.name ?? '', /Menlo Park/);
    },
  },
  {
    name: 'The metrics of a post are read',
    run: async ({ client }) => {
      const mika = await client();
      const media_id = await idOf(mika, 'Hello, Kyoto');
      const { data } = await getThreadInsights(mika, { media_id, metric: ['views', 'likes'] });
      assert.deepEqual(
        data.map(({ name }) => name),
        ['views', 'likes'],
      );
    },
  },
  {
    name: 'The metrics of a profile are read for a span of dates',
    run: async ({ client, clock, requests }) => {
      const since = new Date(clock.now() - 2 * 86_400_000);
      const until = new Date(clock.now());
      const { data } = await getUserInsights(await client(), {
        metric: ['views', 'followers_count'],
        since,
        until,
      });
      assert.includeMembers(
        data.map(({ name }) => name ?? ''),
        ['views'],
      );
      const [sent] = await requests('getUserInsights');
      assert.equal(sent?.parameters['since'], String(Math.floor(since.getTime() / 1000)));
    },
  },
  {
    name: 'The HTML that embeds a post is given without a token',
    run: async ({ client, http }) => {
      const mika = await client();
      const media_id = await idOf(mika, 'Hello, Kyoto');
      const { permalink = '' } = await getThread(mika, { media_id, fields: ['permalink'] });
      const { html } = await getOembed(createClient(http), { url: permalink });
      assert.match(html ?? '', /<blockquote/);
    },
  },
  {
    name: 'How much of the quota is used is read',
    run: async ({ client }) => {
      const limit = await getPublishingLimit(await client(), {
        fields: ['quota_usage', { config: ['quota_total'] }],
      });
      assert.equal(limit.data[0]?.config?.quota_total, 250);
    },
  },
  {
    name: 'A container is created, looked at and published by hand, and the post deleted',
    run: async ({ client }) => {
      const mika = await client();
      const { id: container_id } = await createContainer(mika, { media_type: 'TEXT', text: 'By hand ✋' });
      assert.equal((await getContainer(mika, { container_id })).status, 'FINISHED');
      const { id: media_id } = await publishContainer(mika, { creation_id: container_id });
      assert.equal((await getThread(mika, { media_id, fields })).text, 'By hand ✋');
      await deletePost(mika, { media_id });
      assert.equal(await codeOf(getThread(mika, { media_id })), 'OBJECT_NOT_FOUND');
    },
  },
  {
    name: 'A post of somebody else is reposted',
    run: async ({ client }) => {
      const media_id = await idOf(await client(), 'Hello, Kyoto');
      const { id } = await repost(await client({ username: 'kenji' }), { media_id });
      assert.match(id, /^\d+$/);
    },
  },
];
