import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, execPath } from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { connect, type Ingress } from '@restatedev/restate-sdk-clients';
import { createCredentials, credentialsToJson } from '@threads-sdk/credentials';
import { createEmulator, type Emulator } from '@threads-sdk/emulator';
import { serve, type ServedEmulator } from '@threads-sdk/emulator/serve';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addPost } from '../examples/queues/restate.ts';
import type { PostJob } from '../examples/queues/take-step.ts';
import { restateForTests, type RestateServer, startRestate } from './restate-server.ts';
import type { Setting } from './restate-worker.ts';
import { end, killedWhenLive, liveIds, text } from './killed-engines.ts';

const program = fileURLToPath(new URL('restate-worker.ts', import.meta.url));
const route = fileURLToPath(new URL('route-to-emulator.ts', import.meta.url));
const path = restateForTests();

describe.skipIf(path === undefined)('posts as workflows of Restate', () => {
  let restate: RestateServer;
  let ingress: Ingress;
  let emulator: Emulator;
  let api: ServedEmulator;
  let folder: string;
  let workers: ChildProcess[] = [];
  let tests = 0;

  beforeAll(async () => {
    restate = await startRestate(path ?? '');
    ingress = connect({ url: restate.ingress });
  });
  afterAll(() => restate.stop());

  beforeEach(async () => {
    tests += 1;
    emulator = createEmulator({ users: [{ username: 'mika' }], processing: { text: 0 } });
    api = await serve(emulator, { port: 0 });
    folder = mkdtempSync(join(tmpdir(), 'threads-sdk-restate-journal-'));
  });
  afterEach(async () => {
    await Promise.all(workers.map((worker) => end(worker)));
    workers = [];
    await api.close();
    rmSync(folder, { recursive: true });
  });

  /** Starts a process that knows mika, or nobody; gives its port. */
  async function start({ port = 0, knows = 'mika' } = {}): Promise<readonly [ChildProcess, number]> {
    const credentials = credentialsToJson(createCredentials(emulator.issueToken({ username: 'mika' })));
    const journal = join(folder, 'posts.sqlite');
    const setting: Setting = { journal, credentials, knows, port };
    const flags = ['--conditions=@threads-sdk/source', '--disable-warning=ExperimentalWarning'];
    const worker = spawn(execPath, [...flags, '--import', route, program, JSON.stringify(setting)], {
      env: { ...env, EMULATOR_URL: api.url },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    workers.push(worker);
    for await (const line of createInterface(worker.stdout)) return [worker, Number(line)];
    throw new Error('The process ended before it listened.');
  }

  /** Asks what Restate's own page asks. */
  async function ask(method: 'POST' | 'PATCH', resource: string, body?: object): Promise<unknown> {
    const response = await fetch(`${restate.admin}/${resource}`, {
      method,
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${resource}: ${text}`);
    return text && JSON.parse(text);
  }

  /** Starts a process and tells Restate of it. */
  async function startRegistered(knows?: string): Promise<readonly [ChildProcess, number]> {
    const [worker, port] = await start(knows === undefined ? {} : { knows });
    await ask('POST', 'deployments', { uri: `http://127.0.0.1:${port}`, force: true });
    return [worker, port];
  }

  /** The ids of the posts that are live, replies too, the oldest first. */
  function live(): readonly string[] {
    return liveIds(emulator);
  }

  /** Restate remembers the workflows of other tests. */
  const ofThisTest = (post: PostJob): PostJob => ({ ...post, key: `${tests}: ${post.key}` });

  it.each(killedWhenLive)(
    'go out once though the process is killed when it is live: %s',
    async (_, post, fault, expected) => {
      emulator.planFault(fault);
      const [first, port] = await startRegistered();
      const submission = await addPost(ingress, ofThisTest(post));
      await expect.poll(() => live().length).toBe(expected.killedAt);
      await end(first); // the post is live, and nobody has heard of it

      await start({ port });
      const said = await ingress.result(submission);
      const ids = live();
      const sent = emulator.requests.filter(({ operation }) => operation === 'publishContainer').length;
      expect({ said, sent, all: ids.length }).toEqual({ said: ids, sent: expected.sent, all: expected.all });
    },
  );

  it('are one workflow for each key of an account', async () => {
    await startRegistered();
    const tomorrow = new Date(Date.now() + 24 * 3_600_000);
    const add = (post: PostJob) => addPost(ingress, ofThisTest(post), tomorrow);
    const all = [
      await add(text),
      await add(text),
      await add({ ...text, account: 'juno' }),
      await add({ ...text, key: '18' }),
    ];
    expect(all.map(({ status }) => status)).toEqual([
      'Accepted',
      'PreviouslyAccepted',
      'Accepted',
      'Accepted',
    ]);
    expect(live()).toEqual([]);
  });

  /** What Restate has noted of a workflow, as its own page shows it. */
  async function noted(
    table: 'sys_journal' | 'sys_journal_events',
    { invocationId }: { readonly invocationId: string },
  ): Promise<string> {
    const answer = await ask('POST', 'query', {
      query: `SELECT * FROM ${table} WHERE id = '${invocationId}'`,
    });
    const rows: readonly Record<string, string>[] = Object(answer).rows;
    return rows.map((row) => `${row['entry_json'] ?? ''}${row['event_json'] ?? ''}`).join('\n');
  }

  it('wait as long as the error says', async () => {
    emulator.planFault({
      kind: 'error',
      preset: 'rate-limited',
      operation: 'createContainer',
      retryAfter: 3600,
    });
    await startRegistered();
    const submission = await addPost(ingress, ofThisTest(text));
    await expect.poll(() => noted('sys_journal', submission)).toContain('wake_up_time');
    const [, until] = /"wake_up_time":(\d+)/.exec(await noted('sys_journal', submission)) ?? [];
    expect(Number(until)).toBeGreaterThan(Date.now() + 3_500_000);
    expect(live()).toEqual([]);
  });

  it('are tried again where the error does not say how long', async () => {
    emulator.planFault({ kind: 'lost-request', operation: 'createContainer', times: 3 }); // the client's own attempts
    await startRegistered();
    const submission = await addPost(ingress, ofThisTest(text));
    expect(await ingress.result(submission)).toEqual(live());
    expect(live()).toHaveLength(1);
  });

  it('are paused with the reason where waiting does not help', async () => {
    await startRegistered();
    const first = await addPost(ingress, ofThisTest(text));
    await ingress.result(first);
    await ask('PATCH', `invocations/${first.invocationId}/purge`);
    const other = { ...text, post: { text: 'Good evening' } };
    const submission = await addPost(ingress, ofThisTest(other));
    await expect
      .poll(() => noted('sys_journal_events', submission))
      .toMatch(/IDEMPOTENCY_KEY_REUSED: .* Give each post a key of its own\./);
    expect(live()).toHaveLength(1);
  });

  it('are paused while nobody is logged in, and taken up after that', async () => {
    const [nobodys] = await startRegistered('nobody');
    const submission = await addPost(ingress, ofThisTest(text));
    await expect
      .poll(() => noted('sys_journal_events', submission))
      .toContain('There are no credentials of mika: it has to log in.');
    await end(nobodys);
    await startRegistered(); // at another address
    await ask('PATCH', `invocations/${submission.invocationId}/resume?deployment=latest`);
    expect(await ingress.result(submission)).toEqual(live());
    expect(live()).toHaveLength(1);
  });
});
