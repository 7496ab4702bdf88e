/**
 * Measures what the page on scale says, on a PostgreSQL of its own, after a build: `node
 * packages/scheduler/test/processes/load.ts [embedded] [on-time] [fair] [scale] [drain]`; without a word, all.
 */
import { argv } from 'node:process';
// oxlint-disable-next-line tests/no-real-sleep -- a load takes its time
import { setTimeout as wait } from 'node:timers/promises';
import { engineSchema, schema } from '../../src/database/tables.ts';
import { closeScheduler, listPosts, openScheduler, schedulePost } from '../../src/index.ts';
import { makeFolder } from '../stage.ts';
import { openTown, type Town } from './town.ts';

function percentiles(values: readonly number[]): string {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number): string =>
    (sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN).toFixed(0);
  return `p50 ${at(0.5)}, p99 ${at(0.99)}, most ${at(1)} ms`;
}

async function allLive({ database }: Town): Promise<void> {
  for (;;) {
    const { rows } = await database.query(`SELECT 1 FROM ${schema}.posts WHERE next IS NOT NULL LIMIT 1`);
    if (rows.length === 0) return;
    await wait(200);
  }
}

/** Milliseconds from the time of each post to an event of it. */
async function lags({ database }: Town, event: string, condition = 'true'): Promise<readonly number[]> {
  const { rows } = await database.query(
    `SELECT extract(epoch FROM min(h.at) - p.at)::float8 * 1000 AS lag
      FROM ${schema}.posts p JOIN ${schema}.history h ON h.post = p.id
      WHERE h.event = $1 AND ${condition} GROUP BY p.id`,
    [event],
  );
  return rows.map(({ lag }: { lag: number }) => lag);
}

/** 50 posts a second for 40 seconds. */
async function onTime(): Promise<void> {
  const accounts = Array.from({ length: 200 }, (_, nth) => `user${nth}`);
  const town = await openTown({ accounts });
  const start = Date.now() + 8000;
  await Promise.all(
    Array.from({ length: 2000 }, (_, nth) =>
      schedulePost(town.scheduler, {
        account: accounts[nth % 200] ?? '',
        key: `${nth}`,
        post: { text: `Post ${nth}` },
        at: new Date(start + nth * 20),
      }),
    ),
  );
  await Promise.all([town.start({ concurrency: 10 }), town.start({ concurrency: 10 })]);
  await wait(start + 40_000 - Date.now());
  await allLive(town);
  console.log(`50 posts a second for 40 s, 2 workers: begun late ${percentiles(await lags(town, 'begun'))}`);
  console.log(
    `                                       live late ${percentiles(await lags(town, 'published'))}`,
  );
  await town.close();
}

/** One account with a thousand replies that are due, 99 with one post. */
async function fair(): Promise<void> {
  const accounts = Array.from({ length: 100 }, (_, nth) => `user${nth}`);
  const town = await openTown({
    accounts,
    emulator: { users: accounts.map((username) => ({ username, posts: ['A root'] })) },
  });
  const [root] = town.emulator.snapshot().store.posts.map((post): { id: string } => Object(post));
  const at = new Date();
  await Promise.all([
    ...Array.from({ length: 1000 }, (_, nth) =>
      schedulePost(town.scheduler, {
        account: 'user0',
        key: `${nth}`,
        post: { text: `Reply ${nth}`, replyTo: root?.id ?? '' },
        at,
      }),
    ),
    ...accounts
      .slice(1)
      .map((account) => schedulePost(town.scheduler, { account, key: '1', post: { text: 'One' }, at })),
  ]);
  const opened = Date.now();
  await town.start({ concurrency: 10 });
  const ready = Date.now() - opened;
  await allLive(town);
  const since = (lag: number): number => lag - (opened - at.getTime()) - ready;
  const others = await lags(town, 'published', "p.account <> 'user0'");
  const thousand = await lags(town, 'published', "p.account = 'user0'");
  console.log(
    `1,000 due of one account, 99 of others, 1 worker: the 99 live after ${percentiles(others.map(since))}`,
  );
  console.log(
    `  the thousand live after ${percentiles(thousand.map(since))}; at once at the API: ${town.overlaps()}`,
  );
  await town.close();
}

