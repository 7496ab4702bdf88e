import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import type { EmulatorSnapshot } from '../state/snapshot.ts';
import { lockFile } from './lock-file.ts';
import { writeAtomically } from './write-atomically.ts';

/** A file that this process alone works on. */
export interface StateFile {
  /** What was kept; absent where there was no file. */
  readonly kept?: EmulatorSnapshot;
  /**
   * Replaces what is kept, unless only the time went on since the last call. Only this user may read the file: it holds
   * tokens.
   */
  save(snapshot: EmulatorSnapshot): void;
  /** Gives the file free. */
  close(): void;
}

const format = 'threads-emulator-state';
const version = 1;
const head = `{"format":"${format}"`;

/**
 * Opens the file that an emulator's state is kept in; it need not exist yet.
 *
 * @throws {Error} with a sentence for the person if another emulator has the file, or if it is damaged or something else.
 *   It is then as it was.
 */
export function openStateFile(path: string): StateFile {
  const target = resolveLink(path);
  const unlock = lockFile(target);
  try {
    const text = readIfThere(target);
    const kept = text === undefined ? undefined : parse(path, text);
    let saved: string | undefined;
    return {
      ...(kept === undefined ? {} : { kept }),
      save: (snapshot) => {
        // Of a clock that goes, the time is no change; of one that stands, it is all there is.
        const { clock } = snapshot;
        const timeless = JSON.stringify(
          clock.stopped === true ? snapshot : { ...snapshot, clock: { ...clock, now: 0 } },
        );
        if (timeless === saved) return;
        writeAtomically(target, serialize(snapshot));
        saved = timeless;
      },
      close: unlock,
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

function serialize(snapshot: EmulatorSnapshot): string {
  const text = JSON.stringify(snapshot);
  return `${head},"version":${version},"sha256":"${digest(text)}","snapshot":${text}}\n`;
}

function parse(path: string, text: string): EmulatorSnapshot {
  const file = parseJson(text);
  // What was cut off or overwritten in the middle begins like a state and is no JSON any more.
  if (file === undefined && text.startsWith(head)) throw damaged(path);
  if (!isRecord(file) || file['format'] !== format) {
    throw new Error(`${path} holds no state of an emulator. It is left as it is: name another file`);
  }
  if (file['version'] !== version) {
    throw new Error(`${path} was written by another version of the emulator. It is left as it is`);
  }
  if (file['sha256'] !== digest(JSON.stringify(file['snapshot']) ?? '')) throw damaged(path);
  // The digest says that `serialize` wrote it.
  return file['snapshot'] as EmulatorSnapshot;
}

function damaged(path: string): Error {
  return new Error(
    `${path} is damaged: it does not hold what was written. It is left as it is: restore it, or name another file`,
  );
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

// A link stays a link, and two names of one file have one lock.
function resolveLink(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return path;
    throw error;
  }
}
