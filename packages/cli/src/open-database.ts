import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Context } from './context.ts';
import { databaseFile, dataFolder, unusableDatabase } from './data-folder.ts';

/**
 * Opens the database in the data folder, which is made if it is not there. Nobody but the person can read either.
 *
 * @throws {CommandError} if the folder cannot be used
 */
export function openDatabase(context: Pick<Context, 'env'>): DatabaseSync {
  const file = databaseFile(context);
  try {
    mkdirSync(dataFolder(context), { recursive: true, mode: 0o700 });
    // SQLite makes files that others can read; the files beside its database get the mode of the database.
    closeSync(openSync(file, 'a', 0o600));
    chmodSync(file, 0o600);
    const database = new DatabaseSync(file, { timeout: 10_000 });
    // What is deleted is overwritten: it may have been a token.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA secure_delete = ON');
    return database;
  } catch (error) {
    throw unusableDatabase(context, error);
  }
}
