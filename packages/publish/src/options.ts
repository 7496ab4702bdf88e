import type { PublishStep } from './state.ts';

/**
 * What `onProgress` hears: at the start of each step, for each container and for each look at one.
 *
 * @example
 * ```ts
 * import type { PublishProgress } from '@threads-sdk/publish';
 *
 * export function describeProgress({ step, status, elapsed }: PublishProgress): string {
 *   return `${step} ${status ?? ''} after ${Math.round(elapsed / 1000)} s`;
 * }
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/troubleshooting
 */
export interface PublishProgress {
  readonly step: PublishStep;

  /** Milliseconds since `publish` was called. */
  readonly elapsed: number;

  /** The container it is about, once it exists. */
  readonly containerId?: string;

  /** Which of a carousel's media it is about, counted from 0. */
  readonly mediaIndex?: number;

  /** What Threads says about the container: `'IN_PROGRESS'`, `'FINISHED'`, …; `undefined` while it says nothing. */
  readonly status?: string | undefined;
}

/**
 * Options of `publish` and `waitForContainer`.
 *
 * @example
 * ```ts
 * import type { PublishOptions } from '@threads-sdk/publish';
 *
 * const options: PublishOptions = {
 *   signal: AbortSignal.timeout(120_000),
 *   onProgress: ({ step }) => console.log(step),
 * };
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/troubleshooting
 */
export interface PublishOptions {
  /** Ends the publishing; the error tells how far it was. */
  readonly signal?: AbortSignal;

  /**
   * How many milliseconds Meta may take to process the containers that are waited for together. Default 600,000: Meta
   * advises to look for up to five minutes, and large videos have been seen to take nearly four.
   */
  readonly processingTimeout?: number;

  /** Hears what happens, for a progress bar. What it throws ends the publishing. */
  readonly onProgress?: (progress: PublishProgress) => void;
}

/** Milliseconds: Meta advises to look for up to five minutes, and more has been seen with large videos. */
export const defaultProcessingTimeout = 600_000;
