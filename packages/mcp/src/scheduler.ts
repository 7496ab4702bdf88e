import type { FilePost, Post } from '@threads-sdk/publish';

/**
 * What the tool `schedule` uses of a scheduler: functions of `@threads-sdk/scheduler` for one account, or your own.
 *
 * @example
 * ```ts
 * import type { McpScheduler } from '@threads-sdk/mcp';
 * import { cancelPost, getPost, listPosts, scheduleChain, schedulePost, type Scheduler } from '@threads-sdk/scheduler';
 *
 * export const schedulerOf = (scheduler: Scheduler, account: string): McpScheduler => ({
 *   schedule: (input) =>
 *     'chain' in input
 *       ? scheduleChain(scheduler, { account, ...input })
 *       : schedulePost(scheduler, { account, ...input }),
 *   get: (key) => getPost(scheduler, { account, key }),
 *   list: () => listPosts(scheduler, { account }),
 *   cancel: (key) => cancelPost(scheduler, { account, key }),
 * });
 * ```
 *
 * @category Serve
 */
export interface McpScheduler {
  /**
   * Schedules a post or a chain. The same again under its key changes nothing; anything else under it must be refused, since nobody is
   * asked about a key that is there.
   */
  readonly schedule: (
    input: {
      readonly key: string;
      readonly at: string;
      readonly timeZone?: string;
      readonly repeat?: string;
    } & ({ readonly post: Post | FilePost } | { readonly chain: readonly (Post | FilePost)[] }),
  ) => Promise<McpScheduledPost>;

  /** What is scheduled under a key. Gives `undefined`, or throws an error with the code `POST_NOT_FOUND`, if there is nothing. */
  readonly get: (key: string) => Promise<McpScheduledPost | undefined>;

  /** What is scheduled, in the order of time. */
  readonly list: () => AsyncIterable<McpScheduledPost>;

  /** Cancels what was not begun. */
  readonly cancel: (key: string) => Promise<McpScheduledPost>;
}

/**
 * A post of a scheduler, as far as the tool `schedule` shows it.
 *
 * @category Serve
 */
export interface McpScheduledPost {
  readonly key: string;
  /** How far it is, such as `'scheduled'`. */
  readonly state: string;
  readonly at: Date;
  readonly repeat?: string;
  /** The ids of what is live. */
  readonly ids?: readonly string[];
  readonly error?: { readonly message: string };
}
