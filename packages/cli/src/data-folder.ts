import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { homedir, platform } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CommandError } from './command-error.ts';
import type { Context } from './context.ts';
import { exitCodes } from './exit-codes.ts';

/** Where the program keeps accounts and its journal: `THREADS_HOME`, or the folder of the platform for data of programs. */
export function dataFolder({ env }: Pick<Context, 'env'>): string {
  const given = env['THREADS_HOME'] ?? '';
  if (given !== '') return given;
  const home = homedir();
  if (platform() === 'win32')
    return join(env['LOCALAPPDATA'] || join(home, 'AppData', 'Local'), 'threads-sdk');
  if (platform() === 'darwin') return join(home, 'Library', 'Application Support', 'threads-sdk');
  return join(env['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'threads-sdk');
}

/** The file in the data folder that holds everything. */
export function databaseFile(context: Pick<Context, 'env'>): string {
  return join(dataFolder(context), 'threads.sqlite');
}

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
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(
      exitCodes.refused,
      `The data folder cannot be used: ${file}: ${reason}`,
      'Make it writable, or name another folder in THREADS_HOME.',
    );
  }
}
