import type { Journal } from './journal/journal.ts';
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
 * @category Publish
 */
export interface PublishProgress {
  readonly step: PublishStep;

  /** Milliseconds since the function was called. */
  readonly elapsed: number;

  /** The container it is about, once it exists. */
  readonly containerId?: string;

  /** Which of a carousel's media it is about, counted from 0. */
  readonly mediaIndex?: number;

  /** What Threads says about the container: `'IN_PROGRESS'`, `'FINISHED'`, …; `undefined` while it says nothing. */
  readonly status?: string | undefined;
}

/**
 * How `waitForContainer` waits, and with more members how the publishing functions do.
 *
 * @example
 * ```ts
 * import type { WaitOptions } from '@threads-sdk/publish';
 *
 * const options: WaitOptions = {
 *   signal: AbortSignal.timeout(120_000),
 *   onProgress: ({ step }) => console.log(step),
 * };
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/troubleshooting
 * @category Publish
 */
export interface WaitOptions {
  /** Ends it; the error tells how far it was. */
  readonly signal?: AbortSignal;

  /**
   * How many milliseconds Meta may take to process the containers that are waited for together. Default 600,000: Meta
   * advises to look for up to five minutes, and large videos have been seen to take nearly four.
   */
  readonly processingTimeout?: number;

  /** Hears what happens, for a progress bar. What it throws ends the call. */
  readonly onProgress?: (progress: PublishProgress) => void;
}

/**
 * Options of `resume`, and with more members of `publish`.
 *
 * @example
 * ```ts
 * import type { ResumeOptions } from '@threads-sdk/publish';
 *
 * const options: ResumeOptions = { idempotencyKey: 'post 17', processingTimeout: 300_000 };
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/posts
 * @category Never publish twice
 */
export interface ResumeOptions extends WaitOptions {
  /**
   * The app's own name for this post, for instance its id in the app's database. The same key of the same user is the
   * same post: it is published once, however often the function is called, also after a crash if the journal outlives
   * it. It starts over when what was made before cannot become a post any more.
   */
  readonly idempotencyKey?: string;

  /** Where the progress under the key is kept. Default: in memory, as long as the client lives. */
  readonly journal?: Journal;
}

/**
 * Options of `publish`.
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
 * @see https://developers.facebook.com/docs/threads/posts
 * @category Publish
 */
export interface PublishOptions extends ResumeOptions {
  /**
   * Publishes a text with one request in place of three. Its price: when the answer is lost and the post does not show
   * up, nobody can tell whether it will, and the error is `OUTCOME_UNKNOWN`. Default `false`.
   */
  readonly fast?: boolean;

  /** Looks at each of the media before anything is sent, such as `checkMedia` of `@threads-sdk/media`. Default: none. */
  readonly check?: MediaCheck;
}

/**
 * A function that finds out what is wrong with a file before Meta does.
 *
 * @example
 * ```ts
 * import type { MediaCheck } from '@threads-sdk/publish';
 *
 * export const onlyOurFiles: MediaCheck = async (url) => ({
 *   faults: url.startsWith('https://media.example.com/') ? [] : [{ message: 'is not one of our files' }],
 * });
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/overview#image-specifications
 * @category Publish
 */
export type MediaCheck = (
  url: string,
  options: { readonly kind: 'image' | 'video'; readonly signal?: AbortSignal },
) => Promise<{ readonly faults: readonly { readonly message: string }[] }>;

/** Milliseconds: Meta advises to look for up to five minutes, and more has been seen with large videos. */
export const defaultProcessingTimeout = 600_000;
