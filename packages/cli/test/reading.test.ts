import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { text as readAll } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { watched } from './canary.ts';
import { runHere } from './run-here.ts';
import { serveEmulator } from './serve-emulator.ts';
import { createMachine, program } from './threads.ts';

const long = 'A long text that no narrow terminal shows whole, since it goes on and on 🦊 and on';
const hostile = 'First \u001B[31mred\u001B[0m \u001B]0;title\u0007 \u202Edne \u0000 \u009B2J\rend';
const { emulator, url } = await serveEmulator({
  users: [
    {
      username: 'mika',
      posts: [
        { text: 'A gate', media: [{ image: 'https://media.example/gate.jpg', altText: 'A red gate' }] },
        { text: 'Tea or coffee?', poll: ['Tea', 'Coffee'], votes: [1, 3] },
        { text: 'Gone tomorrow', ghost: true },
        { text: 'Root\nof all', replies: [{ by: 'bob', text: 'Nice' }] },
        { text: long },
      ],
    },
    { username: 'bob', followers: 500, posts: ['Hello @mika'] },
    { username: 'eve', posts: [] },
  ],
});
const machine = watched(createMachine({ THREADS_EMULATOR: url, TZ: 'Asia/Tokyo' }), emulator);

/** Runs a command that has to succeed, and gives its JSON. */
async function json(...args: readonly string[]) {
  const { code, stdout, stderr } = await runHere([...args, '--json'], { emulator, url, username: 'mika' });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

const { data: posts } = await json('list');
const postWith = (text: string) => posts.find((post: { text: string }) => post.text.startsWith(text));
const root = postWith('Root');

describe('a list', () => {
  it('is a table in a pipe: whole and without colours', async () => {
    const { code, stdout, stderr } = await machine.run(['list', '--limit', '4']);
    expect(code).toBe(0);
    expect(stdout).toContain(long);
    expect(stdout).toContain('[poll] Tea or coffee?');
    expect(stdout).not.toContain('\u001B');
    // The time is that of the person.
    const [, moment = ''] = / (\d{4}-\d\d-\d\d \d\d:\d\d) .*Root of all/.exec(stdout) ?? [];
    expect(`${moment.replace(' ', 'T')}:00+09:00`).toBe(
      `${new Date(Date.parse(root.timestamp) + 9 * 3_600_000).toISOString().slice(0, 16)}:00+09:00`,
    );
    expect(stderr).toMatch(/^There are more: --after \S+\n$/);
    const next = await machine.run(['list', ...stderr.trim().split(' ').slice(-2)]);
    expect(next.stdout).toContain('[image] A gate');
    expect(next.stdout).not.toContain(long);
    expect(next.stderr).toBe('');
  });

  it('fits a narrow terminal, in colours unless NO_COLOR is set', async () => {
    const { screen } = await machine.type(['list'], { columns: 60 });
    expect(screen).toContain('\u001B[1m');
    const lines = stripVTControlCharacters(screen).split('\r\n');
    expect(lines.every((line) => line.length <= 60)).toBe(true);
    expect(lines.some((line) => line.endsWith('…'))).toBe(true);
    const { screen: plain } = await machine.type(['list'], { columns: 60, env: { NO_COLOR: '1' } });
    expect(plain).not.toContain('\u001B[1m');
  });

  it('is JSON that says where the next page begins, and --all reads every page', async () => {
    const page = await json('list', '--limit', '2');
    expect(page).toEqual({
      data: [expect.objectContaining({ text: long }), expect.objectContaining({ id: root.id })],
      paging: { cursors: { after: expect.any(String) } },
    });
    const all = await json('list', '--all');
    expect(Object.keys(all)).toEqual(['data']);
    expect(all.data).toHaveLength(5);
  });

  it('is of ghost posts, of replies, or of somebody else', async () => {
    const [ghosts, others, none] = await Promise.all([
      json('list', '--ghost'),
      json('list', '--user', '@bob'),
      machine.run(['list', '--replies']),
    ]);
    expect(ghosts.data).toMatchObject([{ text: 'Gone tomorrow', ghost_post_status: 'ACTIVE' }]);
    expect(others.data).toMatchObject([{ text: 'Hello @mika' }]);
    expect(none).toEqual({ code: 0, stdout: '', stderr: 'No replies.\n' });
  });

  it('refuses what makes no sense before anything is sent, all faults at once', async () => {
    const before = emulator.requests.length;
    const { code, stdout, stderr } = await machine.run(['list', '--limit', '500', '--since', '2020-01-01']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('limit: must be a whole number from 0 to 100');
    expect(stderr).toContain('since: must not be before 2023');
    const both = await machine.run(['list', '--ghost', '--user', 'bob', '--json']);
    expect(both.code).toBe(2);
    expect(JSON.parse(both.stderr).error).toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('--ghost'),
    });
    expect(emulator.requests).toHaveLength(before);
  });

  it('ends quietly when nobody reads on', async () => {
    const child = spawn(process.execPath, [program, 'list'], {
      env: {
        ...process.env,
        THREADS_HOME: machine.home,
        THREADS_EMULATOR: url,
        THREADS_ACCESS_TOKEN: '',
      },
    });
    child.stdout.destroy();
    const [stderr, [code]] = await Promise.all([readAll(child.stderr), once(child, 'close')]);
    expect({ code, stderr: stderr.replace(/^There are more.*\n/, '') }).toEqual({ code: 0, stderr: '' });
  });

  it('waits for nobody who is not logged in, and names the way in', async () => {
    const nobody = await machine.run(['list'], { env: { THREADS_EMULATOR: '' } });
    expect(nobody).toMatchObject({ code: 4, stdout: '', stderr: expect.stringContaining('threads login') });
  });
});

