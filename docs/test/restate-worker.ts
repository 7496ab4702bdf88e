/** A process that publishes posts as workflows of Restate, as the example does; `restate.test.ts` starts it and kills it. */
import { createServer } from 'node:http2';
import { argv } from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import { createEndpointHandler } from '@restatedev/restate-sdk';
import { createMemoryStore, credentialsFromJson } from '@threads-sdk/credentials';
import { createSqliteJournal } from '../examples/journals/sqlite.ts';
import { createPosts } from '../examples/queues/restate.ts';

/** What the process is started with, as JSON. */
export interface Setting {
  /** The file of the journal. */
  readonly journal: string;
  readonly credentials: string;
  /** Whose they are. */
  readonly knows: string;
  /** Where to listen; 0 for any, which is printed. */
  readonly port: number;
}

if (import.meta.main) {
  const setting: Setting = JSON.parse(argv[2] ?? '');
  const store = createMemoryStore();
  await store.set(setting.knows, credentialsFromJson(setting.credentials));
  const journal = createSqliteJournal(new DatabaseSync(setting.journal));
  const posts = createPosts(store, journal);
  const server = createServer(createEndpointHandler({ services: [posts], logger: () => {} }));
  server.listen(setting.port, '127.0.0.1', () => console.log(Object(server.address()).port));
}
