import type { DatabaseSync } from 'node:sqlite';
import type { Journal } from '@threads-sdk/publish';

/**
 * The journal of everything that was posted from this machine, in the database of the data folder: for any number of
 * processes at once, and whenever one of them is killed.
 *
 * @param origin where the posts go: Threads, or the address of an emulator. Each has a journal of its own
 */
export function createJournal(database: DatabaseSync, origin: string): Journal {
  database.exec(
    'CREATE TABLE IF NOT EXISTS journal (origin TEXT, key TEXT, entry TEXT NOT NULL, PRIMARY KEY (origin, key))',
  );
  const select = database.prepare('SELECT entry FROM journal WHERE origin = ? AND key = ?');
  const insert = database.prepare(
    'INSERT INTO journal (origin, key, entry) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const update = database.prepare('UPDATE journal SET entry = ? WHERE origin = ? AND key = ? AND entry = ?');
  const upsert = database.prepare(
    'INSERT INTO journal (origin, key, entry) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET entry = excluded.entry',
  );
  return Object.freeze({
    get: async (key: string) => {
      const entry = select.get(origin, key)?.['entry'];
      return typeof entry === 'string' ? entry : undefined;
    },
    set: async (key: string, entry: string) => {
      upsert.run(origin, key, entry);
    },
    compareAndSet: async (key: string, entry: string, expected: string | undefined) => {
      const { changes } =
        expected === undefined ? insert.run(origin, key, entry) : update.run(entry, origin, key, expected);
      return changes === 1;
    },
  });
}
