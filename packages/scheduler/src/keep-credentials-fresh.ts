import { type RefreshDueOptions, refreshDueCredentials } from '@threads-sdk/auth';
import { checkInput, fail, inputObject, numberFrom, whole } from '@threads-sdk/internal';
import { databaseError } from './database/database.ts';
import { sweeps } from './engine.ts';
import { type Insides, inside, type Scheduler } from './scheduler.ts';
import { countRefresh } from './telemetry.ts';

/**
 * Options of {@link keepCredentialsFresh}.
 *
 * @category Stay logged in
 */
export type KeepFreshOptions = Pick<RefreshDueOptions, 'concurrency' | 'spread'>;

/**
 * Keeps the credentials of all accounts fresh: once an hour one of the workers, whichever is free, refreshes those that are
 * due, as `refreshDueCredentials` does. The first sweep is due at once. If its worker dies, another one goes on.
 *
 * It is kept in the database, so that it need be called only once; calling it again, with other options too, takes the place
 * of what was there. It takes a scheduler that was opened with `accounts: { app, store }`, in the workers too.
 *
 * @param scheduler the scheduler
 * @param options `concurrency`: how many are refreshed at a time, default 4; `spread`: milliseconds, at least, from the
 *   start of one refresh to the start of the next, default 100
 * @throws {InvalidInputError} if the options, or the scheduler's `accounts`, are not usable; it names every fault
 * @throws {SchedulerError} `DATABASE_FAILED`
 *
 * @example
 * ```ts
 * import { keepCredentialsFresh, type Scheduler } from '@threads-sdk/scheduler';
 *
 * export async function setUp(scheduler: Scheduler): Promise<void> {
 *   await keepCredentialsFresh(scheduler);
 * }
 * ```
 *
 * @see https://developers.facebook.com/documentation/threads/get-started/long-lived-tokens#refresh-a-long-lived-token
 * @category Stay logged in
 */
export async function keepCredentialsFresh(
  scheduler: Scheduler,
  options: KeepFreshOptions = {},
): Promise<void> {
  const { accounts, engine } = inside('keepCredentialsFresh', scheduler);
  checkInput('keepCredentialsFresh', optionsSchema(), options);
  if (typeof accounts === 'function' || typeof accounts.store.keys !== 'function')
    fail('keepCredentialsFresh', {
      path: 'scheduler',
      message: 'must be opened with `accounts: { app, store }`, and a store that lists its `keys`',
    });
  try {
    await engine.schedule(sweeps, '17 * * * *', options, { tz: 'UTC' });
    await engine.deleteQueuedJobs(sweeps);
    await engine.send(sweeps, options);
  } catch (error) {
    throw databaseError(error);
  }
}

function optionsSchema(): Parameters<typeof checkInput<KeepFreshOptions>>[1] {
  return inputObject<KeepFreshOptions>({ concurrency: whole(1, 64), spread: numberFrom(0) });
}

/** Milliseconds after which a worker looks again whether a sweep is due, and between signs of life of one. */
const lookInterval = 5000;
const beatInterval = 3000;

/** @internal Has a worker sweep, one sweep at a time, beside its steps. */
export function sweepIfDue(
  { accounts, clock, engine, tell }: Insides,
  signal: AbortSignal,
): { readonly look: () => Promise<void>; readonly end: () => Promise<void> } {
  const tellFailure = (error: unknown): void => tell({ type: 'failed', error: databaseError(error) });
  let looked: number | undefined;
  let sweep: Promise<void> | undefined;
  const look = async (): Promise<void> => {
    if (typeof accounts === 'function' || sweep !== undefined) return;
    if (looked !== undefined && clock.now() - looked < lookInterval) return;
    looked = clock.now();
    const [job] = await engine.fetch<KeepFreshOptions>(sweeps);
    if (job === undefined) return;
    const attempt = { id: job.id, retryCount: job.retryCount };
    const { app, store } = accounts;
    const beat = setInterval(() => {
      engine.touch(sweeps, attempt).catch(tellFailure);
    }, beatInterval);
    sweep = refreshDueCredentials(app, {
      ...job.data,
      store,
      onResult: ({ status }) => countRefresh(status),
      signal,
    })
      .then(async ({ expired, failed, refreshed }) => {
        await engine.complete(sweeps, attempt);
        tell({ type: 'refreshed', refreshed, expired, failed });
      })
      .catch(async (error: unknown) => {
        // One that was ended goes on with another worker; one that failed comes again with the next hour.
        if (signal.aborted) return engine.fail(sweeps, attempt);
        tell({ type: 'failed', error });
        return engine.complete(sweeps, attempt);
      })
      .catch(tellFailure)
      .then(() => {})
      .finally(() => {
        clearInterval(beat);
        sweep = undefined;
      });
  };
  return { look, end: async () => sweep };
}
