import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@threads-sdk/core-http/fetch';
import {
  createEmulator,
  createVirtualClock,
  type Emulator,
  type EmulatorClock,
  type EmulatorOptions,
} from '@threads-sdk/emulator';
import { Pool } from 'pg';
// @boundaries-ignore a tool of tests has one home
import {
  postgresForTests,
  type PostgresServer,
  startPostgres,
} from '../../credentials/test/start-postgres.ts';
import {
  closeScheduler,
  openScheduler,
  type Scheduler,
  type SchedulerEvent,
  type SchedulerOptions,
  work,
} from '../src/index.ts';

/** Where a scheduler keeps its posts: something to open, and what takes it away. */
export interface Place {
  readonly database: string;
  readonly remove: () => Promise<void>;
}

/** A folder of its own. */
export function makeFolder(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'threads-sdk-scheduler-'));
  return { database: folder, remove: async () => rmSync(folder, { recursive: true, force: true }) };
}

export const postgresPath: string | undefined = postgresForTests();

/** A server of PostgreSQL with an empty database. */
export async function makePostgres(): Promise<Place & { readonly server: PostgresServer }> {
  const server = await startPostgres(postgresPath ?? '');
  return { database: server.url, remove: () => server.stop(), server };
}

/** Both kinds of places; that of a PostgreSQL is skipped where there is none. */
export const places = [
  { kind: 'a folder', make: makeFolder, isThere: true },
  { kind: 'PostgreSQL', make: makePostgres, isThere: postgresPath !== undefined },
] as const;

/** PostgreSQL where it is there, else a folder: for what is the same on both. */
export function makePlace(): Promise<Place> | Place {
  return postgresPath === undefined ? makeFolder() : makePostgres();
}

/** An emulator and a scheduler that live in the same time, which passes as fast as the worker looks for what is due. */
export interface Stage {
  readonly scheduler: Scheduler;
  readonly emulator: Emulator;
  readonly clock: EmulatorClock;
  readonly events: readonly SchedulerEvent[];
  /**
   * Works until an event comes, and gives it.
   *
   * @param pace how many milliseconds pass whenever the worker has nothing to do, default 250
   */
  readonly workUntil: (isIt: (event: SchedulerEvent) => boolean, pace?: number) => Promise<SchedulerEvent>;
  /** Has all workers of `workUntil` end, after a test that failed. */
  readonly stopWork: () => void;
  /** The texts of the posts of an account that are live, oldest first. */
  readonly textsOf: (username: string) => readonly string[];
  /** The same after all is closed and opened again. */
  readonly reopen: () => Promise<Stage>;
  readonly close: () => Promise<void>;
}

export interface StageOptions {
  readonly database: SchedulerOptions['database'];
  readonly usernames: readonly string[];
  readonly emulator?: EmulatorOptions;
  readonly accounts?: (emulator: Emulator) => SchedulerOptions['accounts'];
  readonly media?: Pick<SchedulerOptions, 'check' | 'storage'>;
}

const start = Date.UTC(2026, 10, 30, 6);

export async function openStage(options: StageOptions): Promise<Stage> {
  const clock = createVirtualClock(start);
  const users = options.usernames.map((username) => ({ username }));
  const emulator = createEmulator({ clock, users, ...options.emulator });
  return openOn(options, emulator, clock);
}

async function openOn(options: StageOptions, emulator: Emulator, clock: EmulatorClock): Promise<Stage> {
  const events: SchedulerEvent[] = [];
  let listener = (_event: SchedulerEvent): void => {};
  let pace = 0;
  let stopWork = (): void => {};
  const scheduler = await openScheduler({
    ...options.media,
    database: options.database,
    accounts:
      options.accounts?.(emulator) ??
      ((account) => createClient(emulator.clientOptions({ username: account }))),
    onEvent: (event) => {
      events.push(event);
      listener(event);
    },
    clock: {
      now: () => clock.now(),
      sleep: async (milliseconds, signal) => {
        // Nothing in this process lets others have their turn otherwise.
        await new Promise((resolve) => setImmediate(resolve));
        await clock.sleep(Math.max(milliseconds, pace), signal);
      },
    },
    random: () => 0,
  });
  return {
    scheduler,
    emulator,
    clock,
    events,
    workUntil: async (isIt, wanted = 0) => {
      const stop = new AbortController();
      stopWork = () => stop.abort();
      pace = wanted;
      const found = new Promise<SchedulerEvent>((resolve) => {
        listener = (event) => {
          if (isIt(event)) resolve(event);
        };
      });
      const working = work(scheduler, { signal: stop.signal });
      const event = await found;
      stop.abort();
      await working;
      return event;
    },
    stopWork: () => stopWork(),
    textsOf: (username) => textsOf(emulator, username),
    reopen: async () => {
      await closeScheduler(scheduler);
      return openOn(options, emulator, clock);
    },
    close: () => closeScheduler(scheduler),
  };
}

/** A post as the emulator keeps it. */
interface Kept {
  readonly ownerId: string;
  readonly content: { readonly text?: string };
  readonly carouselItem?: boolean;
}

/** The texts of the posts of an account that are live, oldest first. */
export function textsOf(emulator: Emulator, username: string): readonly string[] {
  const owner = emulator.users.find((user) => user.username === username)?.id;
  const posts = emulator.snapshot().store.posts.map((post): Kept => Object(post));
  return posts
    .filter(({ carouselItem, ownerId }) => ownerId === owner && carouselItem !== true)
    .map(({ content }) => content.text ?? '');
}

/** A pool on a database. */
export function openPool(url: string): Pool {
  return new Pool({ connectionString: url, max: 4 });
}
