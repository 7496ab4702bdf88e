import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { stripVTControlCharacters } from 'node:util';
import { createVirtualClock } from '@threads-sdk/emulator';
import { afterEach, describe, expect, it } from 'vitest';
import { watched } from './canary.ts';
import { runHere } from './run-here.ts';
import { serveEmulator } from './serve-emulator.ts';
import { createMachine, program } from './threads.ts';

const texts = Array.from({ length: 120 }, (_, index) => `Post ${index}`);
const { emulator, url } = await serveEmulator({
  users: [
    { username: 'mika', posts: [...texts, { text: 'Gone tomorrow', ghost: true }] },
    { username: 'bob', posts: [{ text: 'Ask me', replies: [{ by: 'mika', text: 'I agree' }] }] },
  ],
});
emulator.act({ act: 'repost', by: 'mika', to: newestOf('bob') });
const total = texts.length + 2;
const machine = watched(createMachine({ THREADS_EMULATOR: url }), emulator);
const here = { emulator, url, username: 'mika' };
afterEach(() => emulator.clearFaults());

function newestOf(username: string): string {
  return emulator.addUser({ username: `${username}2`, posts: ['Worth it'] }).posts[0] ?? '';
}

/** The posts in a file of the machine. */
function postsIn(name: string): readonly Record<string, unknown>[] {
  const lines = readFileSync(join(machine.home, name), 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line));
}

function idsIn(name: string): readonly unknown[] {
  return postsIn(name).map(({ id }) => id);
}

const insightsRead = () =>
  emulator.requests.filter(({ operation }) => operation === 'getThreadInsights').length;

