import type { DatabaseSync } from 'node:sqlite';
import {
  type Credentials,
  credentialsFromJson,
  type CredentialsStore,
  credentialsToJson,
} from '@threads-sdk/credentials';
import { CredentialsError, isThreadsError } from '@threads-sdk/errors';
import { CommandError } from '../command-error.ts';
import type { SealedBy, Sealings } from './load-sealing.ts';

/** Somebody who is logged in on this machine. */
export interface Account {
  readonly username: string;
  readonly userId: string;
  /** Whether commands are theirs where none is named. */
  readonly isCurrent: boolean;
  /** What seals what is kept of them; without it the mode of the file protects it alone. */
  readonly sealedBy: SealedBy | undefined;
}

/** The accounts of one origin: Threads, or an emulator. */
export interface Accounts {
  /** All of them, by name. */
  readonly list: () => readonly Account[];
  /** Where their credentials are, under their user ids. What was sealed stays sealed by the same key. */
  readonly store: CredentialsStore;
  /**
   * Keeps somebody who has logged in, who is the current one from now on.
   *
   * @param sealedBy what seals them; default: the key in the variable, if there is one, else what sealed them before
   * @throws {CommandError} if that key is not at hand
   */
  readonly add: (username: string, credentials: Credentials, sealedBy?: SealedBy) => Promise<void>;
  readonly makeCurrent: (userId: string) => void;
  /** Forgets somebody: no byte of the token stays in the files of the data folder. */
  readonly remove: (userId: string) => void;
}

type Row = Readonly<Record<string, unknown>>;

/**
 * The accounts in the database of the data folder.
 *
 * @param origin where they live: Threads, or the address of an emulator
 */
export function createAccounts(database: DatabaseSync, origin: string, sealings: Sealings): Accounts {
  database.exec(
    `CREATE TABLE IF NOT EXISTS accounts (
      origin TEXT, user_id TEXT, username TEXT, is_current INTEGER, version TEXT, sealed_by TEXT, entry TEXT NOT NULL,
      PRIMARY KEY (origin, user_id)
    )`,
  );
  const select = database.prepare('SELECT * FROM accounts WHERE origin = ? AND user_id = ?');
  const selectAll = database.prepare('SELECT * FROM accounts WHERE origin = ? ORDER BY username');
  const insert = database.prepare(
    `INSERT INTO accounts (origin, user_id, username, is_current, version, sealed_by, entry) VALUES (?, ?, ?, 0, ?, ?, ?)
     ON CONFLICT DO UPDATE SET username = excluded.username, version = excluded.version, sealed_by = excluded.sealed_by,
       entry = excluded.entry`,
  );
  const update = database.prepare(
    'UPDATE accounts SET version = ?, sealed_by = ?, entry = ? WHERE origin = ? AND user_id = ? AND version = ?',
  );
  const overwrite = database.prepare(
    'UPDATE accounts SET version = ?, sealed_by = ?, entry = ? WHERE origin = ? AND user_id = ?',
  );
  const remove = database.prepare('DELETE FROM accounts WHERE origin = ? AND user_id = ?');
  const choose = database.prepare('UPDATE accounts SET is_current = (user_id = ?) WHERE origin = ?');

  const before = (userId: string): SealedBy | undefined => sealedBy(select.get(origin, userId));
  const write = async (credentials: Credentials, by: SealedBy | undefined) => ({
    version: crypto.randomUUID(),
    by: by ?? null,
    entry:
      by === undefined ? credentialsToJson(credentials) : await (await sealings.load(by)).seal(credentials),
  });
  // What was written over or deleted is blank in the database, but still stands in the log beside it until that is emptied.
  const emptyLog = (): void => {
    database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
  };

  const store: CredentialsStore = {
    get: async (userId) => {
      const row = select.get(origin, userId);
      if (row === undefined) return undefined;
      return { credentials: await open(row, sealings), version: String(row['version']) };
    },
    // An account is added by `add`, which knows its name; what is kept of it is renewed here.
    set: async (userId, credentials) => {
      const { version, by, entry } = await write(credentials, before(userId) ?? sealings.usual);
      overwrite.run(version, by, entry, origin, userId);
    },
    compareAndSet: async (userId, credentials, expected) => {
      if (expected === undefined) return false;
      const { version, by, entry } = await write(credentials, before(userId) ?? sealings.usual);
      return update.run(version, by, entry, origin, userId, expected).changes === 1;
    },
    delete: async (userId) => {
      remove.run(origin, userId);
    },
  };

  return Object.freeze({
    list: () =>
      selectAll.all(origin).map((row) =>
        Object.freeze({
          username: String(row['username']),
          userId: String(row['user_id']),
          isCurrent: row['is_current'] === 1,
          sealedBy: sealedBy(row),
        }),
      ),
    store,
    add: async (username: string, credentials: Credentials, by?: SealedBy) => {
      const { userId } = credentials;
      const written = await write(credentials, by ?? sealings.usual ?? before(userId));
      insert.run(origin, userId, username, written.version, written.by, written.entry);
      choose.run(userId, origin);
      emptyLog();
    },
    makeCurrent: (userId: string) => {
      choose.run(userId, origin);
    },
    remove: (userId: string) => {
      remove.run(origin, userId);
      emptyLog();
    },
  });
}

function sealedBy(row: Row | undefined): SealedBy | undefined {
  const by = row?.['sealed_by'];
  return by === 'variable' || by === 'keyring' ? by : undefined;
}

/** Reads credentials as they are kept. */
async function open(row: Row, sealings: Sealings): Promise<Credentials> {
  const entry = String(row['entry']);
  const by = sealedBy(row);
  try {
    return by === undefined ? credentialsFromJson(entry) : await (await sealings.load(by)).open(entry);
  } catch (error) {
    if (!isThreadsError(error) && !(error instanceof CommandError)) throw error;
    throw new CredentialsError(
      'STORED_CREDENTIALS_INVALID',
      `What is kept of the login of ${String(row['username'])} cannot be read: ${error.message}`,
      {
        remedy:
          by === undefined
            ? 'Log in again with `threads login`.'
            : `Give the key of the login again (${by === 'keyring' ? 'unlock the keyring' : 'THREADS_SEALING_KEY'}), or log in again with \`threads login\`.`,
      },
    );
  }
}
