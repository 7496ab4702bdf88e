import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { DBOS, DBOSClient } from '@dbos-inc/dbos-sdk';
import {
  createCredentials,
  createMemoryStore,
  type Credentials,
  credentialsToJson,
} from '@threads-sdk/credentials';
import { createEmulator, type Emulator, type FaultPlan } from '@threads-sdk/emulator';
import { serve, type ServedEmulator } from '@threads-sdk/emulator/serve';
import { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
// @boundaries-ignore a tool of tests has one home
import {
  postgresForTests,
  type PostgresServer,
  startPostgres,
} from '../../packages/credentials/test/start-postgres.ts';
import {
  addPost,
  type PostJob,
  retryPost,
  startWorker,
  takeOver,
  workflowIdOf,
} from '../examples/queues/dbos.ts';
import type { Setting } from './dbos-worker.ts';

const program = fileURLToPath(new URL('dbos-worker.ts', import.meta.url));
const path = postgresForTests();

describe.skipIf(path === undefined)('posts as workflows of DBOS', () => {
  let server: PostgresServer;
  let pool: Pool;
  let client: DBOSClient;
  let emulator: Emulator;
  let api: ServedEmulator;
  let workers: ChildProcess[] = [];

  beforeAll(async () => {
    server = await startPostgres(path ?? '');
    await DBOS.migrate(server.url);
    pool = new Pool({ connectionString: server.url });
    client = await DBOSClient.create({ systemDatabaseUrl: server.url, systemDatabasePool: pool });
  });
  afterAll(async () => {
    await client.destroy();
    await pool.end();
    await server.stop();
  });

  beforeEach(async () => {
    emulator = createEmulator({ users: [{ username: 'mika' }], processing: { text: 0 } });
    api = await serve(emulator, { port: 0 });
  });
  afterEach(async () => {
    await Promise.all(workers.map((worker) => end(worker)));
    workers = [];
    const all = await client.listWorkflows({});
    await client.deleteWorkflows(all.map(({ workflowID }) => workflowID));
    await pool.query('DROP TABLE IF EXISTS threads_posts');
    await api.close();
  });

  function start(executorID: string, errors: 'inherit' | 'ignore' = 'inherit'): ChildProcess {
    const credentials = credentialsToJson(createCredentials(emulator.issueToken({ username: 'mika' })));
    const setting: Setting = { api: api.url, postgres: server.url, executorID, credentials };
    const flags = ['--conditions=@threads-sdk/source', '--disable-warning=ExperimentalWarning'];
    const worker = spawn(execPath, [...flags, program, JSON.stringify(setting)], {
      stdio: ['ignore', 'inherit', errors],
    });
    workers.push(worker);
    return worker;
  }

  /** How a process ends that nobody has asked. */
  async function end(worker: ChildProcess): Promise<void> {
    if (worker.exitCode !== null || worker.signalCode !== null) return;
    const ended = once(worker, 'exit');
    worker.kill('SIGKILL');
    await ended;
  }

  /** The ids of the posts that are live, replies too, the oldest first. */
  function live(): readonly string[] {
    return emulator.snapshot().store.posts.map((post) => String(Object(post).id));
  }

  /** Waits for what other processes and their clocks do. */
  const eventually = { timeout: 10_000, interval: 20 };
  const polling = { pollingIntervalMs: 20 };
  const isPublish = ({ operation }: { readonly operation?: string }): boolean =>
    operation === 'publishContainer';
  const text: PostJob = { account: 'mika', key: '17', post: { text: 'Good morning' } };
  const chain: PostJob = { account: 'mika', key: '17', chain: [{ text: 'One' }, { text: 'Two' }] };
  const slow = { kind: 'slow-headers', delay: 60_000 } as const;

  it.each<[string, PostJob, FaultPlan, { killedAt: number; sent: number; all: number }]>([
    ['a text', text, { ...slow, operation: 'publishContainer' }, { killedAt: 1, sent: 1, all: 1 }],
    [
      'a text at once',
      { ...text, fast: true },
      { ...slow, operation: 'createContainer' },
      { killedAt: 1, sent: 0, all: 1 },
    ],
    ['a chain', chain, { ...slow, operation: 'publishContainer', call: 2 }, { killedAt: 2, sent: 2, all: 2 }],
  ])('go out once though the process is killed when it is live: %s', async (_, post, fault, expected) => {
    emulator.planFault(fault);
    const handle = await addPost(client, post);
    const first = start('one');
    await expect.poll(() => live().length, eventually).toBe(expected.killedAt);
    await end(first); // the post is live, and nobody has heard of it

    start('one');
    const said = await handle.getResult(polling);
    const ids = live();
    const sent = emulator.requests.filter(isPublish).length;
    expect({ said, sent, all: ids.length }).toEqual({ said: ids, sent: expected.sent, all: expected.all });
  });

  it('go out once though a process sleeps until another has taken over, and wakes', async () => {
    emulator.planFault({ kind: 'slow-headers', operation: 'createContainer', delay: 1500 });
    const handle = await addPost(client, text);
    const sleeper = start('one', 'ignore'); // DBOS tells it that the workflow is no longer its own
    await expect.poll(() => emulator.snapshot().store.containers.length, eventually).toBe(1);
    sleeper.kill('SIGSTOP');
    const other = start('two');
    await takeOver(client, 'one');
    const said = await handle.getResult(polling);
    await end(other);

    sleeper.kill('SIGCONT');
    const next = await addPost(client, { ...text, key: '18', post: { text: 'Good night' } });
    await next.getResult(polling); // by the sleeper
    expect({ said, all: live().length }).toEqual({ said: [live()[0]], all: 2 });
  });

  it('are one workflow for each key of an account', async () => {
    await addPost(client, text);
    await addPost(client, text);
    await addPost(client, { ...text, account: 'juno' });
    await addPost(client, { ...text, key: 'story: 17' }, new Date(Date.now() + 3_600_000));
    const all = await client.listWorkflows({});
    expect(all.map(({ status }) => status).toSorted()).toEqual(['DELAYED', 'ENQUEUED', 'ENQUEUED']);
  });

  describe('that cannot go out now', () => {
    const store = createMemoryStore();
    const credentials = (): Credentials => createCredentials(emulator.issueToken({ username: 'mika' }));
    const launch = (): Promise<void> =>
      startWorker(pool, store, {
        name: 'posts',
        executorID: 'one',
        logLevel: 'error',
        http: { baseUrl: api.url, allowInsecure: true, retry: { maxAttempts: 1 } },
      });
    const shutdown = (): Promise<void> => DBOS.shutdown({ deregister: true });
    beforeEach(async () => {
      await store.set('mika', credentials());
      await launch();
    });
    afterEach(shutdown);

    it('wait as long as the error says, also through a restart', async () => {
      emulator.planFault({
        kind: 'error',
        preset: 'rate-limited',
        operation: 'createContainer',
        retryAfter: 3600,
      });
      const { workflowID } = await addPost(client, text);
      const sleep = async () =>
        (await client.listWorkflowSteps(workflowID))?.find(({ name }) => name === 'DBOS.sleep')?.output;
      await expect.poll(sleep, eventually).toBeGreaterThan(Date.now() + 3_500_000);
      const until = await sleep();
      await shutdown();
      await launch();
      await expect
        .poll(async () => (await client.getWorkflow(workflowID))?.recoveryAttempts, eventually)
        .toBe(2);
      expect(await sleep()).toBe(until);
      expect(live()).toEqual([]);
    });

    it('are tried again where the error does not say how long', async () => {
      emulator.planFault({ kind: 'lost-request', operation: 'createContainer' });
      const handle = await addPost(client, text);
      expect(await handle.getResult(polling)).toEqual(live());
      expect(live()).toHaveLength(1);
    });

    it('are parked with the reason where waiting does not help', async () => {
      await (await addPost(client, text)).getResult(polling);
      await client.deleteWorkflow(workflowIdOf(text));
      const handle = await addPost(client, { ...text, post: { text: 'Good evening' } });
      await expect(handle.getResult(polling)).rejects.toThrow(
        /^IDEMPOTENCY_KEY_REUSED: .* Give each post a key of its own\.$/,
      );
      expect(live()).toHaveLength(1);
    });

    it('are parked while nobody is logged in, and taken up after that', async () => {
      await store.delete('mika');
      const handle = await addPost(client, text);
      await expect(handle.getResult(polling)).rejects.toThrow(
        'There are no credentials of mika: it has to log in.',
      );
      await store.set('mika', credentials());
      await retryPost(client, text);
      expect(await handle.getResult(polling)).toEqual(live());
      expect(live()).toHaveLength(1);
    });
  });
});
