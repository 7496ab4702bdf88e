import { inspect } from 'node:util';
import {
  createCredentialsSource,
  type CredentialsSourceOptions,
  refreshDueCredentials,
  type RefreshFailure,
} from '@threads-sdk/auth';
import { createClient } from '@threads-sdk/core-http/fetch';
import {
  createCredentials,
  createMemoryStore,
  type Credentials,
  credentialsToJson,
  type CredentialsStore,
} from '@threads-sdk/credentials';
import type { Emulator, EmulatorOptions } from '@threads-sdk/emulator';
import { CredentialsError } from '@threads-sdk/errors';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createApp } from './create-app.ts';
import { whoami } from './whoami.ts';
import { withoutCompareAndSet } from './without-compare-and-set.ts';

const second = 1000;
const minute = 60 * second;
const day = 24 * 60 * minute;

interface Started extends ReturnType<typeof createApp> {
  readonly store: CredentialsStore;
  readonly first: Credentials;
  readonly failures: RefreshFailure[];
  readonly source: () => Promise<Credentials>;
  /** How often the store was read. */
  readonly reads: () => number;
}

/** Mika logged in and her credentials are in a store; a source reads it. */
async function start({
  options = {},
  emulated = {},
  wrap = (store) => store,
}: {
  readonly options?: Partial<CredentialsSourceOptions>;
  readonly emulated?: EmulatorOptions;
  readonly wrap?: (store: CredentialsStore) => CredentialsStore;
} = {}): Promise<Started> {
  const { emulator, app, http } = createApp(emulated);
  const store = createMemoryStore();
  const first = issue(emulator);
  await store.set('mika', first);
  const failures: RefreshFailure[] = [];
  let reads = 0;
  const counted: CredentialsStore = {
    ...store,
    get: (key) => {
      reads += 1;
      return store.get(key);
    },
  };
  const source = createCredentialsSource(app, {
    store: wrap(counted),
    key: 'mika',
    onRefreshFailed: (failure) => failures.push(failure),
    ...options,
  });
  return { emulator, app, http, store, first, failures, source, reads: () => reads };
}

function issue(emulator: Emulator, shortLived = false): Credentials {
  return createCredentials(emulator.issueToken({ username: 'mika', shortLived }));
}

function refreshes(emulator: Emulator): number {
  return emulator.requests.filter(({ operation }) => operation === 'refreshToken').length;
}

async function storedToken(store: CredentialsStore): Promise<string | undefined> {
  return (await store.get('mika'))?.credentials.accessToken;
}

