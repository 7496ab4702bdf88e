import { beforeEach, describe, expect, it } from 'vitest';
import type { Emulator } from '../../src/index.ts';
import { type Caller, createTown, publishText } from '../api.ts';
import { figuresOf, openPage } from './open-page.ts';

let emulator: Emulator;
let alice: Caller;
let bob: Caller;

beforeEach(() => {
  ({ emulator, alice, bob } = createTown());
});

const day = 24 * 60 * 60 * 1000;

describe('the timeline', () => {
  it('shows who is there and what they posted, newest first', async () => {
    await publishText(alice, 'The first words');
    emulator.clock.advance(1000);
    await publishText(bob, 'The second words');
    const { status, html } = await openPage(emulator, '/');
    expect(status).toBe(200);
    expect(html).toMatch(/href="\/@alice"[\s\S]*href="\/@bob"/);
    expect(html).toMatch(/The second words[\s\S]*The first words/);
  });

  it('shows many posts page by page, each of them once', async () => {
    const posts = Array.from({ length: 101 }, (_, index) => `Post ${index}.`);
    const crowded = createTown({ users: [{ username: 'alice', posts }, { username: 'bob' }] });
    const seen: string[] = [];
    for (let path: string | undefined = '/'; path !== undefined;) {
      const { html } = await openPage(crowded.emulator, path);
      const page = [...html.matchAll(/Post (\d+)\./g)].map(([, number = '']) => number);
      expect(page.length).toBeLessThanOrEqual(50);
      seen.push(...page);
      path = /<a href="([^"]+)">Older posts/.exec(html)?.[1];
    }
    expect(seen).toEqual(posts.map((_, index) => String(100 - index)));
  });

  it('shows what was posted in the same instant newest first too', async () => {
    await publishText(alice, 'The first words');
    await publishText(bob, 'The second words');
    expect((await openPage(emulator, '/')).html).toMatch(/The second words[\s\S]*The first words/);
  });

  it('leaves replies out and counts them', async () => {
    const post = await publishText(alice, 'A question');
    await publishText(bob, 'An answer', { reply_to_id: post });
    const { html } = await openPage(emulator, '/');
    expect(html).not.toContain('An answer');
    expect(figuresOf(html, 'A question')).toMatchObject({ Reply: '1', Repost: '0' });
  });

  it('shows a ghost post for a day', async () => {
    await publishText(alice, 'Soon gone', { is_ghost_post: 'true' });
    expect((await openPage(emulator, '/')).html).toMatch(/Soon gone[\s\S]*Ghost post/);
    emulator.clock.advance(day);
    expect((await openPage(emulator, '/')).html).not.toContain('Soon gone');
  });

  it('says so where nothing was posted', async () => {
    expect((await openPage(emulator, '/')).html).toContain('Nothing yet');
  });
});

describe('a profile', () => {
  it('shows one account and its posts', async () => {
    const users = [{ username: 'alice', name: 'Alice', verified: true }, { username: 'bob' }];
    ({ emulator, alice, bob } = createTown({ users }));
    await publishText(alice, 'Mine');
    await publishText(bob, 'Not mine');
    const { html } = await openPage(emulator, '/@alice');
    expect(html).toContain('<h1>Alice</h1>');
    expect(html).toContain('Verified');
    expect(html).toContain('Mine');
    expect(html).not.toContain('Not mine');
  });

  it.each(['/@nobody', '/@alice/post/nothing', '/@nobody/post/nothing'])(
    'says that %s is not there',
    async (path) => {
      const { status, html } = await openPage(emulator, path);
      expect(status).toBe(404);
      expect(html).toContain('Not found');
    },
  );
});

describe('the list of requests', () => {
  it('shows method, path, operation, status and parameters, newest first and without tokens', async () => {
    await publishText(alice, 'Recorded words');
    const { accessToken } = emulator.issueToken({ username: 'alice' });
    await emulator.fetch(
      new Request(`https://graph.threads.com/v1.0/nothing/here?access_token=${accessToken}`),
    );
    const { html } = await openPage(emulator, '/__emulator/requests');
    expect(html).toMatch(
      /Not an operation[\s\S]*GET \/v1\.0\/nothing\/here[\s\S]*createContainer[\s\S]*POST \/v1\.0\/me\/threads/,
    );
    expect(html).toContain('Recorded words');
    expect(html).not.toContain(accessToken);
  });

  it('is not filled by looking at pages', async () => {
    await openPage(emulator, '/');
    expect((await openPage(emulator, '/__emulator/requests')).html).toContain('Nothing yet');
  });
});
