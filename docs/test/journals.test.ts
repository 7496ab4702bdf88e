import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createCredentials, credentialsToJson } from '@threads-sdk/credentials';
import { createEmulator, type Emulator } from '@threads-sdk/emulator';
import { serve } from '@threads-sdk/emulator/serve';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
// @boundaries-ignore a tool of tests has one home
import { redisForTests, type RedisServer, startRedis } from '../../packages/credentials/test/redis-server.ts';
// @boundaries-ignore a tool of tests has one home
import {
  postgresForTests,
  type PostgresServer,
  startPostgres,
} from '../../packages/credentials/test/start-postgres.ts';
import { createPostgresJournal } from '../examples/journals/postgres.ts';
import { createSqliteJournal } from '../examples/journals/sqlite.ts';
import type { Setting } from './publisher.ts';

function start(program: string, ...args: readonly string[]): ChildProcess {
  const flags = ['--conditions=@threads-sdk/source', '--disable-warning=ExperimentalWarning'];
  const path = fileURLToPath(new URL(program, import.meta.url));
  return spawn(execPath, [...flags, path, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
}

function startPublisher(setting: Setting): ChildProcess {
  return start('publisher.ts', JSON.stringify(setting));
}

async function idOf(publisher: ChildProcess): Promise<string> {
  const output = publisher.stdout ? await text(publisher.stdout) : '';
  return output.trim();
}

async function livePosts(emulator: Emulator): Promise<readonly { readonly id: string }[]> {
  const { accessToken } = emulator.issueToken({ username: 'mika' });
  const url = `https://graph.threads.com/v1.0/me/threads?fields=id&access_token=${accessToken}`;
  const { data }: { data: readonly { readonly id: string }[] } = await (
    await emulator.fetch(new Request(url))
  ).json();
  return data;
}

/** What came of three processes with one key. */
interface Outcome {
  readonly live: readonly string[];
  /** What the two said that were not killed. */
  readonly said: readonly string[];
  /** How many requests to publish there were. */
  readonly sent: number;
}

/** One process is killed in the middle of the decisive request, two others go on at the same time. */
async function killOneAndStartTwo(journal: Setting['journal']): Promise<Outcome> {
  const emulator = createEmulator({ users: [{ username: 'mika' }], processing: { text: 0 } });
  const server = await serve(emulator, { port: 0 });
  const credentials = credentialsToJson(createCredentials(emulator.issueToken({ username: 'mika' })));
  const setting: Setting = { api: server.url, credentials, journal };
  try {
    emulator.planFault({ kind: 'slow-headers', operation: 'publishContainer', delay: 60_000 });
    const first = startPublisher(setting);
    const ended = once(first, 'exit');
    await expect.poll(() => livePosts(emulator)).not.toEqual([]);
    first.kill('SIGKILL'); // the post is live, and nobody has heard of it
    await ended;

    const said = await Promise.all([startPublisher(setting), startPublisher(setting)].map(idOf));
    return {
      live: (await livePosts(emulator)).map(({ id }) => id),
      said,
      sent: emulator.requests.filter(({ operation }) => operation === 'publishContainer').length,
    };
  } finally {
    await server.close();
  }
}

describe('processes that publish under one key', () => {
  it('with the journal in SQLite make one post, though one is killed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'threads-sdk-journal-'));
    const { live, said, sent } = await killOneAndStartTwo({ sqlite: join(folder, 'posts.sqlite') });
    expect({ live, said, sent }).toEqual({ live: [said[0]], said: [said[0], said[0]], sent: 1 });
    rmSync(folder, { recursive: true });
  });

  it('wait for one another in SQLite, and write only over what they have read', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'threads-sdk-journal-'));
    const file = join(folder, 'posts.sqlite');
    const counters = Array.from({ length: 4 }, () => start('sqlite-counter.ts', file, '50'));
    const codes = await Promise.all(counters.map(async (counter) => (await once(counter, 'exit'))[0]));
    const database = new DatabaseSync(file);
    const count = await createSqliteJournal(database).get('count');
    database.close();
    expect({ codes, count }).toEqual({ codes: [0, 0, 0, 0], count: '200' });
    rmSync(folder, { recursive: true });
  });

  const path = redisForTests();

  describe.skipIf(path === undefined)('on Redis', () => {
    let redis: RedisServer;
    beforeAll(async () => {
      redis = await startRedis(path ?? '');
    });
    afterAll(() => redis.stop());

    it('make one post, though one is killed', async () => {
      const { live, said, sent } = await killOneAndStartTwo({ redis: redis.socket });
      expect({ live, said, sent }).toEqual({ live: [said[0]], said: [said[0], said[0]], sent: 1 });
    });
  });

  const postgresPath = postgresForTests();

  describe.skipIf(postgresPath === undefined)('on PostgreSQL', () => {
    let postgres: PostgresServer;
    let pool: Pool;
    beforeAll(async () => {
      postgres = await startPostgres(postgresPath ?? '');
      pool = new Pool({ connectionString: postgres.url });
    });
    afterAll(async () => {
      await pool.end();
      await postgres.stop();
    });

    it('make one post, though one is killed', async () => {
      const { live, said, sent } = await killOneAndStartTwo({ postgres: postgres.url });
      expect({ live, said, sent }).toEqual({ live: [said[0]], said: [said[0], said[0]], sent: 1 });
    });

    it('open the journal at once, and one of them writes', async () => {
      await pool.query('DROP TABLE IF EXISTS threads_posts');
      const ten = { length: 10 };
      await Promise.all(Array.from(ten, () => pool.query('SELECT 1'))); // each has its connection
      const journals = await Promise.all(Array.from(ten, () => createPostgresJournal(pool)));
      for (const [before, after] of [
        [undefined, 'one'],
        ['one', 'two'],
      ] as const) {
        const written = await Promise.all(
          journals.map(async (journal) => journal.compareAndSet?.('key', after, before)),
        );
        expect(written.filter(Boolean)).toHaveLength(1);
      }
      await journals[0]?.set('key', 'three');
      expect(await journals[1]?.get('key')).toBe('three');
    });
  });
});
