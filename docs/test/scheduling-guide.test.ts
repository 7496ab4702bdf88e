import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from '@threads-sdk/core-http';
import { createCredentials, credentialsToJson } from '@threads-sdk/credentials';
import { createEmulator, createVirtualClock } from '@threads-sdk/emulator';
import {
  cancelPost,
  closeScheduler,
  getPost,
  listPosts,
  openScheduler,
  retryPost,
  type Scheduler,
  schedulePost,
  type SchedulerEvent,
  work,
} from '@threads-sdk/scheduler';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
// @boundaries-ignore a tool of tests has one home
import {
  postgresForTests,
  type PostgresServer,
  startPostgres,
} from '../../packages/credentials/test/start-postgres.ts';
import { literalsOf, namesIn, read, rowsOf } from '../guide-tables.ts';
import { runProgram } from './program.ts';

const page = 'docs/guides/scheduling.md';
const text = read(page);
/** In one line, as it is read. */
const flat = text.replaceAll(/\s+/g, ' ');
const source = (file: string): string => read(`packages/scheduler/src/${file}.ts`);
const blocks = (language: string): readonly string[] =>
  [...text.matchAll(new RegExp(`^ *\`\`\`${language}\\n(.*?)^ *\`\`\`$`, 'gms'))].map(
    ([, code = '']) => code,
  );

/** The number that a constant of the scheduler has. */
function numberOf(file: string, name: string): number {
  const [, digits = ''] = new RegExp(`\\b${name}(?: =|:) ([\\d_]+)`).exec(source(file)) ?? [];
  return Number(digits.replaceAll('_', ''));
}

describe('the first program of the guide to scheduling', () => {
  const [program = ''] = blocks('ts');
  const docs = fileURLToPath(new URL('..', import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), 'threads-sdk-guide-'));
  const port = '8018'; // the test of all programs of the guides may have the other one
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has under 30 lines, keeps its post for nine in Tokyo over restarts, and shows it', async () => {
    expect(program.split('\n').filter((line) => line !== '').length).toBeLessThan(30);
    const code = program.replace("'./posts'", JSON.stringify(folder)).replaceAll('8017', port);
    const emulator = createEmulator({ users: [{ username: 'mika' }] });
    const credentials = createCredentials(emulator.issueToken({ username: 'mika' }));
    const env = { THREADS_CREDENTIALS: credentialsToJson(credentials) };
    const shown: string[] = [];
    for (const nth of [1, 2]) {
      let isAsked = false;
      const run = await runProgram(
        ['--input-type=module-typescript', '--eval', code],
        { cwd: docs, env },
        (output, _type, interrupt) => {
          if (!output.includes('until Ctrl+C') || isAsked) return;
          isAsked = true;
          void fetch(`http://127.0.0.1:${port}`)
            .then(async (response) => shown.push(await response.text()))
            .finally(interrupt);
        },
      );
      expect([nth, run.code]).toEqual([nth, 0]);
    }
    expect(shown).toHaveLength(2);
    expect(shown[0]).toMatch(/^good morning \d{4}-\d\d-\d\d: scheduled\n$/);
    expect(shown[1]).toBe(shown[0]);
    const scheduler = await openScheduler({ database: folder, accounts: () => createClient() });
    for await (const { next } of listPosts(scheduler))
      expect(next?.toISOString()).toMatch(/T00:00:00\.000Z$/);
    await closeScheduler(scheduler);
  });
});

