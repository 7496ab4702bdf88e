import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Thread } from '@threads-sdk/endpoints';
import { readJson } from '@threads-sdk/internal';
import { CommandError } from '../../command-error.ts';
import { exitCodes } from '../../exit-codes.ts';
import type { Counts } from '../../read-counts.ts';

/** A post as it is kept. */
export type Kept = Thread & { readonly insights?: Counts };

/** Whose export it is, and what is in it: another one must not go on with it. */
export interface ExportIdentity {
  readonly origin: string;
  readonly userId: string;
  readonly insights: boolean;
}

/** What was read so far: a line of JSON for each post, behind a line that says whose they are. */
export interface PartFile {
  readonly has: (id: string) => boolean;
  readonly size: () => number;
  readonly keep: (post: Kept) => void;
  /** Writes the posts in this order into the file itself, which is there at once and whole, and removes the part. */
  readonly finish: (ids: readonly string[]) => void;
  readonly close: () => void;
}

/** The file that a person names: itself, or one in the folder that they name. */
export function fileOf(target: string | undefined, username: string): string {
  const name = `threads-${username.replace(/[^\w.-]/g, '_')}.jsonl`;
  if (target === undefined) return name;
  const isFolder = /[/\\]$/.test(target) || (existsSync(target) && statSync(target).isDirectory());
  return isFolder ? join(target, name) : target;
}

/**
 * Opens what is there of an export, or begins one.
 *
 * @throws {CommandError} if what is there is of another export, or the file cannot be used
 */
export function openPart(file: string, identity: ExportIdentity): PartFile {
  const partPath = `${file}.part`;
  const part = orRefuse(partPath, () => {
    mkdirSync(dirname(file), { recursive: true });
    // Read, written and made if it is not there; nobody else's posts need to be read by others on this machine.
    return openSync(partPath, 'a+', 0o600);
  });
  const head = JSON.stringify({ export: identity });
  const ids = new Set<string>();
  let whole = 0;
  for (const { text, start, end } of readLines(part)) {
    if (start > 0) ids.add(idOf(text));
    else if (text !== head) {
      closeSync(part);
      throw belongsElsewhere(partPath);
    }
    whole = end;
  }
  if (whole === 0 && !head.startsWith(readStart(part, head.length + 1))) {
    closeSync(part);
    throw belongsElsewhere(partPath);
  }
  // What a kill cut off in the middle of a line is read again.
  ftruncateSync(part, whole);
  if (whole === 0) appendFileSync(part, `${head}\n`);
  return Object.freeze({
    has: (id: string) => ids.has(id),
    size: () => ids.size,
    keep: (post: Kept) => {
      appendFileSync(part, `${JSON.stringify(post)}\n`);
      ids.add(post.id);
    },
    finish: (order: readonly string[]) => {
      const newPath = `${file}.new`;
      writeInOrder(part, newPath, order, partPath);
      renameSync(newPath, file);
      rmSync(partPath, { force: true });
    },
    close: () => closeSync(part),
  });
}

function belongsElsewhere(partPath: string): CommandError {
  return new CommandError(
    exitCodes.usage,
    `${partPath} belongs to something else, or to an export of another account or with other options. Nothing was read.`,
    'Name another file, or remove that one.',
  );
}

/** The first characters of a file. */
function readStart(file: number, length: number): string {
  const bytes = Buffer.alloc(length);
  return bytes.toString('latin1', 0, readSync(file, bytes, 0, length, 0));
}

function writeInOrder(part: number, newPath: string, order: readonly string[], partPath: string): void {
  const places = new Map([...readLines(part)].map(({ text, ...place }) => [idOf(text), place]));
  const out = openSync(newPath, 'w', 0o600);
  try {
    for (const id of order) {
      const place = places.get(id);
      if (!place)
        throw new CommandError(
          exitCodes.refused,
          `${partPath} was changed by something else: ${id} is no longer in it.`,
          'Type the same command again, once nothing else works on it.',
        );
      const bytes = Buffer.alloc(place.end - place.start);
      readSync(part, bytes, 0, bytes.length, place.start);
      appendFileSync(out, bytes);
    }
    fsyncSync(out);
  } finally {
    closeSync(out);
  }
}

function orRefuse<Value>(path: string, open: () => Value): Value {
  try {
    return open();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(exitCodes.refused, `${path} cannot be written: ${reason}`, 'Name another file.');
  }
}

function idOf(line: string): string {
  const post: unknown = readJson(line);
  return String(Reflect.get(Object(post), 'id'));
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** The lines of a file that end with a line break, with the bytes where they are. */
function* readLines(file: number): Generator<Place & { readonly text: string }> {
  const chunk = Buffer.alloc(1 << 16);
  let rest = Buffer.alloc(0);
  let start = 0;
  for (let at = 0; ;) {
    const length = readSync(file, chunk, 0, chunk.length, at);
    if (length === 0) return;
    at += length;
    rest = Buffer.concat([rest, chunk.subarray(0, length)]);
    for (let stop = rest.indexOf(10); stop !== -1; stop = rest.indexOf(10)) {
      yield { text: rest.toString('utf8', 0, stop), start, end: start + stop + 1 };
      start += stop + 1;
      rest = rest.subarray(stop + 1);
    }
  }
}
