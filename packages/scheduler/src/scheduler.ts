import { type App, createCredentialsSource } from '@threads-sdk/auth';
import { type Client, type Clock, createClient, type HttpOptions } from '@threads-sdk/core-http/fetch';
import type { CredentialsStore } from '@threads-sdk/credentials';
import { InvalidInputError } from '@threads-sdk/errors';
import { callable, checkInput, custom, inputObject, isObject, notify } from '@threads-sdk/internal';
import type { MediaCheck, MediaStorage } from '@threads-sdk/publish';
import type { PgBoss } from 'pg-boss';
import { type Database, databaseError } from './database/database.ts';
import { openEmbedded } from './database/embedded.ts';
import { onPool, openPostgres, type PostgresPool } from './database/postgres.ts';
import { createTables, schema } from './database/tables.ts';
import { createEngine, startEngine } from './engine.ts';
import type { SchedulerEvent } from './events.ts';
import { observePosts } from './telemetry.ts';

/**
 * How to get a client for an account: your app and where its users' credentials are stored, by account; or a function.
 *
 * @category Open
 */
export type Accounts =
  | {
      readonly app: App;
      /** The credentials, under the names that `account` has in `schedulePost`. */
      readonly store: CredentialsStore;
      /** Options for the clients that are made, such as those of `loadClientOptions`. */
      readonly http?: HttpOptions;
    }
  | ((account: string) => Client | Promise<Client>);

/**
 * What `openScheduler` takes.
 *
 * @category Open
 */
export interface SchedulerOptions {
  /**
   * Where posts are kept: the path of a folder, for one process at a time and without any set-up (it takes the package
   * `@electric-sql/pglite`); the URL of a PostgreSQL (`postgres://…`), for any number of processes; or a pool of the
   * package `pg` with an `error` listener and pg's own type parsers, which stays yours to close. Each app needs a database of
   * its own: whoever works takes all that is due.
   */
  readonly database: string | PostgresPool;

  readonly accounts: Accounts;

  /**
   * Where the files of posts are kept: needed for posts with files, in the processes that schedule and in those that work. Files
   * have to stay until their post is live: no rule of the storage may remove them earlier, its `removeWhenLive` is not heeded,
   * and `sweepStorage` with {@link neededFiles} removes what no post needs any more.
   */
  readonly storage?: MediaStorage;

  /** Looks at the media of a post before it is put down, as for `publish`: such as `checkMedia` of `@threads-sdk/media`. */
  readonly check?: MediaCheck;

  /** Hears what happens. It changes nothing: what it throws is written to `console.error`. */
  readonly onEvent?: (event: SchedulerEvent) => unknown;

  /** Decides what is due, default the machine's. Whether a worker is alive goes by the database's own clock. */
  readonly clock?: Clock;

  /** Randomness for pauses between attempts, from 0 (included) to 1 (excluded). Default `Math.random`. */
  readonly random?: () => number;
}

/**
 * An open scheduler: plain and frozen, for the functions of this package.
 *
 * @category Open
 */
export interface Scheduler {
  /** What it keeps posts in. */
  readonly kind: 'embedded' | 'postgres';
  /** The time that it goes by. */
  readonly clock: Clock;
}

/** @internal What a scheduler holds. */
export interface Insides {
  readonly database: Database;
  readonly engine: PgBoss;
  readonly clock: Clock;
  readonly random: () => number;
  readonly accounts: Accounts;
  readonly storage: MediaStorage | undefined;
  readonly check: MediaCheck | undefined;
  readonly clientOf: (account: string) => Promise<Client>;
  /** Has the next client of an account read its credentials from the store. */
  readonly forget: (account: string) => void;
  /** Calls `onEvent`, and waits for nothing that it does: a listener that hangs stops no post. */
  readonly tell: (event: SchedulerEvent) => void;
  /** Aborted when the scheduler is closed. */
  readonly closing: AbortController;
  /** What is under way and has to end before the database is closed. */
  readonly working: Set<Promise<void>>;
  /** Ends the counting of posts for metrics. */
  readonly unobserve: () => void;
}

const insides = /* @__PURE__ */ new WeakMap<Scheduler, Insides>();

/** @internal @throws {InvalidInputError} if it is no scheduler */
export function inside(call: string, scheduler: Scheduler): Insides {
  const found = insides.get(scheduler);
  if (found === undefined)
    throw new InvalidInputError(call, [
      { path: 'scheduler', message: 'must be an open one of openScheduler' },
    ]);
  return found;
}

/**
 * Opens a scheduler. It makes its tables where they are not there yet, in the schemas `threads` and `threads_engine`.
 *
 * @param options `database`: a folder, the URL of a PostgreSQL, or a pool; `accounts`: how to get a client for an account;
 *   `storage`: where the files of posts are; `check`, `onEvent`, `clock`, `random`
 * @returns the scheduler, to be closed with {@link closeScheduler}
 * @throws {InvalidInputError} if the options are not usable, naming every fault, or `@electric-sql/pglite` is not installed
 * @throws {SchedulerError} `SCHEDULER_IN_USE` if another process has the folder open, which harms nothing;
 *   `DATABASE_FAILED` if the database cannot be reached or fails
 *
 * @example
 * ```ts
 * import { loadApp } from '@threads-sdk/auth';
 * import { createMemoryStore } from '@threads-sdk/credentials';
 * import { openScheduler, type Scheduler } from '@threads-sdk/scheduler';
 *
 * export const open = (): Promise<Scheduler> =>
 *   openScheduler({
 *     database: './posts',
 *     accounts: { app: loadApp(process.env), store: createMemoryStore() },
 *   });
 * ```
 *
 * @category Open
 */
