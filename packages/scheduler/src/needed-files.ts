import type { StoredFile } from '@threads-sdk/publish';
import { schema } from './database/tables.ts';
import type { PostRow } from './rows.ts';
import { inside, type Scheduler } from './scheduler.ts';

/**
 * Gives the files that posts need which are not live yet: those that wait, repeat, are being published, or are parked and can be
 * retried. For `sweepStorage` of `@threads-sdk/storage`, which removes the others. It reads the table once, page by page, and holds
 * no more than a page.
 *
 * @param scheduler the scheduler; if several keep their files under one prefix of one storage, a sweep needs what all of them need
 * @returns the files by their keys, for `for await`; a file that two posts need comes twice
 * @throws {InvalidInputError} with the first one, if the scheduler is not open
 * @throws {SchedulerError} `DATABASE_FAILED`
 *
 * @example
 * ```ts
 * import { neededFiles, type Scheduler } from '@threads-sdk/scheduler';
 * import { type FileStorage, sweepStorage } from '@threads-sdk/storage';
 *
 * export async function sweepEachNight(scheduler: Scheduler, storage: FileStorage): Promise<void> {
 *   const { left, removed } = await sweepStorage(storage, { needed: neededFiles(scheduler) });
 *   console.log(`${removed.length} files were removed, ${left} are left`);
 * }
 * ```
 *
 * @category Look
 */
export async function* neededFiles(scheduler: Scheduler): AsyncGenerator<StoredFile, void, undefined> {
  const { database } = inside('neededFiles', scheduler);
  for (let last: PostRow['id'] | undefined = 0; last !== undefined;) {
    // By id, which never changes. A post that is moved, or changes its state meanwhile, is met all the same; what a repeating one
    // has put down has a greater id.
    const rows: readonly { readonly id: PostRow['id']; readonly files: readonly string[] }[] =
      await database.run(
        `SELECT id, jsonb_path_query_array(content, '${files}') AS files FROM ${schema}.posts
          WHERE id > $1 AND state NOT IN ('published', 'cancelled', 'ended') AND content @? '${files}'
          ORDER BY id LIMIT ${pageSize}`,
        [last],
      );
    for (const row of rows) for (const stored of row.files) yield { stored };
    last = rows.length === pageSize ? rows.at(-1)?.id : undefined;
  }
}

/** How many posts are read at once. */
const pageSize = 250;

/** Where keys stand in the content of a post or a chain. */
const files = '$.*[*].media[*].*.stored';