describe('an export', () => {
  it('has every post once, newest first, with its numbers', async () => {
    const { code, stdout, stderr } = await machine.run(['export']);
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: 'threads-mika.jsonl\n',
      stderr: `${total} posts\n`,
    });
    const posts = postsIn('threads-mika.jsonl');
    expect(new Set(posts.map(({ id }) => id)).size).toBe(total);
    expect(posts).toHaveLength(total);
    expect(posts.filter(({ media_type: type }) => type === 'REPOST_FACADE')).toHaveLength(1);
    expect(posts.find(({ text }) => text === 'Gone tomorrow')).toMatchObject({ ghost_post_status: 'ACTIVE' });
    expect(posts.find(({ text }) => text === 'Post 0')).toMatchObject({
      insights: { views: expect.any(Number) },
    });
    const times = posts.map(({ timestamp }) => Date.parse(String(timestamp)));
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });

  it('replaces no file unless it is told to', async () => {
    writeFileSync(join(machine.home, 'mine.txt'), 'mine');
    const before = emulator.requests.length;
    const refused = await machine.run(['export', 'mine.txt']);
    expect(refused).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--force') });
    expect(emulator.requests).toHaveLength(before);
    expect(readFileSync(join(machine.home, 'mine.txt'), 'utf8')).toBe('mine');
    const { stdout } = await machine.run(['export', 'mine.txt', '--force', '--no-insights', '--json']);
    expect(JSON.parse(stdout)).toEqual({ file: 'mine.txt', posts: total, replies: 0 });
    expect(postsIn('mine.txt')).toHaveLength(total);
    expect(postsIn('mine.txt').every((post) => !('insights' in post))).toBe(true);
  });

  it('goes into a folder, with the replies if they are asked for', async () => {
    const { stdout, stderr } = await machine.run(['export', 'backup/', '--replies', '--no-insights']);
    expect(stdout.trim()).toBe(join('backup', 'threads-mika.jsonl'));
    expect(stderr).toBe(`${total} posts and 1 reply\n`);
    expect(postsIn('backup/threads-mika.jsonl').find((post) => post['is_reply'])).toMatchObject({
      text: 'I agree',
    });
    expect(readdirSync(join(machine.home, 'backup'))).toEqual(['threads-mika.jsonl']);
  });

  it('shows how far it is at a terminal', async () => {
    const { screen } = await machine.type(['export', 'seen.jsonl']);
    expect(screen).toMatch(/Reading [█░]{24} \d+\/122/);
    expect(stripVTControlCharacters(screen)).toContain('seen.jsonl');
  });

  // Windows has no signals: it ends a process at once.
  const signals = process.platform === 'win32' ? (['SIGKILL'] as const) : (['SIGKILL', 'SIGINT'] as const);
  it.each(signals)('ended by %s goes on where it was', async (signal) => {
    const name = `${signal}.jsonl`;
    const child = spawn(process.execPath, [program, 'export', name], {
      cwd: machine.home,
      env: {
        ...process.env,
        THREADS_HOME: machine.home,
        THREADS_EMULATOR: url,
        THREADS_ACCESS_TOKEN: '',
      },
    });
    const before = insightsRead();
    await expect.poll(() => insightsRead() - before, { interval: 1 }).toBeGreaterThan(20);
    child.kill(signal);
    const [code] = await once(child, 'close');
    expect(code).toBe(signal === 'SIGINT' ? 130 : null);
    expect(existsSync(join(machine.home, name))).toBe(false);
    const part = join(machine.home, `${name}.part`);
    // As if it had been killed in the middle of a line.
    writeFileSync(part, '{"id":"179', { flag: 'a' });
    const kept = readFileSync(part, 'utf8').split('\n').length - 2;
    expect(kept).toBeGreaterThanOrEqual(19);
    const { id } = emulator.act({ act: 'post', by: 'mika', text: `Meanwhile, ${signal}` });
    const asked = insightsRead();
    const again = await runHere(['export', join(machine.home, name)], here);
    expect(again).toMatchObject({ code: 0, stderr: expect.stringContaining(`Going on: ${kept} posts`) });
    const ids = idsIn(name);
    expect(ids[0]).toBe(id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((each) => each !== id)).toHaveLength(total);
    // What was kept is not asked for again; of the repost there is nothing to ask.
    expect(insightsRead() - asked).toBeLessThanOrEqual(total + 1 - kept);
    expect(existsSync(part)).toBe(false);
    emulator.act({ act: 'delete', by: 'mika', to: id });
  });

  it('waits as long as Threads asks for, and says so', async () => {
    const clock = createVirtualClock(Date.now());
    emulator.planFault({ kind: 'error', operation: 'listThreads', preset: 'rate-limited', retryAfter: 3600 });
    emulator.planFault({
      kind: 'error',
      operation: 'getThreadInsights',
      call: 5,
      preset: 'rate-limited',
      retryAfter: 7200,
    });
    const file = join(machine.home, 'patient.jsonl');
    const started = clock.now();
    const { code, stderr } = await runHere(['export', file], { ...here, clock });
    expect(code).toBe(0);
    expect(
      stderr.match(/Rate limited\. Going on at \d{4}-\d\d-\d\d \d\d:\d\d, as Threads asks/g),
    ).toHaveLength(2);
    expect(clock.now() - started).toBeGreaterThanOrEqual(3 * 3_600_000);
    expect(idsIn('patient.jsonl')).toHaveLength(total);
  });

  it('waits before each request as long as the person wants', async () => {
    const clock = createVirtualClock(Date.now());
    const started = clock.now();
    const args = ['export', join(machine.home, 'slow.jsonl'), '--pause', '2', '--no-insights'];
    expect(await runHere(args, { ...here, clock })).toMatchObject({ code: 0 });
    // Two pages of posts and one of ghost posts.
    expect(clock.now() - started).toBe(6_000);
    const wrong = await runHere(['export', '--pause', 'long'], here);
    expect(wrong.code).toBe(2);
  });

  it('goes on with nothing that belongs to another one', async () => {
    const file = join(machine.home, 'other.jsonl');
    emulator.planFault({
      kind: 'error',
      operation: 'getThreadInsights',
      call: 3,
      times: 5,
      preset: 'unknown-error',
    });
    const failed = await runHere(['export', file], { ...here, clock: createVirtualClock(Date.now()) });
    expect(failed).toMatchObject({ code: 1, stderr: expect.stringContaining('other.jsonl.part') });
    const other = await runHere(['export', file], { ...here, username: 'bob' });
    expect(other).toMatchObject({ code: 2, stderr: expect.stringContaining('export of another account') });
    // Whose it is, the repost, for which nothing is asked, and two posts.
    expect(readFileSync(`${file}.part`, 'utf8').trimEnd().split('\n')).toHaveLength(4);
  });

  it('leaves what is no export as it is, and refuses a pause that no clock can wait for', async () => {
    const file = join(machine.home, 'download.bin');
    writeFileSync(`${file}.part`, 'half of a download, without a line break');
    expect(await runHere(['export', file], here)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('belongs to something else'),
    });
    expect(readFileSync(`${file}.part`, 'utf8')).toBe('half of a download, without a line break');
    const { code, stderr } = await runHere(['export', '', '--pause', '1e12'], here);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(/up to 3600.*is empty/s) });
  });

  it('keeps a post that is deleted while it is read, and says so', async () => {
    emulator.planFault({
      kind: 'error',
      operation: 'getThreadInsights',
      call: 2,
      preset: 'object-not-found',
    });
    const { code, stderr } = await runHere(['export', join(machine.home, 'gone.jsonl')], here);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^\d+ was deleted meanwhile: it is kept without numbers\.$/m);
    expect(idsIn('gone.jsonl')).toHaveLength(total);
  });

  it('without the permission for the numbers says how to do without them', async () => {
    const file = join(machine.home, 'basic.jsonl');
    const basic = { ...here, scopes: ['threads_basic'] };
    const { code, stderr } = await runHere(['export', file], basic);
    expect({ code, stderr }).toEqual({ code: 4, stderr: expect.stringContaining('--no-insights') });
    expect((await runHere(['export', `${file}2`, '--no-insights'], basic)).code).toBe(0);
  });
});
