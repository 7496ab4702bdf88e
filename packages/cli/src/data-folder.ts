import { homedir, platform } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { CommandError } from './command-error.ts';
import type { Context } from './context.ts';
import { exitCodes } from './exit-codes.ts';

/**
 * Where the program keeps accounts and its journal: `THREADS_HOME`, or the folder of the platform for data of programs.
 *
 * @throws {CommandError} if `THREADS_HOME` is a relative path: the journal would be another one in each folder
 */
export function dataFolder({ env }: Pick<Context, 'env'>): string {
  const given = env['THREADS_HOME'] ?? '';
  if (given !== '' && !isAbsolute(given))
    throw new CommandError(
      exitCodes.usage,
      `THREADS_HOME must be an absolute path, not ${given}.`,
      'Else what was posted would be known in the folder alone in which it was typed. Nothing was sent.',
    );
  if (given !== '') return given;
  const home = homedir();
  if (platform() === 'win32')
    return join(env['LOCALAPPDATA'] || join(home, 'AppData', 'Local'), 'threads-sdk');
  if (platform() === 'darwin') return join(home, 'Library', 'Application Support', 'threads-sdk');
  const shared = env['XDG_DATA_HOME'] ?? '';
  // The specification of these folders tells to ignore a relative one.
  return join(isAbsolute(shared) ? shared : join(home, '.local', 'share'), 'threads-sdk');
}

/** The file in the data folder that holds everything. */
export function databaseFile(context: Pick<Context, 'env'>): string {
  return join(dataFolder(context), 'threads.sqlite');
}

/** Whether something is an error of the database, at whatever moment it came. */
export function isDatabaseError(error: unknown): boolean {
  return Object(error).code === 'ERR_SQLITE_ERROR';
}

/** What is said where the database cannot be used. To begin another one is no way out: it would know nothing of what was posted. */
export function unusableDatabase(context: Pick<Context, 'env'>, error: unknown): CommandError {
  const reason = error instanceof Error ? error.message : String(error);
  return new CommandError(
    exitCodes.refused,
    `The data folder cannot be used: ${databaseFile(context)}: ${reason}`,
    /lock/.test(reason)
      ? 'Another program holds it. Type the same command again.'
      : 'Make it writable and free space. If it is damaged, or you name another folder in THREADS_HOME, nothing is known there of what was posted: look at your profile before you post anything again.',
  );
}
