import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ThreadsApiError, ThreadsAuthenticatedApiClient, ThreadsPublicApiClient } from 'threads-graph-api';
import { logIn } from './log-in.ts';
import { callsOf, redirectUri, serveTown } from './serve-town.ts';

let town: Awaited<ReturnType<typeof serveTown>>;
beforeEach(async () => {
  town = await serveTown();
});
afterEach(() => town.close());

const scopes = [
  'threads_basic',
  'threads_content_publish',
  'threads_read_replies',
  'threads_manage_replies',
  'threads_manage_insights',
];

async function obtainToken(): ReturnType<ThreadsPublicApiClient['exchangeAuthorizationCode']> {
  const client = new ThreadsPublicApiClient(town.url);
  const { clientId, clientSecret } = town.emulator.app;
  const url = client.createAuthorizationUrl(clientId, redirectUri, scopes, 'a state', town.url);
  const callback = await logIn(url, 'alice');
  expect(callback.searchParams.get('state')).toBe('a state');
  return client.exchangeAuthorizationCode(
    clientId,
    clientSecret,
    redirectUri,
    callback.searchParams.get('code') ?? '',
  );
}

async function connectClient(): Promise<ThreadsAuthenticatedApiClient> {
  const { access_token: accessToken } = await obtainToken();
  return new ThreadsAuthenticatedApiClient(accessToken, 'me', town.url);
}

const image = { mediaType: 'IMAGE', imageUrl: 'https://images.example/gate.jpg' } as const;

describe('threads-graph-api, given the address', () => {
  it('logs in, and reads the profile', async () => {
    const client = await connectClient();
    const profile = await client.getUserProfile({
      id: 'me',
      fields: ['id', 'username', 'threads_profile_picture_url', 'threads_biography'],
    });
    expect(profile).toEqual({
      id: town.emulator.users[0]?.id,
      username: 'alice',
      threads_profile_picture_url: expect.stringMatching(/^https:/),
      threads_biography: 'Writes.',
    });
    expect(callsOf(town.emulator)).toEqual(['exchangeCode 200', 'getUser 200']);
  });

  it('publishes a text, an image and a carousel, and reads them back', async () => {
    const client = await connectClient();
    const containers = [
      await client.createMediaContainer({ mediaType: 'TEXT', text: 'A text' }),
      await client.createMediaContainer({ ...image, text: 'An image' }),
    ];
    const children = [
      await client.createMediaContainer({ ...image, isCarouselItem: true }),
      await client.createMediaContainer({
        mediaType: 'VIDEO',
        videoUrl: 'https://videos.example/walk.mp4',
        isCarouselItem: true,
      }),
    ];
    town.emulator.clock.advance(60_000);
    containers.push(
      await client.createMediaContainer({
        mediaType: 'CAROUSEL',
        children: children.map(({ id }) => id),
        text: 'A carousel',
      }),
    );
    town.emulator.clock.advance(60_000);
    for (const { id } of containers) {
      const { id: mediaId } = await client.publish({ creationId: id });
      expect((await client.getMediaObject({ id: mediaId, fields: ['id', 'permalink'] })).permalink).toContain(
        '/@alice/post/',
      );
    }
    const threads = await client.getUserThreads({
      id: 'me',
      fields: ['media_type', 'text', 'username', 'media_url', 'is_quote_post'],
    });
    expect(threads.data.map(({ media_type: type, text }) => [type, text])).toEqual([
      ['CAROUSEL_ALBUM', 'A carousel'],
      ['IMAGE', 'An image'],
      ['TEXT_POST', 'A text'],
      ['TEXT_POST', 'Hello'],
    ]);
    const { paging } = await client.getUserThreads({ id: 'me', limit: 1 });
    const second = await client.getUserThreads({
      id: 'me',
      fields: ['text'],
      limit: 1,
      after: paging.cursors.after ?? '',
    });
    expect(second.data).toMatchObject([{ text: 'An image' }]);
  });

  it('reads, writes and hides replies', async () => {
    const client = await connectClient();
    const [root] = (await client.getUserThreads({ id: 'me' })).data;
    const id = root?.id ?? '';
    const { data } = await client.getReplies({
      id,
      fields: ['text', 'username', 'hide_status', 'has_replies', 'is_reply_owned_by_me'],
    });
    expect(data).toMatchObject([
      {
        text: 'Welcome',
        username: 'bob',
        hide_status: 'NOT_HUSHED',
        has_replies: false,
        is_reply_owned_by_me: false,
      },
    ]);
    expect(await client.manageReply({ id: data[0]?.id ?? '', hide: true })).toEqual({ success: true });
    const answer = await client.createMediaContainer({
      mediaType: 'TEXT',
      text: 'Thanks',
      replyToId: data[0]?.id ?? '',
      replyControl: 'everyone',
    });
    town.emulator.clock.advance(60_000);
    await client.publish({ creationId: answer.id });
    const conversation = await client.getConversation({
      id,
      fields: ['text', 'hide_status'],
      reverse: false,
    });
    expect(conversation.data).toMatchObject([{ text: 'Welcome', hide_status: 'HIDDEN' }, { text: 'Thanks' }]);
    expect(
      await client.getUserThreadsPublishingLimit({ id: 'me', fields: ['reply_quota_usage', 'reply_config'] }),
    ).toEqual({
      data: [{ reply_quota_usage: 1, reply_config: { quota_total: 1000, quota_duration: 86_400 } }],
    });
  });

  it('reads insights', async () => {
    const client = await connectClient();
    const [root] = (await client.getUserThreads({ id: 'me' })).data;
    const media = await client.getMediaMetrics({
      id: root?.id ?? '',
      metrics: ['views', 'likes', 'replies', 'reposts', 'quotes'],
    });
    expect(media.data.map(({ name }) => name)).toEqual(['views', 'likes', 'replies', 'reposts', 'quotes']);
    expect(media.data.find(({ name }) => name === 'replies')?.values).toEqual([{ value: 1 }]);
    const account = await client.getAccountMetrics({ id: 'me', metrics: ['views'] });
    expect(account.data[0]?.values[0]).toEqual({
      value: expect.any(Number),
      end_time: expect.stringMatching(/\+0000$/),
    });
  });

  it('sees errors as errors', async () => {
    const client = await connectClient();
    const { id } = await client.createMediaContainer({ ...image, text: 'Too early' });
    const error: unknown = await client.publish({ creationId: id }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ThreadsApiError);
    expect(error instanceof ThreadsApiError && error.getThreadsError()?.error).toMatchObject({
      code: 24,
      type: 'OAuthException',
    });
  });
});

