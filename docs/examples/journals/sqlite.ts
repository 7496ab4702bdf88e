import type { DatabaseSync } from 'node:sqlite';
import type { Journal } from 'threads-sdk';

/**
 * A journal in a table of SQLite, for any number of processes at once: `createSqliteJournal(new DatabaseSync('journal.db'))`. In
 * MySQL it is the same three statements.
 */
export function createSqliteJournal(database: DatabaseSync): Journal {
  database.exec('PRAGMA busy_timeout = 5000'); // wait while another process writes: else it is "locked" at once
  database.exec('CREATE TABLE IF NOT EXISTS posts (key TEXT PRIMARY KEY, entry TEXT NOT NULL)');
  const select = database.prepare('SELECT entry FROM posts WHERE key = ?');
  const insert = database.prepare('INSERT INTO posts (key, entry) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const update = database.prepare('UPDATE posts SET entry = ? WHERE key = ? AND entry = ?');
  const upsert = database.prepare(
    'INSERT INTO posts (key, entry) VALUES (?, ?) ON CONFLICT DO UPDATE SET entry = excluded.entry',
  );
  return {
    get: async (key) => {
      const entry = select.get(key)?.['entry'];
      return typeof entry === 'string' ? entry : undefined;
    },
    set: async (key, entry) => {
      upsert.run(key, entry);
    },
    compareAndSet: async (key, entry, expected) => {
      const { changes } = expected === undefined ? insert.run(key, entry) : update.run(entry, key, expected);
      return changes === 1;
    },
  };
}