describe('a source of credentials', () => {
  it('refreshes once, however many calls wait, and stores the new token', async () => {
    const { emulator, http, store, first, source } = await start();
    emulator.clock.advance(31 * day);
    const client = createClient({ ...http, credentials: source });
    const names = await Promise.all(Array.from({ length: 200 }, () => whoami(client)));
    expect(new Set(names)).toEqual(new Set(['mika']));
    expect(refreshes(emulator)).toBe(1);
    const renewed = await storedToken(store);
    expect(renewed).not.toBe(first.accessToken);
    expect((await source()).accessToken).toBe(renewed);
  });

  it('leaves a token alone until less than half of its life is left', async () => {
    const { emulator, first, source } = await start();
    emulator.clock.advance(30 * day);
    expect(await source()).toEqual(first);
    expect(refreshes(emulator)).toBe(0);
    emulator.clock.advance(second);
    expect((await source()).expiration).toEqual(new Date(emulator.clock.now() + 60 * day));
    expect(refreshes(emulator)).toBe(1);
  });

  it('keeps a user logged in for a year with a call a day', async () => {
    const { emulator, http, source } = await start({
      emulated: { behaviour: { refreshedToken: 'invalid' } },
    });
    const client = createClient({ ...http, credentials: source });
    for (let today = 0; today < 365; today += 1) {
      emulator.clock.advance(day);
      expect(await whoami(client)).toBe('mika');
    }
    expect(refreshes(emulator)).toBe(11);
  });

  it('reads the store once for many calls, and again when the maximum age is over', async () => {
    const { emulator, source, reads } = await start();
    await Promise.all(Array.from({ length: 100 }, source));
    emulator.clock.advance(minute - 1);
    await source();
    expect(reads()).toBe(1);
    emulator.clock.advance(1);
    await source();
    expect(reads()).toBe(2);
  });

  it('reads the store before each call if that is asked for', async () => {
    const { source, reads } = await start({ options: { maxAge: 0 } });
    await source();
    await source();
    expect(reads()).toBe(2);
  });

  it('reads the store again when the clock was set back', async () => {
    let offset = 0;
    const { emulator, app, http } = createApp();
    const store = createMemoryStore();
    await store.set('mika', issue(emulator));
    const clock = { ...emulator.clock, now: () => emulator.clock.now() + offset };
    const source = createCredentialsSource(
      { ...app, client: createClient({ ...http, clock }) },
      { store, key: 'mika' },
    );
    await source();
    await store.delete('mika');
    offset = -day;
    await expect(source()).rejects.toMatchObject({ code: 'CREDENTIALS_MISSING' });
  });

  it('takes no time that a timer cannot wait', async () => {
    const { app, store } = await start();
    const most = { store, key: 'mika', maxAge: 2 ** 31 - 1, retryInterval: 2 ** 31 - 1 };
    createCredentialsSource(app, most);
    for (const name of ['maxAge', 'retryInterval'])
      expect(() => createCredentialsSource(app, { ...most, [name]: 2 ** 31 })).toThrow(
        `${name}: must be milliseconds from 0 to 2147483647`,
      );
  });

  it('goes on with what another process stored, within the maximum age', async () => {
    const { emulator, store, first, source } = await start();
    expect(await source()).toEqual(first);
    const login = issue(emulator);
    await store.set('mika', login);
    emulator.clock.advance(minute);
    expect((await source()).accessToken).toBe(login.accessToken);
  });

  it('does not refresh what another process has just refreshed', async () => {
    const { emulator, app, store, source } = await start();
    const other = createCredentialsSource(app, { store, key: 'mika' });
    await source();
    emulator.clock.advance(31 * day);
    expect(await source()).toEqual(await other());
    expect(refreshes(emulator)).toBe(1);
  });

  it('gives short-lived credentials as they are, until they expire', async () => {
    const { emulator, store, source } = await start();
    const login = issue(emulator, true);
    await store.set('mika', login);
    emulator.clock.advance(59 * minute);
    expect((await source()).accessToken).toBe(login.accessToken);
    emulator.clock.advance(minute);
    await expect(source()).rejects.toMatchObject({ code: 'CREDENTIALS_EXPIRED' });
    expect(refreshes(emulator)).toBe(0);
  });

  it('says that nothing is stored, and works as soon as something is', async () => {
    const { store, first, source } = await start();
    await store.delete('mika');
    await expect(source()).rejects.toMatchObject({
      code: 'CREDENTIALS_MISSING',
      remedy: expect.stringContaining('log in'),
    });
    await store.set('mika', first);
    expect(await source()).toEqual(first);
  });

  it('says that it is too late, and works as soon as the user has logged in again', async () => {
    const { emulator, store, source } = await start();
    await source();
    emulator.clock.advance(60 * day - 999);
    await expect(source()).rejects.toMatchObject({
      code: 'CREDENTIALS_EXPIRED',
      remedy: expect.stringContaining('log in again'),
    });
    expect(refreshes(emulator)).toBe(0);
    const login = issue(emulator);
    await store.set('mika', login);
    expect((await source()).accessToken).toBe(login.accessToken);
  });
});

