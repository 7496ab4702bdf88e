/** A process that works on a PostgreSQL with credentials on a Redis; `fresh-credentials.test.ts` starts it and kills it. */
import { argv } from 'node:process';
import { type App } from '@threads-sdk/auth';
import { createClient } from '@threads-sdk/core-http/fetch';
import { createRedisStore } from '@threads-sdk/credentials';
import { createClient as createRedis } from 'redis';
import { openScheduler, work } from '../../src/index.ts';

/** What the process is started with, as JSON. */
export interface RefresherSetting {
  readonly database: string;
  readonly app: Pick<App, 'clientId' | 'clientSecret' | 'redirectUri'>;
  readonly api: string;
  readonly socket: string;
  /** How many milliseconds its clock is ahead of the machine's. */
  readonly ahead: number;
}

if (import.meta.main) {
  const { ahead, api, app, database, socket }: RefresherSetting = JSON.parse(argv[2] ?? '');
  const redis = await createRedis({ socket: { path: socket, tls: false } }).connect();
  const machine = createClient().clock;
  const clock = {
    now: () => machine.now() + ahead,
    sleep: (...wait: Parameters<typeof machine.sleep>) => machine.sleep(...wait),
  };
  const http = { baseUrl: api, allowInsecure: true, clock };
  const scheduler = await openScheduler({
    database,
    accounts: {
      app: { ...app, client: createClient(http), allowInsecure: true },
      store: createRedisStore((command) => redis.sendCommand(command)),
      http,
    },
    clock,
    onEvent: (event) => process.send?.(event),
  });
  process.on('disconnect', () => process.exit());
  process.send?.({ type: 'open' });
  await work(scheduler);
}
