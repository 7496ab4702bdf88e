import { isThreadsError, ThreadsError } from '@threads-sdk/errors';

/**
 * The codes that a {@link TransportError} can have.
 *
 * @category Handle errors
 */
export type TransportErrorCode =
  | 'NETWORK_FAILED'
  | 'TIMED_OUT'
  | 'ABORTED'
  | 'REDIRECT_REFUSED'
  | 'RESPONSE_TOO_LARGE'
  | 'RESPONSE_INVALID';

/**
 * Whether the server can have got the call. `no`: certainly not. `maybe`: it was sent, and nothing came back. `yes`: an
 * answer began to arrive. Over several attempts the strongest counts.
 *
 * @category Handle errors
 */
export type Sent = 'no' | 'maybe' | 'yes';

/**
 * What a {@link TransportError} says beside its code, message and remedy. All of it is free of secrets.
 *
 * @category Handle errors
 */
export interface TransportErrorDetails {
  /** The operation's id, such as `publishContainer`. */
  readonly operation: string;
  readonly method: string;
  /** The path template, such as `/{user_id}/threads_publish`. */
  readonly path: string;
  /** How often the call was sent, or begun to be: 0 if it was aborted while it waited. */
  readonly attempts: number;
  /** Whether the server can have got the call. */
  readonly sent: Sent;
  /** What happened, such as `ECONNRESET` or `not JSON`. */
  readonly reason: string;
  /** HTTP status, where an answer began to arrive. */
  readonly status?: number | undefined;
}

/**
 * No usable answer came back. For a call that must not be made twice, `sent` tells what to do: on `no` it was not
 * carried out, on `maybe` or `yes` look whether it was before it is made again.
 *
 * @example
 * ```ts
 * import { isTransportError } from '@threads-sdk/core-http';
 *
 * export function mayBePublished(error: unknown): boolean {
 *   return isTransportError(error) && error.sent !== 'no';
 * }
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-idempotent-methods
 * @category Handle errors
 */
export class TransportError extends ThreadsError {
  override readonly name: string = 'TransportError';
  declare readonly code: TransportErrorCode;
  declare readonly operation: string;
  declare readonly method: string;
  declare readonly path: string;
  declare readonly attempts: number;
  declare readonly sent: Sent;
  declare readonly reason: string;
  declare readonly status?: number;

  /**
   * @param code what went wrong
   * @param message what failed; must hold no secret
   * @param options `remedy`: what to do next; and what is known about the call
   */
  constructor(
    code: TransportErrorCode,
    message: string,
    options: TransportErrorDetails & { readonly remedy: string },
  ) {
    super(code, message, options);
    Object.assign(this, options);
  }
}

/**
 * Whether a value is a {@link TransportError}, also one made by another copy of this package.
 *
 * @param value anything, usually what a `catch` received
 * @returns whether the value is a {@link TransportError}
 * @example
 * ```ts
 * import { isTransportError } from '@threads-sdk/core-http';
 *
 * export function isTimeout(error: unknown): boolean {
 *   return isTransportError(error) && error.code === 'TIMED_OUT';
 * }
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-idempotent-methods
 * @category Handle errors
 */
export function isTransportError(value: unknown): value is TransportError {
  return isThreadsError(value) && value.name === 'TransportError';
}
