import { createCredentialsSource, type RefreshFailure, refreshDueCredentials } from '@threads-sdk/auth';
import { createClient } from '@threads-sdk/core-http/fetch';
import {
  createCredentials,
  createMemoryStore,
  type Credentials,
  credentialsFromJson,
  type CredentialsStore,
  credentialsToJson,
} from '@threads-sdk/credentials';
import type { Emulator, EmulatorOptions } from '@threads-sdk/emulator';
import { describe, expect, it } from 'vitest';
// @boundaries-ignore a tool of tests has one home
import { createConcurrentClock } from '../../publish/test/concurrent-clock.ts';
import { createApp } from './create-app.ts';

const second = 1000;
const minute = 60 * second;
const day = 24 * 60 * minute;

interface World extends ReturnType<typeof createApp> {
  readonly store: CredentialsStore;
  readonly first: Credentials;
}

/** Mika's token is due. */
async function createWorld(
  store = createMemoryStore(),
  age = 31 * day,
  options: EmulatorOptions = {},
): Promise<World> {
  const { emulator, app, http } = createApp(options);
  const first = createCredentials(emulator.issueToken({ username: 'mika' }));
  await store.set('mika', first);
  emulator.clock.advance(age);
  return { emulator, app, http, store, first };
}

function refreshes(emulator: Emulator): number {
  return emulator.requests.filter(({ operation }) => operation === 'refreshToken').length;
}

/** What a process leaves behind that was killed after it had claimed the refresh. */
async function claim({ store, first }: World, claimedUntil: number): Promise<void> {
  await store.set('mika', { ...first, accessToken: first.accessToken, claimedUntil });
}

async function tokenIn(store: CredentialsStore): Promise<string | undefined> {
  return (await store.get('mika'))?.credentials.accessToken;
}

describe('a token that is due in many processes', () => {
  it.each([2, 4, 20])('is refreshed once by %i sources, and all go on with the new one', async (count) => {
    const { emulator, app, store, first } = await createWorld();
    const sources = Array.from({ length: count }, () => createCredentialsSource(app, { store, key: 'mika' }));
    await Promise.all(sources.map((source) => source()));
    expect(refreshes(emulator)).toBe(1);
    const tokens = await Promise.all(sources.map(async (source) => (await source()).accessToken));
    expect(new Set(tokens)).toEqual(new Set([await tokenIn(store)]));
    expect(tokens).not.toContain(first.accessToken);
    expect(refreshes(emulator)).toBe(1);
  });

  it('is refreshed once by sources and sweeps together', async () => {
    // Who waits does so side by side with the one that refreshes.
    const clock = createConcurrentClock();
    const { emulator, app, store } = await createWorld(createMemoryStore(), 31 * day, { clock });
    await Promise.all([
      refreshDueCredentials(app, { store }),
      createCredentialsSource(app, { store, key: 'mika' })(),
      refreshDueCredentials(app, { store }),
      createCredentialsSource(app, { store, key: 'mika' })(),
    ]);
    expect(refreshes(emulator)).toBe(1);
  });

  it('stays what it was for whoever reads the store meanwhile', async () => {
    const { emulator, app, http, store, first } = await createWorld();
    let meanwhile: Credentials | undefined;
    const fetch = async (request: Request): Promise<Response> => {
      meanwhile = (await store.get('mika'))?.credentials;
      return emulator.fetch(request);
    };
    const source = createCredentialsSource(
      { ...app, client: createClient({ ...http, fetch }) },
      { store, key: 'mika' },
    );
    const renewed = await source();
    expect(meanwhile).toEqual({ ...first, claimedUntil: emulator.clock.now() + 30 * second });
    expect(meanwhile?.accessToken).toBe(first.accessToken);
    expect({ ...renewed }).not.toHaveProperty('claimedUntil');
    expect({ ...(await store.get('mika'))?.credentials }).not.toHaveProperty('claimedUntil');
  });

  it('is left to nobody when the refresh failed: the next process tries at once', async () => {
    const { emulator, app, store, first } = await createWorld();
    emulator.planFault({ kind: 'error', operation: 'refreshToken', times: 3 });
    expect(await createCredentialsSource(app, { store, key: 'mika' })()).toEqual(first);
    expect((await store.get('mika'))?.credentials).toEqual(first);
    const renewed = await createCredentialsSource(app, { store, key: 'mika' })();
    expect(renewed.accessToken).not.toBe(first.accessToken);
  });
});

