import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';

/**
 * Replaces a file as a whole: whoever reads it, also after a crash, finds the old text or the new one. Only this user
 * may read it. One process at a time may write to a path.
 *
 * @throws {Error} from Node if it cannot be written; the old file is then untouched.
 */
export function writeAtomically(path: string, text: string): void {
  // In the same folder, since a rename is only atomic within a file system.
  const temporary = `${path}.tmp`;
  rmSync(temporary, { force: true }); // of a process that was killed
  const file = openSync(temporary, 'wx', 0o600);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
  syncFolder(dirname(path));
}

// Windows cannot open a folder, and needs no such thing.
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
