import { join } from 'node:path';
import type { Transaction } from '@electric-sql/pglite';
import { InvalidInputError } from '@threads-sdk/errors';
import { fromPglite } from 'pg-boss';
import { type Database, databaseError, type Sql, sqlOf } from './database.ts';
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
      transaction: async (work) => {
        try {
          return await pglite.transaction((transaction) => work(sqlIn(transaction)));
        } catch (error) {
          throw typeof Object(error).code === 'string' ? databaseError(error) : error;
        }
      },
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

function sqlIn(transaction: Transaction): Sql {
  return sqlOf((text, values) => transaction.query(text, values), {
    // Several statements at once, as the engine may send them, have no values.
    executeSql: async (text, values) =>
      values === undefined || values.length === 0
        ? { rows: (await transaction.exec(text)).flatMap(({ rows }) => rows) }
        : transaction.query(text, values),
  });
}
