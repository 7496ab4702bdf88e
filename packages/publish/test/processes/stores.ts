import { DatabaseSync } from 'node:sqlite';
// @boundaries-ignore the journals that people copy
import { createRedisJournal } from '../../../../docs/examples/journals/redis.ts';
// @boundaries-ignore the journals that people copy
import { createSqliteJournal } from '../../../../docs/examples/journals/sqlite.ts';
import type { Journal } from '../../src/index.ts';

/** Where a journal and a queue are: a file, or the path of a socket. */
export type StoreSetting = { readonly sqlite: string } | { readonly redis: string };

/** A message that a queue has handed out. */
export interface Delivery {
  readonly message: string;
  /** How often it was handed out. */
  readonly times: number;
}

/** A queue of at-least-once delivery: what is not removed is handed out again. All times are real, in epoch milliseconds. */
export interface Queue {
  readonly put: (message: string, at: number) => Promise<void>;
  /** Hands out a message that is due; until then nobody else gets it. */
  readonly take: (until: number) => Promise<Delivery | undefined>;
  readonly remove: (message: string) => Promise<void>;
  readonly count: () => Promise<number>;
}

/** Both on the same server, as they are for many apps. */
export interface Stores {
  readonly journal: Journal;
  readonly queue: Queue;
  readonly close: () => void;
}

export async function openStores(setting: StoreSetting): Promise<Stores> {
  return 'sqlite' in setting ? openSqlite(setting.sqlite) : openRedis(setting.redis);
}

function openSqlite(file: string): Stores {
  const database = new DatabaseSync(file, { timeout: 200 });
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL'); // processes die here, not the machine
  database.exec(
    'CREATE TABLE IF NOT EXISTS queue (message TEXT PRIMARY KEY, at REAL NOT NULL, times INTEGER NOT NULL)',
  );
  const journal = createSqliteJournal(database);
  database.exec('PRAGMA busy_timeout = 200'); // as short again, so that some writings fail
  const put = database.prepare(
    'INSERT INTO queue VALUES (?, ?, 0) ON CONFLICT DO UPDATE SET at = excluded.at',
  );
  const take = database.prepare(
    `UPDATE queue SET at = ?, times = times + 1
     WHERE message = (SELECT message FROM queue WHERE at <= ? ORDER BY at LIMIT 1) RETURNING message, times`,
  );
  const remove = database.prepare('DELETE FROM queue WHERE message = ?');
  const count = database.prepare('SELECT count(*) AS count FROM queue');
  return {
    journal,
    queue: {
      put: async (message, at) => void put.run(message, at),
      take: async (until) => {
        const row = take.get(until, Date.now());
        return row && { message: String(row['message']), times: Number(row['times']) };
      },
      remove: async (message) => void remove.run(message),
      count: async () => Number(count.get()?.['count']),
    },
    close: () => database.close(),
  };
}

const takeFromRedis = `
local message = redis.call('ZRANGEBYSCORE', 'queue', '-inf', ARGV[1], 'LIMIT', 0, 1)[1]
if not message then return nil end
redis.call('ZADD', 'queue', ARGV[2], message)
return { message, redis.call('HINCRBY', 'times', message, 1) }`;

async function openRedis(socket: string): Promise<Stores> {
  const { createClient } = await import('redis'); // large: the others start without it
  const client = createClient({ socket: { path: socket, tls: false, reconnectStrategy: () => 50 } });
  client.on('error', () => {}); // it connects again by itself; what was asked meanwhile fails or waits
  await client.connect();
  const send = (command: string[]): Promise<unknown> => client.sendCommand(command);
  return {
    journal: createRedisJournal(send),
    queue: {
      put: async (message, at) => void (await send(['ZADD', 'queue', String(at), message])),
      take: async (until) => {
        const taken = await send(['EVAL', takeFromRedis, '0', String(Date.now()), String(until)]);
        return Array.isArray(taken) ? { message: String(taken[0]), times: Number(taken[1]) } : undefined;
      },
      remove: async (message) => void (await send(['ZREM', 'queue', message])),
      count: async () => Number(await send(['ZCARD', 'queue'])),
    },
    close: () => client.destroy(),
  };
}
