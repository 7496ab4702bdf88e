import { type ChildProcess, spawn } from 'node:child_process';
import { env, execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { DBOS, DBOSClient } from '@dbos-inc/dbos-sdk';
import { createCredentials, credentialsToJson } from '@threads-sdk/credentials';
import { createEmulator, type Emulator } from '@threads-sdk/emulator';
import { serve } from '@threads-sdk/emulator/serve';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
// @boundaries-ignore a tool of tests has one home
import {
  postgresForTests,
  type PostgresServer,
  startPostgres,
} from '../../packages/credentials/test/start-postgres.ts';
import { addPost, retryPost, takeOver, workflowIdOf } from '../examples/queues/dbos.ts';
import type { Setting } from './dbos-worker.ts';
import { end, killedWhenLive, liveIds, text } from './killed-engines.ts';

const program = fileURLToPath(new URL('dbos-worker.ts', import.meta.url));
const route = fileURLToPath(new URL('route-to-emulator.ts', import.meta.url));
const path = postgresForTests();

const polling = { pollingIntervalMs: 20 };

// DBOS looks into its queues once a second, so the tests wait side by side.
describe.skipIf(path === undefined).concurrent('posts as workflows of DBOS', () => {
  let server: PostgresServer;
  let admin: Pool;
  let tests = 0;

  beforeAll(async () => {
    server = await startPostgres(path ?? '');
    admin = new Pool({ connectionString: server.url });
    await DBOS.migrate(addressOf('empty'));
  });
  afterAll(async () => {
    await admin.end();
    await server.stop();
  });

  function addressOf(database: string): string {
    return server.url.replace('/postgres?', `/${database}?`);
  }

  /** A database, an emulator and processes of a test's own. */
  async function open({ onTestFinished }: TestContext): Promise<{
    readonly client: DBOSClient;
    readonly emulator: Emulator;
    /** The ids of the posts that are live, replies too, the oldest first. */
    readonly live: () => readonly string[];
    /** Starts a process that knows mika, or nobody. */
    readonly start: (
      executorID: string,
      options?: { knows?: string; errors?: 'inherit' | 'ignore' },
    ) => ChildProcess;
  }> {
    tests += 1;
    const database = `test_${tests}`;
    await admin.query(`CREATE DATABASE ${database} TEMPLATE empty`);
    const postgres = addressOf(database);
    const client = await DBOSClient.create({ systemDatabaseUrl: postgres });
    const emulator = createEmulator({ users: [{ username: 'mika' }], processing: { text: 0 } });
    const api = await serve(emulator, { port: 0 });
    const workers: ChildProcess[] = [];
    onTestFinished(async () => {
      await Promise.all(workers.map((worker) => end(worker)));
      await client.destroy();
      await api.close();
    });
    return {
      client,
      emulator,
      live: () => liveIds(emulator),
      start: (executorID, { knows = 'mika', errors = 'inherit' } = {}) => {
        const credentials = credentialsToJson(createCredentials(emulator.issueToken({ username: 'mika' })));
        const setting: Setting = { postgres, executorID, credentials, knows };
        const flags = ['--conditions=@threads-sdk/source', '--disable-warning=ExperimentalWarning'];
        const worker = spawn(execPath, [...flags, '--import', route, program, JSON.stringify(setting)], {
          env: { ...env, EMULATOR_URL: api.url },
          stdio: ['ignore', 'inherit', errors],
        });
        workers.push(worker);
        return worker;
      },
    };
  }

  it.for(killedWhenLive)(
    'go out once though the process is killed when it is live: %s',
    async ([, post, fault, expected], context) => {
      const { client, emulator, live, start } = await open(context);
      emulator.planFault(fault);
      const handle = await addPost(client, post);
      const first = start('one');
      await expect.poll(() => live().length).toBe(expected.killedAt);
      await end(first); // the post is live, and nobody has heard of it

      start('one');
      const said = await handle.getResult(polling);
      const ids = live();
      const sent = emulator.requests.filter(({ operation }) => operation === 'publishContainer').length;
      expect({ said, sent, all: ids.length }).toEqual({ said: ids, sent: expected.sent, all: expected.all });
    },
  );

  it('go out once though a process sleeps until another has taken over, and wakes', async (context) => {
    const { client, emulator, live, start } = await open(context);
    emulator.planFault({ kind: 'slow-headers', operation: 'createContainer', delay: 1500 });
    const handle = await addPost(client, text);
    const sleeper = start('one', { errors: 'ignore' }); // DBOS tells it that the workflow is no longer its own
    await expect.poll(() => emulator.snapshot().store.containers.length).toBe(1);
    sleeper.kill('SIGSTOP');
    const other = start('two');
    await takeOver(client, 'one');
    const said = await handle.getResult(polling);
    await end(other);

    sleeper.kill('SIGCONT');
    const next = await addPost(client, { ...text, key: '18', post: { text: 'Good night' } });
    await next.getResult(polling); // by the sleeper, which has nothing left to do of the first
    await client.deleteWorkflow(workflowIdOf(text));
    const again = await (await addPost(client, text)).getResult(polling);
    expect({ said, again, all: live().length }).toEqual({ said: [live()[0]], again: said, all: 2 });
  });

  it('are one workflow for each key of an account', async (context) => {
    const { client } = await open(context);
    await addPost(client, text);
    await addPost(client, text);
    await addPost(client, { ...text, account: 'juno' });
    await addPost(client, { ...text, key: 'story: 17' }, new Date(Date.now() + 3_600_000));
    const all = await client.listWorkflows({});
    expect(all.map(({ status }) => status).toSorted()).toEqual(['DELAYED', 'ENQUEUED', 'ENQUEUED']);
  });

  it('wait as long as the error says, also through a restart', async (context) => {
    const { client, emulator, live, start } = await open(context);
    emulator.planFault({
      kind: 'error',
      preset: 'rate-limited',
      operation: 'createContainer',
      retryAfter: 3600,
    });
    const { workflowID } = await addPost(client, text);
    const sleep = async (): Promise<unknown> =>
      (await client.listWorkflowSteps(workflowID))?.find(({ name }) => name === 'DBOS.sleep')?.output;
    const first = start('one');
    await expect.poll(sleep).toBeGreaterThan(Date.now() + 3_500_000);
    const until = await sleep();
    await end(first);

    start('one');
    const attempts = async (): Promise<unknown> => (await client.getWorkflow(workflowID))?.recoveryAttempts;
    await expect.poll(attempts).toBe(2);
    expect({ until: await sleep(), live: live() }).toEqual({ until, live: [] });
  });

  it("wait for DBOS's next attempt where the error does not say how long", async (context) => {
    const { client, emulator, live, start } = await open(context);
    emulator.planFault({ kind: 'lost-request', operation: 'createContainer', times: 3 }); // as often as the client tries
    const handle = await addPost(client, text);
    start('one', { errors: 'ignore' }); // DBOS tells of it
    expect(await handle.getResult(polling)).toEqual(live());
    expect(live()).toHaveLength(1);
  });

  it('are parked with the reason where waiting does not help', async (context) => {
    const { client, live, start } = await open(context);
    const first = await addPost(client, text);
    start('one', { errors: 'ignore' });
    await first.getResult(polling);
    await client.deleteWorkflow(workflowIdOf(text));
    const handle = await addPost(client, { ...text, post: { text: 'Good evening' } });
    await expect(handle.getResult(polling)).rejects.toThrow(
      /^IDEMPOTENCY_KEY_REUSED: .* Give each post a key of its own\.$/,
    );
    expect(live()).toHaveLength(1);
  });

  it('are parked while nobody is logged in, and taken up after that', async (context) => {
    const { client, live, start } = await open(context);
    const handle = await addPost(client, text);
    const nobodys = start('one', { knows: 'nobody', errors: 'ignore' });
    await expect(handle.getResult(polling)).rejects.toThrow(
      'There are no credentials of mika: it has to log in.',
    );
    await end(nobodys);
    await retryPost(client, text);
    start('one');
    expect(await handle.getResult(polling)).toEqual(live());
    expect(live()).toHaveLength(1);
  });
});
