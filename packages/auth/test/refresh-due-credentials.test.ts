import { inspect } from 'node:util';
import { refreshDueCredentials, type RefreshResult } from '@threads-sdk/auth';
import { createClient } from '@threads-sdk/core-http/fetch';
import {
  createCredentials,
  createMemoryStore,
  type Credentials,
  credentialsToJson,
  type CredentialsStore,
} from '@threads-sdk/credentials';
import { createVirtualClock, type Emulator } from '@threads-sdk/emulator';
import { describe, expect, it, vi } from 'vitest';
import { createApp } from './create-app.ts';
import { createSimulatedTime, type SimulatedTime } from './simulated-time.ts';
import { withoutCompareAndSet } from './without-compare-and-set.ts';

const second = 1000;
const minute = 60 * second;
const day = 24 * 60 * minute;
const start = Date.parse('2026-03-01T12:00:00Z');

interface Accounts extends ReturnType<typeof createApp> {
  readonly store: CredentialsStore;
  readonly names: readonly string[];
}

/** Accounts `user0`, `user1` and so on, whose tokens are due. */
async function createAccounts(count: number, time?: SimulatedTime): Promise<Accounts> {
  const names = Array.from({ length: count }, (_, index) => `user${index}`);
  const { emulator, app, http } = createApp({
    clock: time?.clock ?? createVirtualClock(start),
    users: names.map((username) => ({ username })),
  });
  const store = createMemoryStore();
  for (const name of names) await store.set(name, issue(emulator, name));
  emulator.clock.advance(31 * day);
  return { emulator, app, http, store, names };
}

function issue(emulator: Emulator, username: string): Credentials {
  return createCredentials(emulator.issueToken({ username }));
}

function refreshTimes(emulator: Emulator): readonly number[] {
  return emulator.requests.filter(({ operation }) => operation === 'refreshToken').map(({ at }) => at);
}

