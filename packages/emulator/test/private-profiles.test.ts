import { describe, expect, it } from 'vitest';
import { callerOf, createTown, publishText, send, type Caller } from './api.ts';

function createTownWithPrivateAlice(): ReturnType<typeof createTown> {
  return createTown({
    users: [
      {
        username: 'alice',
        private: true,
        posts: [
          {
            text: 'Home, @bob',
            media: [{ image: 'https://example.com/a.jpg' }, { image: 'https://example.com/b.jpg' }],
            replies: [{ by: 'bob', text: 'I see' }],
          },
        ],
      },
      { username: 'bob' },
      { username: 'carol' },
    ],
  });
}

async function firstOf(caller: Caller, path: string): Promise<string> {
  return (await caller.get(path)).body.data[0]?.id ?? '';
}

const missing = { code: 100, error_subcode: 33 };

describe('posts of a private profile', () => {
  it('are read by their author and by nobody else', async () => {
    const { alice, bob } = createTownWithPrivateAlice();
    const id = await firstOf(alice, '/me/threads');
    expect((await alice.get(`/${id}`, { fields: 'text' })).body).toEqual({ id, text: 'Home, @bob' });
    for (const path of [`/${id}`, `/${id}/replies`, `/${id}/conversation`]) {
      expect((await bob.get(path)).body.error).toMatchObject(missing);
    }
  });

  it('are found by no search, in no mentions and by no look-up', async () => {
    const { alice, bob } = createTownWithPrivateAlice();
    expect((await alice.get('/keyword_search', { q: 'home' })).body.data).toEqual([]);
    expect((await bob.get('/me/mentions')).body.data).toEqual([]);
    for (const path of ['/profile_lookup', '/profile_posts']) {
      expect((await bob.get(path, { username: 'alice' })).body.error).toMatchObject(missing);
    }
  });

  it('cannot be embedded, replied to, quoted or reposted by others', async () => {
    const { emulator, alice, bob } = createTownWithPrivateAlice();
    const id = await firstOf(alice, '/me/threads');
    const { body } = await alice.get(`/${id}`, { fields: 'permalink' });
    const url = new URLSearchParams({ url: String(body['permalink']) });
    expect((await send(emulator, `/oembed?${url}`)).body.error).toMatchObject(missing);
    expect((await bob.post(`/${id}/repost`)).body.error).toMatchObject(missing);
    for (const name of ['reply_to_id', 'quote_post_id']) {
      const { body: refusal } = await bob.post('/me/threads', { media_type: 'TEXT', text: 'a', [name]: id });
      expect(refusal.error.message).toBe(`Param ${name} is not a valid threads_media ID`);
    }
  });

  it('show others that they are there and nothing else, where a post refers to them', async () => {
    const { alice, bob } = createTownWithPrivateAlice();
    const id = await firstOf(alice, '/me/threads');
    const reply = await firstOf(bob, '/me/replies');
    const fields = 'text,root_post{text,username,children{text}},replied_to{text,poll_attachment}';
    expect((await bob.get(`/${reply}`, { fields })).body).toEqual({
      id: reply,
      text: 'I see',
      root_post: { id },
      replied_to: { id },
    });
    expect((await alice.get(`/${reply}`, { fields })).body['root_post']).toEqual({
      id,
      text: 'Home, @bob',
      username: 'alice',
      children: { data: [{ id: expect.any(String) }, { id: expect.any(String) }] },
    });
  });
});

describe('a reply of a private profile to a public post', () => {
  it('stands in the conversation, without name and address for others', async () => {
    const { emulator, alice, bob } = createTownWithPrivateAlice();
    const root = await publishText(bob, 'Root');
    const reply = await publishText(alice, 'Reply', { reply_to_id: root });
    const fields = 'text,username,permalink';
    for (const path of ['replies', 'conversation']) {
      expect((await bob.get(`/${root}/${path}`, { fields })).body.data).toEqual([
        { id: reply, text: 'Reply' },
      ]);
    }
    expect((await alice.get(`/${root}/replies`, { fields })).body.data).toEqual([
      { id: reply, text: 'Reply', username: 'alice', permalink: expect.stringContaining('/@alice/post/') },
    ]);
    for (const caller of [bob, callerOf(emulator, 'carol')]) {
      expect((await caller.get(`/${root}`, { fields: 'has_replies' })).body).toEqual({
        id: root,
        has_replies: true,
      });
    }
  });
});
