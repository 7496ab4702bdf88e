import { createClient } from '@threads-sdk/core-http/fetch';
import { listReplies } from '@threads-sdk/endpoints';
import { createKeyvEventStore, createMemoryEventStore } from '@threads-sdk/webhooks';
import { Keyv } from 'keyv';
import { describe, expect, it } from 'vitest';
import { createTown, type Watched, watchInbox } from './inbox-town.ts';

const hour = 3600 * 1000;

describe('an inbox that polls', () => {
  it('finds replies to posts and to replies, and mentions, oldest first, and leaves out what the user wrote', async () => {
    const { clock, clientOf, reply, write } = await createTown();
    const root = write('mika', 'Three days in Kyoto');
    clock.advance(hour);
    const question = reply('kenji', root, 'Which camera?');
    clock.advance(hour);
    write('yuki', 'Look what @mika did');
    const answer = reply('mika', question, 'An old one');
    clock.advance(hour);
    reply('kenji', answer, 'Thank you');
    reply('yuki', question, 'Good question, which is none to mika');
    const theirs = write('yuki', 'Tea?');
    const own = reply('mika', theirs, 'Yes');
    clock.advance(hour);
    reply('yuki', own, 'At four, @mika');

    const inbox = watchInbox(clientOf('mika'));
    expect(await inbox.poll()).toEqual({ found: 4, handled: 4, failed: 0 });
    expect(inbox.texts()).toEqual(['Which camera?', 'Look what @mika did', 'Thank you', 'At four, @mika']);
    expect(inbox.handled[0]).toEqual({
      kind: 'reply',
      from: 'poll',
      post: {
        id: question,
        username: 'kenji',
        text: 'Which camera?',
        timestamp: expect.stringMatching(/\+0000$/),
        permalink: expect.stringContaining('/@kenji/post/'),
        media_type: 'TEXT_POST',
        replied_to: { id: root },
        root_post: { id: root },
      },
    });
    expect(inbox.handled[1]?.kind).toBe('mention');
    expect(await inbox.poll()).toEqual({ found: 4, handled: 0, failed: 0 });
    clock.advance(25 * hour);
    await inbox.poll();
    clock.advance(25 * hour);
    expect(await inbox.poll()).toEqual({ found: 0, handled: 0, failed: 0 });
  });

  it('walks all pages of the replies, and asks no further than what is new', async () => {
    const { clock, clientOf, emulator, reply, write } = await createTown();
    const root = write('mika', 'Ask me anything');
    for (let i = 0; i < 230; i += 1) reply('kenji', root, `Question ${i}`);
    const inbox = watchInbox(clientOf('mika'));
    expect(await inbox.poll()).toEqual({ found: 230, handled: 230, failed: 0 });
    expect(new Set(inbox.texts()).size).toBe(230);

    clock.advance(25 * hour);
    await inbox.poll();
    clock.advance(25 * hour);
    reply('kenji', root, 'One more');
    const before = emulator.requests.length;
    expect(await inbox.poll()).toEqual({ found: 1, handled: 1, failed: 0 });
    // Posts, replies and mentions of the user, and two pages of the post, of which the second has nothing new.
    expect(emulator.requests.length - before).toBe(5);
  });

  it('reads on behind a page of which Threads has left out everything', async () => {
    const { clientOf, emulator, reply, write } = await createTown();
    const root = write('mika', 'Kyoto');
    for (const text of ['Which gate?', 'And which camera?']) reply('kenji', root, text);
    const { paging } = await listReplies(clientOf('mika'), { media_id: root, limit: 1 });
    emulator.planFault({
      operation: 'listReplies',
      kind: 'answer',
      body: JSON.stringify({ data: [], paging }),
    });
    const inbox = watchInbox(clientOf('mika'));
    await inbox.poll();
    expect(inbox.texts()).toEqual(['Which gate?']); // the older one
  });

  it('asks for the replies to posts of the last days alone, and for none where there are none', async () => {
    const { clock, clientOf, emulator, reply, write } = await createTown();
    const old = write('mika', 'Old');
    reply('kenji', old, 'First');
    clock.advance(4 * 24 * hour);
    write('mika', 'Without replies');
    reply('kenji', old, 'Late');
    const before = emulator.requests.length;
    const short = watchInbox(clientOf('mika'), { days: 2 });
    await short.poll();
    expect(short.texts()).toEqual([]);
    expect(emulator.requests.length - before).toBe(4); // who the user is, their posts, replies and mentions
    const long = watchInbox(clientOf('mika'), { days: 4 });
    await long.poll();
    expect(long.texts()).toEqual(['Late']);
  });

  it('asks only for the kinds that it takes', async () => {
    const { clientOf, emulator, reply, write } = await createTown();
    reply('kenji', write('mika', 'Kyoto'), 'Which gate?');
    write('yuki', 'Look, @mika');
    emulator.planFault({
      operation: 'listMentions',
      kind: 'error',
      preset: 'permission-missing',
      times: Infinity,
    });
    const replies = watchInbox(clientOf('mika'), { kinds: ['reply'] });
    await replies.poll();
    expect(replies.texts()).toEqual(['Which gate?']);
    await expect(watchInbox(clientOf('mika')).poll()).rejects.toMatchObject({ code: 'PERMISSION_MISSING' });
    emulator.clearFaults();
    const mentions = watchInbox(clientOf('mika'), { kinds: ['mention'] });
    await mentions.poll();
    expect(mentions.texts()).toEqual(['Look, @mika']);
  });

  it('goes on where it was after a restart, however long that took', async () => {
    const { clock, clientOf, reply, write } = await createTown();
    const keyv = new Keyv({ throwOnErrors: true });
    const kept = { store: createKeyvEventStore(keyv), positions: keyv };
    const root = write('mika', 'Kyoto');
    reply('kenji', root, 'Before');
    const first = watchInbox(clientOf('mika'), kept);
    await first.poll();
    clock.advance(2 * 24 * hour);
    reply('kenji', root, 'While it was down');
    clock.advance(8 * 24 * hour);
    const second = watchInbox(clientOf('mika'), kept);
    await second.poll();
    expect([...first.texts(), ...second.texts()]).toEqual(['Before', 'While it was down']);
  });

  it('hands over nothing twice that the store has forgotten: after a long rest, and while one message fails for days', async () => {
    const { clock, clientOf, reply, write } = await createTown();
    const entries = new Map<string, readonly [value: string, end: number]>();
    const forgetful = {
      get: async (key: string) => {
        const [value, end = 0] = entries.get(key) ?? [];
        return end > clock.now() ? value : undefined;
      },
      set: async (key: string, value: string, ttl = Infinity) =>
        void entries.set(key, [value, clock.now() + ttl]),
    };
    const root = write('mika', 'Kyoto');
    for (const text of ['One', 'Two']) reply('kenji', root, text);
    let isDown = false;
    const handled: (string | undefined)[] = [];
    const open = (): Watched =>
      watchInbox(clientOf('mika'), {
        store: createKeyvEventStore(forgetful),
        positions: forgetful,
        handleMessage: ({ post: { text } }) => {
          if (isDown && text === 'Three') throw new Error('The database is down.');
          handled.push(text);
        },
      });
    await open().poll();
    clock.advance(72 * hour);
    for (const text of ['Three', 'Four']) reply('kenji', root, text);
    isDown = true;
    expect(await open().poll()).toEqual({ found: 4, handled: 1, failed: 1 });
    clock.advance(72 * hour);
    isDown = false;
    expect(await open().poll()).toEqual({ found: 4, handled: 1, failed: 0 });
    expect(handled).toEqual(['One', 'Two', 'Four', 'Three']);
  });

  it('reads on where it was itself, beside an inbox of the same user that takes something else', async () => {
    const { clock, clientOf, emulator, reply, write } = await createTown();
    const positions = new Keyv({ throwOnErrors: true });
    const replies = watchInbox(clientOf('mika'), { kinds: ['reply'], positions });
    const mentions = watchInbox(clientOf('mika'), { kinds: ['mention'], positions });
    for (const inbox of [replies, mentions]) await inbox.poll();
    reply('kenji', write('mika', 'Kyoto'), 'Which gate?');
    write('yuki', 'Look, @mika');
    emulator.planFault({
      operation: 'listMentions',
      kind: 'error',
      preset: 'permission-missing',
      times: Infinity,
    });
    for (const _ of [1, 2]) {
      clock.advance(24 * hour);
      await replies.poll();
      await expect(mentions.poll()).rejects.toMatchObject({ code: 'PERMISSION_MISSING' });
    }
    emulator.clearFaults();
    await mentions.poll();
    expect([...replies.texts(), ...mentions.texts()]).toEqual(['Which gate?', 'Look, @mika']);
  });

  it('goes by a clock with fractions of milliseconds', async () => {
    const { clock, emulator, reply, write } = await createTown();
    const options = emulator.clientOptions({ username: 'mika' });
    const fine = { ...clock, now: () => clock.now() + 0.25 };
    const inbox = watchInbox(createClient({ ...options, clock: fine }));
    await inbox.poll();
    reply('kenji', write('mika', 'Kyoto'), 'Which gate?');
    await inbox.poll();
    expect(inbox.texts()).toEqual(['Which gate?']);
  });

  it('hands over again what failed, and the rest once', async () => {
    const { clock, clientOf, reply, write } = await createTown();
    const root = write('mika', 'Kyoto');
    for (const text of ['One', 'Two', 'Three']) reply('kenji', root, text);
    let isDown = true;
    const handled: (string | undefined)[] = [];
    const inbox = watchInbox(clientOf('mika'), {
      handleMessage: ({ post: { text } }) => {
        if (isDown && text === 'Two') throw new Error('The database is down.');
        handled.push(text);
      },
    });
    expect(await inbox.poll()).toEqual({ found: 3, handled: 2, failed: 1 });
    expect(inbox.errors).toEqual([new Error('The database is down.')]);
    for (const _ of [1, 2]) {
      clock.advance(20 * hour); // together longer than it looks behind
      expect(await inbox.poll()).toEqual({ found: 3, handled: 0, failed: 1 });
    }
    isDown = false;
    expect(await inbox.poll()).toEqual({ found: 3, handled: 1, failed: 0 });
    expect(handled).toEqual(['One', 'Three', 'Two']);
  });

  it('begins again where a poll ended in the middle, and is not stopped by a post that was deleted', async () => {
    const { clientOf, emulator, reply, write } = await createTown();
    reply('kenji', write('mika', 'Kyoto'), 'One');
    reply('kenji', write('mika', 'Nara'), 'Two');
    const inbox = watchInbox(clientOf('mika'));
    emulator.planFault({
      operation: 'listReplies',
      kind: 'error',
      preset: 'access-tier-insufficient',
      call: 2,
    });
    await expect(inbox.poll()).rejects.toMatchObject({ name: 'ApiError' });
    expect(inbox.texts()).toEqual([]);
    emulator.clearFaults();
    emulator.planFault({ operation: 'listReplies', kind: 'error', preset: 'object-not-found' });
    expect(await inbox.poll()).toMatchObject({ handled: 1 });
    expect(await inbox.poll()).toMatchObject({ handled: 1 });
    expect(new Set(inbox.texts())).toEqual(new Set(['One', 'Two']));
  });

  it('loses nothing by a clock that was ahead, and takes no other text for a position', async () => {
    const { clock, clientOf, reply, write } = await createTown();
    const root = write('mika', 'Kyoto');
    const kept = new Map<string, string>();
    const positions = {
      get: async (key: string) => kept.get(key),
      set: async (key: string, value: string) => void kept.set(key, value),
    };
    const inbox = watchInbox(clientOf('mika'), { positions });
    await inbox.poll();
    const [[name = '', position] = []] = kept;
    expect(Number(position)).toBe(clock.now());
    kept.set(name, String(clock.now() + 90 * 24 * hour));
    reply('kenji', root, 'Hello');
    expect(await inbox.poll()).toMatchObject({ handled: 1 });
    kept.set(name, 'yesterday');
    await expect(inbox.poll()).rejects.toMatchObject({ code: 'STORE_FAILED' });
  });

  it('ends when it is aborted, and goes on with the next poll', async () => {
    const { clientOf, reply, write } = await createTown();
    const root = write('mika', 'Kyoto');
    for (const text of ['One', 'Two']) reply('kenji', root, text);
    const controller = new AbortController();
    const handled: (string | undefined)[] = [];
    const inbox = watchInbox(clientOf('mika'), {
      handleMessage: ({ post }) => {
        handled.push(post.text);
        controller.abort();
      },
    });
    const ended = inbox.poll({ signal: controller.signal });
    await expect(ended).rejects.toMatchObject({ code: 'ABORTED', carriedOut: 'maybe' });
    await expect(inbox.poll({ signal: controller.signal })).rejects.toMatchObject({ code: 'ABORTED' });
    await inbox.poll();
    expect(handled).toEqual(['One', 'Two']);
  });

  it('polls once for all who ask at the same time', async () => {
    const { clientOf, emulator, reply, write } = await createTown();
    reply('kenji', write('mika', 'Kyoto'), 'One');
    const inbox = watchInbox(clientOf('mika'));
    const before = emulator.requests.length;
    const [first, second] = await Promise.all([inbox.poll(), inbox.poll()]);
    expect(first).toBe(second);
    expect(emulator.requests.length - before).toBe(5);
    expect(inbox.texts()).toEqual(['One']);
  });
});