describe('a sweep', () => {
  it('refreshes what is due, leaves the rest, and says what became of each key', async () => {
    const { emulator, app, store, names } = await createAccounts(5);
    const old = await Promise.all(names.map((name) => store.get(name)));
    await store.set('user1', issue(emulator, 'user1'));
    const { accessToken, ...rest } = issue(emulator, 'user2');
    await store.set('user2', { ...rest, accessToken, expiration: new Date(emulator.clock.now()) });
    emulator.revokeGrant({ username: 'user3' });

    const results: RefreshResult[] = [];
    const summary = await refreshDueCredentials(app, {
      store,
      keys: [...names, 'nobody'],
      onResult: (result) => results.push(result),
    });
    expect(summary).toMatchObject({
      refreshed: 2,
      notDue: 1,
      expired: ['user2'],
    });
    const failed = expect.arrayContaining([
      { key: 'user3', error: expect.objectContaining({ code: 'TOKEN_INVALID' }) },
      { key: 'nobody', error: expect.objectContaining({ code: 'CREDENTIALS_MISSING' }) },
    ]);
    expect(summary.failed).toEqual(failed);
    expect(summary.failed).toHaveLength(2);
    expect(results.map(({ key, status }) => `${key} ${status}`).toSorted()).toEqual([
      'nobody failed',
      'user0 refreshed',
      'user1 notDue',
      'user2 expired',
      'user3 failed',
      'user4 refreshed',
    ]);
    const stored = await store.get('user4');
    expect(stored?.credentials.accessToken).not.toBe(old[4]?.credentials.accessToken);
    expect(results).toContainEqual({
      key: 'user4',
      status: 'refreshed',
      expiration: stored?.credentials.expiration,
    });

    const tokens = await Promise.all(
      names.map(async (name) => (await store.get(name))?.credentials.accessToken),
    );
    const shown = inspect([summary, results], { depth: 10, showHidden: true });
    for (const token of [...tokens, ...old.map((entry) => entry?.credentials.accessToken)])
      expect(shown).not.toContain(token);
  });

  it('refreshes nothing before it is due, and everything from then on', async () => {
    const { emulator, app, store } = await createAccounts(1);
    await store.set('user0', issue(emulator, 'user0'));
    emulator.clock.advance(30 * day);
    expect(await refreshDueCredentials(app, { store })).toMatchObject({ refreshed: 0, notDue: 1 });
    emulator.clock.advance(second);
    expect(await refreshDueCredentials(app, { store })).toMatchObject({ refreshed: 1, notDue: 0 });
    expect(await refreshDueCredentials(app, { store })).toMatchObject({ refreshed: 0, notDue: 1 });
  });

  it.each([
    [5 * second, { spread: 5 * second }],
    [100, {}],
  ])('spreads the refreshes over time, %i ms apart', async (apart, options) => {
    const time = createSimulatedTime(start);
    const { emulator, app, store } = await createAccounts(10, time);
    await time.run(refreshDueCredentials(app, { store, ...options }));
    const times = refreshTimes(emulator);
    const begun = times[0] ?? 0;
    expect(times).toEqual(Array.from({ length: 10 }, (_, index) => begun + index * apart));
  });

  it.each([
    [1, { concurrency: 1 }],
    [3, { concurrency: 3 }],
    [8, { concurrency: 8 }],
    [4, {}],
  ])('works on at most %i keys at a time', async (concurrency, options) => {
    const time = createSimulatedTime(start);
    const { emulator, app, http, store } = await createAccounts(20, time);
    let running = 0;
    let most = 0;
    const fetch = async (request: Request): Promise<Response> => {
      running += 1;
      most = Math.max(most, running);
      await time.clock.sleep(second);
      running -= 1;
      return time.outOfTime(() => emulator.fetch(request));
    };
    const summary = await time.run(
      refreshDueCredentials(
        { ...app, client: createClient({ ...http, fetch }) },
        { store, ...options, spread: 0 },
      ),
    );
    expect(summary.refreshed).toBe(20);
    expect(most).toBe(concurrency);
  });

  it('goes on, run again, with what is still due after it was ended, and its listener has heard of the rest', async () => {
    const { emulator, app, store } = await createAccounts(10);
    const controller = new AbortController();
    const results: RefreshResult[] = [];
    const reason = new Error('enough');
    const ended = refreshDueCredentials(app, {
      store,
      concurrency: 2,
      signal: controller.signal,
      onResult: (result) => {
        results.push(result);
        if (refreshTimes(emulator).length >= 4) controller.abort(reason);
      },
    });
    await expect(ended).rejects.toMatchObject({
      name: 'AbortError',
      code: 'ABORTED',
      call: 'refreshDueCredentials',
      retryable: 'now',
      carriedOut: 'maybe',
      cause: reason,
      message: expect.stringMatching(/after [45] refreshed, 0 not due, 0 expired, 0 failed\.$/),
    });
    const first = results.length;
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['refreshed']));
    expect(first).toBe(refreshTimes(emulator).length); // what was under way was stored
    expect(first).toBeLessThan(6);

    const again = await refreshDueCredentials(app, { store });
    expect(again).toMatchObject({ notDue: first, refreshed: 10 - first });
    expect(refreshTimes(emulator)).toHaveLength(10);
  });

  it('can be ended while it waits for its next turn', async () => {
    const { emulator, app, http, store } = await createAccounts(3);
    const controller = new AbortController();
    const results: RefreshResult[] = [];
    const clock = {
      now: () => emulator.clock.now(),
      sleep: async (_: number, signal?: AbortSignal) => {
        controller.abort(new Error('enough'));
        signal?.throwIfAborted();
      },
    };
    await expect(
      refreshDueCredentials(
        { ...app, client: createClient({ ...http, clock }) },
        { store, spread: day, signal: controller.signal, onResult: (result) => results.push(result) },
      ),
    ).rejects.toMatchObject({
      name: 'AbortError',
      message: expect.stringContaining('after 1 refreshed'),
      carriedOut: 'maybe',
    });
    expect(results).toMatchObject([{ key: 'user0', status: 'refreshed' }]);
  });

  it('resolves when the signal is aborted after all is done', async () => {
    const { app, store } = await createAccounts(2);
    const controller = new AbortController();
    let heard = 0;
    const summary = await refreshDueCredentials(app, {
      store,
      concurrency: 1,
      signal: controller.signal,
      onResult: () => {
        heard += 1;
        if (heard === 2) controller.abort();
      },
    });
    expect(summary).toMatchObject({ refreshed: 2 });
  });

  it('leaves alone what was refreshed by somebody else while it waited for its turn', async () => {
    const { emulator, app, http, store } = await createAccounts(2);
    const login = issue(emulator, 'user1');
    const clock = {
      now: () => emulator.clock.now(),
      sleep: async (milliseconds: number) => {
        await store.set('user1', login);
        return emulator.clock.sleep(milliseconds);
      },
    };
    const sweeper = { ...app, client: createClient({ ...http, clock }) };
    expect(await refreshDueCredentials(sweeper, { store, spread: minute })).toMatchObject({
      refreshed: 1,
      notDue: 1,
    });
    expect((await store.get('user1'))?.credentials).toEqual(login);
  });

  it('does nothing if it was ended before it began', async () => {
    const { emulator, app, store } = await createAccounts(2);
    await expect(refreshDueCredentials(app, { store, signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
      carriedOut: 'unsent',
    });
    expect(refreshTimes(emulator)).toEqual([]);
  });

  it('shares the work with another sweep: no account is refreshed twice', async () => {
    const time = createSimulatedTime(start);
    const { emulator, app, http, store, names } = await createAccounts(12, time);
    const fetch = async (request: Request): Promise<Response> => {
      await time.clock.sleep(300);
      return time.outOfTime(() => emulator.fetch(request));
    };
    const sweeper = { ...app, client: createClient({ ...http, fetch }) };
    const options = { store, concurrency: 1, spread: 0 };
    const [one, other] = await time.run(
      Promise.all([
        refreshDueCredentials(sweeper, { ...options, keys: names }),
        refreshDueCredentials(sweeper, { ...options, keys: names.toReversed() }),
      ]),
    );
    for (const { refreshed, notDue } of [one, other]) expect(refreshed + notDue).toBe(12);
    expect(refreshTimes(emulator)).toHaveLength(12);
  });
});

