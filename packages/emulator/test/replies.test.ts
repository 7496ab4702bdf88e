import { describe, expect, it } from 'vitest';
import { createTown, publishText, type Caller } from './api.ts';

interface Conversation {
  readonly alice: Caller;
  readonly bob: Caller;
  readonly root: string;
  readonly first: string;
  readonly nested: string;
  readonly second: string;
}

async function startConversation(): Promise<Conversation> {
  const { emulator, alice, bob } = createTown();
  const say = async (caller: Caller, text: string, to?: string): Promise<string> => {
    emulator.clock.advance(60_000);
    return publishText(caller, text, to === undefined ? {} : { reply_to_id: to });
  };
  const root = await say(alice, 'Root');
  const first = await say(bob, 'First', root);
  const nested = await say(alice, 'Nested', first);
  const second = await say(bob, 'Second', root);
  return { alice, bob, root, first, nested, second };
}

describe('replies to a post', () => {
  it('are the direct ones, newest first, or oldest first with reverse=false', async () => {
    const { alice, root, first, second } = await startConversation();
    expect((await alice.get(`/${root}/replies`)).body.data).toEqual([{ id: second }, { id: first }]);
    expect((await alice.get(`/${root}/replies`, { reverse: 'false' })).body.data).toEqual([
      { id: first },
      { id: second },
    ]);
  });

  it('are flattened over all depths in a conversation', async () => {
    const { alice, root, first, nested, second } = await startConversation();
    const { body } = await alice.get(`/${root}/conversation`, {
      fields: 'root_post,replied_to',
      reverse: 'false',
    });
    expect(body.data).toEqual([
      { id: first, root_post: { id: root }, replied_to: { id: root } },
      { id: nested, root_post: { id: root }, replied_to: { id: first } },
      { id: second, root_post: { id: root }, replied_to: { id: root } },
    ]);
  });

  it('tell of their author only where they are direct', async () => {
    const { alice, root, nested } = await startConversation();
    const { body } = await alice.get(`/${root}/conversation`, { fields: 'is_verified' });
    expect(body.data.filter((reply) => reply['is_verified'] === undefined)).toEqual([{ id: nested }]);
  });

  it('can be paged', async () => {
    const { alice, root } = await startConversation();
    const page = await alice.get(`/${root}/conversation`, { fields: 'text', limit: '2' });
    expect(page.body.data.map(({ text }) => text)).toEqual(['Second', 'Nested']);
    expect((await alice.follow(page.body.paging.next)).body.data.map(({ text }) => text)).toEqual(['First']);
  });

  it('make their post say that it has replies', async () => {
    const { alice, root, nested } = await startConversation();
    expect((await alice.get(`/${root}`, { fields: 'has_replies,is_reply' })).body).toEqual({
      id: root,
      has_replies: true,
      is_reply: false,
    });
    expect((await alice.get(`/${nested}`, { fields: 'has_replies,is_reply' })).body).toEqual({
      id: nested,
      has_replies: false,
      is_reply: true,
    });
  });

  it('have no owner, and no audience for others', async () => {
    const { bob, root, first } = await startConversation();
    expect((await bob.get(`/${root}`, { fields: 'owner,reply_audience' })).body).toEqual({ id: root });
    expect((await bob.get(`/${first}`, { fields: 'owner,reply_audience' })).body).toEqual({
      id: first,
      reply_audience: 'EVERYONE',
    });
  });
});

describe('hiding a reply', () => {
  it('hides what is below it too, and showing it again brings all back', async () => {
    const { alice, first, nested, second } = await startConversation();
    const status = async (id: string): Promise<unknown> =>
      (await alice.get(`/${id}`, { fields: 'hide_status' })).body['hide_status'];
    expect((await alice.post(`/${first}/manage_reply`, { hide: 'true' })).body).toEqual({ success: true });
    expect([await status(first), await status(nested), await status(second)]).toEqual([
      'HIDDEN',
      'HIDDEN',
      'NOT_HUSHED',
    ]);
    await alice.post(`/${first}/manage_reply`, { hide: 'false' });
    expect([await status(first), await status(nested)]).toEqual(['UNHUSHED', 'UNHUSHED']);
  });

  it('is for top-level replies to own posts', async () => {
    const { alice, bob, root, first, nested } = await startConversation();
    expect((await alice.post(`/${nested}/manage_reply`, { hide: 'true' })).body.error.code).toBe(100);
    expect((await bob.post(`/${first}/manage_reply`, { hide: 'true' })).body.error).toMatchObject({
      code: 100,
      error_subcode: 33,
    });
    expect((await alice.post(`/${root}/manage_reply`, { hide: 'true' })).body.error).toMatchObject({
      code: 100,
      error_subcode: 33,
    });
  });

  it('needs to be told whether to hide', async () => {
    const { alice, first } = await startConversation();
    expect((await alice.post(`/${first}/manage_reply`)).body.error.message).toBe(
      'The parameter hide is required',
    );
  });
});

describe('a reply to a post with approvals', () => {
  it('waits, can be ignored, and is public once approved', async () => {
    const { alice, bob } = createTown();
    const root = await publishText(alice, 'Ask me', { enable_reply_approvals: 'true' });
    const reply = await publishText(bob, 'May I?', { reply_to_id: root });
    const own = await publishText(alice, 'You may', { reply_to_id: root });
    const pending = async (parameters: Record<string, string> = {}): Promise<unknown> =>
      (await alice.get(`/${root}/pending_replies`, { fields: 'reply_approval_status', ...parameters })).body
        .data;

    expect((await bob.get(`/${root}/replies`)).body.data).toEqual([{ id: own }]);
    expect(await pending()).toEqual([{ id: reply, reply_approval_status: 'pending' }]);
    expect((await alice.post(`/${reply}/manage_pending_reply`, { approve: 'false' })).body).toEqual({
      success: true,
    });
    expect(await pending()).toEqual([{ id: reply, reply_approval_status: 'ignored' }]);
    expect(await pending({ approval_status: 'pending' })).toEqual([]);
    await alice.post(`/${reply}/manage_pending_reply`, { approve: 'true' });
    expect(await pending()).toEqual([]);
    expect((await bob.get(`/${root}/replies`)).body.data).toHaveLength(2);
  });

  it('is nothing that an ordinary post has', async () => {
    const { alice, bob } = createTown();
    const root = await publishText(alice, 'Plain');
    const reply = await publishText(bob, 'Reply', { reply_to_id: root });
    expect((await alice.get(`/${root}/pending_replies`)).body.error.code).toBe(100);
    expect((await alice.post(`/${reply}/manage_pending_reply`, { approve: 'true' })).body.error.code).toBe(
      100,
    );
  });

  it('is listed by a status in lower case alone', async () => {
    const { alice } = createTown();
    const root = await publishText(alice, 'Ask me', { enable_reply_approvals: 'true' });
    expect(
      (await alice.get(`/${root}/pending_replies`, { approval_status: 'PENDING' })).body.error.code,
    ).toBe(100);
  });
});