describe('a post', () => {
  it('is shown with its media, poll and numbers', async () => {
    const { stdout } = await machine.run(['show', postWith('A gate').id]);
    expect(stdout).toContain('https://media.example/gate.jpg (A red gate)');
    expect(stdout).toMatch(/^Views +[\d,]+$/m);
    const poll = await machine.run(['show', postWith('Tea').id]);
    expect(poll.stdout).toContain('Tea: 25 %');
    expect(poll.stdout).toContain('4 votes, ends ');
    const shown = await json('show', root.id);
    expect(shown).toMatchObject({
      id: root.id,
      text: 'Root\nof all',
      insights: { views: expect.any(Number) },
    });
  });

  it('is shown without numbers where the login may not read them, and it is said', async () => {
    const { accessToken } = emulator.issueToken({ username: 'mika', scopes: ['threads_basic'] });
    const { code, stdout, stderr } = await machine.run(['show', root.id], {
      env: { THREADS_ACCESS_TOKEN: accessToken },
    });
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'Its numbers are not shown: the login lacks threads_manage_insights.\n',
    });
    expect(stdout).toContain('Root\nof all');
    expect(stdout).not.toContain('Views');
  });

  it('is found by its address or its shortcode: one of your own, or of a public profile', async () => {
    const { data } = await json('list', '--user', 'bob');
    const found = await Promise.all([
      json('show', root.permalink),
      json('show', `${root.permalink.replace('threads.com', 'threads.net')}/?xmt=1`),
      json('show', root.shortcode),
      json('show', data[0].permalink),
    ]);
    expect(found.map(({ id }) => id)).toEqual([root.id, root.id, root.id, data[0].id]);
  });

  it('that no list shows is not found, and it is said where it was looked for', async () => {
    const [own, other, unknown, nonsense] = await Promise.all([
      machine.run(['show', 'NoSuchPost1']),
      machine.run(['show', 'https://www.threads.com/@bob/post/NoSuchPost1']),
      machine.run(['show', '17999999999999999']),
      machine.run(['show', 'no such post']),
    ]);
    expect(own).toMatchObject({ code: 3, stderr: expect.stringContaining('your posts (the newest 5)') });
    expect(own.stderr).toContain('takes ids alone');
    expect(other).toMatchObject({ code: 3, stderr: expect.stringContaining('posts of @bob') });
    expect(unknown.code).toBe(3);
    expect(nonsense).toMatchObject({ code: 2, stderr: expect.stringContaining('Give an id') });
  });
});

