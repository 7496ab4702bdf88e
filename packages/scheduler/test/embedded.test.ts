import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { env, execPath } from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { closeScheduler, listPosts, openScheduler, type Scheduler } from '../src/index.ts';
import { makeFolder } from './stage.ts';

/** How often a writer is killed: `KILLS=20`. */
const kills = Number(env['KILLS'] ?? 5);

const open = (database: string): Promise<Scheduler> =>
  openScheduler({
    database,
    accounts: () => {
      throw new Error('Nothing is published here.');
    },
  });

/** Has a writer write until it has said so many lines, and kills it; gives what it has said in all. */
async function writeAndKill(folder: string, run: number, lines: number): Promise<readonly string[]> {
  const program = fileURLToPath(new URL('writer.ts', import.meta.url));
  const writer = spawn(
    execPath,
    [
      '--conditions=@threads-sdk/source',
      '--disable-warning=ExperimentalWarning',
      program,
      folder,
      String(run),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const said: string[] = [];
  const ended = once(writer, 'exit');
  for await (const line of createInterface(writer.stdout)) {
    said.push(line);
    if (said.length === lines) writer.kill('SIGKILL');
  }
  await ended;
  return said;
}

describe('a scheduler in a folder', () => {
  it('lets one process have the folder; another gets an error that says so, and harms nothing', async () => {
    const place = makeFolder();
    const first = await open(place.database);
    const refused = { code: 'SCHEDULER_IN_USE', retryable: 'later', carriedOut: 'unsent' };
    await expect(open(place.database)).rejects.toMatchObject(refused);
    const program = `
      import { openScheduler } from '${new URL('../src/index.ts', import.meta.url).href}';
      await openScheduler({ database: process.argv[1], accounts: () => {} }).catch(({ code, message, remedy }) => console.log(code, message, remedy));`;
    const other = spawn(
      execPath,
      [
        '--conditions=@threads-sdk/source',
        '--disable-warning=ExperimentalWarning',
        '--input-type=module',
        '--eval',
        program,
        place.database,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const lines: string[] = [];
    for await (const line of createInterface(other.stdout)) lines.push(line);
    expect(lines.join('\n')).toBe(
      `SCHEDULER_IN_USE Another scheduler has the folder ${place.database} open. A folder is for one process. Close the other one, or open a PostgreSQL in place of the folder: any number of processes can share that.`,
    );
    for await (const post of listPosts(first)) throw new Error(`There is a post ${post.key}.`);
    await closeScheduler(first);
    await closeScheduler(await open(place.database));
    await place.remove();
  }, 60_000);

  it(`opens with every post that was acknowledged, after a writer was killed ${kills} times`, async () => {
    const place = makeFolder();
    const acknowledged: string[] = [];
    for (let run = 1; run <= kills; run += 1)
      acknowledged.push(...(await writeAndKill(place.database, run, 7 * run)));
    expect(acknowledged.length).toBeGreaterThanOrEqual(7 * kills);
    const scheduler = await open(place.database);
    const kept = new Set<string>();
    for await (const { key } of listPosts(scheduler)) kept.add(key);
    expect(acknowledged.filter((key) => !kept.has(key))).toEqual([]);
    await closeScheduler(scheduler);
    await place.remove();
  }, 300_000);
});
