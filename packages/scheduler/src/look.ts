import { fail, filledText, inputObject, checkInput, custom, oneOf, whole } from '@threads-sdk/internal';
import { schema } from './database/tables.ts';
import { postNotFound } from './errors.ts';
import { checkName } from './input.ts';
import type { PostEvent, PostName, PostState, ScheduledPost } from './post.ts';
import { findPost, type PauseRow, type PostRow, selectPosts, toPost } from './rows.ts';
import { inside, type Scheduler } from './scheduler.ts';

/**
 * Reads a post with all that happened to it.
 *
 * @param scheduler the scheduler
 * @param name `account` and `key`: which post
 * @returns the post, and its `history`, oldest first
 * @throws {InvalidInputError} if the name is not usable
 * @throws {SchedulerError} `POST_NOT_FOUND`, `DATABASE_FAILED`
 *
 * @example
 * ```ts
 * import { getPost, type Scheduler } from '@threads-sdk/scheduler';
 *
 * export async function whatHappened(scheduler: Scheduler): Promise<void> {
 *   const { history, state } = await getPost(scheduler, { account: 'mika', key: '17' });
 *   console.log(state, history.map(({ at, event }) => `${at.toISOString()} ${event}`));
 * }
 * ```
 *
 * @category Look
 */
export async function getPost(
  scheduler: Scheduler,
  name: PostName,
): Promise<ScheduledPost & { readonly history: readonly PostEvent[] }> {
  const { clock, database } = inside('getPost', scheduler);
  const checked = checkName('getPost', name);
  const post = await findPost(database, checked);
  if (post === undefined) throw postNotFound('getPost', checked);
  const rows = await database.run<{
    at: Date;
    event: PostEvent['event'];
    detail: PostEvent['detail'] | null;
  }>(`SELECT at, event, detail FROM ${schema}.history WHERE post = $1 ORDER BY id`, [post.id]);
  const history = rows.map(({ at, detail, event }) =>
    Object.freeze({ at, event, ...(detail && { detail }) }),
  );
  return Object.freeze({ ...toPost(post, clock.now()), history: Object.freeze(history) });
}

/**
 * Which posts {@link listPosts} gives.
 *
 * @category Look
 */
export interface ListPostsOptions {
  /** Those of one account; default all. */
  readonly account?: string;
  /** Those that are wanted from this time on. */
  readonly from?: Date;
  /** Those that are wanted before this time. */
  readonly to?: Date;
  readonly state?: PostState;
  /** How many are read from the database at once, default 100, at most 1,000. */
  readonly pageSize?: number;
}

/**
 * Lists posts in the order of the times that they are wanted at, page by page: it reads on as the loop goes on. Of one that
 * repeats, `at` is its first time.
 *
 * @param scheduler the scheduler
 * @param options `account`, `from`, `to`, `state`: which; `pageSize`: how many at once
 * @returns the posts, for `for await`
 * @throws {InvalidInputError} with the first one, if the options are not usable
 * @throws {SchedulerError} `DATABASE_FAILED`
 *
 * @example
 * ```ts
 * import { listPosts, type Scheduler } from '@threads-sdk/scheduler';
 *
 * export async function printDecember(scheduler: Scheduler): Promise<void> {
 *   const [from, to] = [new Date('2026-12-01T00:00:00Z'), new Date('2027-01-01T00:00:00Z')];
 *   for await (const { at, key, state } of listPosts(scheduler, { account: 'mika', from, to }))
 *     console.log(at, key, state);
 * }
 * ```
 *
 * @category Look
 */
export async function* listPosts(
  scheduler: Scheduler,
  options: ListPostsOptions = {},
): AsyncGenerator<ScheduledPost, void, undefined> {
  const { clock, database } = inside('listPosts', scheduler);
  checkInput('listPosts', optionsSchema(), options);
  const { account, from, pageSize = 100, state, to } = options;
  if (from && to && from > to) fail('listPosts', { path: 'to', message: 'must not be before `from`' });
  const conditions: string[] = [];
  const values: unknown[] = [];
  const where = (condition: string, value: unknown): void => {
    values.push(value);
    conditions.push(condition.replace('?', `$${values.length}`));
  };
  if (account !== undefined) where('p.account = ?', account);
  if (from) where('p.at >= ?', from);
  if (to) where('p.at < ?', to);
  if (state) where('p.state = ?', state);
  for (let last: PostRow | undefined, isMore = true; isMore;) {
    const after = last
      ? [`(p.at, p.id) > ($${values.length + 1}::timestamptz, $${values.length + 2}::bigint)`]
      : [];
    const condition = [...conditions, ...after].join(' AND ');
    const rows = await database.run<PostRow & PauseRow>(
      `${selectPosts} ${condition && `WHERE ${condition}`} ORDER BY p.at, p.id LIMIT ${pageSize}`,
      last ? [...values, last.at, last.id] : values,
    );
    for (const row of rows) yield toPost(row, clock.now());
    last = rows.at(-1);
    isMore = rows.length === pageSize;
  }
}

const states = ['scheduled', 'repeating', 'publishing', 'published', 'parked', 'cancelled', 'ended'] as const;

function optionsSchema(): Parameters<typeof checkInput<ListPostsOptions>>[1] {
  const date = custom(
    (value) => value instanceof Date && !Number.isNaN(value.getTime()),
    'must be a Date with a time',
  );
  return inputObject<ListPostsOptions>({
    account: filledText,
    from: date,
    to: date,
    state: oneOf(states),
    pageSize: whole(1, 1000),
  });
}
