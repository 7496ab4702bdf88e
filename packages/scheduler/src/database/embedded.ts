import { join } from 'node:path';
import { InvalidInputError } from '@threads-sdk/errors';
import { fromPglite } from 'pg-boss';
import { type Database, sqlOf } from './database.ts';
import { lockFolder } from './folder-lock.ts';

/** The PostgreSQL in this process, with its files in a folder. */
export async function openEmbedded(folder: string): Promise<Database> {
  const { PGlite } = await import('@electric-sql/pglite').catch(() => {
    throw new InvalidInputError('openScheduler', [
      {
        path: 'database',
        message:
          'is a folder, which takes the package @electric-sql/pglite: npm install @electric-sql/pglite',
      },
    ]);
  });
  const unlock = lockFolder(folder);
  try {
    const pglite = await PGlite.create(join(folder, 'postgres'));
    return {
      ...sqlOf((text, values) => pglite.query(text, values), fromPglite(pglite)),
      backend: 'pglite',
      transaction: (work) =>
        pglite.transaction((transaction) =>
          work(
            sqlOf(
              (text, values) => transaction.query(text, values),
              // Several statements at once, as the engine may send them, have no values.
              {
                executeSql: async (text, values) =>
                  values === undefined || values.length === 0
                    ? { rows: (await transaction.exec(text)).flatMap(({ rows }) => rows) }
                    : transaction.query(text, values),
              },
            ),
          ),
        ),
      close: async () => {
        await pglite.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}
