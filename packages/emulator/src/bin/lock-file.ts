import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import process from 'node:process';
import { codeOf } from './file-fault.ts';

/** Somebody else works on the file. */
export class FileInUseError extends Error {
  override readonly name = 'FileInUseError';
}

/**
 * Makes sure that one process at a time works on a file, by a file beside it that names the process. What a process
 * that was killed left behind is taken over.
 *
 * @returns Gives the file free.
 * @throws {FileInUseError} if a process has it, or may have it: one on another machine cannot be asked.
 */
export function lockFile(path: string): () => void {
  const lock = `${path}.lock`;
  const start = startOf(process.pid);
  const own = JSON.stringify({ pid: process.pid, host: hostname(), ...(start !== undefined && { start }) });
  // Twice: the second time after what a dead process left was put away.
  if (!create(lock, own) && (!putAway(lock) || !create(lock, own))) {
    const { pid } = parseLock(read(lock) ?? '');
    throw new FileInUseError(
      `${path} is in use by another emulator${pid === undefined ? '' : `, process ${pid}`}. If none runs any more, remove ${lock}`,
    );
  }
  return () => {
    if (read(lock) === own) rmSync(lock, { force: true });
  };
}

function create(lock: string, text: string): boolean {
  try {
    writeFileSync(lock, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Whether the lock is gone now. It is renamed before it is removed, since another process may take it over right now. */
function putAway(lock: string): boolean {
  const text = read(lock);
  if (text === undefined) return true;
  if (!isLeftBehind(text)) return false;
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return true;
    throw error;
  }
  if (read(aside) !== text) {
    renameSync(aside, lock); // the one who was faster keeps it
    return false;
  }
  rmSync(aside, { force: true });
  return true;
}

function isLeftBehind(text: string): boolean {
  const { pid, host, start } = parseLock(text);
  if (host !== hostname() || pid === undefined) return false;
  // In a container every start may get the same id.
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0); // asks, and sends nothing
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
  // The process may be dead and still be listed, or its id be that of another one by now.
  const now = startOf(pid);
  return now === 'never' || (now !== undefined && start !== undefined && now !== start);
}

/** When a process began, as the system counts it: `never` for one that is dead, nothing where the system does not say. */
function startOf(pid: number): string | undefined {
  try {
    // Linux has the state, and 19 further on the start, behind the name, in which anything may stand.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return /^[ZX]$/.test(fields[0] ?? '') ? 'never' : fields[19];
  } catch {
    return undefined;
  }
}

function parseLock(text: string): { readonly pid?: number; readonly host?: string; readonly start?: string } {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return {};
    const pid = 'pid' in value ? value.pid : undefined;
    const host = 'host' in value ? value.host : undefined;
    const start = 'start' in value ? value.start : undefined;
    return {
      ...(typeof pid === 'number' && Number.isInteger(pid) && pid > 0 ? { pid } : {}),
      ...(typeof host === 'string' ? { host } : {}),
      ...(typeof start === 'string' ? { start } : {}),
    };
  } catch {
    return {}; // half written: its process is at work, or was killed in that instant
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