export async function openScheduler(options: SchedulerOptions): Promise<Scheduler> {
  checkInput('openScheduler', optionsSchema(), options);
  const {
    accounts,
    check,
    clock = createClient().clock,
    database: place,
    onEvent,
    random = Math.random,
    storage,
  } = options;
  const tell = (event: SchedulerEvent): void => void notify('onEvent', onEvent, event);
  const { clientOf, forget } = createClients(accounts, clock);
  const database = await openDatabase(place).catch((error: unknown) => {
    throw databaseError(error);
  });
  let engine: PgBoss | undefined;
  try {
    await createTables(database);
    engine = createEngine(database, (error) => tell({ type: 'failed', error: databaseError(error) }));
    await startEngine(engine);
    if (database.backend === 'pglite') await freeAll(database);
    const scheduler: Scheduler = Object.freeze({
      kind: database.backend === 'pglite' ? ('embedded' as const) : ('postgres' as const),
      clock,
    });
    const closing = new AbortController();
    const working = new Set<Promise<void>>();
    const unobserve = observePosts(database);
    const held = {
      accounts,
      check,
      clientOf,
      clock,
      closing,
      database,
      engine,
      forget,
      random,
      storage,
      tell,
      unobserve,
      working,
    };
    insides.set(scheduler, held);
    return scheduler;
  } catch (error) {
    await engine?.stop({ graceful: false });
    await database.close();
    throw databaseError(error);
  }
}

/**
 * Closes a scheduler. If it works, that ends first: no further step is begun, and those that are under way are finished.
 *
 * @param scheduler the scheduler; one that is closed already stays so
 *
 * @example
 * ```ts
 * import { closeScheduler, type Scheduler } from '@threads-sdk/scheduler';
 *
 * export async function stop(scheduler: Scheduler): Promise<void> {
 *   await closeScheduler(scheduler);
 * }
 * ```
 *
 * @category Open
 */
export async function closeScheduler(scheduler: Scheduler): Promise<void> {
  const found = insides.get(scheduler);
  insides.delete(scheduler);
  if (found !== undefined) closings.set(scheduler, close(found));
  await closings.get(scheduler);
}

/** Those that are being closed: whoever closes one again waits as well. */
const closings = /* @__PURE__ */ new WeakMap<Scheduler, Promise<void>>();

async function close({ closing, database, engine, unobserve, working }: Insides): Promise<void> {
  unobserve();
  closing.abort();
  await Promise.allSettled(working);
  await engine.stop({ graceful: false });
  await database.close();
}

function openDatabase(place: SchedulerOptions['database']): Promise<Database> {
  if (typeof place !== 'string') return Promise.resolve(onPool(place));
  return isPostgresUrl(place) ? Promise.resolve(openPostgres(place)) : openEmbedded(place);
}

function isPostgresUrl(text: string): boolean {
  return /^postgres(?:ql)?:\/\//.test(text);
}

/** Lets go of all accounts: where one process at a time has the database, what was under way belongs to one that is dead. */
async function freeAll({ run }: Database): Promise<void> {
  await run(
    `UPDATE ${schema}.accounts SET job = NULL, wake = ${schema}.wake_of(account) WHERE job IS NOT NULL`,
  );
}

/** How many clients are kept: each remembers its account's credentials for a minute. */
const maxClients = 10_000;

/** @throws {InvalidInputError} if the app or the store is not usable, naming every fault */
function createClients(accounts: Accounts, clock: Clock): Pick<Insides, 'clientOf' | 'forget'> {
  if (typeof accounts === 'function')
    return { clientOf: async (account) => accounts(account), forget: () => {} };
  const { app, http, store } = accounts;
  const create = (account: string): Client =>
    createClient({ clock, ...http, credentials: createCredentialsSource(app, { store, key: account }) });
  try {
    create('any');
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    const issues = error.issues.map(({ message, path }) => ({
      path: `accounts.${path.replace(/^options\./, '')}`,
      message,
    }));
    throw new InvalidInputError('openScheduler', issues);
  }
  const clients = new Map<string, Client>();
  const clientOf = async (account: string): Promise<Client> => {
    const known = clients.get(account);
    if (known !== undefined) return known;
    const made = create(account);
    const [oldest] = clients.keys();
    if (clients.size >= maxClients && oldest !== undefined) clients.delete(oldest);
    clients.set(account, made);
    return made;
  };
  return { clientOf, forget: (account) => void clients.delete(account) };
}

function optionsSchema(): Parameters<typeof checkInput<SchedulerOptions>>[1] {
  return inputObject<SchedulerOptions>(
    {
      database: custom(
        (value) =>
          (typeof value === 'string' &&
            value !== '' &&
            value === value.trim() &&
            (isPostgresUrl(value) || !/^\w+:\/\//.test(value))) ||
          (isObject(value) && typeof value['query'] === 'function' && typeof value['connect'] === 'function'),
        'must be the path of a folder, a URL that begins with postgres://, or a pool of the package pg',
      ),
      accounts: custom(
        (value) =>
          typeof value === 'function' ||
          (isObject(value) && isObject(value['app']) && isObject(value['store'])),
        'must be { app, store } or a function that gives the client of an account',
      ),
      storage: custom((value) => typeof Object(value).open === 'function', 'must be a storage'),
      check: callable(),
      onEvent: callable(),
      clock: custom(
        (value) =>
          isObject(value) && typeof value['now'] === 'function' && typeof value['sleep'] === 'function',
        'must be a clock with now and sleep',
      ),
      random: callable(),
    },
    ['database', 'accounts'],
  );
}
