import { copyOf } from '@threads-sdk/internal';
import type { FilePost, Post } from '@threads-sdk/publish';
import { inside, type Scheduler } from './scheduler.ts';
import type { Sql } from './database/database.ts';
import { schema } from './database/tables.ts';
import { keyReused } from './errors.ts';
import { checkScheduled, fingerprint } from './input.ts';
import type { PostContent, PostName, PostTime, ScheduledPost } from './post.ts';
import { findPost, toPost } from './rows.ts';
import { traceOfNow } from './telemetry.ts';
import { firstTime, type WantedTime } from './times.ts';

/**
 * What {@link schedulePost} takes.
 *
 * @category Schedule
 */
export type SchedulePostInput = PostName &
  PostTime &
  Extract<PostContent<Post | FilePost>, { readonly post: object }>;

/**
 * What {@link scheduleChain} takes.
 *
 * @category Schedule
 */
export type ScheduleChainInput = PostName &
  PostTime &
  Extract<PostContent<Post | FilePost>, { readonly chain: object }>;

/**
 * Schedules a post. It is checked as `publish` does; nothing is sent to Threads. Files in it are uploaded first, to the storage of
 * the scheduler, and the post keeps their keys. Scheduling the same again under its key changes and uploads nothing, so it may be
 * called as often as a queue or a form likes.
 *
 * @param scheduler the scheduler
 * @param input `account` and `key`: whose post, and the app's own name for it; `post`, `fast`, `extra`: as for `publish`;
 *   `at`, `timeZone`, `repeat`: when
 * @returns the post, as it is now
 * @throws {InvalidInputError} if something is not usable; it names every fault
 * @throws {StorageError} if a file could not be uploaded: call again; nothing was scheduled
 * @throws {SchedulerError} `POST_KEY_REUSED` if another post, or another time, was scheduled under the key;
 *   `DATABASE_FAILED` if the database did: call again
 *
 * @example
 * ```ts
 * import { schedulePost, type Scheduler } from '@threads-sdk/scheduler';
 *
 * export async function goodMorning(scheduler: Scheduler): Promise<void> {
 *   await schedulePost(scheduler, {
 *     account: 'mika',
 *     key: 'good morning 17',
 *     post: { text: 'Good morning, Tokyo' },
 *     at: '2026-12-01T09:00',
 *     timeZone: 'Asia/Tokyo',
 *   });
 * }
 * ```
 *
 * @category Schedule
 */
export async function schedulePost(scheduler: Scheduler, input: SchedulePostInput): Promise<ScheduledPost> {
  return schedule('schedulePost', 'post', scheduler, input);
}

/**
 * Schedules a chain: posts that answer each other. All else is as with {@link schedulePost}.
 *
 * @param scheduler the scheduler
 * @param input `account` and `key`: whose chain, and the app's own name for it; `chain`, `replyTo`: the posts, as for
 *   `publishChain`; `at`, `timeZone`, `repeat`: when
 * @returns the chain, as it is now
 * @throws {InvalidInputError} if something is not usable; it names every fault
 * @throws {StorageError} as for {@link schedulePost}
 * @throws {SchedulerError} as for {@link schedulePost}
 *
 * @example
 * ```ts
 * import { scheduleChain, type Scheduler } from '@threads-sdk/scheduler';
 *
 * export async function everyMonday(scheduler: Scheduler): Promise<void> {
 *   await scheduleChain(scheduler, {
 *     account: 'mika',
 *     key: 'the week',
 *     chain: [{ text: 'The week ahead' }, { text: 'Ask me anything' }],
 *     at: '2026-12-07T08:30',
 *     timeZone: 'Europe/Berlin',
 *     repeat: 'FREQ=WEEKLY;BYDAY=MO',
 *   });
 * }
 * ```
 *
 * @category Schedule
 */
export async function scheduleChain(scheduler: Scheduler, input: ScheduleChainInput): Promise<ScheduledPost> {
  return schedule('scheduleChain', 'chain', scheduler, input);
}

async function schedule(
  call: string,
  kind: 'post' | 'chain',
  scheduler: Scheduler,
  given: PostName & PostTime & PostContent<Post | FilePost>,
): Promise<ScheduledPost> {
  const input = copyOf(given); // the caller may change theirs while we wait
  const insides = inside(call, scheduler);
  const { clock, database } = insides;
  const { account, key }: PostName = Object(input);
  const { content, prepare, wanted } = await checkScheduled(call, input, kind, insides);
  const asked = fingerprint(content, wanted);
  // What is there already has its files, or had them.
  if (prepare && !(await findPost(database, { account, key }))) await prepare();
  await insertPost(database, clock.now(), { account, key, asked, content, wanted, event: 'scheduled' });
  const post = await findPost(database, { account, key });
  if (post === undefined) throw new TypeError('A post that was just written is not there.');
  if (post.asked !== asked) throw keyReused(call, { account, key });
  return toPost(post, clock.now());
}

/** @internal Writes a post, if none is there under its key, and has its account looked at in time. */
export async function insertPost(
  { run }: Sql,
  now: number,
  {
    account,
    asked,
    content,
    event,
    key,
    wanted,
  }: PostName & {
    readonly asked: string;
    readonly content: PostContent;
    readonly wanted: WantedTime;
    readonly event: 'scheduled' | 'spawned';
  },
): Promise<void> {
  const { at, repeat, timeZone } = wanted;
  const isRepeating = repeat !== undefined;
  const next = firstTime(wanted, now);
  // One statement, so that it takes one way to the database.
  await run(
    `WITH post AS (
      INSERT INTO ${schema}.posts (account, key, asked, content, state, at, time_zone, repeat, next, trace)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (account, key) DO NOTHING RETURNING id
    ), event AS (
      INSERT INTO ${schema}.history (post, at, event) SELECT id, $11::timestamptz, $12::text FROM post
    )
    INSERT INTO ${schema}.accounts (account, wake) SELECT $1, $9::timestamptz FROM post
    ON CONFLICT (account) DO UPDATE SET wake = CASE
      WHEN accounts.paused_for IS NOT NULL AND accounts.paused_until IS NULL THEN NULL
      ELSE least(accounts.wake, greatest(excluded.wake, accounts.paused_until)) END`,
    [
      account,
      key,
      asked,
      JSON.stringify(content),
      isRepeating ? 'repeating' : 'scheduled',
      at,
      timeZone ?? null,
      repeat ?? null,
      next,
      traceOfNow(),
      new Date(now),
      event,
    ],
  );
}
