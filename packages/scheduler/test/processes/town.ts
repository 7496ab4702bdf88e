import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createCredentials, credentialsToJson } from '@threads-sdk/credentials';
import { createEmulator, type Emulator, type EmulatorOptions } from '@threads-sdk/emulator';
import { serve } from '@threads-sdk/emulator/serve';
import { fileURLToPath } from 'node:url';
import { Pool } from 'pg';
// @boundaries-ignore a tool of tests has one home
import type { PostgresServer } from '../../../credentials/test/start-postgres.ts';
import { openScheduler, type Scheduler, closeScheduler } from '../../src/index.ts';
import type { Clock } from '@threads-sdk/core-http/fetch';
import { makePostgres } from '../stage.ts';
import type { Setting } from './worker.ts';

/** A served emulator and a PostgreSQL with a scheduler that does not work itself, for processes that do. */
export interface Town {
  readonly emulator: Emulator;
  readonly server: PostgresServer;
  readonly database: Pool;
  readonly scheduler: Scheduler;
  /** How many requests of an account were under way beside another of it, at the API. */
  readonly overlaps: () => number;
  /** Starts a process; it is there when it is open. */
  readonly start: (more?: Partial<Setting>) => Promise<ChildProcess>;
  readonly close: () => Promise<void>;
}

export interface TownOptions {
  readonly accounts: readonly string[];
  readonly emulator?: EmulatorOptions;
  /** The clock of the scheduler in this process. */
  readonly clock?: Clock;
  /** Called before each request. */
  readonly onRequest?: (emulator: Emulator, request: Request) => unknown;
}

export async function openTown({
  accounts,
  clock,
  emulator: options,
  onRequest,
}: TownOptions): Promise<Town> {
  const place = await makePostgres();
  const emulator = createEmulator({ users: accounts.map((username) => ({ username })), ...options });
  const underWay = new Map<string, number>();
  let overlaps = 0;
  const served = await serve({
    ...emulator,
    fetch: async (request) => {
      const account = request.headers.get('authorization') ?? '';
      const beside = underWay.get(account) ?? 0;
      if (beside > 0) overlaps += 1;
      underWay.set(account, beside + 1);
      try {
        await onRequest?.(emulator, request);
        return await emulator.fetch(request);
      } finally {
        underWay.set(account, (underWay.get(account) ?? 1) - 1);
      }
    },
  });
  const scheduler = await openScheduler({
    database: place.database,
    accounts: () => {
      throw new Error('This process does not work.');
    },
    ...(clock && { clock }),
  });
  const database = new Pool({ connectionString: place.database, max: 2 });
  database.on('error', () => {});
  const credentials = Object.fromEntries(
    accounts.map((username) => [
      username,
      credentialsToJson(createCredentials(emulator.issueToken({ username }))),
    ]),
  );
  const children = new Set<ChildProcess>();
  const setting = { database: place.database, api: served.url, credentials, concurrency: 8 };
  return {
    emulator,
    server: place.server,
    database,
    scheduler,
    overlaps: () => overlaps,
    start: async (more = {}) => {
      const child = fork(fileURLToPath(new URL('worker.ts', import.meta.url)), {
        execArgv: ['--conditions=@threads-sdk/source', '--disable-warning=ExperimentalWarning'],
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      });
      children.add(child);
      child.send({ ...setting, ...more } satisfies Setting);
      child.on('exit', () => children.delete(child));
      await once(child, 'message');
      return child;
    },
    close: async () => {
      await Promise.all([...children].map((child) => endNow(child)));
      await closeScheduler(scheduler);
      await database.end();
      await served.close();
      await place.remove();
    },
  };
}

/** Kills a process and waits until it is gone. */
export async function endNow(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
