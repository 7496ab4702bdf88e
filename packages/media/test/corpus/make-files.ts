import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Case } from './cases.ts';

const run = promisify(execFile);

/**
 * Makes files in a folder, as many at a time as there are processors.
 *
 * @returns what became of each, by what it is: its path, or why it could not be made.
 */
export async function makeFiles(
  ffmpeg: string,
  folder: string,
  cases: readonly Case[],
): Promise<ReadonlyMap<string, string | Error>> {
  const files = new Map<string, string | Error>();
  const make = async (each: Case): Promise<void> => {
    const path = join(folder, `${cases.indexOf(each)}.${each.extension}`);
    files.set(each.what, await makeFile(ffmpeg, each, path, files).then(() => path, toError));
  };
  await inParallel(
    cases.filter(({ from }) => 'ffmpeg' in from),
    make,
  );
  for (const each of cases) if ('file' in each.from) await make(each);
  return files;
}

async function makeFile(
  ffmpeg: string,
  { from, change }: Case,
  path: string,
  files: ReadonlyMap<string, string | Error>,
): Promise<void> {
  let source: string | Error | undefined = path;
  if ('file' in from) source = files.get(from.file);
  else await run(ffmpeg, [...options, ...from.ffmpeg.split(' '), path]);
  if (typeof source !== 'string')
    throw source ?? new Error('It is made of a file that the corpus does not have.');
  if (change !== undefined) await writeFile(path, change(await readFile(source)));
}

const options = ['-nostdin', '-v', 'error', '-y', '-threads', '1'];

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** Does something with all of them, with as many at a time as there are processors. */
export async function inParallel<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const workers = Array.from({ length: availableParallelism() }, async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  });
  await Promise.all(workers);
}
