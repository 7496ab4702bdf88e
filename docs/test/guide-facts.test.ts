import { createClient } from '@threads-sdk/core-http';
import { createCredentials } from '@threads-sdk/credentials';
import { createEmulator, createVirtualClock } from '@threads-sdk/emulator';
import * as endpoints from '@threads-sdk/endpoints';
import description from '@threads-sdk/openapi' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import { literalsOf, namesIn, read, rowsOf } from '../guide-tables.ts';

// The table that is generated from the description.
const permissions = new Map(
  rowsOf('packages/endpoints/README.md')
    .filter(({ heading }) => heading === 'Function')
    .map(({ cells: [name = '', , needed = ''] }) => [namesIn(name)[0] ?? '', namesIn(needed)]),
);

describe('the guide to reading', () => {
  const rows = rowsOf('docs/guides/reading.md').map(({ cells }) => cells);

  it('names functions that there are, and leads to the table of all of them', () => {
    const named = rows.flatMap(([, functions = '']) => namesIn(functions));
    expect(named.length).toBeGreaterThan(15);
    expect(named.filter((name) => !Object.keys(endpoints).includes(name))).toEqual([]);
    expect(read('docs/guides/reading.md')).toContain('(../../packages/endpoints/README.md#functions)');
  });

  it.each(rows)('names the permission for %s', (_, functions = '', needed = '') => {
    for (const name of namesIn(functions)) {
      const besidesBasic = permissions.get(name)?.filter((scope) => scope !== 'threads_basic');
      expect({ name, needs: besidesBasic }).toEqual({ name, needs: namesIn(needed) });
    }
  });
});

describe('the guide to limits', () => {
  const rows = rowsOf('docs/guides/rate-limits.md').map(({ cells: [what = '', many = ''] }) => [what, many]);

  it.each([
    ['posts', 'posts'],
    ['replies', 'replies'],
    ['deletions', 'deletes'],
    ['searches for places', 'location_searches'],
    ['searches for posts', 'keyword_searches'],
    ['look-ups of public profiles', 'profile_lookups'],
    ['embeds', 'oembeds'],
  ])('has the quota of %s as the description has it', (what, quota) => {
    const [, total, duration] =
      new RegExp(`"${quota}":\\{"total":(\\d+),"duration":(\\d+)`).exec(JSON.stringify(description)) ?? [];
    const perHour = duration === '3600' ? ' an hour' : '';
    expect(rows).toContainEqual([what, Number(total).toLocaleString('en') + perHour]);
  });

  it('is right about what the client waits for by itself', async () => {
    const delays: number[] = [];
    const clock = createVirtualClock();
    const emulator = createEmulator({ clock, users: [{ username: 'mika' }] });
    const client = createClient({
      credentials: createCredentials(emulator.issueToken({ username: 'mika' })),
      fetch: emulator.fetch,
      clock,
      random: () => 0.9999,
      hooks: { onRetry: ({ delay }) => delays.push(delay) },
    });
    const failWith = async (fault: { times?: number; retryAfter?: number }): Promise<void> => {
      emulator.clearFaults();
      emulator.planFault({ kind: 'error', preset: 'rate-limited', ...fault });
      await endpoints.getUser(client).catch(() => undefined);
    };

    await failWith({ times: Infinity }); // sent three times
    await failWith({ retryAfter: 60 });
    await failWith({ retryAfter: 61 }); // an error at once
    expect(delays).toEqual([300, 600, 60_000]);
  });
});

describe('the guide to testing', () => {
  const page = read('docs/guides/testing.md');

  it('names every known error that can be planned', () => {
    const [, list = ''] = /^The presets: ([^.]+)\.$/m.exec(page) ?? [];
    const presets = literalsOf('packages/emulator/src/faults/error-presets.ts', 'ErrorPreset');
    expect(namesIn(list)).toEqual(presets);
  });

  it('says truly how much of the log is kept', async () => {
    const emulator = createEmulator({
      clock: createVirtualClock(),
      users: [{ username: 'mika', posts: Array.from({ length: 40 }, () => 'x'.repeat(450)) }],
    });
    const { accessToken } = emulator.issueToken({ username: 'mika' });
    const url = `https://graph.threads.com/me/threads?fields=text&limit=40&access_token=${accessToken}`;
    for (let call = 0; call < 1100; call += 1) await emulator.fetch(new Request(url));
    expect(emulator.requests[0]?.answer).toHaveLength(16 * 1024);
    expect(Math.round(emulator.requests.length / 100)).toBe(10);
    expect(page).toContain('10,000 of them, or fewer that are 16 Mi characters long together');
    expect(page).toContain('some 1,000 with the longest answers');
  });
});

describe('the guide to other languages', () => {
  const page = 'docs/guides/other-languages.md';
  const tried = new Map<string, string>(
    Object.entries(JSON.parse(read('tools/generators/package.json')).devDependencies),
  );
  const rows = rowsOf(page)
    .filter(({ heading }) => heading === 'generator')
    .map(({ cells: [names = '', versions = ''] }) => [namesIn(names), namesIn(versions)] as const);

  it('names the generators that are tried, each with its version', () => {
    const named = rows.flatMap(([names, versions]) => names.map((name, index) => [name, versions[index]]));
    tried.delete('typescript'); // which the generators use
    expect(new Map(named.map(([name = '', version]) => [name, version]))).toEqual(tried);
  });

  it('shows texts that the description allows', () => {
    const form = 'application/x-www-form-urlencoded';
    const { properties = {} } =
      description.paths['/{user_id}/threads']?.post?.requestBody?.content[form]?.schema ?? {};
    const shown = rowsOf(page).filter(({ heading }) => heading === 'parameter');
    for (const { cells } of shown) {
      const [name = '', , text = ''] = cells.map((cell) => namesIn(cell)[0] ?? '');
      const { type, pattern = '' } = name === 'fields' ? { type: 'string' } : (properties[name] ?? {});
      expect({ name, type }).toEqual({ name, type: 'string' });
      expect(text).toMatch(new RegExp(pattern));
      expect(() => (/^[[{]/.test(text) ? JSON.parse(text) : text)).not.toThrow();
    }
    expect(shown.length).toBe(7);
  });
});
