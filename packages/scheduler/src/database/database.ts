import { isThreadsError, SchedulerError } from '@threads-sdk/errors';
import type { Db } from 'pg-boss';

/** What runs statements: a database, or a transaction of it. */
export interface Sql {
  /** Runs one statement with its values; gives the rows. */
  readonly run: <Row>(text: string, values?: readonly unknown[]) => Promise<readonly Row[]>;
  /** The same for the engine. */
  readonly forEngine: Db;
}

/** A PostgreSQL, in a process of its own or in this one. */
export interface Database extends Sql {
  /** What the engine calls this kind of database. */
  readonly backend: 'postgres' | 'pglite';
  /** Commits what the work did, or nothing of it if it throws. */
  readonly transaction: <Result>(work: (sql: Sql) => Promise<Result>) => Promise<Result>;
  readonly close: () => Promise<void>;
}

/** Makes of a function that runs a statement what the rest needs. */
export function sqlOf(
  query: (text: string, values?: unknown[]) => Promise<unknown>,
  forEngine: Db = { executeSql: async (text, values) => Object(await query(text, values)) },
): Sql {
  return {
    run: async (text, values = []) => {
      try {
        return Object(await query(text, [...values])).rows;
      } catch (error) {
        throw databaseError(error);
      }
    },
    forEngine,
  };
}

/**
 * The error for whatever failed at the database. Its own message may quote what is stored, or the address with the password,
 * so only its code is told. What is an error of the SDK stays as it is.
 */
export function databaseError(error: unknown): unknown {
  if (isThreadsError(error)) return error;
  const { code, name } = Object(error);
  const reason = typeof code === 'string' ? code : String(name ?? 'no reason given');
  return new SchedulerError('DATABASE_FAILED', `The database of the scheduler failed (${reason}).`, {
    remedy:
      'Look at the database and its log. What was to be done may be called again: nothing is done twice.',
    retryable: 'later',
    carriedOut: 'maybe',
  });
}
