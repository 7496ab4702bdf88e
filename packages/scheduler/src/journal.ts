import type { Journal } from '@threads-sdk/publish';
import type { Sql } from './database/database.ts';
import { schema } from './database/tables.ts';

/** The journal of the posts, in a table: each entry is written before the request that it is about. */
export function createTableJournal({ run }: Sql): Journal {
  return Object.freeze({
    get: async (key: string) => {
      const [row] = await run<{ entry: string }>(`SELECT entry FROM ${schema}.journal WHERE key = $1`, [key]);
      return row?.entry;
    },
    set: async (key: string, entry: string) => {
      await run(
        `INSERT INTO ${schema}.journal (key, entry) VALUES ($1, $2)
          ON CONFLICT (key) DO UPDATE SET entry = excluded.entry`,
        [key, entry],
      );
    },
    compareAndSet: async (key: string, entry: string, expected: string | undefined) => {
      const written =
        expected === undefined
          ? await run(
              `INSERT INTO ${schema}.journal (key, entry) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING key`,
              [key, entry],
            )
          : await run(`UPDATE ${schema}.journal SET entry = $2 WHERE key = $1 AND entry = $3 RETURNING key`, [
              key,
              entry,
              expected,
            ]);
      return written.length > 0;
    },
  });
}
