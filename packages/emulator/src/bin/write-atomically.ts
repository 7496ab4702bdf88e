import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';

/**
 * Replaces a file as a whole: whoever reads it, also after a crash, finds the old text or the new one. Only this user
 * may read it.
 *
 * @throws {Error} from Node if it cannot be written; the old file is then untouched.
 */
export function writeAtomically(path: string, text: string | Uint8Array): void {
  // In the same folder, since a rename is only atomic within a file system.
  const draft = `${path}${mark}${randomBytes(6).toString('hex')}`;
  const file = openSync(draft, 'wx', 0o600);
  try {
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}

/** Removes what processes left behind that were killed while they wrote to a path. Nobody may write to it right now. */
export function removeDrafts(path: string): void {
  const beginning = `${basename(path)}${mark}`;
  const isDraft = (name: string): boolean =>
    name.startsWith(beginning) && /^[\da-f]{12}$/.test(name.slice(beginning.length));
  for (const name of readdirSync(dirname(path)).filter(isDraft))
    rmSync(join(dirname(path), name), { force: true });
}

const mark = '.threads-emulator-';

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
