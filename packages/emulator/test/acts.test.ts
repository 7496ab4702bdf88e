import { beforeEach, describe, expect, it } from 'vitest';
import { type Act, createEmulator, createVirtualClock, type Emulator } from '../src/index.ts';
import { type Caller, callerOf, createTown, publishText, send } from './api.ts';
import { createApp } from './app-receiver.ts';

let emulator: Emulator;
let alice: Caller;
let bob: Caller;

beforeEach(() => {
  ({ emulator, alice, bob } = createTown());
});

const read = async (caller: Caller, id: string, name: string): Promise<unknown> =>
  (await caller.get(`/${id}`, { fields: name })).body[name];

async function insight(caller: Caller, path: string, metric: string): Promise<number> {
  const { body } = await caller.get(path, { metric });
  const { values, total_value: total } = Object(body.data[0]);
  return Number(Object(total ?? values[0]).value);
}

describe('a user', () => {
  it('posts a text, an image, a carousel and a poll, which the API reads', async () => {
    const { id: text } = emulator.act({ act: 'post', by: 'alice', text: 'Off to Kyoto #travel' });
    expect((await alice.get(`/${text}`, { fields: 'text,media_type,topic_tag' })).body).toEqual({
      id: text,
      text: 'Off to Kyoto #travel',
      media_type: 'TEXT_POST',
      topic_tag: 'travel',
    });
    const media = [{ image: 'https://images.example/a.png', altText: 'A gate' }];
    const { id: image } = emulator.act({ act: 'post', by: 'alice', media });
    expect(await read(alice, image, 'alt_text')).toBe('A gate');
    const { id: carousel } = emulator.act({
      act: 'post',
      by: 'alice',
      media: [...media, { video: 'https://videos.example/a.mp4' }],
    });
    expect(Object(await read(alice, carousel, 'children')).data).toHaveLength(2);
    const { id: poll } = emulator.act({ act: 'post', by: 'alice', text: 'Tea?', poll: ['Yes', 'No'] });
    expect(Object(await read(alice, poll, 'poll_attachment'))).toMatchObject({ option_b: 'No' });
    expect((await alice.get('/me/threads')).body.data).toHaveLength(4);
  });

  it('replies by id, shortcode or permalink, and waits for approval where that is asked for', async () => {
    const post = await publishText(alice, 'Ask me', { enable_reply_approvals: 'true' });
    const permalink = String(await read(alice, post, 'permalink'));
    const names = [post, String(await read(alice, post, 'shortcode')), permalink, `${permalink}?x=1`];
    for (const to of names) emulator.act({ act: 'reply', by: 'bob', to, text: 'May I?' });
    const { body } = await alice.get(`/${post}/pending_replies`);
    expect(body.data).toHaveLength(4);
    const [first, second] = body.data.map(({ id }) => id);
    expect(emulator.act({ act: 'approve', by: 'alice', to: first ?? '' })).toEqual({ id: first });
    emulator.act({ act: 'ignore', by: 'alice', to: second ?? '' });
    expect((await alice.get(`/${post}/replies`)).body.data.map(({ id }) => id)).toEqual([first]);
    expect((await alice.get(`/${post}/pending_replies`)).body.data).toHaveLength(3);
  });

  it('likes once, however often, and takes it back', async () => {
    const post = await publishText(alice, 'Like me');
    const likes = (): Promise<number> => insight(alice, `/${post}/insights`, 'likes');
    const before = await likes();
    emulator.act({ act: 'like', by: 'bob', to: post });
    emulator.act({ act: 'like', by: 'bob', to: post });
    emulator.act({ act: 'like', by: 'alice', to: post });
    expect(await likes()).toBe(before + 2);
    expect(await insight(alice, '/me/threads_insights', 'likes')).toBe(before + 2);
    emulator.act({ act: 'unlike', by: 'bob', to: post });
    expect(await likes()).toBe(before + 1);
  });

  it('reposts, and what is done to a repost is done to what it shows', async () => {
    const post = await publishText(alice, 'Worth it');
    const { id: repost } = emulator.act({ act: 'repost', by: 'bob', to: post });
    expect(await read(bob, repost, 'media_type')).toBe('REPOST_FACADE');
    expect(emulator.act({ act: 'like', by: 'bob', to: repost })).toEqual({ id: post });
    expect(await insight(alice, `/${post}/insights`, 'reposts')).toBe(1);
    expect(emulator.act({ act: 'delete', by: 'bob', to: repost })).toEqual({ id: repost });
    expect((await alice.get(`/${post}`)).status).toBe(200);
  });

  it('votes once, until the poll closes', async () => {
    const { id } = emulator.act({ act: 'post', by: 'alice', text: 'Tea?', poll: ['Yes', 'No'] });
    const votes = async (): Promise<number> =>
      Number(
        Object((await alice.get(`/${id}`, { fields: 'poll_attachment{total_votes}' })).body)[
          'poll_attachment'
        ].total_votes,
      );
    const before = await votes();
    emulator.act({ act: 'vote', by: 'bob', to: id, option: 2 });
    expect(await votes()).toBe(before + 1);
    const vote = (by: string, option: number): (() => unknown) => {
      return () => emulator.act({ act: 'vote', by, to: id, option });
    };
    expect(vote('bob', 3)).toThrow('act: option must be from 1 to 2; @bob has voted already.');
    emulator.clock.advance(24 * 60 * 60 * 1000);
    expect(vote('alice', 1)).toThrow('act: the poll is closed.');
  });

  it('follows, which counts and opens what is for followers', async () => {
    const post = await publishText(alice, 'For friends', { reply_control: 'followers_only' });
    const reply = (): unknown => emulator.act({ act: 'reply', by: 'bob', to: post, text: 'Hi' });
    const followers = (): Promise<number> => insight(alice, '/me/threads_insights', 'followers_count');
    expect(reply).toThrow(/^act: @bob may not reply to this post: its reply_control is FOLLOWERS_ONLY/);
    emulator.act({ act: 'follow', by: 'bob', to: '@alice' });
    emulator.act({ act: 'follow', by: 'bob', to: 'alice' });
    expect(await followers()).toBe(1001);
    expect(reply).not.toThrow();
    emulator.act({ act: 'unfollow', by: 'bob', to: 'alice' });
    expect(await followers()).toBe(1000);
  });

  it('hides replies to posts of theirs with what is below them, and shows them again', async () => {
    const post = await publishText(alice, 'A question');
    const reply = await publishText(bob, 'Rude', { reply_to_id: post });
    const below = await publishText(bob, 'Ruder', { reply_to_id: reply });
    emulator.act({ act: 'hide', by: 'alice', to: reply });
    expect(await read(alice, below, 'hide_status')).toBe('HIDDEN');
    emulator.act({ act: 'unhide', by: 'alice', to: reply });
    expect(await read(alice, below, 'hide_status')).toBe('UNHUSHED');
    expect(() => emulator.act({ act: 'hide', by: 'alice', to: below })).toThrow('only a direct reply');
    expect(() => emulator.act({ act: 'hide', by: 'bob', to: reply })).toThrow(
      'no reply below a post of @bob',
    );
  });

  it('tells the webhook of what is published and deleted, and uses up no quota', async () => {
    const app = createApp();
    const webhooks = { callbackUrl: 'https://app.example/hook', verifyToken: 'x', fetch: app.fetch };
    ({ emulator, alice, bob } = createTown({ webhooks }));
    await emulator.subscribeWebhooks();
    const { id } = emulator.act({ act: 'post', by: 'alice', text: 'Hello @bob' });
    emulator.act({ act: 'reply', by: 'bob', to: id, text: 'Hello' });
    emulator.act({ act: 'delete', by: 'alice', to: id });
    await emulator.deliverEvents();
    const fields = app.received.filter(({ method }) => method === 'POST').map(({ text }) => JSON.parse(text));
    expect(fields.map(({ values: [{ field }] }) => field)).toEqual([
      'publish',
      'mentions',
      'publish',
      'replies',
      'delete',
    ]);
    const { body } = await alice.get('/me/threads_publishing_limit', {
      fields: 'quota_usage,delete_quota_usage',
    });
    expect(body.data[0]).toEqual({ quota_usage: 0, delete_quota_usage: 0 });
  });

  it('is part of a snapshot with likes, votes and whom they follow', async () => {
    const { id } = emulator.act({ act: 'post', by: 'alice', text: 'Tea?', poll: ['Yes', 'No'] });
    emulator.act({ act: 'like', by: 'bob', to: id });
    emulator.act({ act: 'vote', by: 'bob', to: id, option: 1 });
    emulator.act({ act: 'follow', by: 'bob', to: 'alice' });
    const other = createEmulator({
      clock: createVirtualClock(),
      snapshot: JSON.parse(JSON.stringify(emulator.snapshot())),
    });
    const again = callerOf(other, 'alice');
    for (const metric of ['likes', 'followers_count'])
      expect(await insight(again, '/me/threads_insights', metric)).toBe(
        await insight(alice, '/me/threads_insights', metric),
      );
    expect(() => other.act({ act: 'vote', by: 'bob', to: id, option: 1 })).toThrow('has voted already');
    emulator.reset();
    expect(emulator.snapshot().store).toMatchObject({ likes: [], votes: [] });
  });

  it('leaves nothing behind of a post that is deleted', () => {
    const { id } = emulator.act({ act: 'post', by: 'alice', text: 'Tea?', poll: ['Yes', 'No'] });
    emulator.act({ act: 'like', by: 'bob', to: id });
    emulator.act({ act: 'vote', by: 'bob', to: id, option: 1 });
    emulator.act({ act: 'delete', by: 'alice', to: id });
    expect(emulator.snapshot().store).toMatchObject({ posts: [], likes: [], votes: [] });
  });
});

