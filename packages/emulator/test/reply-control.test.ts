import { describe, expect, it } from 'vitest';
import { callerOf, createTown, publishText } from './api.ts';

const users = [
  { username: 'alice', follows: ['Bob'] },
  { username: 'bob' },
  { username: 'carol', follows: ['alice'] },
];

// Who may reply to a post of alice, which mentions carol; all others are refused with the same sentence.
async function whoMayReply(control: string, replyTo?: string): Promise<readonly string[]> {
  const { emulator, alice, bob } = createTown({ users });
  const root = replyTo === undefined ? undefined : await publishText(bob, 'Root');
  const post = await publishText(alice, 'What do you say, @carol?', {
    reply_control: control,
    ...(root === undefined ? {} : { reply_to_id: root }),
  });
  const parameters = { media_type: 'TEXT', text: 'This', reply_to_id: post };
  const answers = await Promise.all(
    ['alice', 'bob', 'carol'].map(async (username) => {
      const { status, body } = await callerOf(emulator, username).post('/me/threads', parameters);
      return { username, status, message: status === 200 ? undefined : body.error.message };
    }),
  );
  const [allowed, refused] = [200, 500].map((status) => answers.filter((answer) => answer.status === status));
  expect(refused?.map(({ message }) => message)).toEqual(
    refused?.map(() => 'Param reply_to_id is not a valid threads_media ID'),
  );
  return (allowed ?? []).map(({ username }) => username);
}

describe('reply_control', () => {
  it.each([
    ['everyone', ['alice', 'bob', 'carol']],
    ['accounts_you_follow', ['alice', 'bob']],
    ['mentioned_only', ['alice', 'carol']],
    ['followers_only', ['alice', 'carol']],
    // A post that is no reply has no parent.
    ['parent_post_author_only', ['alice']],
  ])('%s lets %j reply', async (control, expected) => {
    expect(await whoMayReply(control)).toEqual(expected);
  });

  it('parent_post_author_only of a reply lets the author of the post above answer', async () => {
    expect(await whoMayReply('parent_post_author_only', 'bob')).toEqual(['alice', 'bob']);
  });

  it('of the post at the head of a conversation holds below it, too', async () => {
    const { emulator, alice, bob } = createTown({ users });
    const root = await publishText(alice, 'Root', { reply_control: 'accounts_you_follow' });
    const reply = await publishText(bob, 'Reply', { reply_to_id: root });
    const nested = { media_type: 'TEXT', text: 'Nested', reply_to_id: reply };
    expect((await callerOf(emulator, 'carol').post('/me/threads', nested)).status).toBe(500);
    expect((await alice.post('/me/threads', nested)).status).toBe(200);
  });

  it('does not keep anybody from quoting', async () => {
    const { alice, bob } = createTown({ users });
    const post = await publishText(alice, 'Root', { reply_control: 'mentioned_only' });
    const quote = await publishText(bob, 'Quote', { quote_post_id: post });
    expect((await bob.get(`/${quote}`, { fields: 'is_quote_post' })).body['is_quote_post']).toBe(true);
  });

  it('needs users who are there to follow', () => {
    expect(() =>
      createTown({ users: [{ username: 'alice', follows: ['dave'] }, { username: 'bob' }] }),
    ).toThrow('users[0].follows[0] is none of the users');
  });
});
