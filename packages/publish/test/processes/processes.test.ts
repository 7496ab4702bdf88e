import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { DatabaseSync } from 'node:sqlite';
// oxlint-disable-next-line tests/no-real-sleep -- processes are killed at moments that they do not know of
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createCredentials, credentialsToJson } from '@threads-sdk/credentials';
import { createEmulator } from '@threads-sdk/emulator';
import { serve } from '@threads-sdk/emulator/serve';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
// @boundaries-ignore a tool of tests has one home
import { redisForTests, type RedisServer, startRedis } from '../../../credentials/test/redis-server.ts';
import { allScopes } from '../stage.ts';
import { createDraw, type Draw } from '../worlds/draw.ts';
import { openBadNetwork } from './bad-network.ts';
import { createFastClock, type FastTime } from './fast-clock.ts';
import { drawJobs, type Job } from './jobs.ts';
import { type Effect, type Heard, judge, type Report, rootIds, rootTexts, type Verdict } from './judge.ts';
import { openStores, type Queue, type StoreSetting } from './stores.ts';
import type { Setting } from './worker.ts';

/** How many posts, and from which seed trouble is drawn: `POSTS=300 SEED=7`. */
const posts = Number(env['POSTS'] ?? (env['CI'] === undefined ? 100 : 300));
const seed = Number(env['SEED'] ?? 1);

const minute = 60_000;
const day = 24 * 60 * minute;
const speed = 20;
const workerNames = ['1', '2', '3'] as const;
/** An account may publish 250 a day. */
const usernames = Array.from({ length: Math.max(3, Math.ceil(posts / 200)) }, (_, nth) => `user${nth}`);
const postsPerUser = Math.ceil(posts / usernames.length);

interface World {
  readonly store: StoreSetting;
  readonly draw: Draw;
  /** Makes trouble with the store for a while. */
  readonly disturbStore: () => Promise<void>;
}

/** Publishes all, in trouble and then in calm, and tells what was wrong and what happened. */
async function liveThrough({ store, draw, disturbStore }: World): Promise<Verdict> {
  const time: FastTime = { origin: Date.now(), speed, offset: 0 };
  const emulator = createEmulator({
    clock: createFastClock(time),
    users: usernames.map((username) => ({ username, posts: rootTexts })),
    processing: { text: 0, image: 2000, video: 8000, carousel: 1000 },
    behaviour: { secondPublication: draw.oneOf(['same-id', 'refuse']) },
  });
  const effects: Effect[] = [];
  const reports: Heard[] = [];
  const happened = new Map<string, number>();
  let isCalm = false;
  const note = (what: string): void => void happened.set(what, (happened.get(what) ?? 0) + 1);

  const api = await serve({
    ...emulator,
    fetch: async (request) => {
      const { headers } = request;
      requests += 1;
      if (requests === nextTrouble && !isCalm) troubles.push(makeTrouble());
      const response = await emulator.fetch(request);
      if (headers.has('x-decisive') && response.ok) {
        const { id }: { readonly id: string } = await response.clone().json();
        const [sent, skew] = [Number(headers.get('x-sent')), Number(headers.get('x-skew'))];
        effects.push({ name: headers.get('x-name') ?? '', id, sent, at: Date.now(), skew });
      }
      return response;
    },
  });
  const workers = new Map<string, ChildProcess>();
  const troubles: Promise<void>[] = [];
  let requests = 0;
  let nextTrouble = 50;
  const makeTrouble = async (): Promise<void> => {
    nextTrouble = requests + 40 + draw.upTo(80);
    await wait(draw.upTo(30));
    if (troubles.length % 3 > 0) return void workers.get(draw.oneOf(workerNames))?.kill('SIGKILL');
    note('trouble with the store');
    await disturbStore();
  };
  const network = await openBadNetwork({
    draw,
    port: Number(new URL(api.url).port),
    longest: (3 * minute) / speed,
    kill: (worker) => workers.get(worker)?.kill('SIGKILL'),
    heard: note,
  });
  const jobs = usernames.flatMap((username) => {
    const [replied = '', ...reposted] = rootIds(emulator, username);
    return drawJobs(draw, username, postsPerUser, { replied, reposted });
  });
  const credentials = Object.fromEntries(
    usernames.map((username) => [
      username,
      credentialsToJson(createCredentials(emulator.issueToken({ username, scopes: allScopes }))),
    ]),
  );

  const start = (worker: string): void => {
    const skew = isCalm ? 0 : draw.oneOf([0, 0, -10 * minute, 10 * minute]);
    const setting: Setting = {
      isCalm,
      time,
      worker,
      skew,
      store,
      credentials,
      api: network.url,
      seed: draw.upTo(1e9),
    };
    const child = startWorker(setting);
    workers.set(worker, child);
    child.on('message', (report: Report) => void reports.push({ ...report, heard: Date.now() }));
    child.on('exit', (code) => {
      if (code !== null) note(`a worker ended with ${code}`);
      if (workers.get(worker) !== child) return;
      note('a worker was killed and started again');
      start(worker);
    });
  };
  const stop = async (): Promise<void> => {
    const running = [...workers.values()];
    workers.clear();
    await Promise.all(
      running.map(async (child) => {
        const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
        child.kill('SIGKILL');
        await ended;
      }),
    );
  };

  const { queue, close } = await openStores(store);
  try {
    for (const [nth, job] of jobs.entries()) {
      // Half of them are delivered twice from the beginning, at the same time.
      for (let times = draw.oneOf([1, 2]); times > 0; times -= 1)
        await queue.put(message(job, `${times}`), nth);
    }
    for (const worker of workerNames) start(worker);
    await emptied(queue, jobs.length / 10);
    isCalm = true;
    await Promise.all(troubles);
    await stop();
    await network.calmDown();
    for (const worker of workerNames) start(worker);
    for (const passed of [10 * minute, 2 * day]) {
      emulator.clock.advance(passed);
      for (const worker of workers.values()) worker.send(passed);
      for (const job of jobs) await queue.put(message(job, `after ${passed}`), 0);
      await emptied(queue, 0);
    }
  } finally {
    await stop();
    close();
    await network.close();
    await api.close();
  }
  for (const { error, id } of reports)
    note(`said: ${id === undefined ? error?.carriedOut : 'live, with its id'}`);
  const mix = [...happened].toSorted(([, one], [, other]) => other - one);
  const live = new Set(effects.map(({ id }) => id)).size;
  console.log(
    `${jobs.length} posts, ${live} live, seed ${seed}: ${mix.map(([what, count]) => `${count} ${what}`).join(', ')}`,
  );
  return judge(emulator, jobs, effects, reports);
}

