import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import KeyvRedis from '@keyv/redis';
import { createKeyvStore, type CredentialsKeyv, type StoreOptions } from '@threads-sdk/credentials';
import { Keyv } from 'keyv';
import { Keyv as Keyv6 } from 'keyv-6';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { describeSealing, describeStore, listKeys, type Opened } from './describe-store.ts';
import { errorOf, faultsOf } from './error-of.ts';
import { redisForTests, type RedisServer, startRedis } from './redis-server.ts';
import { canary, sample } from './samples.ts';
import { openSqlite, type SqliteAdapter } from './sqlite-adapter.ts';

const onSqlite: Record<string, (store: SqliteAdapter) => CredentialsKeyv> = {
  'Keyv 5': (store) => new Keyv({ store, namespace: 'threads', throwOnErrors: true }),
  'Keyv 6': (store) => new Keyv6({ store, namespace: 'threads' }),
};

describe.each(Object.entries(onSqlite))('createKeyvStore with %s on SQLite', (_name, createKeyv) => {
  const folder = mkdtempSync(join(tmpdir(), 'threads-sdk-sqlite-'));
  const databases: DatabaseSync[] = [];
  let files = 0;
  afterEach(() => {
    for (const database of databases.splice(0)) if (database.isOpen) database.close();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function openFile(options?: StoreOptions): Opened & { database: DatabaseSync; keyv: CredentialsKeyv } {
    files += 1;
    const file = join(folder, `${files}.sqlite`);
    const connect = () => {
      const { adapter, database } = openSqlite(file);
      databases.push(database);
      return { keyv: createKeyv(adapter), database };
    };
    const { keyv, database } = connect();
    return {
      keyv,
      database,
      store: createKeyvStore(keyv, options),
      reopen: (others) => createKeyvStore(connect().keyv, others),
      dump: async () => JSON.stringify(database.prepare('SELECT * FROM keyv').all()),
    };
  }
  const open = async (options?: StoreOptions): Promise<Opened> => openFile(options);

  describeStore('it', open);
  describeSealing('it', open);

  it('offers no compare-and-set, since Keyv has none', async () => {
    expect((await open()).store.compareAndSet).toBe(undefined);
  });

  it('turns every failure of the database into an error, not into nothing', async () => {
    const { store, database } = openFile();
    await store.set('mika', sample('1'));
    database.exec('DROP TABLE keyv');
    for (const [carriedOut, call] of [
      ['unsent', () => store.get('mika')],
      ['maybe', () => store.set('mika', sample('2'))],
      ['maybe', () => store.delete('mika')],
      ['unsent', () => listKeys(store)],
    ] as const) {
      expect(await errorOf(call)).toMatchObject({ code: 'STORE_FAILED', retryable: 'later', carriedOut });
    }
  });

  it('works on after a failure', async () => {
    const { store, database } = openFile();
    database.exec('ALTER TABLE keyv RENAME TO away');
    await errorOf(() => store.get('mika'));
    database.exec('ALTER TABLE away RENAME TO keyv');
    await store.set('mika', sample('1'));
    expect(await store.get('mika')).toBeDefined();
  });

  it.each([`THAA-${canary}`, { access_token: `THAA-${canary}` }, 7])(
    'names an entry that is damaged: %o',
    async (entry) => {
      const { store, keyv } = openFile();
      await writeAnything(keyv, 'mika', entry);
      const error = await errorOf(() => store.get('mika'));
      expect(error.code).toBe('STORED_CREDENTIALS_INVALID');
      expect(error.message).toContain('"mika"');
    },
  );
});

const path = redisForTests();

describe.skipIf(path === undefined)('createKeyvStore with Keyv 5 on Redis', () => {
  const adapters: KeyvRedis<unknown>[] = [];
  let server: RedisServer;
  let namespaces = 0;

  beforeAll(async () => {
    server = await startRedis(path ?? '');
  });
  afterAll(async () => {
    await Promise.all(adapters.map((adapter) => adapter.disconnect(true)));
    await server.stop();
  });

  function connect({ socket }: RedisServer, namespace: string): Keyv {
    const adapter = new KeyvRedis(
      { socket: { path: socket, tls: false, reconnectStrategy: false } },
      { namespace },
    );
    adapters.push(adapter);
    return new Keyv({ store: adapter, namespace, throwOnErrors: true, useKeyPrefix: false });
  }

  async function open(options?: StoreOptions): Promise<Opened> {
    namespaces += 1;
    const namespace = `threads-${namespaces}`;
    const reopen = (others?: StoreOptions) => createKeyvStore(connect(server, namespace), others);
    const adapter = new KeyvRedis({ socket: { path: server.socket, tls: false } }, { namespace });
    adapters.push(adapter);
    const dump = async (): Promise<string> => {
      const values: unknown[] = [];
      for await (const pair of adapter.iterator(namespace)) values.push(pair);
      return JSON.stringify(values);
    };
    return { store: reopen(options), reopen, dump };
  }

  describeStore('it', open);
  describeSealing('it', open);

  it('says so when Redis is not there', async () => {
    const gone = await startRedis(path ?? '');
    const keyv = connect(gone, 'threads');
    const store = createKeyvStore(keyv);
    await store.set('mika', sample('1'));
    await gone.stop();
    for (const call of [
      () => store.get('mika'),
      () => store.set('mika', sample('2')),
      () => listKeys(store),
    ]) {
      expect((await errorOf(call)).code).toBe('STORE_FAILED');
    }
  });
});

describe('createKeyvStore', () => {
  it('refuses a Keyv that answers a failed read as if nothing were stored', async () => {
    expect(await faultsOf(() => createKeyvStore(new Keyv()))).toEqual([
      'keyv.throwOnErrors: must be true, or Keyv answers a failed read as if nothing were stored',
    ]);
  });

  it('names everything that is wrong with what it is given', async () => {
    const faultsOfAll = (...args: readonly unknown[]): Promise<readonly string[]> =>
      faultsOf(() => Reflect.apply(createKeyvStore, undefined, args));
    expect(await faultsOfAll({ get: 'x', iterator: 'x' }, { sealing: { seal: 1 } })).toEqual([
      'keyv.get: must be a function',
      'keyv.set: is missing',
      'keyv.delete: is missing',
      'keyv.iterator: must be a function',
      'options.sealing.seal: must be a function',
      'options.sealing.open: is missing',
    ]);
    expect(await faultsOfAll(undefined, 1)).toEqual(['keyv: is missing', 'options: must be an object']);
  });

  it('has no list of keys where the backend has none', () => {
    const { store } = openPlain();
    expect(store.keys).toBe(undefined);
    expect(store.compareAndSet).toBe(undefined);
  });

  it('takes a value that was not stored for a failure', async () => {
    const { store } = openPlain();
    expect((await errorOf(() => store.set('full', sample('1')))).code).toBe('STORE_FAILED');
    await store.set('mika', sample('1'));
    expect(await store.get('mika')).toBeDefined();
  });
});

/** Keyv takes values of any kind. */
function writeAnything(
  keyv: { set(key: string, value: never): unknown },
  key: string,
  value: unknown,
): unknown {
  return Reflect.apply((...args: [string, never]) => keyv.set(...args), undefined, [key, value]);
}

/** The least that is a Keyv: it stores nothing under `full`. */
function openPlain(): { store: ReturnType<typeof createKeyvStore> } {
  const entries = new Map<string, string>();
  const store = createKeyvStore({
    get: async (key) => entries.get(key),
    set: async (key, value) => key !== 'full' && entries.set(key, value) === entries,
    delete: async (key) => entries.delete(key),
  });
  return { store };
}
