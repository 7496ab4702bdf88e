import { Pool } from 'pg';
import { type Database, databaseError, sqlOf } from './database.ts';

/**
 * What is used of a pool of the package `pg`.
 *
 * @category Open
 */
export interface PostgresPool {
  query(text: string, values?: unknown[]): Promise<unknown>;
  connect(): Promise<PostgresConnection>;
}

/**
 * What is used of a connection of the package `pg`.
 *
 * @category Open
 */
export interface PostgresConnection {
  query(text: string, values?: unknown[]): Promise<unknown>;
  release(destroy?: boolean): void;
  on(event: 'error', listener: (error: Error) => void): unknown;
  off(event: 'error', listener: (error: Error) => void): unknown;
}

/** A PostgreSQL by its address, with a pool of its own. */
export function openPostgres(url: string): Database {
  const pool = new Pool({ connectionString: url, max: 10, application_name: 'threads-scheduler' });
  // A connection that broke while it was idle is replaced with the next query, which tells if there is none.
  pool.on('error', () => {});
  return { ...onPool(pool), close: () => pool.end() };
}

/** A PostgreSQL by a pool that belongs to somebody else, who closes it. */
export function onPool(pool: PostgresPool): Database {
  return {
    ...sqlOf((text, values) => pool.query(text, values)),
    backend: 'postgres',
    transaction: async (work) => {
      const connection = await pool.connect().catch((error: unknown) => {
        throw databaseError(error);
      });
      let isBroken = false;
      // The query that is under way rejects with the same error.
      const onError = (): void => {
        isBroken = true;
      };
      connection.on('error', onError);
      const sql = sqlOf((text, values) => connection.query(text, values));
      try {
        await sql.run('BEGIN');
        const result = await work(sql);
        await sql.run('COMMIT');
        return result;
      } catch (error) {
        await connection.query('ROLLBACK').catch(onError);
        throw error;
      } finally {
        connection.off('error', onError);
        connection.release(isBroken);
      }
    },
    close: async () => {},
  };
}
