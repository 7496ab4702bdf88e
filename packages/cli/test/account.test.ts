import { describe, expect, it } from 'vitest';
import { csv as toCsv } from '../src/output/csv.ts';
import { watched } from './canary.ts';
import { serveEmulator } from './serve-emulator.ts';
import { createMachine } from './threads.ts';

const { emulator, url } = await serveEmulator({
  users: [
    { username: 'mika', biography: 'Walks\nslowly', posts: ['Hello'] },
    { username: 'bob', followers: 12_345 },
    { username: 'new', followers: 3 },
  ],
});
const machine = watched(createMachine({ THREADS_EMULATOR: url, TZ: 'UTC' }), emulator);
const withScopes = (...scopes: readonly string[]) => ({
  env: { THREADS_ACCESS_TOKEN: emulator.issueToken({ username: 'mika', scopes }).accessToken },
});

describe('a profile', () => {
  it('is yours, or that of somebody else', async () => {
    const [own, other, data] = await Promise.all([
      machine.run(['profile']),
      machine.run(['profile', '@bob']),
      machine.run(['profile', 'bob', '--json']),
    ]);
    expect(own.stdout).toMatch(/^Username +@mika$/m);
    expect(own.stdout).toMatch(/^About +Walks slowly$/m);
    expect(other.stdout).toMatch(/^Followers +12,345$/m);
    expect(JSON.parse(data.stdout)).toMatchObject({ username: 'bob', follower_count: 12_345 });
  });

  it('of somebody with too few followers is not found', async () => {
    const { code, stderr } = await machine.run(['profile', 'new']);
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining('lookupProfile') });
  });

  it('asks for another login where the permission is missing', async () => {
    const { code, stderr } = await machine.run(['profile', 'bob'], withScopes('threads_basic'));
    expect({ code, stderr }).toEqual({
      code: 4,
      stderr: expect.stringMatching(/Log in again .* grant threads_basic, threads_profile_discovery /),
    });
  });
});

describe('insights', () => {
  it('are a table with numbers at the right', async () => {
    const { stdout } = await machine.run(['insights']);
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^METRIC +DAY ENDS +VALUE$/);
    expect(lines.find((line) => line.startsWith('followers_count'))).toMatch(/ 1,000$/);
    expect(new Set(lines.map((line) => line.length)).size).toBe(1);
  });

  it('are comma-separated values or JSON, with unknown numbers left out', async () => {
    const { data } = JSON.parse((await machine.run(['list', '--json'])).stdout);
    const [csv, parts, post] = await Promise.all([
      machine.run(['insights', '--csv']),
      machine.run(['insights', '--by', 'age', '--csv']),
      machine.run(['insights', data[0].permalink, '--json']),
    ]);
    expect(csv.stdout.split('\n')[0]).toBe('metric,end_time,part,value');
    expect(csv.stdout).toMatch(/^views,\d{4}-\d\d-\d\dT[\d:]+\+0000,,\d+$/m);
    expect(csv.stdout).toMatch(/^followers_count,,,1000$/m);
    expect(toCsv(['part'], [['\u001B]0;title\u0007a "link"']])).toBe('part\n"a ""link"""\n');
    expect(parts.stdout).toMatch(/^follower_demographics,,25-34,\d+$/m);
    expect(JSON.parse(post.stdout).data.map(({ name }: { name: string }) => name)).toContain('views');
  });

  it('with options that do not fit are refused', async () => {
    const [both, window] = await Promise.all([
      machine.run(['insights', '--csv', '--json']),
      machine.run(['insights', '17900000000000001', '--since', '2026-01-01']),
    ]);
    expect(both.code).toBe(2);
    expect(window).toMatchObject({ code: 2, stderr: expect.stringContaining('leave out the post') });
  });

  it('say so where Threads limits the rate, and until when', async () => {
    emulator.planFault({
      kind: 'error',
      operation: 'getUserInsights',
      preset: 'rate-limited',
      retryAfter: 3600,
    });
    const { code, stderr } = await machine.run(['insights', '--json']);
    expect(code).toBe(6);
    const { error } = JSON.parse(stderr);
    expect(Date.parse(error.retryAt) - Date.now()).toBeGreaterThan(3_500_000);
  });
});

describe('quotas', () => {
  it('are all there, each with its room', async () => {
    const { stdout } = await machine.run(['quota']);
    expect(stdout).toMatch(/^posts +0 +250 +24 h +now$/m);
    expect(stdout).toMatch(/^deletions +0 +100 +24 h +now$/m);
    const { data } = JSON.parse((await machine.run(['quota', '--json'])).stdout);
    expect(data[0]).toEqual({
      name: 'posts',
      quota_usage: 0,
      quota_total: 250,
      quota_duration: 86_400,
      free_at: expect.any(String),
      basis: 'told',
    });
    expect(data).toHaveLength(4);
  });

  it('that are used up say from when on there is room', async () => {
    const body = JSON.stringify({
      data: [{ quota_usage: 1, config: { quota_total: 1, quota_duration: 86_400 } }],
    });
    const match = { fields: 'quota_usage,config' };
    emulator.planFault({ kind: 'answer', operation: 'getPublishingLimit', match, body });
    const { stdout } = await machine.run(['quota']);
    expect(stdout).toMatch(/^posts +1 +1 +24 h +from \d{4}-\d\d-\d\d \d\d:\d\d on \(derived\)$/m);
  });

  it('that the login may not read name what it lacks', async () => {
    const { code, stdout } = await machine.run(
      ['quota'],
      withScopes('threads_basic', 'threads_content_publish', 'threads_manage_replies'),
    );
    expect(code).toBe(0);
    expect(stdout).toContain('unknown: the login lacks threads_delete');
    expect(stdout).toContain('unknown: the login lacks threads_location_tagging');
  });
});