/** A million posts of 100,000 accounts that are not due. */
async function scale(): Promise<void> {
  const town = await openTown({ accounts: ['mika'] });
  const { database, scheduler } = town;
  await database.query(
    `INSERT INTO ${schema}.posts (account, key, asked, content, state, at, next)
      SELECT 'account' || n % 100000, 'post ' || n, md5(n::text), '{"post": {"text": "A post of the usual length, which says something about the day, and what comes next."}}',
        'scheduled', t.at, t.at FROM generate_series(1, 1000000) n,
        LATERAL (SELECT now() + interval '1 day' + random() * interval '300 days' AS at) t`,
  );
  await database.query(
    `INSERT INTO ${schema}.accounts (account, wake) SELECT account, min(next) FROM ${schema}.posts GROUP BY account`,
  );
  await database.query(
    `INSERT INTO ${schema}.history (post, at, event) SELECT id, now(), 'scheduled' FROM ${schema}.posts`,
  );
  await database.query('VACUUM ANALYZE');
  const time = async (times: number, run: () => Promise<unknown>): Promise<string> => {
    const taken: number[] = [];
    for (let count = 0; count < times; count += 1) {
      const start = performance.now();
      await run();
      taken.push(performance.now() - start);
    }
    const sorted = taken.toSorted((one, other) => one - other);
    return `${(sorted[Math.floor(times / 2)] ?? 0).toFixed(2)} ms (p99 ${(sorted[Math.floor(times * 0.99)] ?? 0).toFixed(2)})`;
  };
  const look = await time(500, () =>
    database.query(
      `SELECT 1 FROM ${schema}.accounts WHERE job IS NULL AND wake <= $1::timestamptz
        AND NOT coalesce((SELECT paused_until > $1::timestamptz FROM ${schema}.app), false) LIMIT 1`,
      [new Date()],
    ),
  );
  console.log(`a look for due work, with 1,000,000 posts waiting: ${look}`);
  const from = new Date(Date.now() + 30 * 86_400_000);
  const month = { account: 'account77', from, to: new Date(from.getTime() + 30 * 86_400_000) };
  const listing = await time(500, async () => {
    for await (const post of listPosts(scheduler, month)) if (post.key === '') return;
  });
  console.log(`listing a month of an account: ${listing}`);
  const schedule = (nth: number): Promise<unknown> =>
    schedulePost(scheduler, {
      account: `account${nth % 1000}`,
      key: `new ${nth}`,
      post: { text: `Post ${nth}` },
      at: new Date(Date.now() + 86_400_000 * 20),
    });
  const start = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: 10 }, async () => {
      while (next < 10_000) await schedule((next += 1));
    }),
  );
  console.log(
    `scheduling, 10 at a time: ${Math.round(10_000 / ((performance.now() - start) / 1000))} a second`,
  );
  const { rows } = await database.query(
    `SELECT relname, pg_total_relation_size(c.oid) / 1e6 AS megabytes FROM pg_class c
      JOIN pg_namespace n ON n.oid = relnamespace
      WHERE nspname IN ('${schema}', '${engineSchema}') AND relkind IN ('r', 'p') AND pg_total_relation_size(c.oid) > 1e6
      ORDER BY 2 DESC`,
  );
  console.log(
    'size in MB:',
    rows.map(({ megabytes, relname }) => `${relname} ${Math.round(megabytes)}`).join(', '),
  );
  await town.close();
}

/** 3,000 posts of as many accounts that are due at once, among 100,000 accounts. */
async function drain(): Promise<void> {
  const count = 3000;
  const accounts = Array.from({ length: count }, (_, nth) => `user${nth}`);
  const town = await openTown({ accounts });
  const { database, emulator, scheduler } = town;
  await database.query(
    `INSERT INTO ${schema}.accounts (account, wake)
      SELECT 'account' || n, now() + interval '1 day' FROM generate_series(1, 100000) n`,
  );
  const at = new Date(Date.now() + 3_600_000);
  await Promise.all(
    accounts.map((account) =>
      schedulePost(scheduler, { account, key: '1', post: { text: `A post of ${account}` }, at }),
    ),
  );
  await Promise.all([1, 2, 3].map(() => town.start({ concurrency: 16 })));
  const facts = async (): Promise<{ commits: number; connections: number; megabytes: number }> => {
    await database.query('SELECT pg_stat_clear_snapshot()');
    const { rows } = await database.query(
      `SELECT xact_commit::float8 AS commits, numbackends AS connections,
        (SELECT sum(pg_total_relation_size(c.oid))::float8 / 1e6 FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
          WHERE nspname IN ('${schema}', '${engineSchema}') AND relkind IN ('r', 'p')) AS megabytes
        FROM pg_stat_database WHERE datname = current_database()`,
    );
    return rows[0];
  };
  const before = await facts();
  const asked = emulator.requests.length;
  const start = performance.now();
  await database.query(`UPDATE ${schema}.posts SET next = now(), at = now()`);
  await database.query(`UPDATE ${schema}.accounts SET wake = now() WHERE account LIKE 'user%'`);
  await allLive(town);
  const seconds = (performance.now() - start) / 1000;
  const during = await facts();
  await wait(1500); // PostgreSQL tells its statistics once a second
  const after = await facts();
  console.log(
    `${count} due at once, 3 workers with 16 steps at a time: ${(count / seconds).toFixed(0)} posts a second, ` +
      `${((emulator.requests.length - asked) / count).toFixed(1)} requests and ` +
      `${((after.commits - before.commits) / count).toFixed(0)} transactions a post, ${during.connections} connections, ` +
      `${(((after.megabytes - before.megabytes) / count) * 1000).toFixed(1)} kB a post when it is live`,
  );
  await town.close();
}

/** How long the scheduler in a folder takes to open. */
async function embedded(): Promise<void> {
  const place = makeFolder();
  for (const which of ['first', 'second', 'third']) {
    const start = performance.now();
    const scheduler = await openScheduler({
      database: place.database,
      accounts: () => {
        throw new Error('Nothing is published here.');
      },
    });
    const { rss } = process.memoryUsage();
    console.log(
      `a folder, opened for the ${which} time: ${((performance.now() - start) / 1000).toFixed(2)} s, ${Math.round(rss / 1e6)} MB of memory`,
    );
    await closeScheduler(scheduler);
  }
  await place.remove();
}

const measurements = { embedded, 'on-time': onTime, fair, scale, drain };

if (import.meta.main) {
  const wanted = argv.slice(2);
  for (const [name, measure] of Object.entries(measurements))
    if (wanted.length === 0 || wanted.includes(name)) await measure();
}
