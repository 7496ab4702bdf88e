import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Case } from './cases.ts';

const run = promisify(execFile);

/** Makes all files in a folder. Resolves to their paths, by what they are. */
export async function makeFiles(
  ffmpeg: string,
  folder: string,
  cases: readonly Case[],
): Promise<ReadonlyMap<string, string>> {
  const paths = new Map(
    cases.map(({ what, extension }, index) => [what, join(folder, `${index}.${extension}`)]),
  );
  const pathOf = (what: string): string => {
    const path = paths.get(what);
    if (path === undefined) throw new Error(`The corpus has no ${what}.`);
    return path;
  };
  await inParallel(
    cases.filter(({ of }) => of === undefined),
    async (each) => {
      const path = pathOf(each.what);
      await run(ffmpeg, [
        ...'-nostdin -v error -y -threads 1'.split(' '),
        ...(each.ffmpeg ?? '').split(' ').filter(Boolean),
        path,
      ]).catch((e: unknown) => {
        console.error(each.what, String(e).slice(0, 600));
      });
      if (each.change) await writeFile(path, each.change(await readFile(path)));
    },
  );
  for (const { what, of, change } of cases)
    if (of !== undefined && change) await writeFile(pathOf(what), change(await readFile(pathOf(of))));
  return paths;
}

/** Does something with all, as many at a time as the machine has processors. */
export async function inParallel<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  await Promise.all(
    Array.from({ length: availableParallelism() }, async () => {
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
    }),
  );
}
