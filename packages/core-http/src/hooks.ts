import type { ThreadsErrorCode } from '@threads-sdk/errors';
import type { AppUsage } from './usage.ts';

/**
 * Functions that are told what a client does: for logs, metrics and tracing. They get plain frozen data without
 * secrets and cannot change the call.
 *
 * A hook that throws, or whose promise rejects, never changes the outcome of a call, since a log that fails must not
 * make a published post look unpublished. What it threw is written to `console.error`.
 *
 * @example
 * ```ts
 * import { createClient } from '@threads-sdk/core-http';
 *
 * export const client = createClient({
 *   hooks: {
 *     onResponse: ({ operation, status, duration }) => console.log(`${operation} ${status} in ${duration} ms`),
 *     onRetry: ({ operation, code, delay }) => console.warn(`${operation} ${code}, again in ${delay} ms`),
 *   },
 * });
 * ```
 * @category Watch requests
 */
export interface Hooks {
  /** Before each attempt. */
  readonly onRequest?: (event: RequestEvent) => void;
  /** After an exchange that got an answer, whatever its status, also if the answer was cut off. */
  readonly onResponse?: (event: ResponseEvent) => void;
  /** After an attempt that failed and will be repeated, before the wait. */
  readonly onRetry?: (event: RetryEvent) => void;
}

/**
 * An attempt that is about to be made.
 *
 * @category Watch requests
 */
export interface RequestEvent {
  /** The operation's id, such as `listThreads`. */
  readonly operation: string;
  readonly method: string;
  /** The path template, such as `/{user_id}/threads`. */
  readonly path: string;
  /** 1 for the first attempt. */
  readonly attempt: number;
}

/**
 * An answer that came.
 *
 * @category Watch requests
 */
export interface ResponseEvent extends RequestEvent {
  /** HTTP status. */
  readonly status: number;
  /** Milliseconds from sending to the end of the exchange. */
  readonly duration: number;
  /** How much of the app's rate limit is used, where the answer says so. */
  readonly usage?: AppUsage | undefined;
}

/**
 * An attempt that failed and will be repeated.
 *
 * @category Watch requests
 */
export interface RetryEvent extends RequestEvent {
  /** Why the attempt failed. */
  readonly code: ThreadsErrorCode;
  /** HTTP status, where there was an answer. */
  readonly status?: number | undefined;
  /** Milliseconds until the next attempt. */
  readonly delay: number;
}

/** Calls a hook with frozen data; reports what it throws and carries on. */
export function callHook<Event extends object>(
  hooks: Hooks,
  name: keyof Hooks,
  hook: ((event: Event) => unknown) | undefined,
  event: Event,
): void {
  if (!hook) return;
  // What a promise's executor throws rejects the promise, as a promise that it resolves with does.
  new Promise((resolve) => {
    resolve(hook.call(hooks, Object.freeze(event)));
  }).catch((error: unknown) => {
    // oxlint-disable-next-line no-console -- see Hooks: neither hidden nor in the way
    console.error(`@threads-sdk: the hook ${name} failed.`, error);
  });
}
