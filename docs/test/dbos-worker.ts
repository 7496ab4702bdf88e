/** A process that publishes posts as workflows of DBOS, as the example does; `dbos.test.ts` starts it and kills it. */
import { argv } from 'node:process';
import { createMemoryStore, credentialsFromJson } from '@threads-sdk/credentials';
import { Pool } from 'pg';
import { startWorker } from '../examples/queues/dbos.ts';

/** What the process is started with, as JSON. */
export interface Setting {
  /** The address of the database. */
  readonly postgres: string;
  readonly executorID: string;
  readonly credentials: string;
  /** Whose they are. */
  readonly knows: string;
}

if (import.meta.main) {
  const setting: Setting = JSON.parse(argv[2] ?? '');
  const store = createMemoryStore();
  await store.set(setting.knows, credentialsFromJson(setting.credentials));
  const pool = new Pool({ connectionString: setting.postgres });
  await startWorker(pool, store, { name: 'posts', executorID: setting.executorID, logLevel: 'error' });
}