describe('an inbox behind a webhook', () => {
  it('has a message at once, and not again from a poll or a second delivery', async () => {
    const { clientOf, reply, settle, wire, write } = await createTown();
    const root = write('mika', 'Kyoto');
    const id = reply('kenji', root, 'Which gate, @mika?');
    reply('mika', id, 'The red one');
    await settle();
    const inbox = watchInbox(clientOf('mika'));
    expect(wire.length).toBeGreaterThan(4); // publications are events too
    for (const event of [...wire, ...wire]) await inbox.take(event);
    expect(await inbox.poll()).toEqual({ found: 1, handled: 0, failed: 0 });
    expect(inbox.handled).toMatchObject([
      { from: 'webhook', post: { id, username: 'kenji', replied_to: { id: root } } },
    ]);
  });

  it('gives every user of an app their own, from one address and with one store', async () => {
    const { clientOf, reply, settle, wire, write } = await createTown();
    const root = write('mika', 'Kyoto');
    const question = reply('kenji', root, 'Which gate?');
    reply('yuki', question, 'The red one'); // to kenji, below a post of mika
    reply('mika', question, 'That one, @yuki');
    await settle();
    const store = createMemoryEventStore();
    const inboxes = ['mika', 'kenji', 'yuki'].map((username) => watchInbox(clientOf(username), { store }));
    for (const event of wire) for (const inbox of inboxes) await inbox.take(event);
    const fromWebhooks = inboxes.map((inbox) => inbox.texts());
    expect(fromWebhooks).toEqual([['Which gate?'], ['The red one', 'That one, @yuki'], ['That one, @yuki']]);
    for (const inbox of inboxes) expect(await inbox.poll()).toMatchObject({ handled: 0 });
  });

  it('lets Meta send again what could not be handled', async () => {
    const { clientOf, reply, settle, wire, write } = await createTown();
    reply('kenji', write('mika', 'Kyoto'), 'Which gate?');
    await settle();
    const event = wire.find(({ type }) => type === 'reply');
    if (event === undefined) throw new Error('There is no reply.');
    let attempts = 0;
    const inbox = watchInbox(clientOf('mika'), {
      handleMessage: () => {
        attempts += 1;
        if (attempts === 1) throw new Error('The database is down.');
      },
    });
    await expect(inbox.take(event)).rejects.toThrow('The database is down.');
    await inbox.take(event);
    await inbox.take(event);
    expect(attempts).toBe(2);
  });
});
