/** A process that works; the tests beside it start it, kill it and put it to sleep. */
import { once } from 'node:events';
import { kill, pid } from 'node:process';
import { createClient } from '@threads-sdk/core-http/fetch';
import { credentialsFromJson } from '@threads-sdk/credentials';
import { Pool } from 'pg';
// @boundaries-ignore a tool of tests has one home
import { createFastClock, type FastTime } from '../../../publish/test/processes/fast-clock.ts';
import { openScheduler, type PostgresPool, work } from '../../src/index.ts';

/** What the process is sent when it has started: too much for an argument, and secret. */
export interface Setting {
  /** The address of a PostgreSQL, or a folder. */
  readonly database: string;
  readonly api: string;
  /** By account, as JSON. */
  readonly credentials: Readonly<Record<string, string>>;
  readonly concurrency: number;
  readonly time?: FastTime;
  /**
   * What the process does to itself before a statement is sent: the how manyth of those with a part of their text, from where
   * it takes up an account.
   */
  readonly halt?: {
    readonly by: 'SIGKILL' | 'SIGSTOP';
    readonly account: string;
    readonly before: string;
    readonly count: number;
  };
}

/** Counts statements, and halts before one of them. */
function watch(pool: Pool, halt: Setting['halt']): PostgresPool {
  let isCounting = false;
  let seen = 0;
  const before = (text: string, values: readonly unknown[] = []): void => {
    isCounting ||= text.includes('SET claim = claim + 1') && values[0] === halt?.account;
    if (halt === undefined || !isCounting || !text.includes(halt.before)) return;
    seen += 1;
    if (seen !== halt.count) return;
    process.send?.('halting');
    kill(pid, halt.by);
  };
  return {
    query: (text, values) => {
      before(text, values);
      return pool.query(text, values);
    },
    connect: async () => {
      const connection = await pool.connect();
      return {
        query: (text, values) => {
          before(text, values);
          return connection.query(text, values);
        },
        release: (destroy) => connection.release(destroy),
        on: (event, listener) => connection.on(event, listener),
        off: (event, listener) => connection.off(event, listener),
      };
    },
  };
}

function openPool(url: string): Pool {
  const pool = new Pool({ connectionString: url, max: 10 });
  pool.on('error', () => {});
  return pool;
}

if (import.meta.main) {
  const [setting]: Setting[] = await once(process, 'message');
  if (setting === undefined) throw new Error('It was sent nothing.');
  const { api, concurrency, credentials, halt, time } = setting;
  const clock = time && createFastClock(time);
  const scheduler = await openScheduler({
    database: setting.database.startsWith('postgres')
      ? watch(openPool(setting.database), halt)
      : setting.database,
    accounts: (account) =>
      createClient({
        baseUrl: api,
        allowInsecure: true,
        credentials: credentialsFromJson(credentials[account] ?? ''),
        ...(clock && { clock }),
      }),
    ...(clock && { clock }),
  });
  process.on('disconnect', () => process.exit());
  process.send?.('open');
  await work(scheduler, { concurrency });
}