describe('a refresh that fails for a passing reason', () => {
  const passing = [
    ['the server fails', { kind: 'error', preset: 'unexpected-error' }, 'SERVER_FAILED'],
    ['the connection breaks', { kind: 'lost-request' }, 'NETWORK_FAILED'],
    ['an answer is no JSON', { kind: 'truncated-json' }, 'RESPONSE_INVALID'],
    ['Threads says something new', { kind: 'error', code: 77, status: 400 }, 'UNKNOWN_API_ERROR'],
  ] as const;

  it.each(passing)('leaves the old token in use: %s', async (_, fault, code) => {
    const { emulator, store, first, failures, source } = await start();
    emulator.clock.advance(31 * day);
    emulator.planFault({ ...fault, operation: 'refreshToken', times: Infinity });
    expect(await source()).toEqual(first);
    expect(failures).toMatchObject([{ key: 'mika', error: { code } }]);
    expect(await storedToken(store)).toBe(first.accessToken);

    emulator.clearFaults();
    const tried = refreshes(emulator);
    emulator.clock.advance(5 * minute - second);
    expect(await source()).toEqual(first);
    expect(refreshes(emulator)).toBe(tried);
    emulator.clock.advance(second);
    expect(await source()).not.toEqual(first);
    expect(refreshes(emulator)).toBe(tried + 1);
    expect(failures).toHaveLength(1);
  });

  it('leaves it in use when no answer comes in time', async () => {
    const { emulator, app, http } = createApp();
    const store = createMemoryStore();
    await store.set('mika', issue(emulator));
    const failures: RefreshFailure[] = [];
    const client = createClient({ ...http, timeouts: { read: 20 }, fetch: () => new Promise(() => {}) });
    const source = createCredentialsSource(
      { ...app, client },
      { store, key: 'mika', onRefreshFailed: (failure) => failures.push(failure) },
    );
    emulator.clock.advance(31 * day);
    expect(await source()).toEqual((await store.get('mika'))?.credentials);
    expect(failures).toMatchObject([{ error: { code: 'TIMED_OUT' } }]);
  });

  it('is not tried again before the time that Threads names', async () => {
    const { emulator, first, failures, source } = await start();
    emulator.clock.advance(31 * day);
    emulator.planFault({
      kind: 'error',
      preset: 'rate-limited',
      retryAfter: 3600,
      operation: 'refreshToken',
    });
    await source();
    expect(failures[0]?.retryAt).toEqual(new Date(emulator.clock.now() + 60 * minute));
    emulator.clock.advance(60 * minute - 1);
    expect(await source()).toEqual(first);
    emulator.clock.advance(1);
    expect(await source()).not.toEqual(first);
  });

  it('is an error once the old token has expired', async () => {
    const { emulator, source } = await start();
    emulator.clock.advance(60 * day - minute);
    emulator.planFault({ kind: 'error', operation: 'refreshToken', times: Infinity });
    await source();
    emulator.clock.advance(minute);
    await expect(source()).rejects.toMatchObject({ code: 'CREDENTIALS_EXPIRED' });
  });

  it('is not hidden by another process, whose new token is seen within the maximum age', async () => {
    const { emulator, app, store, first, source } = await start();
    emulator.clock.advance(31 * day);
    emulator.planFault({ kind: 'error', operation: 'refreshToken', times: 3 });
    expect(await source()).toEqual(first);
    const renewed = await createCredentialsSource(app, { store, key: 'mika' })();
    emulator.clock.advance(minute);
    expect(await source()).toEqual(renewed);
    expect(renewed).not.toEqual(first);
  });

  it('works on when the hook throws, and prints what it threw', async () => {
    const print = vi.spyOn(console, 'error').mockReturnValue();
    const error = new Error('the pager is broken');
    const { emulator, first, source } = await start({
      options: { onRefreshFailed: () => Promise.reject(error) },
    });
    emulator.clock.advance(31 * day);
    emulator.planFault({ kind: 'lost-request', operation: 'refreshToken', times: 3 });
    expect(await source()).toEqual(first);
    expect(print).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('onRefreshFailed'), error);
    print.mockRestore();
  });
});