describe('the guide to scheduling', () => {
  it('names the states, the tables, the spans and the metrics that there are', () => {
    const firstCells = (heading: string): readonly string[] =>
      rowsOf(page)
        .filter((row) => row.heading === heading)
        .flatMap(({ cells: [name = ''] }) => namesIn(name));
    const found = (file: string, pattern: RegExp): readonly string[] =>
      [...source(file).matchAll(pattern)].map(([, name = '']) => name);
    expect(firstCells('`state`')).toEqual(literalsOf('packages/scheduler/src/post.ts', 'PostState'));
    expect(firstCells('table').toSorted()).toEqual(
      found('database/tables', /CREATE TABLE \$\{schema\}\.(\w+)/g).toSorted(),
    );
    const named = [source('telemetry'), source('step')].join('\n');
    expect(firstCells('metric').toSorted()).toEqual(
      found('telemetry', /'(threads\.scheduler\.[\w.]+)'/g).toSorted(),
    );
    const ofSpans = ['threads.scheduler.step', 'threads.account', 'threads.post.key', 'threads.post.state'];
    for (const name of [...ofSpans, 'threads.outcome']) {
      expect([name, named.includes(`'${name}'`), text.includes(`\`${name}\``)]).toEqual([name, true, true]);
    }
    const outcomes = literalsOf('packages/scheduler/src/outcome.ts', 'Outcome');
    expect(outcomes).toEqual(expect.arrayContaining(['published', 'waiting', 'delayed', 'paused', 'parked']));
    expect(outcomes.filter((outcome) => !text.includes(`\`${outcome}\``))).toEqual([]);
    const toLogIn = /loginAgain.*?\[(.*?)\]/s.exec(source('outcome'))?.[1] ?? '';
    const codes = [...toLogIn.matchAll(/'(\w+)'/g)].map(([, code = '']) => code).toSorted();
    expect(codes).toHaveLength(4);
    const cells = rowsOf(page).map((row) => namesIn(row.cells[0] ?? '').toSorted());
    expect(cells).toContainEqual(codes);
  });

  it('has the numbers of the code', () => {
    const least = numberOf('outcome', 'leastPause') / 1000;
    const most = numberOf('outcome', 'mostPause') / 60_000;
    const minutes = (file: string, name: string): number => numberOf(file, name) / 60_000;
    const [, sweep] = /'(\d+) \* \* \* \*'/.exec(source('keep-credentials-fresh')) ?? [];
    const said = [
      `after ${least} to ${least * 1.5} seconds, then later and later, at most ${most * 1.5} minutes apart`,
      `failed ${numberOf('outcome', 'maxAttempts')} times`,
      `until \`retryAt\`, or for ${minutes('outcome', 'accountLimitPause')} minutes`,
      `until \`retryAt\` or for ${minutes('outcome', 'appLimitPause')} minutes`,
      `asks again after ${minutes('quota', 'unsureWait')} minutes`,
      `${numberOf('work', 'concurrency')} by default, at most 100`,
      `takes ${numberOf('database/postgres', 'max')} connections at most`,
      `at the ${sweep}th minute of each hour`,
    ];
    expect(said.filter((sentence) => !flat.includes(sentence))).toEqual([]);
    const perSecond = 1000 / numberOf('work', 'pollInterval');
    expect([perSecond, numberOf('engine', 'heartbeat')]).toEqual([4, 10]); // "four times a second", "some ten seconds"
    expect(numberOf('engine', 'deleteAfterSeconds')).toBe(3600); // "for an hour"
    expect(numberOf('work', 'repairInterval')).toBe(30_000); // "half a minute later"
    expect(source('database/tables')).toContain("interval '1 minute'"); // "more than a minute"
  });
});

const postgresPath = postgresForTests();

