import { isThreadsError, ThreadsError } from '@threads-sdk/errors';
import type { PublishState } from './state.ts';

/**
 * The codes of a {@link PublishError}:
 *
 * - `CONTAINER_FAILED`: Meta could not process the media; nothing was published
 * - `CONTAINER_EXPIRED`: the container was not published within 24 hours; nothing was published
 * - `CONTAINER_TIMED_OUT`: Meta had not processed the media by the deadline; nothing was published
 * - `OUTCOME_UNKNOWN`: publishing was tried and nobody can tell whether it worked, or the post is live and its id is
 *   not known; `state.step` tells which
 * - `JOURNAL_FAILED`: the journal could not be read or written; `state.step` tells how far the post was
 * - `ABORTED`: the caller's signal ended it; `state.step` tells where
 *
 * @example
 * ```ts
 * import type { PublishErrorCode } from '@threads-sdk/publish';
 *
 * const mayBeRepeated: PublishErrorCode[] = ['CONTAINER_EXPIRED', 'CONTAINER_TIMED_OUT'];
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/troubleshooting
 * @category Handle errors
 */
export type PublishErrorCode =
  | 'CONTAINER_FAILED'
  | 'CONTAINER_EXPIRED'
  | 'CONTAINER_TIMED_OUT'
  | 'OUTCOME_UNKNOWN'
  | 'JOURNAL_FAILED'
  | 'ABORTED';

/**
 * What a {@link PublishError} is made with.
 *
 * @example
 * ```ts
 * import type { PublishErrorOptions } from '@threads-sdk/publish';
 *
 * const options: PublishErrorOptions = {
 *   state: { step: 'create-container', post: { text: 'Hello' }, children: [], recreated: false, refusals: 0 },
 *   remedy: 'Publish again.',
 * };
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/troubleshooting
 * @category Handle errors
 */
export interface PublishErrorOptions {
  /** How far the post was. */
  readonly state: PublishState;
  /** What to do next, in one or two sentences. */
  readonly remedy: string;
  /** Meta's word for why a container failed. */
  readonly errorMessage?: string;
  /** Which of the post's media it is about, counted from 0. */
  readonly mediaIndex?: number;
  /** The error behind this one, if it holds no secret. */
  readonly cause?: unknown;
}

/**
 * A post could not be published, or nobody can tell whether it was. It carries how far the post was.
 *
 * @example
 * ```ts
 * import { PublishError } from '@threads-sdk/publish';
 *
 * const error = new PublishError('CONTAINER_EXPIRED', 'publish: container 178 expired.', {
 *   state: { step: 'done', post: { text: 'Hello' }, id: '17', containerId: '178' },
 *   remedy: 'Publish again.',
 * });
 * console.log(error.code, error.state.containerId);
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/troubleshooting
 * @category Handle errors
 */
export class PublishError extends ThreadsError {
  override readonly name: string = 'PublishError';

  declare readonly code: PublishErrorCode;

  /** How far the post was: plain JSON with the step and the container ids. */
  readonly state: PublishState;

  /** With `CONTAINER_FAILED`: Meta's word for the reason, e.g. `'FAILED_DOWNLOADING_VIDEO'`. */
  readonly errorMessage: string | undefined;

  /** With `CONTAINER_…`: which of a carousel's media it is about, counted from 0. */
  readonly mediaIndex: number | undefined;

  /**
   * @param code what went wrong
   * @param message what failed and on which call; must hold no secret
   * @param options the state, what to do next, and what else is known
   */
  constructor(code: PublishErrorCode, message: string, options: PublishErrorOptions) {
    super(code, message, {
      remedy: options.remedy,
      ...('cause' in options ? { cause: options.cause } : {}),
    });
    this.state = options.state;
    this.errorMessage = options.errorMessage;
    this.mediaIndex = options.mediaIndex;
  }
}

/**
 * Tells whether a caught value is a {@link PublishError}, also one of another copy of this package.
 *
 * @param value anything, usually what a `catch` received
 * @returns whether the value is a {@link PublishError}
 *
 * @example
 * ```ts
 * import { isPublishError } from '@threads-sdk/publish';
 *
 * export function report(error: unknown): string {
 *   return isPublishError(error) ? `${error.code} at ${error.state.step}: ${error.remedy}` : String(error);
 * }
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/troubleshooting
 * @category Handle errors
 */
export function isPublishError(value: unknown): value is PublishError {
  return isThreadsError(value) && value.name === 'PublishError';
}
