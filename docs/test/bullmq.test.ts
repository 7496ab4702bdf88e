import { type ChildProcess, spawn } from 'node:child_process';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { createCredentials, createRedisStore, type CredentialsStore } from '@threads-sdk/credentials';
import { createEmulator, type Emulator } from '@threads-sdk/emulator';
import { serve, type ServedEmulator } from '@threads-sdk/emulator/serve';
import { createStorage } from '@threads-sdk/storage';
import type { Job, Queue } from 'bullmq';
import { createClient as createRedis } from 'redis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
// @boundaries-ignore a tool of tests has one home
import { redisForTests, type RedisServer, startRedis } from '../../packages/credentials/test/redis-server.ts';
import { addPost, openQueue, startWorker } from '../examples/queues/bullmq.ts';
import type { PostJob } from '../examples/queues/take-step.ts';
import type { Setting } from './bullmq-worker.ts';
import { end, killedWhenLive, liveIds, text } from './killed-engines.ts';

const program = fileURLToPath(new URL('bullmq-worker.ts', import.meta.url));
const path = redisForTests();

describe.skipIf(path === undefined)('posts in a queue of BullMQ', () => {
  let server: RedisServer;
  let redis: ReturnType<typeof createRedis>;
  let queue: Queue<PostJob>;
  let emulator: Emulator;
  let api: ServedEmulator;
  let store: CredentialsStore;
  let workers: ChildProcess[] = [];

  beforeAll(async () => {
    server = await startRedis(path ?? '', true);
    redis = createRedis({ socket: { path: server.socket, tls: false } });
    await redis.connect();
    queue = openQueue(redis);
  });
  afterAll(async () => {
    await queue.close();
    redis.destroy();
    await server.stop();
  });

  beforeEach(async () => {
    await redis.flushAll();
    emulator = createEmulator({
      users: [{ username: 'mika' }, { username: 'juno' }],
      processing: { text: 0, image: 0 },
    });
    api = await serve(emulator, { port: 0 });
    store = createRedisStore((command) => redis.sendCommand(command));
    for (const username of ['mika', 'juno'])
      await store.set(username, createCredentials(emulator.issueToken({ username })));
  });
  afterEach(async () => {
    await Promise.all(workers.map((worker) => end(worker)));
    workers = [];
    await api.close();
  });

  function start(errors: 'inherit' | 'ignore' = 'inherit'): ChildProcess {
    const setting: Setting = { api: api.url, redis: server.socket };
    const flags = ['--conditions=@threads-sdk/source', '--disable-warning=ExperimentalWarning'];
    const worker = spawn(execPath, [...flags, program, JSON.stringify(setting)], {
      stdio: ['ignore', 'inherit', errors],
    });
    workers.push(worker);
    return worker;
  }

  /** The ids of the posts that are live, replies too, the oldest first. */
  function live(): readonly string[] {
    return liveIds(emulator);
  }

  /** The jobs in a state, once there are so many. */
  async function jobsThatAre(state: 'completed' | 'failed' | 'delayed', count = 1): Promise<Job<PostJob>[]> {
    await expect.poll(() => queue.getJobCounts(state)).toEqual({ [state]: count });
    return queue.getJobs(state);
  }

  it.each(killedWhenLive)(
    'go out once though a worker is killed when it is live: %s',
    async (_, post, fault, expected) => {
      emulator.planFault(fault);
      await addPost(queue, post);
      const first = start();
      await expect.poll(() => live().length).toBe(expected.killedAt);
      await end(first); // the post is live, and nobody has heard of it

      start();
      const [job] = await jobsThatAre('completed');
      const ids = live();
      const sent = emulator.requests.filter(({ operation }) => operation === 'publishContainer').length;
      expect({ said: job?.returnvalue, sent, all: ids.length }).toEqual({
        said: ids,
        sent: expected.sent,
        all: expected.all,
      });
    },
  );

  it('go out once though a worker sleeps until another has done its job, and wakes', async () => {
    emulator.planFault({ kind: 'slow-headers', operation: 'createContainer', delay: 1500 });
    await addPost(queue, text);
    const sleeper = start('ignore'); // BullMQ tells it that the job is no longer its own
    await expect.poll(() => emulator.snapshot().store.containers.length).toBe(1);
    sleeper.kill('SIGSTOP');
    const other = start();
    await jobsThatAre('completed');
    await end(other);
    const before = live();

    sleeper.kill('SIGCONT');
    await addPost(queue, { account: 'mika', key: '18', post: { text: 'Good night' } });
    const done = await jobsThatAre('completed', 2); // by the sleeper, which has nothing left to do of the first
    await Promise.all(done.map((job) => job.remove()));
    await addPost(queue, text);
    const [again] = await jobsThatAre('completed');
    expect({ before, said: again?.returnvalue, all: live().length }).toEqual({
      before: [expect.any(String)],
      said: before,
      all: 2,
    });
  });

  it('are one job for each key of an account', async () => {
    await addPost(queue, text);
    await addPost(queue, text);
    await addPost(queue, { ...text, account: 'juno' });
    await addPost(queue, { ...text, key: 'story: 17' });
    expect(await queue.getJobCountByTypes()).toBe(3);
  });

  it('have files that a worker finds in its storage', async () => {
    const nothing = async (): Promise<void> => {};
    const url = async (key: string): Promise<string> => `https://media.example.com/${key}`;
    const storage = createStorage('elsewhere', { put: nothing, url, remove: nothing });
    const worker = startWorker(redis, store, { http: { baseUrl: api.url, allowInsecure: true }, storage });
    const post = { media: [{ image: { stored: 'threads/gate.jpg' } }] } as const;
    await addPost(queue, { account: 'mika', key: '17', post });
    await jobsThatAre('completed');
    expect(live()).toHaveLength(1);
    await worker.close();
  });

  describe('that cannot go out now', () => {
    let worker: ReturnType<typeof startWorker>;
    beforeEach(() => {
      const http = { baseUrl: api.url, allowInsecure: true, retry: { maxAttempts: 1 } };
      worker = startWorker(redis, store, { http });
    });
    afterEach(() => worker.close());

    it('wait as long as the error says, which is no failed attempt', async () => {
      emulator.planFault({
        kind: 'error',
        preset: 'rate-limited',
        operation: 'createContainer',
        retryAfter: 3600,
      });
      await addPost(queue, text);
      const [job] = await jobsThatAre('delayed');
      expect(job?.delay).toBeGreaterThan(3_500_000);
      expect(job?.attemptsMade).toBe(0);
    });

    it("wait for BullMQ's next attempt where the error does not say how long", async () => {
      emulator.planFault({ kind: 'lost-request', operation: 'createContainer' });
      await addPost(queue, text);
      const [job] = await jobsThatAre('delayed');
      expect(job).toMatchObject({ attemptsMade: 1, delay: 5000 });
      await job?.promote();
      await jobsThatAre('completed');
      expect(live()).toHaveLength(1);
    });

    it('are parked with the reason where waiting does not help', async () => {
      await addPost(queue, text);
      const [first] = await jobsThatAre('completed');
      await first?.remove();
      await addPost(queue, { ...text, post: { text: 'Good evening' } });
      const [job] = await jobsThatAre('failed');
      expect(job?.failedReason).toMatch(/^IDEMPOTENCY_KEY_REUSED: .* Give each post a key of its own\.$/);
      expect(live()).toHaveLength(1);
    });

    it('are parked while nobody is logged in, and taken up after that', async () => {
      const credentials = await store.get('mika');
      await store.delete('mika');
      await addPost(queue, text);
      const [job] = await jobsThatAre('failed');
      expect(job?.failedReason).toBe('There are no credentials of mika: it has to log in.');
      if (credentials) await store.set('mika', credentials.credentials);
      await job?.retry('failed', { resetAttemptsMade: true });
      await jobsThatAre('completed');
      expect(live()).toHaveLength(1);
    });
  });
});