describe('a refresh that is refused', () => {
  it.each([
    ['the user removed the app', 'TOKEN_INVALID', 'invalid-token'],
    ['nothing is granted any more', 'GRANT_MISSING', 'grant-missing'],
    ['a permission is gone', 'PERMISSION_MISSING', 'permission-missing'],
  ] as const)('leaves the old token in use, and tells the hook what to do: %s', async (_, code, preset) => {
    const { emulator, first, store, failures, source } = await start();
    emulator.clock.advance(31 * day);
    emulator.planFault({ kind: 'error', preset, operation: 'refreshToken', times: Infinity });
    const before = emulator.clock.now();
    expect(await source()).toEqual(first);
    expect(await source()).toEqual(first);
    expect(refreshes(emulator)).toBe(1);
    expect(failures).toMatchObject([{ error: { code, remedy: expect.stringContaining('log in again') } }]);
    // Another process may be about to store the new token; the other refusals are for good.
    expect(emulator.clock.now() - before).toBe(code === 'TOKEN_INVALID' ? 4 * second : 0);

    const login = issue(emulator);
    await store.set('mika', login);
    expect((await source()).accessToken).toBe(login.accessToken);
  });

  it('is asked for again after the interval', async () => {
    const { emulator, first, source } = await start();
    emulator.clock.advance(31 * day);
    emulator.planFault({ kind: 'error', preset: 'grant-missing', operation: 'refreshToken' });
    expect(await source()).toEqual(first);
    emulator.clock.advance(5 * minute);
    expect(await source()).not.toEqual(first);
  });

  it('ends with the token', async () => {
    const { emulator, source } = await start();
    emulator.clock.advance(31 * day);
    emulator.planFault({
      kind: 'error',
      preset: 'permission-missing',
      operation: 'refreshToken',
      times: Infinity,
    });
    await source();
    emulator.clock.advance(29 * day);
    await expect(source()).rejects.toMatchObject({ code: 'CREDENTIALS_EXPIRED' });
  });

  it('is none if another process has refreshed and is about to store', async () => {
    const { emulator, app, store } = await start();
    emulator.clock.advance(31 * day);
    emulator.planFault({ kind: 'error', preset: 'invalid-token', operation: 'refreshToken' });
    const others = issue(emulator);
    const storedAt = emulator.clock.now() + 3 * second;
    const source = createCredentialsSource(app, {
      key: 'mika',
      store: {
        ...store,
        get: async (key) => {
          if (emulator.clock.now() >= storedAt) await store.set(key, others);
          return store.get(key);
        },
      },
    });
    expect(await source()).toEqual(others);
  });
});

