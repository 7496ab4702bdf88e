import { abortSignal, checkInput, inputObject, whole } from '@threads-sdk/internal';
import { databaseError } from './database/database.ts';
import { schema } from './database/tables.ts';
import { type StepJob, steps } from './engine.ts';
import { type Insides, inside, type Scheduler } from './scheduler.ts';
import { takeStep, type TakenJob } from './step.ts';
import { sweepIfDue } from './keep-credentials-fresh.ts';

/**
 * Options of {@link work}.
 *
 * @category Work
 */
export interface WorkOptions {
  /** For how many accounts steps are taken at once, default 10, at most 100. */
  readonly concurrency?: number;

  /** Ends it: no further step is begun, and those that are under way are finished. Default: never. */
  readonly signal?: AbortSignal;
}

/**
 * Works: publishes what is due, and sweeps over credentials if {@link keepCredentialsFresh} asks for that, until the signal
 * is aborted or the scheduler is closed. On a PostgreSQL any number of processes may work, on any number of machines. For each account one step is taken
 * at a time, and what was begun goes on before the next begins. A worker that is killed loses nothing: after some ten
 * seconds without a sign of life another one takes up what it had, looks at what became of it, and goes on.
 *
 * What fails does not end it: a post is tried again or parked by the error's own advice, and while the database is away it
 * waits for it. `onEvent` of the scheduler hears of all.
 *
 * @param scheduler the scheduler
 * @param options `concurrency`: for how many accounts at once; `signal`: ends it
 * @returns when it was ended and the steps that were under way have ended
 * @throws {InvalidInputError} if the options are not usable; it names every fault
 *
 * @example
 * ```ts
 * import { closeScheduler, type Scheduler, work } from '@threads-sdk/scheduler';
 *
 * export async function workUntilStopped(scheduler: Scheduler): Promise<void> {
 *   const stop = new AbortController();
 *   process.once('SIGTERM', () => stop.abort());
 *   await work(scheduler, { signal: stop.signal });
 *   await closeScheduler(scheduler);
 * }
 * ```
 *
 * @category Work
 */
export async function work(scheduler: Scheduler, options: WorkOptions = {}): Promise<void> {
  const insides = inside('work', scheduler);
  checkInput('work', optionsSchema(), options);
  const { concurrency = 10, signal: wanted } = options;
  const { closing, working } = insides;
  const signal = wanted === undefined ? closing.signal : AbortSignal.any([wanted, closing.signal]);
  const ended = workUntil(insides, concurrency, signal).finally(() => working.delete(ended));
  working.add(ended);
  return ended;
}

async function workUntil(insides: Insides, concurrency: number, signal: AbortSignal): Promise<void> {
  const { clock, engine, tell } = insides;
  const tellFailure = (error: unknown): void => tell({ type: 'failed', error: databaseError(error) });
  /** The steps that are under way, and what the engine knows them by. */
  const running = new Map<Promise<void>, TakenJob>();
  let onEnd = (): void => {};

  const start = (job: TakenJob): void => {
    const step = takeStep(insides, job)
      .catch(tellFailure)
      .finally(() => {
        running.delete(step);
        onEnd();
      });
    running.set(step, job);
  };
  /** Waits so long, or until a step ends: then there may be another of its account. */
  const rest = async (milliseconds: number): Promise<void> => {
    const ended = new Promise<void>((resolve) => {
      onEnd = resolve;
    });
    await Promise.race([ended, clock.sleep(milliseconds, signal).catch(() => {})]);
    // On a clock of tests nothing waits, and nobody else would have their turn.
    await new Promise((resolve) => setImmediate(resolve));
  };

  const beat = setInterval(() => {
    const jobs = [...running.values()].map(({ id, retryCount }) => ({ id, retryCount }));
    if (jobs.length > 0) engine.touch(steps, jobs).catch(tellFailure);
  }, beatInterval);
  const sweep = sweepIfDue(insides, signal);
  try {
    let repaired = 0;
    while (!signal.aborted) {
      try {
        if (clock.now() - repaired > repairInterval) {
          repaired = clock.now();
          await freeLost(insides);
        }
        await sweep.look();
        const free = concurrency - running.size;
        if (free > 0) await feed(insides);
        const jobs = free > 0 ? await engine.fetch<StepJob>(steps, { batchSize: free }) : [];
        for (const job of jobs) start(job);
        if (jobs.length < Math.max(1, free)) await rest(pollInterval);
      } catch (error) {
        tellFailure(error);
        await rest(failurePause);
      }
    }
    await Promise.all(running.keys());
    await sweep.end();
  } finally {
    clearInterval(beat);
  }
}

/** Milliseconds between signs of life: three of them within the engine's heartbeat. */
const beatInterval = 3000;

/** Milliseconds after which it is looked again for what is due, and after a failure of the database. */
const pollInterval = 250;
const failurePause = 1000;

/** Milliseconds after which it is looked again for accounts whose job the engine has lost. */
const repairInterval = 30_000;

/** How many accounts are handed to the engine at once. */
const batch = 100;

/** Hands the accounts for which something is due to the engine, for whichever worker is free. */
async function feed({ clock, database, engine }: Insides): Promise<void> {
  const now = new Date(clock.now());
  const due = `job IS NULL AND wake <= $1::timestamptz
    AND NOT coalesce((SELECT paused_until > $1::timestamptz FROM ${schema}.app), false)`;
  // Mostly nothing is due, and then it is asked with one statement.
  const found = await database.run(`SELECT 1 FROM ${schema}.accounts WHERE ${due} LIMIT 1`, [now]);
  if (found.length === 0) return;
  await database.transaction(async (sql) => {
    const queued = await sql.run<{ account: string; job: string }>(
      `WITH due AS (
        SELECT account FROM ${schema}.accounts WHERE ${due} ORDER BY wake LIMIT ${batch} FOR UPDATE SKIP LOCKED
      )
      UPDATE ${schema}.accounts a SET job = gen_random_uuid(), queued = $1::timestamptz
      FROM due WHERE a.account = due.account RETURNING a.account, a.job`,
      [now],
    );
    const jobs = queued.map(({ account, job }) => ({ id: job, data: { account } }));
    if (jobs.length > 0) await engine.insert(steps, jobs, { db: sql.forEngine });
  });
}

/** Lets go of accounts whose job the engine does not have any more, such as after somebody has emptied its queue. */
async function freeLost({ clock, database, engine }: Insides): Promise<void> {
  const now = clock.now();
  const queued = await database.run<{ account: string; job: string }>(
    `SELECT account, job FROM ${schema}.accounts WHERE job IS NOT NULL AND queued <= $1::timestamptz
      ORDER BY queued LIMIT ${batch}`,
    [new Date(now - repairInterval)],
  );
  for (const { account, job } of queued) {
    const [known] = await engine.findJobs(steps, { id: job });
    const isLost = known === undefined || !['created', 'retry', 'active'].includes(known.state);
    // Those that are there are looked at again after the others.
    await database.run(
      isLost
        ? `UPDATE ${schema}.accounts SET job = NULL, wake = $3::timestamptz, queued = $3::timestamptz
            WHERE account = $1 AND job = $2`
        : `UPDATE ${schema}.accounts SET queued = $3::timestamptz WHERE account = $1 AND job = $2`,
      [account, job, new Date(now)],
    );
  }
}

function optionsSchema(): Parameters<typeof checkInput<WorkOptions>>[1] {
  return inputObject<WorkOptions>({
    concurrency: whole(1, 100),
    signal: abortSignal(),
  });
}
