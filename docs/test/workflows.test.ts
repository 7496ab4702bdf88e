import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, execPath, kill } from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createCredentials, createSealingKey, credentialsToJson } from '@threads-sdk/credentials';
import { createEmulator, type Emulator } from '@threads-sdk/emulator';
import { serve, type ServedEmulator } from '@threads-sdk/emulator/serve';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PostJob } from '../examples/queues/take-step.ts';
import { killedWhenLive, liveIds, text } from './killed-engines.ts';

const runtimes = fileURLToPath(new URL('../../tools/runtimes', import.meta.url));

const howToGetMiniflare =
  'No miniflare was found: `./run install --dir tools/runtimes --frozen-lockfile` installs it.';

/** Whether there is miniflare. Without it the suite is skipped on a person's machine; in CI it fails. */
function isMiniflareThere(): boolean {
  if (existsSync(join(runtimes, 'node_modules/miniflare'))) return true;
  if (env['CI'] !== undefined) throw new Error(howToGetMiniflare);
  console.warn(`The tests in Cloudflare Workflows are skipped. ${howToGetMiniflare}`);
  return false;
}

/** What is used of the status of an instance. */
interface Status {
  readonly status: string;
  readonly output?: unknown;
  readonly error?: { readonly message: string };
  /** What miniflare tells besides: the results of the steps. */
  readonly __LOCAL_DEV_STEP_OUTPUTS: readonly unknown[];
}

describe.skipIf(!isMiniflareThere())('posts in Cloudflare Workflows', () => {
  const sealingKey = createSealingKey();
  let folder: string;
  let emulator: Emulator;
  let api: ServedEmulator;
  let host: ChildProcess | undefined;
  let url: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'threads-sdk-workflows-'));
    emulator = createEmulator({ users: [{ username: 'mika' }], processing: { text: 0 } });
    api = await serve(emulator, { port: 0 });
  });
  afterEach(async () => {
    await end();
    await api.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Starts miniflare on the folder, with accounts that are all of one user. */
  async function start(...accounts: readonly string[]): Promise<void> {
    const credentials = Object.fromEntries(accounts.map((account) => [account, login()]));
    const setting = JSON.stringify({ api: api.url, folder, sealingKey, credentials });
    const flags = ['--conditions=@threads-sdk/source', '--disable-warning=ExperimentalWarning'];
    // A group of its own, so that the runtime ends with the process that started it.
    const started = spawn(execPath, [...flags, join(runtimes, 'workflow-host.ts'), setting], {
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    host = started;
    for await (const line of createInterface(started.stdout)) {
      const [, ready] = /^ready (.+)$/.exec(line) ?? [];
      if (ready === undefined) continue;
      url = ready;
      started.stdout.resume();
      return;
    }
    throw new Error('The host ended.');
  }

  /** Ends it all, the runtime too, as a crash of the machine does. */
  async function end(): Promise<void> {
    if (host?.pid === undefined || host.exitCode !== null || host.signalCode !== null) return;
    const ended = once(host, 'exit');
    kill(-host.pid, 'SIGKILL');
    await ended;
  }

  function login(): string {
    return credentialsToJson(createCredentials(emulator.issueToken({ username: 'mika' })));
  }

  async function add(job: PostJob): Promise<void> {
    const { status } = await fetch(url, { method: 'PUT', body: JSON.stringify(job) });
    expect(status).toBe(202);
  }

  async function statusOf({ account, key }: PostJob, method: 'GET' | 'POST' = 'GET'): Promise<Status> {
    const answer = await fetch(`${url}?${new URLSearchParams({ account, key }).toString()}`, { method });
    const status: Status = await answer.json();
    return status;
  }

  /** The ids of the posts that are live, replies too, the oldest first. */
  function live(): readonly string[] {
    return liveIds(emulator);
  }

  it.each(killedWhenLive)(
    'go out once though the runtime is killed when it is live: %s',
    async (_, job, fault, expected) => {
      emulator.planFault(fault);
      await start('mika');
      await add(job);
      await expect.poll(() => live().length).toBe(expected.killedAt);
      await end(); // the post is live, and nobody has heard of it

      await start('mika');
      await add(job); // wakes the instance: miniflare does not do it by itself
      await expect.poll(() => statusOf(job)).toMatchObject({ status: 'complete' });
      const { output } = await statusOf(job);
      const ids = live();
      const sent = emulator.requests.filter(({ operation }) => operation === 'publishContainer').length;
      expect({ output, sent, all: ids.length }).toEqual({
        output: ids,
        sent: expected.sent,
        all: expected.all,
      });
    },
  );

  it('go out once though two instances are at it', async () => {
    const job: PostJob = { ...text, fast: true };
    emulator.planFault({ kind: 'slow-headers', operation: 'createContainer', delay: 500, times: 2 });
    const other: PostJob = { ...job, account: 'also mika' };
    await start('mika', 'also mika');
    await Promise.all([add(job), add(other)]);
    for (const one of [job, other])
      await expect.poll(() => statusOf(one)).toMatchObject({ status: 'complete' });
    expect([live(), (await statusOf(job)).output, (await statusOf(other)).output]).toEqual([
      [expect.any(String)],
      live(),
      live(),
    ]);
  });

  describe('that cannot go out now', () => {
    it('wait as long as the error says', async () => {
      emulator.planFault({
        kind: 'error',
        preset: 'rate-limited',
        operation: 'createContainer',
        retryAfter: 3600,
      });
      await start('mika');
      await add(text);
      const results = async (): Promise<unknown> => (await statusOf(text)).__LOCAL_DEV_STEP_OUTPUTS;
      await expect.poll(results).toEqual([{ now: 'waiting', wait: expect.any(Number) }]);
      const [{ wait }] = Object(await results());
      expect(wait).toBeGreaterThan(3_500_000);
      expect((await statusOf(text)).status).toBe('running');
    });

    it('are tried again where the error does not say how long to wait', async () => {
      // As often as the client itself tries.
      emulator.planFault({ kind: 'lost-request', operation: 'createContainer', times: 3 });
      await start('mika');
      await add(text);
      await expect.poll(() => statusOf(text)).toMatchObject({ status: 'complete' });
      expect(live()).toHaveLength(1);
    });

    it('are parked with the reason where waiting does not help, and taken up after that', async () => {
      const long: PostJob = { account: 'mika', key: '18', post: { text: 'long'.repeat(200) } };
      await start();
      await add(text);
      await expect
        .poll(() => statusOf(text))
        .toMatchObject({
          status: 'errored',
          error: { message: 'There are no credentials of mika: it has to log in.' },
        });
      await end();

      await start('mika');
      await statusOf(text, 'POST');
      await expect.poll(() => statusOf(text)).toMatchObject({ status: 'complete' });
      await add(long);
      await expect
        .poll(() => statusOf(long))
        .toMatchObject({
          status: 'errored',
          error: { message: expect.stringMatching(/^INVALID_INPUT: .* Correct what the message names/) },
        });
      expect(live()).toHaveLength(1);
    });
  });
});