describe('a process that was killed with the refresh claimed', () => {
  it('keeps the others waiting for some seconds, once, and from refreshing for half a minute', async () => {
    const world = await createWorld();
    const { emulator, app, store, first } = world;
    const failures: RefreshFailure[] = [];
    const source = createCredentialsSource(app, {
      store,
      key: 'mika',
      onRefreshFailed: (failure) => failures.push(failure),
    });
    const until = emulator.clock.now() + 30 * second;
    await claim(world, until);
    expect((await source()).accessToken).toBe(first.accessToken);
    expect(until - emulator.clock.now()).toBe(26 * second);
    expect({ ...(await source()) }).toEqual({ ...first });
    expect(until - emulator.clock.now()).toBe(26 * second);
    emulator.clock.advance(26 * second - 1);
    expect((await source()).accessToken).toBe(first.accessToken);
    expect(refreshes(emulator)).toBe(0);
    emulator.clock.advance(1);
    const renewed = await source();
    expect(renewed.accessToken).toBe(await tokenIn(store));
    expect(refreshes(emulator)).toBe(1);
    expect(failures).toEqual([]);
  });

  it('does not keep them from what it stored before, or from a login: each call looks', async () => {
    const world = await createWorld();
    const { emulator, app, store } = world;
    const source = createCredentialsSource(app, { store, key: 'mika' });
    await claim(world, emulator.clock.now() + 30 * second);
    await source();
    const login = createCredentials(emulator.issueToken({ username: 'mika' }));
    await store.set('mika', login);
    expect((await source()).accessToken).toBe(login.accessToken);
    expect(refreshes(emulator)).toBe(0);
  });

  it('is waited for by a sweep, after all other accounts', async () => {
    const { emulator, app } = createApp({ users: ['mika', 'juno', 'ada'].map((username) => ({ username })) });
    const store = createMemoryStore();
    for (const username of ['mika', 'juno', 'ada'])
      await store.set(username, createCredentials(emulator.issueToken({ username })));
    emulator.clock.advance(31 * day);
    const claimed = await store.get('mika');
    if (!claimed) throw new Error('nothing is stored');
    const { accessToken } = claimed.credentials;
    const claimedUntil = emulator.clock.now() + 30 * second;
    await store.set('mika', { ...claimed.credentials, accessToken, claimedUntil });
    const order: string[] = [];
    const summary = await refreshDueCredentials(app, {
      store,
      concurrency: 1,
      onResult: ({ key }) => order.push(key),
    });
    expect(summary).toMatchObject({ refreshed: 3, failed: [] });
    expect(order.at(-1)).toBe('mika');
    expect(emulator.clock.now()).toBeGreaterThanOrEqual(claimedUntil);
    expect(emulator.clock.now()).toBeLessThan(claimedUntil + second);
    expect(refreshes(emulator)).toBe(3);
  });

  it('does not keep a sweep from ending when it is told to', async () => {
    const world = await createWorld();
    const { emulator, app, http, store } = world;
    await claim(world, emulator.clock.now() + 30 * second);
    const controller = new AbortController();
    const clock = {
      now: () => emulator.clock.now(),
      sleep: async (milliseconds: number, signal?: AbortSignal) => {
        controller.abort();
        await emulator.clock.sleep(milliseconds, signal);
      },
    };
    const sweeper = { ...app, client: createClient({ ...http, clock }) };
    await expect(refreshDueCredentials(sweeper, { store, signal: controller.signal })).rejects.toMatchObject({
      code: 'ABORTED',
    });
    expect(refreshes(emulator)).toBe(0);
  });
});

