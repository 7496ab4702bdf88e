/**
 * Posts at their time.
 *
 * @module scheduler
 */
export { pauseAccount, resumeAccount } from './accounts.ts';
export { cancelPost, changePost, movePost, retryPost } from './change.ts';
export type { PostgresConnection, PostgresPool } from './database/postgres.ts';
export type { SchedulerEvent } from './events.ts';
export { keepCredentialsFresh, type KeepFreshOptions } from './keep-credentials-fresh.ts';
export { getPost, listPosts, type ListPostsOptions } from './look.ts';
export { neededFiles } from './needed-files.ts';
export type {
  PauseReason,
  PostContent,
  PostEvent,
  PostFault,
  PostName,
  PostState,
  PostTime,
  ScheduledPost,
} from './post.ts';
export { scheduleChain, type ScheduleChainInput, schedulePost, type SchedulePostInput } from './schedule.ts';
export {
  type Accounts,
  closeScheduler,
  openScheduler,
  type Scheduler,
  type SchedulerOptions,
} from './scheduler.ts';
export { work, type WorkOptions } from './work.ts';
