import { isThreadsError, ThreadsError } from '@threads-sdk/errors';
import type { AppUsage } from './usage.ts';

/**
 * The codes that an {@link ApiError} can have.
 *
 * @category Handle errors
 */
export type ApiErrorCode =
  | 'TOKEN_INVALID'
  | 'TOKEN_ALREADY_LONG_LIVED'
  | 'GRANT_MISSING'
  | 'PERMISSION_MISSING'
  | 'RATE_LIMITED'
  | 'BLOCKED'
  | 'OBJECT_NOT_FOUND'
  | 'MEDIA_NOT_FOUND'
  | 'MEDIA_DOWNLOAD_FAILED'
  | 'LINK_REJECTED'
  | 'CAROUSEL_CHILDREN_INVALID'
  | 'DUPLICATE_POST'
  | 'REQUEST_REJECTED'
  | 'SERVER_FAILED'
  | 'UNKNOWN_API_ERROR';

/**
 * What an {@link ApiError} says beside its code, message and remedy. All of it is free of secrets.
 *
 * @category Handle errors
 */
export interface ApiErrorDetails {
  /** The operation's id, such as `publishContainer`. */
  readonly operation: string;
  readonly method: string;
  /** The path template, such as `/{user_id}/threads_publish`. */
  readonly path: string;
  /** HTTP status. It says little: a missing permission comes with 500. */
  readonly status: number;
  /** How often the call was sent. */
  readonly attempts: number;
  /** Permissions that the operation needs. */
  readonly scopes: readonly string[];
  /** Graph `code`. */
  readonly apiCode?: number | undefined;
  /** Graph `error_subcode`. */
  readonly apiSubcode?: number | undefined;
  /** Graph `type`, such as `OAuthException` or `THApiException`; the `error` of an OAuth answer. */
  readonly apiType?: string | undefined;
  /** Graph `fbtrace_id`, which Meta's support asks for. */
  readonly traceId?: string | undefined;
  /** From when on the server takes the call again. */
  readonly retryAt?: Date | undefined;
  /** How much of the app's rate limit is used, where the answer said so. */
  readonly usage?: AppUsage | undefined;
}

/**
 * The Threads API answered with an error. `code` is our reading of Meta's code and subcode, made to be switched over;
 * `remedy` says what to do next.
 *
 * @example
 * ```ts
 * import { isApiError } from '@threads-sdk/core-http';
 *
 * export function whenToTryAgain(error: unknown): Date | undefined {
 *   return isApiError(error) && error.code === 'RATE_LIMITED' ? error.retryAt : undefined;
 * }
 * ```
 * @see https://developers.facebook.com/docs/graph-api/guides/error-handling
 * @category Handle errors
 */
export class ApiError extends ThreadsError {
  override readonly name: string = 'ApiError';
  declare readonly code: ApiErrorCode;
  declare readonly operation: string;
  declare readonly method: string;
  declare readonly path: string;
  declare readonly status: number;
  declare readonly attempts: number;
  declare readonly scopes: readonly string[];
  declare readonly apiCode?: number;
  declare readonly apiSubcode?: number;
  declare readonly apiType?: string;
  declare readonly traceId?: string;
  declare readonly retryAt?: Date;
  declare readonly usage?: AppUsage;

  /**
   * @param code our reading of the error
   * @param message what failed; must hold no secret
   * @param options `remedy`: what to do next; and what is known about the call
   */
  constructor(code: ApiErrorCode, message: string, options: ApiErrorDetails & { readonly remedy: string }) {
    super(code, message, options);
    Object.assign(this, options);
  }
}

/**
 * Whether a value is an {@link ApiError}, also one made by another copy of this package.
 *
 * @param value anything, usually what a `catch` received
 * @returns whether the value is an {@link ApiError}
 * @example
 * ```ts
 * import { isApiError } from '@threads-sdk/core-http';
 *
 * export function isGone(error: unknown): boolean {
 *   return isApiError(error) && error.code === 'OBJECT_NOT_FOUND';
 * }
 * ```
 *
 * @see https://developers.facebook.com/docs/graph-api/guides/error-handling
 * @category Handle errors
 */
export function isApiError(value: unknown): value is ApiError {
  return isThreadsError(value) && value.name === 'ApiError';
}
