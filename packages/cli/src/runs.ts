import type { DatabaseSync } from 'node:sqlite';
import type { Journal } from '@threads-sdk/publish';

/** A post or a chain that was begun from this machine, under its key. That nothing is posted twice is the journal's work. */
export interface Run {
  readonly key: string;
  /** What tells each of its posts from others, in their order. */
  readonly digests: readonly string[];
  /** In epoch milliseconds. */
  readonly beganAt: number;
  /** The ids of its posts; absent until all are live. */
  readonly ids?: readonly string[];
}

/** The runs of one account. */
export interface Runs {
  readonly find: (key: string) => Run | undefined;
  /** The last one that began with a file. */
  readonly lastOf: (file: string) => Run | undefined;
  /** Keeps that one begins; one that has begun before stays as it is. */
  readonly begin: (run: Run, file?: string) => void;
  /** Keeps that all of it is live. */
  readonly finish: (run: Run & { readonly ids: readonly string[] }) => void;
}

/** The runs of an account in the database of the data folder. */
export function createRuns(database: DatabaseSync, origin: string, userId: string): Runs {
  database.exec(
    `CREATE TABLE IF NOT EXISTS runs (
      origin TEXT, user_id TEXT, key TEXT, file TEXT, digests TEXT NOT NULL, began_at INTEGER NOT NULL, ids TEXT,
      PRIMARY KEY (origin, user_id, key)
    )`,
  );
  const select = database.prepare('SELECT * FROM runs WHERE origin = ? AND user_id = ? AND key = ?');
  // By the order in which they were kept: a clock may have been wrong.
  const selectLast = database.prepare(
    'SELECT * FROM runs WHERE origin = ? AND user_id = ? AND file = ? ORDER BY rowid DESC LIMIT 1',
  );
  const insert = database.prepare(
    `INSERT INTO runs (origin, user_id, key, file, digests, began_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  const update = database.prepare(
    'UPDATE runs SET digests = ?, ids = ? WHERE origin = ? AND user_id = ? AND key = ?',
  );
  const read = (row: Record<string, unknown> | undefined): Run | undefined => {
    if (row === undefined) return undefined;
    const { ids } = row;
    return Object.freeze({
      key: String(row['key']),
      digests: listIn(row['digests']),
      beganAt: Number(row['began_at']),
      ...(ids !== null && { ids: listIn(ids) }),
    });
  };
  return Object.freeze({
    find: (key: string) => read(select.get(origin, userId, key)),
    lastOf: (file: string) => read(selectLast.get(origin, userId, file)),
    begin: ({ key, digests, beganAt }: Run, file?: string) => {
      insert.run(origin, userId, key, file ?? null, JSON.stringify(digests), beganAt);
    },
    finish: ({ key, digests, ids }: Run & { readonly ids: readonly string[] }) => {
      update.run(JSON.stringify(digests), JSON.stringify(ids), origin, userId, key);
    },
  });
}

function listIn(json: unknown): readonly string[] {
  const list: unknown = JSON.parse(String(json));
  return Array.isArray(list) ? list.map(String) : [];
}

/** How far a chain is under its key, whatever its parts say. */
export interface Reached {
  /** The ids of the parts that are live, in their order. */
  readonly live: readonly string[];
  /** Whether the part after them was sent, so that it may be live. */
  readonly isNextUnclear: boolean;
}

/** Reads in the journal how far a chain is. */
export async function readReached(journal: Journal, userId: string, key: string): Promise<Reached> {
  const live: string[] = [];
  for (;;) {
    // As `publish` names what it keeps of a part.
    const name = `${userId}/${key.replaceAll('%', '%25').replaceAll('/', '%2F')}/${live.length}`;
    const { step, id, wasSent } = Object(JSON.parse((await journal.get(name)) ?? '{}'));
    if (step !== 'done')
      return { live, isNextUnclear: wasSent === true || /^(confirm|find-post)/.test(step ?? '') };
    live.push(String(id));
  }
}
