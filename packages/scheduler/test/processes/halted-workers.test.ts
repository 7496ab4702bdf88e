import { once } from 'node:events';
// oxlint-disable-next-line tests/no-real-sleep -- real processes are waited for
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { getPost, schedulePost } from '../../src/index.ts';
import { engineSchema, schema } from '../../src/database/tables.ts';
import { postgresPath, textsOf } from '../stage.ts';
import { openTown, type Town } from './town.ts';

/** Seconds that a dead worker's job waits at most: the engine's heartbeat, and as long again. */
const twiceTheHeartbeat = 20;

describe.skipIf(postgresPath === undefined)('a worker on PostgreSQL', () => {
  let town: Town;
  afterEach(() => town.close());

  const until = async (isDone: () => Promise<boolean>, seconds: number): Promise<void> => {
    const end = performance.now() + seconds * 1000;
    while (!(await isDone())) {
      if (performance.now() > end) throw new Error(`It was not done after ${seconds} seconds.`);
      await wait(50);
    }
  };
  const isOver = (keys: readonly { readonly account: string; readonly key: string }[]) => async () => {
    const states = await Promise.all(keys.map((name) => getPost(town.scheduler, name)));
    return states.every(({ state }) => state === 'published' || state === 'parked');
  };
  /** What the tables say of a post and its account that cannot be true together. */
  const contradictions = async (): Promise<readonly unknown[]> => {
    const { rows } = await town.database.query(
      `SELECT p.account, p.state, h.events, a.job, j.state AS job_state FROM ${schema}.posts p
        JOIN ${schema}.accounts a USING (account)
        LEFT JOIN ${engineSchema}.job j ON j.id = a.job
        JOIN LATERAL (SELECT array_agg(event ORDER BY id) AS events FROM ${schema}.history WHERE post = p.id) h ON true
        WHERE (p.state = 'published') <> ('published' = ANY (h.events))
          OR (p.state IN ('publishing', 'published')) <> ('begun' = ANY (h.events))
          OR (p.next IS NULL) <> (p.state = 'published')
          OR (a.job IS NOT NULL AND (j.id IS NULL OR j.state NOT IN ('created', 'retry', 'active')))
          OR (a.job IS NULL AND a.wake IS NULL AND p.next IS NOT NULL)`,
    );
    return rows;
  };

  it(
    'is killed before each of its statements: the tables never contradict themselves, and each post goes out once',
    { timeout: 120_000 },
    async () => {
      const counts = Array.from({ length: 30 }, (_, nth) => nth + 1);
      const accounts = counts.map((count) => `user${count}`);
      town = await openTown({ accounts });
      const halted: string[] = [];
      for (const count of counts) {
        const account = `user${count}`;
        const name = { account, key: '1' };
        const worker = await town.start({
          concurrency: 1,
          halt: { by: 'SIGKILL', account, before: '', count },
        });
        const ended = once(worker, 'exit');
        await schedulePost(town.scheduler, { ...name, post: { text: account }, at: new Date() });
        // A worker whose step is done looks for another, so each count comes.
        expect(await ended).toEqual([null, 'SIGKILL']);
        halted.push((await getPost(town.scheduler, name)).state);
        expect([count, await contradictions()]).toEqual([count, []]);
      }
      // From the first statement of a step to beyond the last.
      expect(new Set(halted)).toEqual(new Set(['scheduled', 'publishing', 'published']));
      await town.start();
      await until(isOver(accounts.map((account) => ({ account, key: '1' }))), 2 * twiceTheHeartbeat);
      expect(accounts.flatMap((account) => textsOf(town.emulator, account))).toEqual(accounts);
      expect(await contradictions()).toEqual([]);
    },
  );

  it(
    'sleeps over its heartbeat before it writes; another one publishes, and the sleeper sends nothing when it wakes',
    { timeout: 120_000 },
    async () => {
      const accounts = ['mika', 'ana'];
      town = await openTown({ accounts });
      const names = accounts.map((account) => ({ account, key: '1' }));
      // Before the first entry of the journal, and before the one that says that a request was sent.
      const sleepers = [];
      for (const [nth, name] of names.entries()) {
        const sleeper = await town.start({
          concurrency: 1,
          halt: { by: 'SIGSTOP', account: name.account, before: `${schema}.journal (key`, count: 1 },
        });
        const halting = once(sleeper, 'message');
        const post = { text: name.account };
        await schedulePost(town.scheduler, { ...name, post, fast: nth === 0, at: new Date() });
        await halting;
        sleepers.push(sleeper);
      }
      await town.start();
      await until(isOver(names), 2 * twiceTheHeartbeat);
      const { requests } = town.emulator;
      const before = requests.filter(({ method }) => method === 'POST').length;
      for (const sleeper of sleepers) sleeper.kill('SIGCONT');
      await wait(2000);
      expect(town.emulator.requests.filter(({ method }) => method === 'POST')).toHaveLength(before);
      expect(accounts.flatMap((account) => textsOf(town.emulator, account))).toEqual(accounts);
    },
  );

  it(
    'keeps an account as long as a step of it takes, though that is longer than its heartbeat',
    { timeout: 120_000 },
    async () => {
      let slow = 0;
      town = await openTown({
        accounts: ['mika'],
        onRequest: async (_, { method }) => {
          if (method !== 'POST' || slow > 0) return;
          slow += 1;
          await wait(14_000);
        },
      });
      await Promise.all([town.start(), town.start()]);
      const name = { account: 'mika', key: '1' };
      await schedulePost(town.scheduler, { ...name, post: { text: 'Slow' }, at: new Date() });
      await until(isOver([name]), 60);
      expect([town.overlaps(), textsOf(town.emulator, 'mika')]).toEqual([0, ['Slow']]);
    },
  );
});
