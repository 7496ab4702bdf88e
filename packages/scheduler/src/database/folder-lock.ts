import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SchedulerError } from '@threads-sdk/errors';

/**
 * Keeps every other process out of a folder, until this one lets go or ends, however it ends: the lock is one of the
 * operating system, which SQLite takes on a file. PGlite has none, and two processes on one folder destroy it.
 *
 * @returns the function that lets go
 * @throws {SchedulerError} `SCHEDULER_IN_USE` if another one has it
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const lock = new DatabaseSync(join(folder, 'lock.sqlite'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    // SQLITE_BUSY
    if (Object(error).errcode !== 5) throw error;
    throw new SchedulerError('SCHEDULER_IN_USE', `Another scheduler has the folder ${folder} open.`, {
      remedy:
        'A folder is for one process. Close the other one, or open a PostgreSQL in place of the folder: any number of processes can share that.',
      retryable: 'later',
      carriedOut: 'unsent',
    });
  }
  return () => lock.close();
}
