import type { AnyThreadsError } from '@threads-sdk/errors';
import type { PauseReason, PostFault, PostName } from './post.ts';

/**
 * What `onEvent` hears, after it is in the database:
 *
 * - `published`: a post is live, so many milliseconds after the time that it was wanted at
 * - `parked`: a post ended with an error that does not pass by itself
 * - `paused`: nothing is done for an account, or (without `account`) for any, until a time or until `resumeAccount`
 * - `refreshed`: a sweep of `keepCredentialsFresh` ended
 * - `failed`: the database or the engine did not do what was asked; the worker goes on, and tries again
 *
 * @category Watch
 */
export type SchedulerEvent =
  | (PostName & { readonly type: 'published'; readonly ids: readonly string[]; readonly late: number })
  | (PostName & { readonly type: 'parked'; readonly error: PostFault })
  | {
      readonly type: 'paused';
      readonly account?: string;
      readonly reason: PauseReason;
      readonly until?: Date;
      readonly error?: PostFault;
    }
  | {
      readonly type: 'refreshed';
      readonly refreshed: number;
      /** The accounts whose users have to log in again. */
      readonly expired: readonly string[];
      readonly failed: readonly { readonly key: string; readonly error: AnyThreadsError }[];
    }
  | { readonly type: 'failed'; readonly error: unknown };