describe('an act that cannot be done', () => {
  it.each<readonly [string, unknown, string]>([
    [
      'nobody, empty',
      { act: 'post', by: 'carol' },
      'act: by: there is no user carol; a post needs a text or media.',
    ],
    ['unknown', { act: 'shout', by: 1 }, 'must be one of post, reply, vote, like'],
    ['more than it takes', { act: 'like', by: 'bob', to: '1', text: 'x' }, 'act: text is unknown.'],
    ['no post', { act: 'like', by: 'bob', to: '1' }, 'act: to: there is no post 1 that @bob can see.'],
    ['nobody to follow', { act: 'follow', by: 'bob', to: 'carol' }, 'act: to: there is no user carol.'],
    ['oneself', { act: 'follow', by: 'bob', to: 'bob' }, 'act: nobody follows themselves.'],
    [
      'many faults',
      {
        act: 'post',
        by: 'bob',
        text: 'x'.repeat(501),
        media: [{ image: 'javascript:alert(1)' }],
        poll: ['', 'y'.repeat(26), 'z'],
      },
      'act: text must be at most 500 characters long; media[0] must have an address with http or https; poll[0] must not be empty; poll[1] must be at most 25 characters long; a post cannot have both a poll and media.',
    ],
  ])('says everything that is wrong: %s', (_, act, message) => {
    expect(() => emulator.act(act as Act)).toThrow(message);
    expect(emulator.snapshot().store.posts).toEqual([]);
  });

  it('says so of posts of others, of private accounts and of replies without approval', async () => {
    emulator.addUser({ username: 'carol', private: true, posts: ['Secret'] });
    const [secret] = emulator.snapshot().store.posts;
    const to = String(Object(secret).id);
    expect(() => emulator.act({ act: 'like', by: 'bob', to })).toThrow(`there is no post ${to} that @bob`);
    expect(emulator.act({ act: 'like', by: 'carol', to })).toEqual({ id: to });
    const post = await publishText(alice, 'Mine');
    expect(() => emulator.act({ act: 'delete', by: 'bob', to: post })).toThrow('it is not a post of @bob');
    expect(() => emulator.act({ act: 'vote', by: 'bob', to: post, option: 1 })).toThrow('has no poll');
    expect(() => emulator.act({ act: 'approve', by: 'alice', to: post })).toThrow('needs no approval');
  });

  it('is refused over HTTP with every fault', async () => {
    const path = '/__emulator/control/acts';
    const init = (act: unknown): RequestInit => ({
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(act),
    });
    const done = await send(emulator, path, init({ act: 'post', by: 'alice', text: 'By HTTP' }));
    expect(await read(alice, done.body.id, 'text')).toBe('By HTTP');
    const { status, body } = await send(emulator, path, init({ act: 'vote', by: 'bob' }));
    expect(status).toBe(400);
    expect(Object(body.error).issues).toEqual([
      'to must be a text',
      'option must be a whole number from 1 on',
    ]);
  });
});
