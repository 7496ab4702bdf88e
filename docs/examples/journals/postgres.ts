import type { Journal } from 'threads-sdk';

/** What sends a statement with its values, such as a `Pool` of the package `pg`. */
export interface Postgres {
  query(text: string, values?: string[]): Promise<{ readonly rows: readonly Record<string, unknown>[] }>;
}

// Several processes that start at once would make the table twice, `IF NOT EXISTS` or not: hence the lock.
const createTable = `
DO $$ BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('threads_posts'));
  CREATE TABLE IF NOT EXISTS threads_posts (key TEXT PRIMARY KEY, entry TEXT NOT NULL);
END $$`;

const select = 'SELECT entry FROM threads_posts WHERE key = $1';
const insert = 'INSERT INTO threads_posts (key, entry) VALUES ($1, $2)';
const update = 'UPDATE threads_posts SET entry = $2 WHERE key = $1 AND entry = $3 RETURNING key';

/** A journal in a table of PostgreSQL, for any number of processes at once. */
export async function createPostgresJournal(postgres: Postgres): Promise<Journal> {
  await postgres.query(createTable);
  return {
    get: async (key) => {
      const { rows } = await postgres.query(select, [key]);
      const entry = rows[0]?.['entry'];
      return typeof entry === 'string' ? entry : undefined;
    },
    set: async (key, entry) => {
      await postgres.query(`${insert} ON CONFLICT (key) DO UPDATE SET entry = excluded.entry`, [key, entry]);
    },
    compareAndSet: async (key, entry, expected) => {
      const { rows } =
        expected === undefined
          ? await postgres.query(`${insert} ON CONFLICT DO NOTHING RETURNING key`, [key, entry])
          : await postgres.query(update, [key, entry, expected]);
      return rows.length === 1;
    },
  };
}
