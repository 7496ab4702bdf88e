import KeyvRedis from '@keyv/redis';
import { Keyv } from 'keyv';
import { Keyv as Keyv6 } from 'keyv-6';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
// @boundaries-ignore a tool of tests has one home
import { redisForTests, type RedisServer, startRedis } from '../../credentials/test/redis-server.ts';
// @boundaries-ignore a tool of tests has one home
import { openSqlite } from '../../credentials/test/sqlite-adapter.ts';
import { createKeyvJournal, type JournalKeyv, type Media, publish } from '../src/index.ts';
import { createStage, graphError, published } from './stage.ts';

const image: Media = { image: 'https://example.com/gate.jpg' };

/** Publishes in one process until it is stopped, and goes on in the next; gives what is live, and what both said. */
async function publishInTwoProcesses(
  connect: () => JournalKeyv,
): Promise<{ live: readonly string[]; ids: readonly string[] }> {
  const stage = createStage({ intercept: published(() => graphError(500, 2)) });
  const post = { media: [image, image] };
  const killed = new AbortController();
  await expect(
    publish(stage.client, post, {
      idempotencyKey: 'kyoto',
      journal: createKeyvJournal(connect()),
      signal: killed.signal,
      onProgress: ({ step }) => {
        if (step === 'confirm') killed.abort();
      },
    }),
  ).rejects.toMatchObject({ code: 'ABORTED' });

  const options = { idempotencyKey: 'kyoto', journal: createKeyvJournal(connect()) };
  const { id } = await publish(stage.client, post, options);

  const again = await publish(stage.client, post, options);
  return { live: (await stage.livePosts()).map((each) => each.id), ids: [id, again.id] };
}

describe.each<[string, (adapter: object) => JournalKeyv]>([
  ['Keyv 5', (store) => new Keyv({ store, namespace: 'posts', throwOnErrors: true })],
  ['Keyv 6', (store) => new Keyv6({ store: Object(store), namespace: 'posts' })],
])('a journal with %s', (_name, createKeyv) => {
  it('on SQLite outlives the process', async () => {
    const { adapter, database } = openSqlite(':memory:');
    const { live, ids } = await publishInTwoProcesses(() => createKeyv({ ...adapter }));
    expect(live).toHaveLength(1);
    expect(ids).toEqual([live[0], live[0]]);
    database.close();
  });

  it('on a database that fails publishes nothing', async () => {
    const { adapter, database } = openSqlite(':memory:');
    const journal = createKeyvJournal(createKeyv(adapter));
    const stage = createStage();
    database.exec('DROP TABLE keyv');

    await expect(
      publish(stage.client, { text: 'Hello' }, { idempotencyKey: 'a', journal }),
    ).rejects.toMatchObject({ code: 'JOURNAL_FAILED', carriedOut: 'maybe' });
    expect(stage.sent).toEqual([]);
    database.close();
  });
});

const path = redisForTests();

describe.skipIf(path === undefined)('a journal with Keyv on Redis', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedis(path ?? '');
  });
  afterAll(() => redis.stop());

  it('outlives the process', async () => {
    const stores: KeyvRedis<unknown>[] = [];
    const { live, ids } = await publishInTwoProcesses(() => {
      const store = new KeyvRedis({ socket: { path: redis.socket, tls: false } });
      stores.push(store);
      return new Keyv({ store, namespace: 'posts', throwOnErrors: true });
    });
    expect(live).toHaveLength(1);
    expect(ids).toEqual([live[0], live[0]]);
    await Promise.all(stores.map((store) => store.disconnect()));
  });
});
