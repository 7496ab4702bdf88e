/**
 * The steps of publishing, in their order. A carousel takes all of them, other posts begin at `create-container`:
 *
 * - `create-children`, `wait-for-children`: one container for each of a carousel's media, processed by Meta
 * - `create-container`, `wait-for-container`: the container of the post itself
 * - `publish`: the container is ready and nothing was sent that could publish it
 * - `confirm`: publishing was tried and whether it worked is not known yet
 * - `find-post`: the post is live and its id is not known yet
 * - `done`: the post is live
 *
 * @example
 * ```ts
 * import type { PublishStep } from '@threads-sdk/publish';
 *
 * export function mayBeLive(step: PublishStep): boolean {
 *   return step === 'confirm' || step === 'find-post' || step === 'done';
 * }
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/posts
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
 */
export type PublishState = {
  /** Container ids of a carousel's media, in their order; empty before they exist and for other posts. */
  readonly children: readonly string[];

  /** Whether Threads lost a first container, so that this is the second one. */
  readonly recreated: boolean;
} & (
  | { readonly step: 'create-children'; readonly containerId?: never }
  | {
      readonly step: 'wait-for-children';
      readonly containerId?: never;
      /** When the waiting began, in epoch milliseconds. */
      readonly since: number;
    }
  | { readonly step: 'create-container'; readonly containerId?: never }
  | {
      readonly step: 'wait-for-container';
      /** Id of the container of the post. */
      readonly containerId: string;
      /** When the waiting began, in epoch milliseconds. */
      readonly since: number;
    }
  | {
      readonly step: 'publish';
      /** Id of the container of the post. */
      readonly containerId: string;
      /** How often Threads answered that it does not know the container yet. */
      readonly refusals: number;
      /** How often publishing was tried without a clear answer and found not to have worked. */
      readonly unclear: number;
      /** When publishing was first tried, in epoch milliseconds. */
      readonly sentAt?: number;
    }
  | {
      readonly step: 'confirm';
      /** Id of the container of the post. */
      readonly containerId: string;
      /** When publishing was first tried, in epoch milliseconds. */
      readonly sentAt: number;
      /** How often publishing was tried without a clear answer, this time included. */
      readonly unclear: number;
    }
  | {
      readonly step: 'find-post';
      /** Id of the container of the post. */
      readonly containerId: string;
      /** When publishing was first tried, in epoch milliseconds. */
      readonly sentAt: number;
    }
  | {
      readonly step: 'done';
      /** Id of the container of the post. */
      readonly containerId: string;
      /** Id of the live post. */
      readonly id: string;
    }
);

/** The state before a step. */
export type StateAt<Step extends PublishStep> = Extract<PublishState, { readonly step: Step }>;