describe('replies', () => {
  it('come newest first or oldest first', async () => {
    emulator.act({ act: 'reply', by: 'eve', to: root.id, text: 'Second' });
    const newest = await json('replies', root.id);
    const oldest = await json('replies', root.id, '--oldest-first');
    expect(newest.data.map(({ text }: { text: string }) => text)).toEqual(['Second', 'Nice']);
    expect(oldest.data.map(({ text }: { text: string }) => text)).toEqual(['Nice', 'Second']);
    const { stdout } = await machine.run(['replies', root.id]);
    expect(stdout).toMatch(/@eve +Second/);
    const none = await machine.run(['replies', postWith('A gate').id]);
    expect(none).toEqual({ code: 0, stdout: '', stderr: 'No replies.\n' });
  });

  it('of others cannot write to the terminal what they like', async () => {
    const { id } = emulator.act({ act: 'post', by: 'mika', text: 'Say something' });
    emulator.act({ act: 'reply', by: 'eve', to: id, text: hostile });
    const huge = {
      data: [{ id: '17912345678901234', username: 'eve', text: `\u001B[2J${'x'.repeat(100_000)}` }],
    };
    const shown = [await machine.run(['replies', id]), await machine.run(['conversation', id])].map(
      ({ stdout }) => stdout,
    );
    emulator.planFault({ kind: 'answer', operation: 'listReplies', body: JSON.stringify(huge) });
    const { screen } = await machine.type(['replies', id], { env: { NO_COLOR: '1' } });
    const { stdout } = await machine.run(['replies', id, '--json']);
    expect(JSON.parse(stdout).data[0].text).toBe(hostile);
    shown.push(stdout);
    for (const text of shown.slice(0, 2)) expect(text).toContain('First red');
    expect(screen).toContain('xxxx…');
    expect(screen.length).toBeLessThan(2_000);
    for (const text of [...shown, screen]) {
      expect(text).not.toContain('\u001B[');
      expect(text).not.toContain('\u001B]');
      expect(text).not.toContain('\u202E');
      expect(text).not.toContain('\u009B');
      expect(text).not.toContain('\u0000');
    }
  });

  it('are a tree in a conversation', async () => {
    const { id } = emulator.act({ act: 'post', by: 'mika', text: 'Top' });
    const first = emulator.act({ act: 'reply', by: 'bob', to: id, text: 'Left' });
    emulator.act({ act: 'reply', by: 'eve', to: id, text: 'Right' });
    const inner = emulator.act({ act: 'reply', by: 'mika', to: first.id, text: 'Inner '.repeat(30).trim() });
    const { data } = await json('conversation', id);
    expect(data).toHaveLength(4);
    expect(data[0].id).toBe(id);
    expect(data.find((post: { id: string }) => post.id === inner.id).replied_to.id).toBe(first.id);
    const { screen } = await machine.type(['conversation', id], { columns: 50, env: { NO_COLOR: '1' } });
    const lines = screen.split('\r\n');
    expect(lines.every((line) => line.length <= 50)).toBe(true);
    const starts = lines
      .filter((line) => line.includes('@'))
      .map((line) => line.slice(0, line.indexOf(' ·')));
    expect(starts).toEqual(['@mika', '  @bob', '    @mika', '  @eve']);
    expect(lines.filter((line) => line.startsWith('    Inner')).length).toBeGreaterThan(2);
    const { code, stderr } = await machine.run(['conversation', id, '--limit', '0']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('--limit must be') });
  });
});

describe('what others wrote', () => {
  it('is found by its mention of you', async () => {
    const { data } = await json('mentions');
    expect(data).toMatchObject([{ username: 'bob', text: 'Hello @mika' }]);
  });

  it('is found by its words, and it is said when all that is found is yours', async () => {
    const found = await machine.run(['search', 'Hello', '--type', 'recent']);
    expect(found).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/@bob +Hello @mika/) });
    const own = await machine.run(['search', 'long', 'text', '--author', '@mika']);
    expect(own.stdout).toContain(long);
    expect(own.stderr).toContain('until Meta has approved the app for threads_keyword_search');
    const none = await machine.run(['search', 'nothing-like-this', '--tag', '--media', 'image']);
    expect(none).toMatchObject({ code: 0, stdout: '', stderr: expect.stringContaining('Nothing found.') });
    expect(emulator.requests.at(-1)).toMatchObject({ operation: 'searchThreads' });
    expect((await machine.run(['search', 'x', '--type', 'best'])).code).toBe(2);
  });
});
