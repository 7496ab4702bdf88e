import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { env, execPath } from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createCredentials, credentialsToJson } from '@threads-sdk/credentials';
import { createEmulator } from '@threads-sdk/emulator';
import { serve } from '@threads-sdk/emulator/serve';
import { describe, expect, it } from 'vitest';
import { closeScheduler, listPosts, openScheduler, schedulePost, type Scheduler } from '../src/index.ts';
// @boundaries-ignore a tool of tests has one home
import { createFastClock, type FastTime } from '../../publish/test/processes/fast-clock.ts';
import type { Setting } from './processes/worker.ts';
import { makeFolder, textsOf } from './stage.ts';

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
  });

  it('makes each post once, though its worker is killed in the middle of them', async () => {
    const place = makeFolder();
    const accounts = ['mika', 'ana', 'kim'];
    const time: FastTime = { origin: Date.now(), speed: 10, offset: 0 };
    const users = accounts.map((username) => ({ username }));
    const emulator = createEmulator({ users, clock: createFastClock(time) });
    const served = await serve(emulator);
    const names = Array.from({ length: 18 }, (_, nth) => ({
      account: accounts[nth % 3] ?? '',
      key: `post ${nth}`,
    }));
    const first = await open(place.database);
    for (const [nth, { account, key }] of names.entries()) {
      const at = new Date(time.origin + nth * 1000);
      const media = [{ image: 'https://example.com/a.jpg' }];
      await schedulePost(first, { account, key, at, post: { text: key, ...(nth % 5 === 0 && { media }) } });
    }
    await closeScheduler(first);
    const credentials = Object.fromEntries(
      accounts.map((username) => [
        username,
        credentialsToJson(createCredentials(emulator.issueToken({ username }))),
      ]),
    );
    const setting: Setting = { database: place.database, api: served.url, credentials, concurrency: 4, time };
    const live = (): readonly string[] => accounts.flatMap((account) => textsOf(emulator, account));
    const program = fileURLToPath(new URL('processes/worker.ts', import.meta.url));
    for (let run = 1; live().length < names.length; run += 1) {
      const worker = fork(program, {
        execArgv: ['--conditions=@threads-sdk/source', '--disable-warning=ExperimentalWarning'],
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      });
      worker.send(setting);
      const ended = once(worker, 'exit');
      await once(worker, 'message');
      // At a moment that it does not know of: after so many more are live.
      const enough = Math.min(live().length + 5, names.length);
      await expect.poll(() => live().length, { interval: 5 }).toBeGreaterThanOrEqual(enough);
      worker.kill('SIGKILL');
      await ended;
    }
    const last = await open(place.database);
    const states = new Set<string>();
    for await (const { state } of listPosts(last)) states.add(state);
    // Of the last ones it may not have been told any more.
    for (const state of states) expect(['published', 'publishing']).toContain(state);
    expect(live().toSorted()).toEqual(names.map(({ key }) => key).toSorted());
    await closeScheduler(last);
    await served.close();
    await place.remove();
  }, 120_000);

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
