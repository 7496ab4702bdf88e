import type { ThreadsErrorCode } from '@threads-sdk/errors';
import type { Post } from './post/post.ts';
import type { Repost } from './repost.ts';

/**
 * The steps of publishing, in their order. A carousel takes all of the first six, other posts begin at
 * `create-container`:
 *
 * - `create-children`, `wait-for-children`: one container for each of a carousel's media, processed by Meta
 * - `create-container`, `wait-for-container`: the container of the post itself
 * - `publish`: the container is ready and nothing was sent that could have published it
 * - `confirm`: publishing was tried and whether it worked is not known yet
 * - `find-post`: the post is live and its id is not known yet
 * - `publish-at-once`: for a repost, and a text with `fast`: one request does it all, and it was not sent
 * - `confirm-at-once`: that request was sent and whether it worked is not known yet; it is never sent again
 * - `done`: the post is live
 *
 * @example
 * ```ts
 * import type { PublishStep } from '@threads-sdk/publish';
 *
 * export function mayBeLive(step: PublishStep): boolean {
 *   return step === 'confirm' || step === 'confirm-at-once' || step === 'find-post' || step === 'done';
 * }
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/posts
 * @category Never publish twice
 */
export type PublishStep = PublishState['step'];

/**
 * How far a post is: plain JSON, fit for a log, a database or a queue.
 *
 * @example
 * ```ts
 * import { isPublishError, type PublishState } from '@threads-sdk/publish';
 *
 * export function stateOf(error: unknown): PublishState | undefined {
 *   return isPublishError(error) ? error.state : undefined;
 * }
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/posts
 * @category Never publish twice
 */
export type PublishState = {
  /** Before this time, in epoch milliseconds, the next step is not worth taking. */
  readonly due?: number;
} & (
  | ({ readonly step: 'create-children'; readonly containerId?: never } & PublishCourse)
  | ({
      readonly step: 'wait-for-children';
      readonly containerId?: never;
      /** Those of `children` that were not `FINISHED` when they were looked at last. */
      readonly pending: readonly string[];
      /** When they were created, in epoch milliseconds. */
      readonly since: number;
    } & PublishCourse)
  | ({
      readonly step: 'create-container';
      readonly containerId?: never;
      /** How often Threads answered that it does not know a child, or the post to reply to, yet. */
      readonly refusals: number;
    } & PublishCourse)
  | ({
      readonly step: 'wait-for-container';
      /** Id of the container of the post. */
      readonly containerId: string;
      /** When it was created, in epoch milliseconds. */
      readonly since: number;
    } & PublishCourse)
  | ({
      readonly step: 'publish';
      /** Id of the container of the post. */
      readonly containerId: string;
      /** How often Threads answered that it does not know the container yet. */
      readonly refusals: number;
      /** How often publishing was tried without a clear answer and found not to have worked. */
      readonly unclear: number;
      /** When publishing was first tried, in epoch milliseconds. */
      readonly sentAt?: number;
    } & PublishCourse)
  | ({
      readonly step: 'confirm';
      /** Id of the container of the post. */
      readonly containerId: string;
      /** When publishing was first tried, in epoch milliseconds. */
      readonly sentAt: number;
      /** How often publishing was tried without a clear answer, this time included. */
      readonly unclear: number;
      /** The code of the answer that was not clear, once there is one. */
      readonly because?: ThreadsErrorCode;
      /** How often the outcome was looked for since. */
      readonly looks: number;
    } & PublishCourse)
  | ({
      readonly step: 'find-post';
      /** Id of the container of the post. */
      readonly containerId: string;
      /** When publishing was first tried, in epoch milliseconds. */
      readonly sentAt: number;
      /** How often the post was looked for. */
      readonly looks: number;
    } & PublishCourse)
  | {
      readonly step: 'publish-at-once';
      readonly post: Post | Repost;
      readonly containerId?: never;
      /** How often Threads answered that it does not know the post to reply to yet. */
      readonly refusals: number;
    }
  | {
      readonly step: 'confirm-at-once';
      readonly post: Post | Repost;
      readonly containerId?: never;
      /** When the request was sent, in epoch milliseconds. */
      readonly sentAt: number;
      /** How often the post was looked for. */
      readonly looks: number;
    }
  | {
      readonly step: 'done';
      readonly post: Post | Repost;
      /** Id of the container of the post, if it had one. */
      readonly containerId?: string;
      /** Id of the live post. */
      readonly id: string;
      /** Whether the Instagram story worked, where one was asked for and Threads said so: `SUCCESS` or `FAILED`. */
      readonly crossreshareToIgStatus?: string;
    }
);

/**
 * What the state of a post that is made from containers carries along.
 *
 * @example
 * ```ts
 * import type { PublishCourse } from '@threads-sdk/publish';
 *
 * const course: PublishCourse = { post: { text: 'Hello' }, children: [], recreated: false };
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/posts
 * @category Never publish twice
 */
export interface PublishCourse {
  /** What is published. */
  readonly post: Post;

  /** Container ids of a carousel's media, in their order; empty before they exist and for other posts. */
  readonly children: readonly string[];

  /** Whether Threads lost a first container, so that this is the second one. */
  readonly recreated: boolean;
}

/** The state before a step. */
export type StateAt<Step extends PublishStep> = Extract<PublishState, { readonly step: Step }>;