describe('threads-graph-api, by its own fault,', () => {
  it('rounds the user id of the code exchange, a bare number beyond 2^53', async () => {
    const id = town.emulator.users[0]?.id ?? '';
    const { user_id: rounded } = await obtainToken();
    expect(rounded).not.toBe(id);
    expect(rounded).toBe(String(Number(id)));
  });

  it('drops hide=false, so that nothing can be shown again', async () => {
    const client = await connectClient();
    const [root] = (await client.getUserThreads({ id: 'me' })).data;
    const [reply] = (await client.getReplies({ id: root?.id ?? '' })).data;
    await expect(client.manageReply({ id: reply?.id ?? '', hide: false })).rejects.toThrow(
      'The parameter hide is required',
    );
    expect(town.emulator.requests.at(-1)?.parameters).not.toHaveProperty('hide');
  });

  it('takes objects for texts: owner, children and what a reply answers', async () => {
    const client = await connectClient();
    await expect(client.getUserThreads({ id: 'me', fields: ['owner'] })).rejects.toThrow(
      'Expected string, received object',
    );
    const [root] = (await client.getUserThreads({ id: 'me' })).data;
    await expect(client.getReplies({ id: root?.id ?? '', fields: ['root_post'] })).rejects.toThrow(
      'Expected string, received object',
    );
  });

  it('wants paging in an empty list, which has none', async () => {
    const client = await connectClient();
    await expect(client.getUserThreads({ id: 'me', limit: 0 })).rejects.toThrow(/"paging"[^]*Required/);
  });

  it('wants daily values of every metric of an account, where most are a total', async () => {
    const client = await connectClient();
    await expect(client.getAccountMetrics({ id: 'me', metrics: ['likes'] })).rejects.toThrow(
      /"values"[^]*Required/,
    );
    expect(callsOf(town.emulator).at(-1)).toBe('getUserInsights 200');
  });
});
