import type { AnyThreadsError, AppUsage, ThreadsErrorCode } from '@threads-sdk/errors';

/**
 * Functions that hear what a client does: for logs, metrics and tracing. They get plain frozen data without secrets. All
 * events of one call have the same `callId` and the call's own `context`.
 *
 * A hook cannot run around a call, as a span of OpenTelemetry has to: see {@link aroundCalls}.
 *
 * No hook changes what becomes of a call, since a log that fails must not make a published post look unpublished: what
 * one throws, or rejects with, is written to `console.error`.
 *
 * @example
 * ```ts
 * import { createClient } from '@threads-sdk/core-http';
 *
 * export const client = createClient({
 *   hooks: {
 *     onRetry: ({ operation, code, delay }) => console.warn(`${operation} ${code}, again in ${delay} ms`),
 *     onEnd: ({ operation, outcome, duration }) => console.log(`${operation} ${outcome} in ${duration} ms`),
 *   },
 * });
 * ```
 * @category Watch calls
 */
export interface Hooks {
  /** Before each attempt. */
  readonly onRequest?: (event: RequestEvent) => unknown;
  /** After an exchange that got an answer, whatever its status, also if the answer was cut off. */
  readonly onResponse?: (event: ResponseEvent) => unknown;
  /** After an attempt that failed and will be repeated, before the wait. */
  readonly onRetry?: (event: RetryEvent) => unknown;
  /** When a call has ended: exactly once for every call, whatever became of it. */
  readonly onEnd?: (event: EndEvent) => unknown;
}

/**
 * A call, as every event of it says.
 *
 * @category Watch calls
 */
export interface CallEvent {
  /** Counts the calls of this process: the same in all events of one call. */
  readonly callId: number;
  /** What the caller passed as `context` in the options of the call. */
  readonly context?: unknown;
  /** The operation's id, such as `listThreads`. */
  readonly operation: string;
  readonly method: string;
  /** The path template, such as `/{user_id}/threads`. */
  readonly path: string;
}

/**
 * An attempt that is about to be made.
 *
 * @category Watch calls
 */
export interface RequestEvent extends CallEvent {
  /** 1 for the first attempt. */
  readonly attempt: number;
}

/**
 * An answer that came.
 *
 * @category Watch calls
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
 * @category Watch calls
 */
export interface RetryEvent extends RequestEvent {
  /** Why the attempt failed. */
  readonly code: ThreadsErrorCode;
  /** HTTP status, where there was an answer. */
  readonly status?: number | undefined;
  /** Milliseconds until the next attempt. */
  readonly delay: number;
}

/**
 * What became of a call.
 *
 * @category Watch calls
 */
export interface EndEvent extends CallEvent {
  readonly outcome: 'succeeded' | 'failed' | 'aborted';
  /** What the caller's promise is rejected with: an error of the SDK, or what the app's own credentials function threw. */
  readonly error?: AnyThreadsError | Error | undefined;
  /** How often the call was sent. */
  readonly attempts: number;
  /** Milliseconds from the call to its end, waiting included. */
  readonly duration: number;
  /** HTTP status of the last answer. */
  readonly status?: number | undefined;
  /** `fbtrace_id` of Meta's error, which Meta's support asks for. */
  readonly traceId?: string | undefined;
  /** Whose credentials were sent. */
  readonly userId?: string | undefined;
  /**
   * Where the answer was not as documented, such as `data[3].location`: what stood there is absent from the result. The first
   * ten places.
   */
  readonly leftOut?: readonly string[] | undefined;
}

/**
 * An attempt that a function of `aroundAttempts` runs around.
 *
 * @category Watch calls
 */
export interface AttemptEvent extends RequestEvent {
  /** Where it is sent to, with the parameters of a GET or a DELETE, without secrets. */
  readonly url: string;
  /** Whose credentials are sent. */
  readonly userId?: string | undefined;
}

/**
 * What an attempt came to.
 *
 * @category Watch calls
 */
export interface AttemptEnd {
  /** HTTP status, where there was an answer. */
  readonly status?: number | undefined;
  /** Why the attempt failed; absent if it did not. */
  readonly code?: ThreadsErrorCode | undefined;
  /** How much of the app's rate limit is used, where the answer says so. */
  readonly usage?: AppUsage | undefined;
}

/**
 * Runs around an attempt: calls `run` once and waits for it. It rejects with nothing.
 *
 * @category Watch calls
 */
export type AroundAttempt = (event: AttemptEvent, run: () => Promise<AttemptEnd>) => Promise<void>;

/**
 * Runs around a whole call: calls `run` once and waits for it.
 *
 * @category Watch calls
 */
export type Around = (event: CallEvent, run: () => Promise<void>) => Promise<void>;
