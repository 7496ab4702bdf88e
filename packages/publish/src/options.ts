import type { RequestOptions } from '@threads-sdk/core-http/fetch';
import type { PublishStep } from '@threads-sdk/errors';
import type { Journal } from './journal/journal.ts';
import type { MediaCheck } from './media-check.ts';
import type { MediaStorage } from './media-storage.ts';

/**
 * What `onProgress` hears: at the start of each step, for each container, for each look at one, and while a file is uploaded.
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
 * @category Publish
 */
export interface PublishProgress {
  readonly step: PublishStep | 'upload';

  /** Milliseconds since the function was called. */
  readonly elapsed: number;

  /** The container it is about, once it exists. */
  readonly containerId?: string;

  /** Which of a carousel's media it is about, counted from 0. */
  readonly mediaIndex?: number;

  /** What Threads says about the container: `'IN_PROGRESS'`, `'FINISHED'`, …; `undefined` while it says nothing. */
  readonly status?: string | undefined;

  /** While a file is uploaded: how many of its bytes were sent. It begins anew when an attempt failed. */
  readonly bytesSent?: number;

  /** While a file is uploaded: how many bytes it has. */
  readonly bytesTotal?: number;
}

/**
 * How `waitForContainer` waits; with more members, how the publishing functions do.
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
 * @category Publish
 */
export interface WaitOptions {
  /** Ends it; the error tells how far it was. */
  readonly signal?: AbortSignal;

  /** Anything of the app's own that the client's hooks shall see with every request of this call. */
  readonly context?: unknown;

  /**
   * How many milliseconds Meta may take to process the containers that are waited for together. Default 600,000: Meta
   * advises to look for up to five minutes, and large videos have been seen to take nearly four.
   */
  readonly processingTimeout?: number;

  /** Hears what happens, for a progress bar. It changes nothing: what it throws is written to `console.error`. */
  readonly onProgress?: (progress: PublishProgress) => unknown;
}

/**
 * Options of `resumePublish` and `publishRepost`; with more members, of `publish`.
 *
 * @example
 * ```ts
 * import { createMemoryJournal, type ResumeOptions } from '@threads-sdk/publish';
 *
 * const journal = createMemoryJournal();
 * const options: ResumeOptions = { idempotencyKey: 'post 17', journal, processingTimeout: 300_000 };
 * ```
 *
 * @category Never publish twice
 */
export interface ResumeOptions extends WaitOptions {
  /**
   * The app's own name for this post, for instance its id in the app's database. The same key of the same user is the
   * same post: it is published once, however often the function is called, also after a crash if the journal outlives
   * it. It starts over when what was made before cannot become a post any more.
   */
  readonly idempotencyKey?: string;

  /**
   * Where the progress under the key is kept. A key needs one, the same for every call: `createMemoryJournal()`, made once,
   * keeps it as long as the process lives.
   */
  readonly journal?: Journal;

  /** Where files lie. Needed for a post with files. */
  readonly storage?: MediaStorage;
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
 * @category Publish
 */
export interface PublishOptions extends ResumeOptions {
  /**
   * Publishes a text with one request in place of three. Its price: when the answer is lost and the post does not show
   * up, nobody can tell whether it will, and the error is `OUTCOME_UNKNOWN`. Not in a browser: Chromium itself sends a
   * request again when a connection that it had kept breaks, and then there are two posts. Default `false`.
   */
  readonly fast?: boolean;

  /**
   * Looks at each of the media before anything is sent or uploaded, such as `checkMedia` of `@threads-sdk/media`. Default: none; of
   * a file, what the storage can tell from its first bytes.
   */
  readonly check?: MediaCheck;

  /**
   * Parameters that the SDK does not know yet, by their names in Meta's documentation: plain JSON, sent as they are with
   * the container of the post, not with those of a carousel's media. They belong to the post: the state keeps them, and
   * the same post with another `extra` is another post. A name that the SDK knows is refused.
   */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** Milliseconds: Meta advises to look for up to five minutes, and more has been seen with large videos. */
export const defaultProcessingTimeout = 600_000;

/** What the options say about every request. */
export function requestOptions({ signal, context }: Pick<WaitOptions, 'signal' | 'context'>): RequestOptions {
  return { ...(signal && { signal }), context };
}