function startWorker(setting: Setting): ChildProcess {
  const program = fileURLToPath(new URL('worker.ts', import.meta.url));
  return fork(program, [JSON.stringify(setting)], {
    execArgv: ['--conditions=@threads-sdk/source', '--disable-warning=ExperimentalWarning'],
    env: { ...env, NODE_COMPILE_CACHE: compiled }, // they are started often
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

/** What a queue holds, each delivery on its own. */
function message(job: Job, delivery: string): string {
  return JSON.stringify({ ...job, delivery });
}

/** Waits until the queue holds only so many. */
async function emptied(queue: Queue, most: number): Promise<void> {
  // The store is in trouble now and then.
  while ((await queue.count().catch(() => Infinity)) > most) await wait(50);
}

const folder = mkdtempSync(join(tmpdir(), 'threads-sdk-processes-'));
const compiled = join(folder, 'compiled');
afterAll(() => rmSync(folder, { recursive: true }));

const nothing: Verdict = { twice: [], falseStatements: [], stuck: [], wrongIds: [] };

describe('three processes that take posts from a queue, behind a bad network, killed at any time', () => {
  it(
    'make each post once, and tell the truth of it, with all in SQLite',
    { timeout: 1_800_000 },
    async () => {
      const sqlite = join(folder, 'posts.sqlite');
      const draw = createDraw(seed);
      const disturbStore = async (): Promise<void> => {
        const database = new DatabaseSync(sqlite, { timeout: 5000 });
        database.exec('BEGIN IMMEDIATE'); // nobody else can write
        await wait(draw.upTo(600));
        database.exec('ROLLBACK');
        database.close();
      };
      expect(await liveThrough({ store: { sqlite }, draw, disturbStore })).toEqual(nothing);
    },
  );

  const path = redisForTests();

  describe.skipIf(path === undefined)('with all on Redis', () => {
    let redis: RedisServer;
    beforeAll(async () => {
      redis = await startRedis(path ?? '', true);
    });
    afterAll(() => redis.stop());

    it(
      'make each post once, and tell the truth of it, though Redis is killed too',
      { timeout: 1_800_000 },
      async () => {
        const draw = createDraw(seed);
        const disturbStore = (): Promise<void> => redis.restart(draw.oneOf(['SIGKILL', 'SIGTERM']));
        expect(await liveThrough({ store: { redis: redis.socket }, draw, disturbStore })).toEqual(nothing);
      },
    );
  });
});
