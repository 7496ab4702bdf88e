import type { DatabaseSync } from 'node:sqlite';

/** A chain that was begun from this machine, under its key. That nothing is posted twice is the journal's work. */
export interface Run {
  readonly key: string;
  /** What tells each of its posts from others, in their order. */
  readonly digests: readonly string[];
  /** In epoch milliseconds. */
  readonly beganAt: number;
}

/** The runs of one account. */
export interface Runs {
  readonly find: (key: string) => Run | undefined;
  /** The last one that began with a file. */
  readonly lastOf: (file: string) => Run | undefined;
  /** Keeps that one begins; of one that has begun before, what its posts are now. */
  readonly begin: (run: Run, file: string) => void;
}

/** The runs of an account in the database of the data folder. */
export function createRuns(database: DatabaseSync, origin: string, userId: string): Runs {
  database.exec(
    `CREATE TABLE IF NOT EXISTS runs (
      origin TEXT, user_id TEXT, key TEXT, file TEXT, digests TEXT NOT NULL, began_at INTEGER NOT NULL,
      PRIMARY KEY (origin, user_id, key)
    )`,
  );
  const select = database.prepare('SELECT * FROM runs WHERE origin = ? AND user_id = ? AND key = ?');
  // By the order in which they were kept: a clock may have been wrong.
  const selectLast = database.prepare(
    'SELECT * FROM runs WHERE origin = ? AND user_id = ? AND file = ? ORDER BY rowid DESC LIMIT 1',
  );
  const insert = database.prepare(
    `INSERT INTO runs (origin, user_id, key, file, digests, began_at) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET digests = excluded.digests`,
  );
  const read = (row: Record<string, unknown> | undefined): Run | undefined => {
    if (row === undefined) return undefined;
    return Object.freeze({
      key: String(row['key']),
      digests: listIn(row['digests']),
      beganAt: Number(row['began_at']),
    });
  };
  return Object.freeze({
    find: (key: string) => read(select.get(origin, userId, key)),
    lastOf: (file: string) => read(selectLast.get(origin, userId, file)),
    begin: ({ key, digests, beganAt }: Run, file: string) => {
      insert.run(origin, userId, key, file, JSON.stringify(digests), beganAt);
    },
  });
}

function listIn(json: unknown): readonly string[] {
  const list: unknown = JSON.parse(String(json));
  return Array.isArray(list) ? list.map(String) : [];
}
