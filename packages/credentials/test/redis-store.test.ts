import { execFile } from 'node:child_process';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createRedisStore, type CredentialsStore, type StoreOptions } from '@threads-sdk/credentials';
import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeCompareAndSet, describeSealing, describeStore, listKeys } from './describe-store.ts';
import { errorOf } from './error-of.ts';
import { redisForTests, type RedisServer, startRedis } from './redis-server.ts';
import { canary, sample } from './samples.ts';

const path = redisForTests();

describe.skipIf(path === undefined)('createRedisStore', () => {
  let server: RedisServer;
  let io: Redis;
  let close: () => unknown;
  let send: (command: string[]) => Promise<unknown>;

  beforeAll(async () => {
    server = await startRedis(path ?? '');
    io = new Redis(server.socket, { maxRetriesPerRequest: 0, retryStrategy: () => null });
    const client = await createClient({ socket: { path: server.socket, tls: false } }).connect();
    close = () => client.destroy();
    send = (command) => client.sendCommand(command);
  });
  beforeEach(() => io.flushall());
  afterAll(async () => {
    io.disconnect();
    close();
    await server.stop();
  });

  const clients = {
    redis: (options?: StoreOptions): CredentialsStore =>
      createRedisStore((command) => send(command), options),
    ioredis: (options?: StoreOptions): CredentialsStore =>
      createRedisStore(([name = '', ...args]) => io.call(name, ...args), options),
  };

  async function dump(): Promise<string> {
    const names = await io.keys('*');
    return (await Promise.all(names.map((name) => io.get(name)))).join('\n');
  }

  for (const [name, create] of Object.entries(clients)) {
    const open = async (options?: StoreOptions) => ({ store: create(options), reopen: create, dump });
    describeStore(`with ${name}`, open);
    describeCompareAndSet(`with ${name}`, open);
    describeSealing(`with ${name}`, open);
  }

  it('leaves alone what does not begin with its prefix', async () => {
    await io.set('threads:other', 'x');
    await io.set('axb:mika', 'x');
    const [store, other] = ['a*b:', 'a[b]:'].map((prefix) => createRedisStore(send, { prefix }));
    await store?.set('mika', sample('1'));
    await other?.set('juno', sample('2'));
    expect(store && (await listKeys(store))).toEqual(['mika']);
    expect(other && (await listKeys(other))).toEqual(['juno']);
    expect(await listKeys(clients.redis())).toEqual([]);
    expect(await io.get('a*b:mika')).toContain('THAA-');
  });

  it('loses no update of two processes that write the same entry', async () => {
    const rounds = 50;
    const store = clients.redis();
    await store.set('mika', sample('1', []));
    const program = fileURLToPath(new URL('add-scopes.ts', import.meta.url));
    const output = await Promise.all(
      ['ann bob', 'bob ann'].map((names) => {
        const args = [
          '--conditions=@threads-sdk/source',
          program,
          server.socket,
          ...names.split(' '),
          `${rounds}`,
        ];
        return promisify(execFile)(execPath, args);
      }),
    );
    const scopes = new Set((await store.get('mika'))?.credentials.scopes);
    expect(scopes.size).toBe(2 * rounds);
    // In each round at least one came too late.
    expect(output.reduce((sum, { stdout }) => sum + Number(stdout), 0)).toBeGreaterThanOrEqual(rounds);
  });

  it.each([
    ['no text of this store', `THAA-${canary}`],
    ['no version', `{"access_token":"THAA-${canary}"}`],
    ['no credentials', `1-2-3-4 {"access_token":"THAA-${canary}"}`],
    ['half of a text', `1-2-3-4 {"access_token":"THAA-${canary}`],
    ['nothing', ''],
  ])('names an entry that is damaged: %s', async (_what, entry) => {
    const store = clients.redis();
    await io.set('threads:credentials:mika', entry);
    const error = await errorOf(() => store.get('mika'));
    expect(error.code).toBe('STORED_CREDENTIALS_INVALID');
    expect(error.message).toContain('"mika"');
    expect(await store.compareAndSet?.('mika', sample('1'), undefined)).toBe(false);
    await store.set('mika', sample('1'));
    expect(await store.get('mika')).toBeDefined();
  });

  it.each(Object.entries(clients))(
    'turns an error that Redis answers with into one of its own: %s',
    async (_name, create) => {
      const store = create();
      // An error of ioredis shows the command, and with it the token.
      await io.lpush('threads:credentials:mika', 'a list');
      for (const call of [
        () => store.get('mika'),
        () => store.compareAndSet?.('mika', sample('1'), undefined),
      ]) {
        const error = await errorOf(call);
        expect(error.code).toBe('STORE_FAILED');
        expect(error.message).toContain('"mika"');
      }
    },
  );

  it('says so when Redis is not there', async () => {
    const gone = await startRedis(path ?? '');
    const client = new Redis(gone.socket, { maxRetriesPerRequest: 0, retryStrategy: () => null });
    const problems: string[] = [];
    client.on('error', ({ message }: Error) => problems.push(message));
    const store = createRedisStore(([name = '', ...args]) => client.call(name, ...args));
    await store.set('mika', sample('1'));
    await gone.stop();
    for (const [carriedOut, call] of [
      ['unsent', () => store.get('mika')],
      ['maybe', () => store.set('mika', sample('2'))],
      ['maybe', () => store.delete('mika')],
      ['maybe', () => store.compareAndSet?.('mika', sample('2'), undefined)],
      ['unsent', () => listKeys(store)],
    ] as const) {
      expect(await errorOf(call)).toMatchObject({ code: 'STORE_FAILED', retryable: 'later', carriedOut });
    }
    client.disconnect();
  });

  it('names a key once, even if Redis names it twice, as it does while its table grows', async () => {
    const pages: Record<string, unknown> = { 0: ['7', ['a:mika', 'a:juno']], 7: ['0', ['a:mika']] };
    const store = createRedisStore(async ([, cursor = '']) => pages[cursor], { prefix: 'a:' });
    expect(await listKeys(store)).toEqual(['mika', 'juno']);
  });

  it('does not take an answer that is no list for the end of one', async () => {
    const store = createRedisStore(async () => 'OK');
    expect((await errorOf(() => listKeys(store))).code).toBe('STORE_FAILED');
  });
});
