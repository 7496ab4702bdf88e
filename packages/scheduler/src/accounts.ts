import type { Sql } from './database/database.ts';
import { schema } from './database/tables.ts';
import { checkAccount } from './input.ts';
import type { PauseReason } from './post.ts';
import { lockAccount, wakeAccount } from './rows.ts';
import { inside, type Scheduler } from './scheduler.ts';

/**
 * Does nothing more for an account until {@link resumeAccount}. Its posts stay as they are, and become late. A step that is
 * under way is finished.
 *
 * @param scheduler the scheduler
 * @param account the account, also one that has no posts yet
 * @throws {InvalidInputError} if the account is no text, or empty
 * @throws {SchedulerError} `DATABASE_FAILED`
 *
 * @example
 * ```ts
 * import { pauseAccount, type Scheduler } from '@threads-sdk/scheduler';
 *
 * export async function holiday(scheduler: Scheduler): Promise<void> {
 *   await pauseAccount(scheduler, 'mika');
 * }
 * ```
 *
 * @category Accounts
 */
export async function pauseAccount(scheduler: Scheduler, account: string): Promise<void> {
  const { database } = inside('pauseAccount', scheduler);
  checkAccount('pauseAccount', account);
  await database.transaction(async (sql) => {
    await sql.run(`INSERT INTO ${schema}.accounts (account) VALUES ($1) ON CONFLICT DO NOTHING`, [account]);
    await lockAccount(sql, account);
    await setPause(sql, account, { reason: 'request' });
    await wakeAccount(sql, account);
  });
}

/**
 * Goes on with an account that is paused, for whatever reason: after a new login, or after {@link pauseAccount}.
 *
 * @param scheduler the scheduler
 * @param account the account; one that is not paused stays as it is
 * @throws {InvalidInputError} if the account is no text, or empty
 * @throws {SchedulerError} `DATABASE_FAILED`
 *
 * @example
 * ```ts
 * import { resumeAccount, type Scheduler } from '@threads-sdk/scheduler';
 *
 * export async function afterLogin(scheduler: Scheduler, account: string): Promise<void> {
 *   await resumeAccount(scheduler, account);
 * }
 * ```
 *
 * @category Accounts
 */
export async function resumeAccount(scheduler: Scheduler, account: string): Promise<void> {
  const { database } = inside('resumeAccount', scheduler);
  checkAccount('resumeAccount', account);
  await database.transaction(async (sql) => {
    await lockAccount(sql, account);
    await setPause(sql, account, undefined);
    await sql.run(`UPDATE ${schema}.accounts SET resumed = resumed + 1 WHERE account = $1`, [account]);
    await wakeAccount(sql, account);
  });
}

/** The pause of an account. */
export interface Pause {
  readonly reason: PauseReason;
  /** Absent: until `resumeAccount`. */
  readonly until?: Date;
}

/** @internal Writes the pause of an account. */
export async function setPause({ run }: Sql, account: string, pause: Pause | undefined): Promise<void> {
  await run(
    `UPDATE ${schema}.accounts SET paused_for = $2, paused_until = $3, room = NULL WHERE account = $1`,
    [account, pause?.reason ?? null, pause?.until ?? null],
  );
}

/** @internal Writes a pause that something at Threads asks for. One that was asked for by the app stays, and nothing is paused for what was before the account was resumed. */
export async function addPause(
  { run }: Sql,
  account: string,
  { reason, until }: Pause,
  resumed: number,
): Promise<void> {
  await run(
    `UPDATE ${schema}.accounts SET paused_for = $2, paused_until = $3, room = NULL
      WHERE account = $1 AND resumed = $4 AND (paused_for IS NULL OR paused_until IS NOT NULL)`,
    [account, reason, until ?? null, resumed],
  );
}

/** @internal Writes the pause of the whole app. */
export async function pauseApp({ run }: Sql, until: Date): Promise<void> {
  await run(`UPDATE ${schema}.app SET paused_until = greatest(paused_until, $1::timestamptz)`, [until]);
}
