import type { ChainOptions, FilePost, Post, PublishOptions } from '@threads-sdk/publish';

/**
 * Which post: the account that it is for, and the app's own name for it.
 *
 * @category Schedule
 */
export interface PostName {
  /** The app's own name for the account, such as a user's id in its database: what the credentials are stored under. */
  readonly account: string;

  /** The app's own name for the post, such as its id in the app's database. The same key of an account is the same post. */
  readonly key: string;
}

/**
 * What is posted. A post of the scheduler has keys in the place of files: plain JSON.
 *
 * @category Schedule
 */
export type PostContent<Each extends Post | FilePost = Post> =
  | {
      readonly post: Each;
      /** As for `publish`: a text with one request in place of three, at its price. Default `false`. */
      readonly fast?: boolean;
      /** As for `publish`: parameters that the SDK does not know yet. */
      readonly extra?: NonNullable<PublishOptions['extra']>;
    }
  | {
      readonly chain: readonly Each[];
      /** As for `publishChain`: what each post answers. Default `'previous'`. */
      readonly replyTo?: NonNullable<ChainOptions['replyTo']>;
    };

/**
 * When it is posted.
 *
 * @category Schedule
 */
export interface PostTime {
  /**
   * The time: a `Date`; an ISO text with its offset, such as `'2026-12-24T18:00:00+01:00'`; or one without, such as
   * `'2026-12-24T18:00'`, which is the time on the clocks of `timeZone`. One that is past is now.
   */
  readonly at: Date | string;

  /**
   * The IANA name of a time zone, such as `'Asia/Tokyo'`. Needed for an `at` without an offset, and for `repeat`, which
   * goes by the clocks there. A time that the clocks skip is the one an hour later; of one that they show twice, the first.
   */
  readonly timeZone?: string;

  /**
   * How it repeats, as a rule of RFC 5545 without `DTSTART`, which is `at`: `'FREQ=WEEKLY;BYDAY=MO,TH'`; with at most 1,000
   * as `COUNT`. Each time it comes it is a post of its own, whose key ends with `@` and the time. Of times that were missed,
   * since nobody worked, the last is posted. Default: not.
   */
  readonly repeat?: string;
}

/**
 * How far a post is:
 *
 * - `scheduled`: it waits for its time, and nothing was sent
 * - `repeating`: it stands for posts that come again, each of which is a post of its own
 * - `publishing`: it was begun
 * - `published`: it is live
 * - `parked`: it ended with an error that does not pass by itself; `retryPost` takes it up
 * - `cancelled`: nothing more is done for it
 * - `ended`: it is one that repeats, and does not come again
 *
 * @category Look
 */
export type PostState =
  | 'scheduled'
  | 'repeating'
  | 'publishing'
  | 'published'
  | 'parked'
  | 'cancelled'
  | 'ended';

/**
 * Why a post was parked, or was tried again.
 *
 * @category Look
 */
export interface PostFault {
  /** The code of the error, as a {@link https://www.npmjs.com/package/@threads-sdk/errors | ThreadsError} has it, or its name. */
  readonly code: string;
  readonly message: string;
  /** What to do. */
  readonly remedy?: string;
  /** Whether it is live all the same, by what is known: `'unsent'`, `'no'`, `'maybe'` or `'yes'`. */
  readonly carriedOut?: 'unsent' | 'no' | 'maybe' | 'yes';
}

/**
 * A post of the scheduler, as it was when it was read.
 *
 * @category Look
 */
export type ScheduledPost = PostName &
  PostContent & {
    readonly state: PostState;
    /** When it was wanted; of one that repeats, when it was wanted first. */
    readonly at: Date;
    readonly timeZone?: string;
    readonly repeat?: string;
    /** When something is done for it next; of one that repeats, when the next one is posted. Absent if nothing is. */
    readonly next?: Date;
    /** Why nothing is done before `next`, or at all, where that is so because of its account. */
    readonly waitsFor?: PauseReason;
    /** The ids of what is live: of a post one, of a chain those of its parts. */
    readonly ids?: readonly string[];
    /** What it last ended with. */
    readonly error?: PostFault;
  };

/**
 * Why an account is paused:
 *
 * - `quota`: it has used up Meta's limit of posts, until the window moves
 * - `rate-limit`: Threads said that it, or the app, asks too often
 * - `login`: its token is dead: let the user log in, then call `resumeAccount`
 * - `request`: `pauseAccount` was called
 *
 * @category Accounts
 */
export type PauseReason = 'quota' | 'rate-limit' | 'login' | 'request';

/**
 * Something that happened to a post.
 *
 * @category Look
 */
export interface PostEvent {
  readonly at: Date;
  /**
   * `scheduled`, `changed`, `moved`, `cancelled`, `retried` by the app; `spawned`: one that repeats came due; `begun`;
   * `waiting`: a step was taken and the next is due later; `delayed`: a step failed and is repeated; `parked`; `published`.
   */
  readonly event:
    | 'scheduled'
    | 'changed'
    | 'moved'
    | 'cancelled'
    | 'retried'
    | 'spawned'
    | 'begun'
    | 'waiting'
    | 'delayed'
    | 'parked'
    | 'published';
  /** What is known beside: steps, a time, ids, the error. */
  readonly detail?: Readonly<Record<string, unknown>>;
}
