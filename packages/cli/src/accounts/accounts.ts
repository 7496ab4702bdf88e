import type { DatabaseSync } from 'node:sqlite';
import {
  type Credentials,
  credentialsFromJson,
  type CredentialsStore,
  credentialsToJson,
  type StoreSealing,
} from '@threads-sdk/credentials';
import { CredentialsError, isThreadsError } from '@threads-sdk/errors';

/** Somebody who is logged in on this machine. */
export interface Account {
  readonly username: string;
  readonly userId: string;
  /** Whether commands are theirs where none is named. */
  readonly isCurrent: boolean;
  /** Whether what is kept of them is sealed. */
  readonly isSealed: boolean;
}

/** The accounts of one origin: Threads, or an emulator. */
export interface Accounts {
  /** All of them, by name. */
  readonly list: () => readonly Account[];
  /** Where their credentials are, under their user ids. */
  readonly store: CredentialsStore;
  /** Keeps somebody who has logged in, who is the current one from now on. */
  readonly add: (username: string, credentials: Credentials) => Promise<void>;
  readonly makeCurrent: (userId: string) => void;
}

/**
 * The accounts in the database of the data folder.
 *
 * @param origin where they live: Threads, or the address of an emulator
 * @param sealing seals credentials; without it the mode of the file protects them alone
 */
export function createAccounts(database: DatabaseSync, origin: string, sealing?: StoreSealing): Accounts {
  database.exec(
    `CREATE TABLE IF NOT EXISTS accounts (
      origin TEXT, user_id TEXT, username TEXT, is_current INTEGER, version TEXT, sealed INTEGER, entry TEXT NOT NULL,
      PRIMARY KEY (origin, user_id)
    )`,
  );
  const select = database.prepare('SELECT * FROM accounts WHERE origin = ? AND user_id = ?');
  const selectAll = database.prepare('SELECT * FROM accounts WHERE origin = ? ORDER BY username');
  const insert = database.prepare(
    `INSERT INTO accounts (origin, user_id, username, is_current, version, sealed, entry) VALUES (?, ?, ?, 0, ?, ?, ?)
     ON CONFLICT DO UPDATE SET username = excluded.username, version = excluded.version, sealed = excluded.sealed,
       entry = excluded.entry`,
  );
  const update = database.prepare(
    'UPDATE accounts SET version = ?, sealed = ?, entry = ? WHERE origin = ? AND user_id = ? AND version = ?',
  );
  const overwrite = database.prepare(
    'UPDATE accounts SET version = ?, sealed = ?, entry = ? WHERE origin = ? AND user_id = ?',
  );
  const remove = database.prepare('DELETE FROM accounts WHERE origin = ? AND user_id = ?');
  const choose = database.prepare('UPDATE accounts SET is_current = (user_id = ?) WHERE origin = ?');

  const write = async (credentials: Credentials) => ({
    version: crypto.randomUUID(),
    sealed: sealing ? 1 : 0,
    entry: await (sealing ? sealing.seal(credentials) : credentialsToJson(credentials)),
  });
  const store: CredentialsStore = {
    get: async (userId) => {
      const row = select.get(origin, userId);
      if (row === undefined) return undefined;
      return { credentials: await open(String(row['username']), row), version: String(row['version']) };
    },
    // An account is added by `add`, which knows its name; what is kept of it is renewed here.
    set: async (userId, credentials) => {
      const { version, sealed, entry } = await write(credentials);
      overwrite.run(version, sealed, entry, origin, userId);
    },
    compareAndSet: async (userId, credentials, expected) => {
      if (expected === undefined) return false;
      const { version, sealed, entry } = await write(credentials);
      return update.run(version, sealed, entry, origin, userId, expected).changes === 1;
    },
    delete: async (userId) => {
      remove.run(origin, userId);
    },
  };

  /** Reads credentials as they are kept. */
  async function open(username: string, row: Record<string, unknown>): Promise<Credentials> {
    const entry = String(row['entry']);
    try {
      if (row['sealed'] !== 1) return credentialsFromJson(entry);
      if (sealing) return await sealing.open(entry);
    } catch (error) {
      if (!isThreadsError(error)) throw error;
      throw unreadable(username, error.message);
    }
    throw unreadable(username, 'they are sealed, and no sealing key is at hand.');
  }

  return Object.freeze({
    list: () =>
      selectAll.all(origin).map((row) =>
        Object.freeze({
          username: String(row['username']),
          userId: String(row['user_id']),
          isCurrent: row['is_current'] === 1,
          isSealed: row['sealed'] === 1,
        }),
      ),
    store,
    add: async (username: string, credentials: Credentials) => {
      const { version, sealed, entry } = await write(credentials);
      insert.run(origin, credentials.userId, username, version, sealed, entry);
      choose.run(credentials.userId, origin);
    },
    makeCurrent: (userId: string) => {
      choose.run(userId, origin);
    },
  });
}

function unreadable(username: string, reason: string): CredentialsError {
  return new CredentialsError(
    'STORED_CREDENTIALS_INVALID',
    `What is kept of the login of ${username} cannot be read: ${reason}`,
    { remedy: 'Give the same THREADS_SEALING_KEY or keyring as at the login, or log in again.' },
  );
}