describe('a claim that cannot be right', () => {
  it.each([
    ['of a clock that is an hour ahead', 60 * minute],
    ['that has run out', 0],
  ])('keeps nobody from refreshing: one %s', async (_, ahead) => {
    const world = await createWorld();
    await claim(world, world.emulator.clock.now() + ahead);
    const source = createCredentialsSource(world.app, { store: world.store, key: 'mika' });
    expect((await source()).accessToken).not.toBe(world.first.accessToken);
    expect(refreshes(world.emulator)).toBe(1);
  });

  it('is heeded from a clock that is up to half a minute ahead', async () => {
    const world = await createWorld();
    await claim(world, world.emulator.clock.now() + 60 * second);
    const source = createCredentialsSource(world.app, { store: world.store, key: 'mika' });
    expect((await source()).accessToken).toBe(world.first.accessToken);
  });

  it('does not cost a token its life: one that outlives it is not heeded', async () => {
    const world = await createWorld(createMemoryStore(), 60 * day - 20 * second);
    await claim(world, world.emulator.clock.now() + 25 * second);
    const source = createCredentialsSource(world.app, { store: world.store, key: 'mika' });
    expect((await source()).accessToken).not.toBe(world.first.accessToken);
  });
});

describe('a store that cannot hold a claim', () => {
  /** As a table that has columns for what its author knew. */
  function withoutClaims(store: CredentialsStore): CredentialsStore {
    const known = (credentials: Credentials): Credentials => {
      const { claimed_until: _, ...members } = JSON.parse(credentialsToJson(credentials));
      return credentialsFromJson(JSON.stringify(members));
    };
    return {
      ...store,
      compareAndSet: async (key, credentials, version) =>
        (await store.compareAndSet?.(key, known(credentials), version)) ?? false,
    };
  }

  it('has the token refreshed all the same, and loses none', async () => {
    const { emulator, app, store, first } = await createWorld();
    const sources = Array.from({ length: 4 }, () =>
      createCredentialsSource(app, { store: withoutClaims(store), key: 'mika' }),
    );
    await Promise.all(sources.map((source) => source()));
    const tokens = await Promise.all(sources.map(async (source) => (await source()).accessToken));
    expect(new Set(tokens)).toEqual(new Set([await tokenIn(store)]));
    expect(tokens).not.toContain(first.accessToken);
    expect(refreshes(emulator)).toBeGreaterThan(0);
  });

  it('is told to the hook when it never compares right, and stops no token', async () => {
    const { emulator, app, store, first } = await createWorld();
    const failures: RefreshFailure[] = [];
    const source = createCredentialsSource(app, {
      store: { ...store, compareAndSet: async () => false },
      key: 'mika',
      onRefreshFailed: (failure) => failures.push(failure),
    });
    expect((await source()).accessToken).not.toBe(first.accessToken);
    expect(failures).toMatchObject([{ error: { code: 'STORE_FAILED' } }]);
    expect(refreshes(emulator)).toBe(1);
  });

  it('gives up its claim to a login that comes in that moment', async () => {
    const { emulator, app, store } = await createWorld();
    const login = createCredentials(emulator.issueToken({ username: 'mika' }));
    const source = createCredentialsSource(app, {
      store: {
        ...store,
        compareAndSet: async (key, credentials, version) => {
          if ((await tokenIn(store)) !== login.accessToken) await store.set(key, login);
          return (await store.compareAndSet?.(key, credentials, version)) ?? false;
        },
      },
      key: 'mika',
    });
    const begun = emulator.clock.now();
    expect((await source()).accessToken).toBe(login.accessToken);
    expect(emulator.clock.now()).toBe(begun);
    expect(await tokenIn(store)).toBe(login.accessToken);
    expect(refreshes(emulator)).toBe(0);
  });

  it('leaves a claim to run out when only the answer to it was lost', async () => {
    const { emulator, app, store, first } = await createWorld();
    let isFirst = true;
    const source = createCredentialsSource(app, {
      store: {
        ...store,
        compareAndSet: async (key, credentials, version) => {
          const isSet = (await store.compareAndSet?.(key, credentials, version)) ?? false;
          if (isFirst) {
            isFirst = false;
            throw new Error('connection lost');
          }
          return isSet;
        },
      },
      key: 'mika',
    });
    // Nobody can tell whose claim it is: the token is used as it is until the claim has run out.
    expect((await source()).accessToken).toBe(first.accessToken);
    emulator.clock.advance(30 * second);
    expect((await source()).accessToken).not.toBe(first.accessToken);
    expect(refreshes(emulator)).toBe(1);
  });
});
