import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { EmulatorSnapshot } from '../state/snapshot.ts';
import { codeOf, fileFault } from './file-fault.ts';
import { lockFile } from './lock-file.ts';
import { resolveFile } from './resolve-file.ts';
import { removeDrafts, writeAtomically } from './write-atomically.ts';

/** A file that this process alone works on. */
export interface StateFile {
  /** What was kept; absent where there was no file. */
  readonly kept?: EmulatorSnapshot;
  /**
   * Replaces what is kept, unless only the time went on since the last call. Only this user may read the file: it holds
   * tokens.
   *
   * @throws {Error} with a sentence for the person if it cannot be written.
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
  try {
    return open(path);
  } catch (error) {
    throw fileFault(path, error);
  }
}

function open(path: string): StateFile {
  const target = resolveFile(path);
  const unlock = lockFile(target);
  try {
    removeDrafts(target);
    const text = readIfThere(target);
    const kept = text === undefined ? undefined : parse(path, text);
    let saved: string | undefined;
    return {
      ...(kept === undefined ? {} : { kept }),
      save: ({ clock, ...others }) => {
        // Of a clock that goes, the time is no change; of one that stands, it is all there is.
        const rest = JSON.stringify(others);
        const timeless = JSON.stringify(clock.stopped === true ? clock : { ...clock, now: 0 }) + rest;
        if (timeless === saved) return;
        try {
          // Texts of many posts are long: it is made once.
          writeAtomically(target, serialize(`{"clock":${JSON.stringify(clock)},${rest.slice(1)}`));
        } catch (error) {
          throw fileFault(path, error);
        }
        saved = timeless;
      },
      close: unlock,
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

function serialize(snapshot: string): string {
  return `${head},"version":${version},"sha256":"${digest(snapshot)}","snapshot":${snapshot}}\n`;
}

function parse(path: string, text: string): EmulatorSnapshot {
  const file = parseJson(text);
  // What was cut off, overwritten in the middle or saved by an editor begins like a state and is no JSON any more.
  if (file === undefined && beginsLikeState(text.replace(/^\uFEFF/, ''))) throw damaged(path);
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

function beginsLikeState(text: string): boolean {
  return text.startsWith(head) || (text !== '' && head.startsWith(text));
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
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