describe.skipIf(postgresPath === undefined)('the SQL of the guide to scheduling', () => {
  const [rights = '', parking = '', cleaning = ''] = blocks('sql');
  const [minute, day] = [60_000, 86_400_000];
  let server: PostgresServer;
  let admin: Pool;
  beforeAll(async () => {
    server = await startPostgres(postgresPath ?? '');
    admin = new Pool({ connectionString: server.url });
  });
  afterAll(async () => {
    await admin.end();
    await server.stop();
  });
  const urlOf = (database: string, user = 'postgres'): string =>
    server.url.replace('postgres@', `${user}@`).replace('/postgres?', `/${database}?`);
  const run = async (database: string, sql: string): Promise<readonly unknown[]> => {
    const pool = new Pool({ connectionString: urlOf(database) });
    // Without values several statements may be sent at once.
    const answer: unknown = await pool.query(sql);
    await pool.end();
    return Object(answer).rows ?? [];
  };

  /** A scheduler with one account, whose time passes as fast as its worker has nothing to do. */
  const world = (
    start: number,
  ): {
    readonly open: (database: string) => Promise<Scheduler>;
    readonly now: () => number;
    readonly pass: (milliseconds: number) => void;
    readonly workUntil: (scheduler: Scheduler, isIt: (event: SchedulerEvent) => boolean) => Promise<void>;
    readonly texts: () => readonly unknown[];
  } => {
    const clock = createVirtualClock(start);
    const processing = { image: 2 * minute };
    const emulator = createEmulator({ clock, processing, users: [{ username: 'mika' }] });
    let hear = (_event: SchedulerEvent): void => {};
    return {
      open: (database) =>
        openScheduler({
          database: urlOf(database),
          accounts: () => createClient(emulator.clientOptions({ username: 'mika' })),
          clock: {
            now: () => clock.now(),
            sleep: async (milliseconds, signal) => {
              await new Promise((resolve) => setImmediate(resolve));
              await clock.sleep(Math.max(milliseconds, 5000), signal);
            },
          },
          onEvent: (event) => hear(event),
        }),
      now: () => clock.now(),
      pass: (milliseconds) => clock.advance(milliseconds),
      workUntil: async (scheduler, isIt) => {
        const stop = new AbortController();
        hear = (event) => {
          if (isIt(event)) stop.abort();
        };
        await work(scheduler, { signal: stop.signal });
      },
      texts: () => emulator.snapshot().store.posts.map((post) => Object(post).content.text),
    };
  };
  const published =
    (key: string) =>
    (event: SchedulerEvent): boolean =>
      event.type === 'published' && event.key === key;
  const put = (
    scheduler: Scheduler,
    key: string,
    at: number,
    media?: readonly { readonly image: string }[],
  ): Promise<unknown> =>
    schedulePost(scheduler, {
      account: 'mika',
      key,
      post: { text: `Post ${key}`, ...(media && { media }) },
      at: new Date(at),
    });

  it('gives a role the rights that it needs, at the first start and at later ones', async () => {
    await admin.query('CREATE DATABASE app');
    await admin.query(rights);
    const open = (): Promise<Scheduler> =>
      openScheduler({ database: urlOf('app', 'threads'), accounts: () => createClient() });
    await admin.query('REVOKE CREATE ON DATABASE app FROM threads');
    await expect(open()).rejects.toMatchObject({
      code: 'DATABASE_FAILED',
      message: expect.stringContaining('42501'),
    });
    await admin.query('GRANT CREATE ON DATABASE app TO threads');
    await closeScheduler(await open());
    await admin.query('REVOKE CREATE ON DATABASE app FROM threads');
    await closeScheduler(await open());
  });

  it('deletes what is old and done, with all that is kept of it, and nothing else', async () => {
    await admin.query('CREATE DATABASE cleaning');
    // The statements go by the clock of the database.
    const { now, open, pass, texts, workUntil } = world(Date.now() - 200 * day);
    const scheduler = await open('cleaning');
    const strange = 'a/b %2F "é" \\';
    await put(scheduler, strange, now());
    await put(scheduler, 'cancelled', now() + minute);
    await cancelPost(scheduler, { account: 'mika', key: 'cancelled' });
    await workUntil(scheduler, published(strange));
    pass(Date.now() - now());
    await put(scheduler, 'new', now());
    await put(scheduler, 'planned', now() + 5 * minute);
    await workUntil(scheduler, published('new'));
    const entries = async (): Promise<number> =>
      (await run('cleaning', 'SELECT key FROM threads.journal')).length;
    expect(await entries()).toBe(4); // each has its own, and a list of its day
    await run('cleaning', cleaning);
    const keys: string[] = [];
    for await (const { key } of listPosts(scheduler)) keys.push(key);
    expect(keys).toEqual(['new', 'planned']);
    expect(await entries()).toBe(2);
    expect((await run('cleaning', 'SELECT DISTINCT post FROM threads.history')).length).toBe(2);
    // What is left is known, and goes on; a key that is gone is free.
    await put(
      scheduler,
      'new',
      new Date((await getPost(scheduler, { account: 'mika', key: 'new' })).at).getTime(),
    );
    await put(scheduler, strange, now());
    await workUntil(scheduler, published('planned'));
    expect(texts()).toEqual([`Post ${strange}`, 'Post new', `Post ${strange}`, 'Post planned']);
    await closeScheduler(scheduler);
  });

  it('lets nothing out twice after an old backup was restored, where what is live is cancelled', async () => {
    await admin.query('CREATE DATABASE live');
    const { now, open, texts, workUntil } = world(Date.now());
    let scheduler = await open('live');
    await put(scheduler, 'picture', now(), [{ image: 'https://example.com/a.jpg' }]);
    await put(scheduler, 'text', now() + 5 * minute);
    await put(scheduler, 'later', now() + 20 * minute);
    const stop = new AbortController();
    const begun = work(scheduler, { signal: stop.signal });
    const read = (): ReturnType<typeof getPost> => getPost(scheduler, { account: 'mika', key: 'picture' });
    while (!(await read()).history.some(({ event }) => event === 'waiting'))
      await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    await begun;
    expect((await read()).state).toBe('publishing');
    await closeScheduler(scheduler);
    await admin.query('CREATE DATABASE backup TEMPLATE live');
    scheduler = await open('live');
    await workUntil(scheduler, published('text'));
    await closeScheduler(scheduler);
    expect(texts()).toEqual(['Post picture', 'Post text']);

    await run('backup', parking);
    scheduler = await open('backup');
    const seen: string[] = [];
    for (const found of ['scheduled', 'parked'] as const)
      for await (const post of listPosts(scheduler, { state: found, to: new Date(now()) })) {
        seen.push(post.key);
        if (post.key === 'text') await cancelPost(scheduler, post);
        // Its container is asked, which is live.
        else await retryPost(scheduler, post);
      }
    expect(seen).toEqual(['text', 'picture']);
    await workUntil(scheduler, published('later'));
    expect(texts()).toEqual(['Post picture', 'Post text', 'Post later']);
    await closeScheduler(scheduler);
  });
});
