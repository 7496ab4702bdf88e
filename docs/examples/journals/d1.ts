import type { Journal } from 'threads-sdk';

/** As much of a database of Cloudflare D1 as is used. */
export interface D1 {
  prepare(query: string): Statement;
}

interface Statement {
  bind(...values: unknown[]): Statement;
  first<Value>(column: string): Promise<Value | null>;
  run(): Promise<{ readonly meta: { readonly changes: number } }>;
}

/**
 * A journal in D1, for any number of Workers at once. Without `withSession` every query goes to the one primary
 * database, so that an entry is read as it was written last. Its table is made once:
 *
 *     CREATE TABLE posts (key TEXT PRIMARY KEY, entry TEXT NOT NULL)
 */
export function createD1Journal(database: D1): Journal {
  const change = async (query: string, ...values: readonly string[]): Promise<number> => {
    const { meta } = await database
      .prepare(query)
      .bind(...values)
      .run();
    return meta.changes;
  };
  return {
    get: async (key) =>
      (await database.prepare('SELECT entry FROM posts WHERE key = ?').bind(key).first<string>('entry')) ??
      undefined,
    set: async (key, entry) => {
      await change(
        'INSERT INTO posts (key, entry) VALUES (?, ?) ON CONFLICT DO UPDATE SET entry = excluded.entry',
        key,
        entry,
      );
    },
    compareAndSet: async (key, entry, expected) => {
      const changes =
        expected === undefined
          ? await change('INSERT INTO posts (key, entry) VALUES (?, ?) ON CONFLICT DO NOTHING', key, entry)
          : await change('UPDATE posts SET entry = ? WHERE key = ? AND entry = ?', entry, key, expected);
      return changes === 1;
    },
  };
}