describe('a sweep that is limited', () => {
  it('begins nothing until the time that Threads names, and then tries again', async () => {
    const { emulator, app, store } = await createAccounts(4);
    emulator.planFault({
      kind: 'error',
      preset: 'rate-limited',
      retryAfter: 7200,
      operation: 'refreshToken',
      call: 2,
    });
    const summary = await refreshDueCredentials(app, { store, concurrency: 1, spread: 0 });
    expect(summary).toMatchObject({ refreshed: 4, failed: [] });
    const times = refreshTimes(emulator);
    expect(times).toHaveLength(5);
    expect((times[2] ?? 0) - (times[1] ?? 0)).toBe(2 * 60 * minute);
  });

  it('sleeps no longer at a time than a timer can', async () => {
    const { emulator, app, http, store } = await createAccounts(1);
    emulator.planFault({
      kind: 'error',
      preset: 'rate-limited',
      retryAfter: 28 * 24 * 3600,
      operation: 'refreshToken',
    });
    const sleeps: number[] = [];
    const clock = {
      now: () => emulator.clock.now(),
      sleep: async (milliseconds: number) => {
        sleeps.push(milliseconds);
        return emulator.clock.sleep(milliseconds);
      },
    };
    const sweeper = { ...app, client: createClient({ ...http, clock }) };
    expect(await refreshDueCredentials(sweeper, { store })).toMatchObject({ refreshed: 1 });
    expect(Math.max(...sleeps)).toBe(2 ** 31 - 1);
  });

  it('waits five minutes where no time is named, and gives an account up after three tries', async () => {
    const { emulator, app, store } = await createAccounts(2);
    const limit = { kind: 'error', preset: 'rate-limited', operation: 'refreshToken' } as const;
    emulator.planFault({ ...limit, times: 9 }); // each try is sent three times
    const begun = emulator.clock.now();
    const summary = await refreshDueCredentials(app, { store, concurrency: 1, spread: 0 });
    expect(summary).toMatchObject({
      refreshed: 1,
      failed: [{ key: 'user0', error: { code: 'RATE_LIMITED' } }],
    });
    expect(emulator.clock.now() - begun).toBeGreaterThanOrEqual(15 * minute);
    expect(emulator.clock.now() - begun).toBeLessThan(16 * minute);
  });
});

describe('a store that fails', () => {
  it('is the failure of one account, where it fails for one', async () => {
    const { app, store } = await createAccounts(3);
    const broken = new Error('damaged');
    const summary = await refreshDueCredentials(app, {
      store: { ...store, get: (key) => (key === 'user1' ? Promise.reject(broken) : store.get(key)) },
    });
    expect(summary).toMatchObject({
      refreshed: 2,
      failed: [{ key: 'user1', error: { code: 'STORE_FAILED' } }],
    });
  });

  it('does not take the new token: the failure shows none', async () => {
    const { app, store } = await createAccounts(2);
    const summary = await refreshDueCredentials(app, {
      store: {
        ...store,
        compareAndSet: async (key, credentials) => {
          throw new Error(`SET ${key} ${credentialsToJson(credentials)}`);
        },
      },
    });
    expect(summary.failed).toMatchObject([
      { key: 'user0', error: { code: 'STORE_FAILED' } },
      { key: 'user1', error: { code: 'STORE_FAILED' } },
    ]);
    expect(inspect(summary, { depth: 10, showHidden: true })).not.toMatch(/THAA/);
  });

  it('ends the sweep where its keys cannot be listed, after what is under way', async () => {
    const { app, store } = await createAccounts(2);
    const results: RefreshResult[] = [];
    const keys = async function* (): AsyncGenerator<string> {
      yield 'user0';
      throw new Error('connection lost');
    };
    const onResult = (result: RefreshResult): unknown => results.push(result);
    await expect(refreshDueCredentials(app, { store: { ...store, keys }, onResult })).rejects.toThrow(
      'connection lost',
    );
    expect(results).toMatchObject([{ key: 'user0', status: 'refreshed' }]);
  });
});

it('goes on when its listener fails, and prints what it threw', async () => {
  const print = vi.spyOn(console, 'error').mockReturnValue();
  const { app, store } = await createAccounts(3);
  const error = new Error('the log is full');
  const onResult = (): Promise<void> => Promise.reject(error);
  expect(await refreshDueCredentials(app, { store, onResult })).toMatchObject({ refreshed: 3, failed: [] });
  expect(print.mock.calls).toEqual(Array(3).fill([expect.stringContaining('onResult'), error]));
  print.mockRestore();
});

it('asks for keys where the store cannot list its own', async () => {
  const { emulator, app, store, names } = await createAccounts(2);
  const silent = withoutCompareAndSet(store);
  await expect(refreshDueCredentials(app, { store: silent })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    issues: [{ path: 'keys' }],
  });
  expect(await refreshDueCredentials(app, { store: silent, keys: new Set(names) })).toMatchObject({
    refreshed: 2,
  });
  expect(refreshTimes(emulator)).toHaveLength(2);
});
