/**
 * A process that publishes a post under a key, with the journal of an example; `journals.test.ts` starts it and kills it.
 */
import { argv } from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import { createClient } from '@threads-sdk/core-http';
import { credentialsFromJson } from '@threads-sdk/credentials';
import { type Journal, publish } from '@threads-sdk/publish';
import { Pool } from 'pg';
import { createClient as connect } from 'redis';
import { createPostgresJournal } from '../examples/journals/postgres.ts';
import { createRedisJournal } from '../examples/journals/redis.ts';
import { createSqliteJournal } from '../examples/journals/sqlite.ts';

/** What the process is started with, as JSON. */
export interface Setting {
  readonly api: string;
  readonly credentials: string;
  /** A file, the path of a socket, or the address of a database. */
  readonly journal: { readonly sqlite: string } | { readonly redis: string } | { readonly postgres: string };
}

async function openJournal({ journal }: Setting): Promise<Journal> {
  if ('sqlite' in journal) return createSqliteJournal(new DatabaseSync(journal.sqlite));
  if ('postgres' in journal) return createPostgresJournal(new Pool({ connectionString: journal.postgres }));
  const client = await connect({ socket: { path: journal.redis, tls: false } }).connect();
  return createRedisJournal((command) => client.sendCommand(command));
}

if (import.meta.main) {
  const setting: Setting = JSON.parse(argv[2] ?? '');
  const client = createClient({
    baseUrl: setting.api,
    allowInsecure: true,
    credentials: credentialsFromJson(setting.credentials),
  });
  const journal = await openJournal(setting);
  const { id } = await publish(client, { text: 'Good morning' }, { idempotencyKey: 'morning', journal });
  console.log(id);
  process.exit(0);
}
