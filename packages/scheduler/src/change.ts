import { copyOf } from '@threads-sdk/internal';
import type { FilePost, Post } from '@threads-sdk/publish';
import { notChangeable, postNotFound } from './errors.ts';
import { checkContent, checkName, checkTime } from './input.ts';
import type { PostContent, PostEvent, PostName, PostTime, ScheduledPost } from './post.ts';
import {
  type Changes,
  findPost,
  keepEvent,
  lockAccount,
  type PauseRow,
  type PostRow,
  toPost,
  updatePost,
  wakeAccount,
} from './rows.ts';
import { inside, type Scheduler } from './scheduler.ts';
import { firstTime } from './times.ts';

/**
 * Changes what is posted, as long as it was not begun; also of a post that is parked and certainly not live, for
 * {@link retryPost} to take up. Files are uploaded first, as with `schedulePost`.
 *
 * @param scheduler the scheduler
 * @param input `account` and `key`: which post; `post` or `chain` with their options: what takes the place of the old one
 * @returns the post, as it is now
 * @throws {InvalidInputError} if something is not usable; it names every fault
 * @throws {StorageError} if a file could not be uploaded: call again; nothing was changed
 * @throws {SchedulerError} `POST_NOT_FOUND`; `POST_NOT_CHANGEABLE` if it was begun; `DATABASE_FAILED`
 *
 * @example
 * ```ts
 * import { changePost, type Scheduler } from '@threads-sdk/scheduler';
 *
 * export async function mendTypo(scheduler: Scheduler): Promise<void> {
 *   await changePost(scheduler, { account: 'mika', key: '17', post: { text: 'Good morning, Kyoto' } });
 * }
 * ```
 *
 * @category Change
 */
export async function changePost(
  scheduler: Scheduler,
  input: PostName & PostContent<Post | FilePost>,
): Promise<ScheduledPost> {
  const call = 'changePost';
  const wanted = copyOf(input); // the caller may change theirs while we wait
  const { account, key }: PostName = Object(wanted);
  const { content, prepare } = await checkContent(call, wanted, inside(call, scheduler));
  await prepare?.();
  return change(call, scheduler, { account, key }, 'changed', ({ error, ids, revision, state }) => {
    const isNotLive = error?.carriedOut === 'unsent' || error?.carriedOut === 'no';
    if (state === 'parked' && isNotLive && !ids) return { content, revision: revision + 1 };
    return state === 'scheduled' || state === 'repeating' ? { content } : undefined;
  });
}

/**
 * Moves a post to another time, as long as it was not begun.
 *
 * @param scheduler the scheduler
 * @param input `account` and `key`: which post; `at`, `timeZone`, `repeat`: the new time, in place of the old one as a whole
 * @returns the post, as it is now
 * @throws {InvalidInputError} if something is not usable; it names every fault
 * @throws {SchedulerError} `POST_NOT_FOUND`; `POST_NOT_CHANGEABLE` if it was begun; `DATABASE_FAILED`
 *
 * @example
 * ```ts
 * import { movePost, type Scheduler } from '@threads-sdk/scheduler';
 *
 * export async function later(scheduler: Scheduler): Promise<void> {
 *   await movePost(scheduler, { account: 'mika', key: '17', at: new Date(Date.now() + 3_600_000) });
 * }
 * ```
 *
 * @category Change
 */
export async function movePost(scheduler: Scheduler, input: PostName & PostTime): Promise<ScheduledPost> {
  const call = 'movePost';
  const wanted = await checkTime(call, input);
  const { at, repeat, timeZone } = wanted;
  const next = firstTime(wanted, inside(call, scheduler).clock.now());
  return change(call, scheduler, input, 'moved', ({ state }) => {
    if (state !== 'scheduled' && state !== 'repeating') return undefined;
    return {
      at,
      time_zone: timeZone ?? null,
      repeat: repeat ?? null,
      state: repeat === undefined ? 'scheduled' : 'repeating',
      next,
    };
  });
}

/**
 * Cancels a post, as long as it was not begun; also one that is parked, and one that was begun of an account that is paused
 * until `resumeAccount`. Of one that repeats no more are posted; what was posted stays.
 *
 * @param scheduler the scheduler
 * @param name `account` and `key`: which post
 * @returns the post, as it is now
 * @throws {InvalidInputError} if the name is not usable
 * @throws {SchedulerError} `POST_NOT_FOUND`; `POST_NOT_CHANGEABLE` if it was begun: it goes live, or is already;
 *   `DATABASE_FAILED`
 *
 * @example
 * ```ts
 * import { cancelPost, type Scheduler } from '@threads-sdk/scheduler';
 *
 * export async function changeOfMind(scheduler: Scheduler): Promise<void> {
 *   await cancelPost(scheduler, { account: 'mika', key: '17' });
 * }
 * ```
 *
 * @category Change
 */
export async function cancelPost(scheduler: Scheduler, name: PostName): Promise<ScheduledPost> {
  return change('cancelPost', scheduler, checkName('cancelPost', name), 'cancelled', (post) => {
    const { job, paused_for: pause, paused_until: until, state } = post;
    const isHeld = state === 'publishing' && pause !== null && until === null && job === null;
    return isHeld || state === 'scheduled' || state === 'repeating' || state === 'parked'
      ? { state: 'cancelled', next: null }
      : undefined;
  });
}

/**
 * Takes up a post that is parked, where it stopped. What may be live is looked for first, and never sent blindly.
 *
 * @param scheduler the scheduler
 * @param name `account` and `key`: which post
 * @returns the post, as it is now
 * @throws {InvalidInputError} if the name is not usable
 * @throws {SchedulerError} `POST_NOT_FOUND`; `POST_NOT_CHANGEABLE` if it is not parked; `DATABASE_FAILED`
 *
 * @example
 * ```ts
 * import { listPosts, retryPost, type Scheduler } from '@threads-sdk/scheduler';
 *
 * export async function retryAll(scheduler: Scheduler): Promise<void> {
 *   for await (const post of listPosts(scheduler, { state: 'parked' })) await retryPost(scheduler, post);
 * }
 * ```
 *
 * @category Change
 */
export async function retryPost(scheduler: Scheduler, name: PostName): Promise<ScheduledPost> {
  const now = new Date(inside('retryPost', scheduler).clock.now());
  return change('retryPost', scheduler, checkName('retryPost', name), 'retried', ({ begun, state }) =>
    state === 'parked'
      ? { state: begun === null ? 'scheduled' : 'publishing', attempts: 0, error: null, next: now }
      : undefined,
  );
}

/** Changes a post by what it is, or refuses to. */
async function change(
  call: string,
  scheduler: Scheduler,
  { account, key }: PostName,
  event: PostEvent['event'],
  decide: (post: PostRow & PauseRow) => Changes | undefined,
): Promise<ScheduledPost> {
  const { clock, database } = inside(call, scheduler);
  return database.transaction(async (sql) => {
    await lockAccount(sql, account);
    const before = await findPost(sql, { account, key });
    if (before === undefined) throw postNotFound(call, { account, key });
    const changes = decide(before);
    if (changes === undefined) {
      // Asked again for what was done already.
      if (event === before.state) return toPost(before, clock.now());
      throw notChangeable(call, { account, key }, before.state);
    }
    if (!(await updatePost(sql, before, changes))) throw notChangeable(call, { account, key }, 'publishing');
    await keepEvent(sql, before.id, clock.now(), event, changes.at && { from: before.at, to: changes.at });
    await wakeAccount(sql, account);
    return toPost({ ...before, ...changes }, clock.now());
  });
}
