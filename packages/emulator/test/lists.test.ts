import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createVirtualClock } from '../src/index.ts';
import { callerOf, createTown, publishText, send, type Answer, type Caller } from './api.ts';

const minute = 60_000;

// Posts `Post 1` to `Post count`, a minute apart.
function townWithPosts(count: number): ReturnType<typeof createTown> {
  const posts = Array.from({ length: count }, (_, index) => `Post ${index + 1}`);
  return createTown({ users: [{ username: 'alice', posts }, { username: 'bob' }] });
}

function texts({ body }: Answer): readonly string[] {
  return body.data.map(({ text }) => text);
}

// The texts of the page at `url` and of every page behind it in one direction, in the order of the list.
async function walk(
  caller: Caller,
  url: string | undefined,
  direction: 'next' | 'previous',
  visited: readonly string[] = [],
): Promise<readonly string[]> {
  if (url === undefined) return [];
  if (visited.includes(url)) throw new Error(`The page ${url} came again.`);
  const page = await caller.follow(url);
  const others = await walk(caller, page.body.paging[direction], direction, [...visited, url]);
  return direction === 'next' ? [...texts(page), ...others] : [...others, ...texts(page)];
}

describe('a list', () => {
  it('comes newest first, 25 at a time', async () => {
    const { alice } = townWithPosts(30);
    const page = await alice.get('/me/threads', { fields: 'text' });
    expect(page.body.data).toHaveLength(25);
    expect(texts(page)[0]).toBe('Post 30');
  });

  it('has cursors with every item, and next and previous only where there is more', async () => {
    const { alice } = townWithPosts(3);
    const first = await alice.get('/me/threads', { limit: '2' });
    expect(first.body.paging).toEqual({
      cursors: { before: expect.any(String), after: expect.any(String) },
      next: expect.any(String),
    });
    const last = await alice.get('/me/threads', { limit: '2', after: first.body.paging.cursors.after });
    expect(last.body.data).toHaveLength(1);
    expect(last.body.paging).toEqual({
      cursors: { before: expect.any(String), after: expect.any(String) },
      previous: expect.any(String),
    });
  });

  it('has no paging when it is empty', async () => {
    const { bob } = createTown();
    expect((await bob.get('/me/threads')).text).toBe('{"data":[]}');
  });

  it('gives next as an absolute URL with every parameter, the token and pretty=0', async () => {
    const { emulator } = townWithPosts(3);
    const { accessToken } = emulator.issueToken({ username: 'alice' });
    const { body } = await send(
      emulator,
      'https://graph.threads.net/v1.0/me/threads?fields=id,text&limit=1&since=2025-01-01',
      {
        headers: { authorization: `Bearer ${accessToken}` },
      },
    );
    const next = new URL(body.paging.next);
    expect(next.origin + next.pathname).toBe('https://graph.threads.net/v1.0/me/threads');
    expect(Object.fromEntries(next.searchParams)).toEqual({
      access_token: accessToken,
      pretty: '0',
      fields: 'id,text',
      limit: '1',
      since: '2025-01-01',
      after: body.paging.cursors.after,
    });
  });

  it('gives next at the origin of the options', async () => {
    const { alice } = createTown({
      origin: 'http://localhost:4000',
      users: [{ username: 'alice', posts: ['a', 'b'] }, { username: 'bob' }],
    });
    expect((await alice.get('/me/threads', { limit: '1' })).body.paging.next).toMatch(
      /^http:\/\/localhost:4000\/v1\.0\/me\/threads\?/,
    );
  });

  it('can be walked to its end and back, whatever the page size, with each item once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 5 }),
        async (count, limit) => {
          const { alice } = townWithPosts(count);
          const all = Array.from({ length: count }, (_, index) => `Post ${count - index}`);
          let page = await alice.get('/me/threads', { fields: 'text', limit: String(limit) });
          expect([...texts(page), ...(await walk(alice, page.body.paging.next, 'next'))]).toEqual(all);
          while (page.body.paging.next !== undefined) page = await alice.follow(page.body.paging.next);
          expect([...(await walk(alice, page.body.paging.previous, 'previous')), ...texts(page)]).toEqual(
            all,
          );
        },
      ),
      { numRuns: 30 },
    );
  });

  it('goes on behind a post that was deleted in the meantime', async () => {
    const { alice } = townWithPosts(4);
    const first = await alice.get('/me/threads', { limit: '2' });
    for (const { id } of first.body.data) await alice.delete(`/${id}`);
    const second = await alice.get('/me/threads', {
      fields: 'text',
      limit: '2',
      after: first.body.paging.cursors.after,
    });
    expect(texts(second)).toEqual(['Post 2', 'Post 1']);
  });

  it.each([
    ['both cursors at once', { before: 'QVFIMToy', after: 'QVFIMToy' }],
    ['a cursor of its own making', { after: 'page-2' }],
    ['a limit over 100', { limit: '101' }],
    ['a negative limit', { limit: '-1' }],
    ['a time before July 2023', { since: '1688540399' }],
    ['a time that is none', { since: 'once upon a time' }],
    ['an end in the future', { until: '2026-01-02' }],
    ['an end before the start', { since: '2025-12-02', until: '2025-12-01' }],
    ['an end at the start', { since: '2025-12-01', until: '2025-12-01' }],
  ])('refuses %s with 400 and code 100', async (_, parameters) => {
    const { alice } = townWithPosts(1);
    const { status, body } = await alice.get('/me/threads', parameters);
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ type: 'THApiException', code: 100 });
  });

  it('says of a start in the future what is wrong with it', async () => {
    const { alice } = townWithPosts(1);
    const message = async (path: string, parameters: Record<string, string>): Promise<string> =>
      (await alice.get(path, parameters)).body.error.message;
    const insights = '/me/threads_insights';
    const late = { since: '2030-01-01' };
    expect(await message('/me/threads', late)).toBe('Param since must be before now.');
    expect(await message(insights, { metric: 'likes', ...late })).toBe('Param since must be before now.');
    expect(await message(insights, { metric: 'likes', until: '2024-04-01' })).toMatch(
      /^Param until must be later/,
    );
  });

  it('is cut by times, in Unix seconds, as dates and in words', async () => {
    const clock = createVirtualClock(Date.UTC(2026, 0, 10, 12));
    const { alice } = createTown({
      clock,
      users: [
        {
          username: 'alice',
          posts: [
            { text: 'old', createdAt: Date.UTC(2025, 11, 1) },
            { text: 'new', createdAt: Date.UTC(2026, 0, 9, 18) },
          ],
        },
        { username: 'bob' },
      ],
    });
    const within = async (parameters: Record<string, string>): Promise<readonly string[]> =>
      texts(await alice.get('/me/threads', { fields: 'text', ...parameters }));
    expect(await within({ since: '2026-01-01' })).toEqual(['new']);
    expect(await within({ since: String(Date.UTC(2026, 0, 1) / 1000) })).toEqual(['new']);
    expect(await within({ since: 'yesterday' })).toEqual(['new']);
    expect(await within({ since: '2 days ago' })).toEqual(['new']);
    expect(await within({ since: '-3 weeks', until: 'now' })).toEqual(['new']);
    expect(await within({ until: '2026-01-01T00:00:00+0000' })).toEqual(['old']);
    expect(await within({ since: '1688540400' })).toEqual(['new', 'old']);
    const second = (year: number, month: number, day: number, hour = 0): string =>
      String(Date.UTC(year, month, day, hour) / 1000);
    const border = { since: second(2025, 11, 1), until: second(2026, 0, 9, 18) };
    expect(await within(border)).toEqual(['new', 'old']);
    expect(await within({ ...border, since: String(Number(border.since) + 1) })).toEqual(['new']);
    expect(await within({ ...border, until: String(Number(border.until) - 1) })).toEqual(['old']);
  });
});