describe('a store that changes or fails meanwhile', () => {
  describe.each([
    ['with compareAndSet', (store: CredentialsStore) => store],
    ['without', withoutCompareAndSet],
  ])('%s', (_, reduce) => {
    async function refreshWhile(
      meanwhile: (world: Started) => Promise<void>,
    ): Promise<Started & { readonly result: Promise<Credentials> }> {
      const world = await start();
      const { emulator, app, http, store } = world;
      emulator.clock.advance(31 * day);
      const fetch = async (request: Request): Promise<Response> => {
        const response = await emulator.fetch(request);
        emulator.clock.advance(second);
        await meanwhile(world);
        return response;
      };
      const source = createCredentialsSource(
        { ...app, client: createClient({ ...http, fetch }) },
        { key: 'mika', store: reduce(store) },
      );
      const result = source();
      await result.catch(() => {});
      return { ...world, result };
    }

    it('keeps a login', async () => {
      let login: Credentials | undefined;
      const { store, result } = await refreshWhile(async ({ emulator, store: shared }) => {
        login = issue(emulator);
        await shared.set('mika', login);
      });
      expect(await result).toEqual(login);
      expect(await storedToken(store)).toBe(login?.accessToken);
    });

    it('keeps a logout', async () => {
      const { store, result } = await refreshWhile(({ store: shared }) => shared.delete('mika'));
      await expect(result).rejects.toMatchObject({ code: 'CREDENTIALS_MISSING' });
      expect(await store.get('mika')).toBeUndefined();
    });

    it('loses no new token to the old one, written again, as with another key for sealing', async () => {
      const { first, store, result } = await refreshWhile((world) => world.store.set('mika', world.first));
      const renewed = await result;
      expect(renewed.accessToken).not.toBe(first.accessToken);
      expect(await storedToken(store)).toBe(renewed.accessToken);
    });
  });

  it.each([
    ['rejects', () => Promise.reject(new Error('redis://canary@10.0.0.7'))],
    [
      'throws',
      () => {
        throw new Error('redis://canary@10.0.0.7');
      },
    ],
  ])(
    'says that the store failed, and not in its words, when it %s and no token is in memory',
    async (_, get) => {
      const { app, store, source } = await start({ wrap: (whole) => ({ ...whole, get }) });
      const told = { code: 'STORE_FAILED', carriedOut: 'unsent', retryable: 'later' };
      const error: unknown = await source().catch((reason: unknown) => reason);
      expect(error).toMatchObject(told);
      const { failed } = await refreshDueCredentials(app, { store: { ...store, get }, keys: ['mika'] });
      expect(failed).toMatchObject([{ key: 'mika', error: told }]);
      expect(inspect([error, failed])).not.toContain('canary');
    },
  );

  it('does not stop the token in memory when it cannot be read, and tells the hook', async () => {
    let isDown = false;
    const { emulator, first, failures, source } = await start({
      wrap: (store) => ({
        ...store,
        get: (key) =>
          isDown
            ? Promise.reject(Object.assign(new Error('redis://canary@10.0.0.7'), { code: 'ECONNREFUSED' }))
            : store.get(key),
      }),
    });
    expect(await source()).toEqual(first);
    isDown = true;
    emulator.clock.advance(31 * day);
    expect(await source()).toEqual(first);
    expect(failures).toMatchObject([{ error: { code: 'STORE_FAILED' } }]);
    expect(String(failures[0]?.error)).toContain('(ECONNREFUSED)');
    expect(String(failures[0]?.error)).not.toContain('canary');
    isDown = false;
    emulator.clock.advance(minute);
    expect(await source()).not.toEqual(first);
    isDown = true;
    emulator.clock.advance(61 * day);
    await expect(source()).rejects.toMatchObject({ code: 'STORE_FAILED' });
  });

  it('does not stop the token in memory when it never answers', async () => {
    let hangs = false;
    const { emulator, first, failures, source } = await start({
      wrap: (store) => ({ ...store, get: (key) => (hangs ? new Promise(() => {}) : store.get(key)) }),
    });
    await source();
    hangs = true;
    emulator.clock.advance(2 * minute);
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const call = source();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await call).toEqual(first);
    expect(await source()).toEqual(first); // without a look, for a while
    expect(String(failures[0]?.error)).toContain('the store could not be read (TIMED_OUT)');
  });

  it('uses the new token although it cannot be stored, and stores it later', async () => {
    let isDown = true;
    const { emulator, http, store, first, failures, source } = await start({
      emulated: { behaviour: { refreshedToken: 'invalid' } },
      wrap: ({ compareAndSet, ...store }) => ({
        ...store,
        compareAndSet: async (key, credentials, version) => {
          // As clients of databases do: what was to be written is in the error.
          if (isDown) throw new Error(`SET ${key} ${credentialsToJson(credentials)} failed`);
          return compareAndSet?.(key, credentials, version) ?? false;
        },
      }),
    });
    emulator.clock.advance(31 * day);
    const client = createClient({ ...http, credentials: source });
    expect(await whoami(client)).toBe('mika');
    const renewed = await source();
    expect(await storedToken(store)).toBe(first.accessToken);
    expect(failures).toMatchObject([{ error: { code: 'STORE_FAILED' } }]);
    const shown = failures
      .map(({ error }) => `${inspect(error, { showHidden: true, depth: 10 })} ${error.stack}`)
      .join();
    for (const { accessToken } of [first, renewed]) expect(shown).not.toContain(accessToken);

    isDown = false;
    emulator.clock.advance(5 * minute - second);
    await source();
    expect(await storedToken(store)).toBe(first.accessToken);
    emulator.clock.advance(second);
    expect(await source()).toEqual(renewed);
    expect(await storedToken(store)).toBe(renewed.accessToken);
    expect(refreshes(emulator)).toBe(1);

    // What was stored late is refreshed in its time like any other.
    emulator.clock.advance(31 * day);
    const next = await source();
    expect(next.accessToken).not.toBe(renewed.accessToken);
    expect(await storedToken(store)).toBe(next.accessToken);
    expect(refreshes(emulator)).toBe(2);
    expect(failures).toHaveLength(1);
  });

  it('tries to write again before it gives up', async () => {
    let failing = 4; // the claim, and all writes of the new token but the last
    const { emulator, store, failures, source } = await start({
      wrap: ({ compareAndSet, ...store }) => ({
        ...store,
        compareAndSet: async (key, credentials, version) => {
          failing -= 1;
          if (failing >= 0) throw new CredentialsError('STORE_FAILED', 'lost', { remedy: 'wait' });
          return compareAndSet?.(key, credentials, version) ?? false;
        },
      }),
    });
    emulator.clock.advance(31 * day);
    const renewed = await source();
    expect(await storedToken(store)).toBe(renewed.accessToken);
    expect(failures).toEqual([]);
  });

  it('takes its own token for stored when the answer of the store was lost', async () => {
    let writes = 0;
    const { emulator, store, first, failures, source } = await start({
      wrap: ({ compareAndSet, ...store }) => ({
        ...store,
        compareAndSet: async (key, credentials, version) => {
          const isSet = (await compareAndSet?.(key, credentials, version)) ?? false;
          writes += 1;
          if (writes === 2) throw new Error('connection lost'); // the first one was the claim
          return isSet;
        },
      }),
    });
    emulator.clock.advance(31 * day);
    const renewed = await source();
    expect(renewed.accessToken).not.toBe(first.accessToken);
    expect(await storedToken(store)).toBe(renewed.accessToken);
    expect(failures).toEqual([]);
  });
});

