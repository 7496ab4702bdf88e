import type { ApiErrorCode } from './api-error.ts';
import type { TransportErrorCode } from './transport-error.ts';
import type { AppUsage } from './usage.ts';

/** One exchange: what is known of the answer as soon as it begins to arrive, and what it came to. */
export interface Exchange {
  readonly status?: number;
  readonly usage?: AppUsage | undefined;
  readonly outcome: Answer | Failure;
}

/** The value of an answer that is no error. */
export interface Answer {
  readonly code?: undefined;
  readonly value: unknown;
}

/** A failed attempt, before it is known whether it becomes an error. Its texts may quote secrets. */
export type Failure = ApiFailure | TransportFailure;

interface AnyFailure {
  /** What happened, in words. */
  readonly reason: string;
  /**
   * When the call may be repeated. `always`: it was certainly not carried out. `unless sendOnce`: it may have been.
   * Absent: a repetition would fail in the same way.
   */
  readonly repeat?: 'always' | 'unless sendOnce' | undefined;
}

export interface TransportFailure extends AnyFailure {
  readonly code: TransportErrorCode;
  readonly answer?: undefined;
  readonly retryAfter?: undefined;
}

export interface ApiFailure extends AnyFailure {
  readonly code: ApiErrorCode;
  readonly answer: ErrorAnswer;
  /** Milliseconds that the server asked to wait. */
  readonly retryAfter?: number | undefined;
}

/** How the API names an error. */
export interface ErrorAnswer {
  readonly status: number;
  readonly apiCode?: number | undefined;
  readonly apiSubcode?: number | undefined;
  readonly apiType?: string | undefined;
  readonly traceId?: string | undefined;
}