describe('the lists of a user', () => {
  it('keep replies apart from posts', async () => {
    const { alice, bob } = createTown();
    const root = await publishText(alice, 'Root');
    const reply = await publishText(bob, 'Reply', { reply_to_id: root });
    expect((await bob.get('/me/threads')).body.data).toEqual([]);
    expect(
      (
        await bob.get('/me/replies', {
          fields: 'root_post,replied_to,is_reply,is_reply_owned_by_me,hide_status',
        })
      ).body.data,
    ).toEqual([
      {
        id: reply,
        root_post: { id: root },
        replied_to: { id: root },
        is_reply: true,
        is_reply_owned_by_me: true,
        hide_status: 'NOT_HUSHED',
      },
    ]);
  });

  it('show ghost posts as active for a day and as archived after it', async () => {
    const { emulator, alice, bob } = createTown();
    const id = await publishText(alice, 'Boo', { is_ghost_post: 'true' });
    const fields = 'ghost_post_status,ghost_post_expiration_timestamp';
    const ghost = { id, ghost_post_expiration_timestamp: '2026-01-02T00:00:00+0000' };
    expect((await alice.get('/me/ghost_posts', { fields })).body.data).toEqual([
      { ...ghost, ghost_post_status: 'ACTIVE' },
    ]);
    expect((await alice.get('/me/threads')).body.data).toEqual([{ id }]);
    expect((await bob.get(`/${id}`)).status).toBe(200);
    emulator.clock.advance(24 * 60 * minute);
    expect((await alice.get('/me/ghost_posts', { fields })).body.data).toEqual([
      { ...ghost, ghost_post_status: 'ARCHIVED' },
    ]);
    expect((await alice.get('/me/threads')).body.data).toEqual([]);
    expect((await bob.get(`/${id}`)).status).toBe(400);
  });

  it('find posts in which others mention the user, by the whole name', async () => {
    const { alice, bob } = createTown();
    const id = await publishText(bob, 'Thanks, @Alice!');
    await publishText(bob, '@alicex is somebody else');
    await publishText(alice, 'I am @alice');
    expect((await alice.get('/me/mentions')).body.data).toEqual([{ id }]);
    expect((await bob.get('/me/mentions')).text).toBe('{"data":[]}');
  });

  it('are shown to their own user alone', async () => {
    const { alice, bob } = createTown();
    expect((await bob.get(`/${bob.userId}/threads`)).status).toBe(200);
    expect((await bob.get(`/${alice.userId}/threads`)).body.error).toMatchObject({
      code: 100,
      error_subcode: 33,
    });
  });

  it('need their permissions', async () => {
    const { emulator } = createTown();
    const reader = callerOf(emulator, 'alice', ['threads_basic']);
    expect((await reader.get('/me/threads')).status).toBe(200);
    for (const path of ['/me/replies', '/me/mentions']) {
      const { status, body } = await reader.get(path);
      expect(status).toBe(500);
      expect(body.error).toMatchObject({ type: 'THApiException', code: 10 });
    }
  });
});