describe('a token that still works', () => {
  /** A store that can be told to fail. */
  interface Fragile {
    fault?: (() => never) | undefined;
    readonly wrap: (store: CredentialsStore) => CredentialsStore;
  }

  function fragile(): Fragile {
    const state: Fragile = {
      wrap: (store) => ({
        ...store,
        get: async (key) => {
          state.fault?.();
          return store.get(key);
        },
      }),
    };
    return state;
  }

  function fail(): never {
    throw new Error('down');
  }

  it('is used when Threads refuses the refresh and the store fails in that moment', async () => {
    const store = fragile();
    const { emulator, app, http, first, failures, store: memory } = await start();
    const fetch = async (request: Request): Promise<Response> => {
      store.fault = fail;
      return emulator.fetch(request);
    };
    const source = createCredentialsSource(
      { ...app, client: createClient({ ...http, fetch }) },
      { store: store.wrap(memory), key: 'mika', onRefreshFailed: (failure) => failures.push(failure) },
    );
    emulator.clock.advance(31 * day);
    emulator.planFault({ kind: 'error', preset: 'invalid-token', operation: 'refreshToken' });
    expect((await source()).accessToken).toBe(first.accessToken);
    expect(failures).toMatchObject([{ error: { code: 'STORE_FAILED' } }]);
  });

  it('is used when the store fails after the refresh was claimed', async () => {
    const store = fragile();
    const { emulator, first, failures, source } = await start({
      wrap: (inner) => ({
        ...store.wrap(inner),
        compareAndSet: async (key, credentials, version) => {
          store.fault = fail;
          return (await inner.compareAndSet?.(key, credentials, version)) ?? false;
        },
      }),
    });
    emulator.clock.advance(31 * day);
    expect((await source()).accessToken).toBe(first.accessToken);
    expect(failures).toMatchObject([{ error: { code: 'STORE_FAILED' } }]);
    expect(refreshes(emulator)).toBe(0);
  });

  it('is used when the store fails while another process has claimed the refresh', async () => {
    let looks = 0;
    const { emulator, first, failures, source, store } = await start({
      wrap: (inner) => ({
        ...inner,
        get: async (key) => {
          looks += 1;
          return looks > 2 ? fail() : inner.get(key);
        },
      }),
    });
    emulator.clock.advance(31 * day);
    const claimedUntil = emulator.clock.now() + 30 * second;
    await store.set('mika', { ...first, accessToken: first.accessToken, claimedUntil });
    expect((await source()).accessToken).toBe(first.accessToken);
    expect(looks).toBe(3);
    expect(failures).toMatchObject([{ error: { code: 'STORE_FAILED' } }]);
    expect(refreshes(emulator)).toBe(0);
  });

  it('is not used again once its owner has logged out, whatever the store does then', async () => {
    const store = fragile();
    const { emulator, source, store: memory } = await start({ wrap: store.wrap });
    await source();
    await memory.delete('mika');
    emulator.clock.advance(minute);
    await expect(source()).rejects.toMatchObject({ code: 'CREDENTIALS_MISSING' });
    store.fault = fail;
    await expect(source()).rejects.toMatchObject({ code: 'STORE_FAILED' });
  });

  it('is tried to be refreshed no earlier than Threads allows, though the store failed since', async () => {
    const store = fragile();
    const { emulator, first, failures, source } = await start({ wrap: store.wrap });
    emulator.clock.advance(31 * day);
    emulator.planFault({
      kind: 'error',
      preset: 'rate-limited',
      retryAfter: 3600,
      operation: 'refreshToken',
    });
    await source();
    store.fault = fail;
    emulator.clock.advance(10 * minute);
    await source();
    expect(failures.map(({ retryAt }) => retryAt)).toEqual(Array(2).fill(failures[0]?.retryAt));
    store.fault = undefined;
    emulator.clock.advance(49 * minute);
    expect((await source()).accessToken).toBe(first.accessToken);
    expect(refreshes(emulator)).toBe(1);
    emulator.clock.advance(minute);
    expect((await source()).accessToken).not.toBe(first.accessToken);
  });

  it('is an error of its own once it has expired while it was to be refreshed', async () => {
    const { emulator, app, http, store } = await start();
    emulator.clock.advance(60 * day - minute);
    const fetch = async (): Promise<Response> => {
      emulator.clock.advance(minute);
      return new Response('{}', { status: 503 });
    };
    const source = createCredentialsSource(
      { ...app, client: createClient({ ...http, fetch }) },
      { store, key: 'mika' },
    );
    await expect(source()).rejects.toMatchObject({ code: 'CREDENTIALS_EXPIRED' });
  });

  it.each([
    ['a copy without its token', (credentials: Credentials) => Object.assign({}, credentials)],
    [
      'what JSON.parse makes of masked JSON',
      (credentials: Credentials) => JSON.parse(JSON.stringify(credentials)),
    ],
    ['nothing of the kind', () => Object.assign({}, { accessToken: 7 })],
  ])('is used when the store gives %s, and the hook is told what to do', async (_, damage) => {
    let isDamaged = false;
    const { emulator, first, failures, source } = await start({
      wrap: (store) => ({
        ...store,
        get: async (key) => {
          const stored = await store.get(key);
          return stored && isDamaged ? { ...stored, credentials: damage(stored.credentials) } : stored;
        },
      }),
    });
    await source();
    isDamaged = true;
    emulator.clock.advance(minute);
    expect((await source()).accessToken).toBe(first.accessToken);
    expect(failures).toMatchObject([
      {
        error: {
          code: 'STORED_CREDENTIALS_INVALID',
          remedy: expect.stringContaining('credentialsToJson'),
        },
      },
    ]);
  });

  it('shows in no error, though a store quotes what it keeps: also a token that this process never saw', async () => {
    const store = fragile();
    const { emulator, first, failures, source } = await start({
      wrap: (inner) => ({
        ...store.wrap(inner),
        compareAndSet: async () => {
          JSON.parse("THAA-canary-of-another-account'");
          return true;
        },
      }),
    });
    await source();
    const quoted = (): never => {
      const cause = new Error('redis://canary@10.0.0.7');
      JSON.parse(`THAA-canary-${first.accessToken}'`);
      throw cause;
    };
    store.fault = quoted;
    emulator.clock.advance(31 * day);
    await source();
    store.fault = undefined;
    emulator.clock.advance(5 * minute);
    await source();
    expect(failures.map(({ error }) => error.code)).toEqual(['STORE_FAILED', 'STORE_FAILED']);
    for (const { error } of failures) {
      const shown = `${inspect(error, { showHidden: true, depth: 10, getters: true })} ${error.stack} ${JSON.stringify(error)}`;
      expect(shown).not.toMatch(/canary|THAA/);
    }
  });
});

it.each([
  { kind: 'error', preset: 'unexpected-error' },
  { kind: 'error', preset: 'grant-missing' },
  { kind: 'error', preset: 'invalid-token' },
  { kind: 'error', preset: 'rate-limited', retryAfter: 86_400 },
  { kind: 'lost-answer' },
  { kind: 'truncated-json' },
] as const)('shows no token and no secret, neither in errors nor to the hook: %o', async (fault) => {
  const { emulator, app, first, failures, source } = await start();
  emulator.clock.advance(31 * day);
  const echo = `${first.accessToken} and ${app.clientSecret}`;
  emulator.planFault({
    ...fault,
    ...(fault.kind === 'error' && { message: echo, userTitle: echo, userMessage: echo }),
    operation: 'refreshToken',
    times: 3,
  });
  const outcome: unknown = await source().catch((error: unknown) => error);
  expect(failures).toHaveLength(1);
  const shown = [...failures, outcome, ...failures.map(({ error }) => error.stack)]
    .map((value) => `${inspect(value, { depth: 12 })} ${JSON.stringify(value)}`)
    .join();
  expect(shown).toContain('mika');
  expect(shown).not.toContain(first.accessToken);
});
