import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { watched } from './canary.ts';
import { runHere } from './run-here.ts';
import { serveEmulator } from './serve-emulator.ts';
import { createMachine } from './threads.ts';

const { emulator, url } = await serveEmulator({
  users: [
    {
      username: 'mika',
      followers: 500,
      posts: [
        { text: 'Delete me 1' },
        { text: 'Delete me 2' },
        { text: 'Delete me 3' },
        {
          text: 'Ask me about the gate, and about all that stands behind it, for as long as you like',
          replyApprovals: true,
          replies: [
            { by: 'noor', text: 'May I? 1' },
            { by: 'noor', text: 'May I? 2' },
            { by: 'noor', text: 'May I? 3' },
          ],
        },
        {
          text: 'Open',
          replies: [{ by: 'noor', text: 'A reply 🦊 that is longer than a narrow terminal is wide' }],
        },
      ],
    },
    { username: 'noor', followers: 500, posts: ['Look at the gate, @mika'] },
  ],
});
const machine = watched(createMachine({ THREADS_EMULATOR: url }), emulator);
const here = { emulator, url, username: 'mika' };
const idsOf = async (...args: readonly string[]): Promise<readonly string[]> =>
  JSON.parse((await runHere([...args, '--json'], here)).stdout).data.map(({ id }: { id: string }) => id);

const [open = '', asking = '', ...deleted] = await idsOf('list');
const [reply = ''] = await idsOf('replies', open);
const waiting = await idsOf('pending', asking);
const [mention = ''] = await idsOf('mentions');
const chain = join(machine.home, 'chain.md');
writeFileSync(chain, 'One part\n\n---\n\nAnother part\n');
const { accessToken } = emulator.issueToken({ username: 'mika' });
await machine.run(['login', '--token-stdin'], { input: accessToken });

/** What is typed of each command, the first, the second and the third time; and what it ends with, if that is not 0. */
const commands: Readonly<
  Record<string, readonly [typed: (time: number) => readonly string[], code?: number]>
> = {
  use: [() => ['mika']],
  whoami: [() => []],
  // Its token is a minute old, and Threads refreshes none that is younger than a day.
  refresh: [() => [], 1],
  // Nothing is known of an app.
  doctor: [() => []],
  post: [() => ['The gate', '--topic', 'kyoto', '--dry-run']],
  chain: [() => [chain, '--dry-run']],
  list: [() => []],
  show: [() => [open]],
  replies: [() => [open]],
  conversation: [() => [open]],
  mentions: [() => []],
  search: [() => ['gate']],
  profile: [() => []],
  insights: [() => []],
  quota: [() => []],
  export: [() => ['--force']],
  pending: [() => [asking]],
  approve: [(time) => [waiting[time] ?? '']],
  hide: [() => [reply]],
  delete: [(time) => [deleted[time] ?? '', '--yes']],
  repost: [() => [mention]],
};

/** They print no data, or what another program reads; their own tests run them. */
const others = ['login', 'logout', 'api', 'emulator', 'listen', 'mcp', 'completion'];

/** A line that no width makes shorter: what stands in it cannot be cut, as an address. */
const isUncuttable = (line: string): boolean => line.split(' ').some((word) => word.length > 30);

describe('every command', () => {
  it('is here, or in a test of its own', async () => {
    const { stdout } = await machine.run(['--help']);
    const names = [...stdout.matchAll(/^ {2}([a-z]+)(?: .*)? {2}\S/gm)].map(([, name = '']) => name);
    expect([...Object.keys(commands), ...others].toSorted()).toEqual(names.toSorted());
  });

  it.each(Object.entries(commands))(
    '%s: JSON in a pipe, colours or none, narrow and wide',
    async (name, [typed, code = 0]) => {
      const json = await machine.run([name, ...typed(0), '--json']);
      expect({ code: json.code, stderr: json.stderr }).toMatchObject({ code });
      expect(json.stdout).not.toContain('\u001B');
      expect(typeof (json.stdout === '' ? undefined : JSON.parse(json.stdout))).toBe(
        code === 0 ? 'object' : 'undefined',
      );

      const wide = await machine.type([name, ...typed(1)], { columns: 150 });
      expect(wide).toMatchObject({ code });

      const narrow = await machine.type([name, ...typed(2)], {
        columns: 60,
        env: { NO_COLOR: '1' },
        hidesMessages: true,
      });
      expect(narrow).toMatchObject({ code });
      expect(stripVTControlCharacters(narrow.screen)).toBe(narrow.screen);
      const lines = narrow.screen.split('\r\n');
      expect(lines.filter((line) => stringWidth(line) > 60 && !isUncuttable(line))).toEqual([]);
      expect(narrow.screen === '').toBe(code !== 0);
    },
  );
});
