import type { ThreadsErrorCode } from './threads-error-code.ts';

/**
 * The base of every error that this SDK throws on purpose. It holds plain data only: no request, no response, no secret.
 *
 * @example
 * ```ts
 * import { ThreadsError } from '@threads-sdk/errors';
 *
 * const error = new ThreadsError('CREDENTIALS_EXPIRED', 'listThreads: the access token expired.', {
 *   remedy: 'Let the user log in again.',
 * });
 * console.log(error.code, error.remedy);
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/troubleshooting
 * @category Recognise an error
 */
export class ThreadsError extends Error {
  override readonly name: string = 'ThreadsError';

  /** What went wrong; narrows in a `switch`. */
  readonly code: ThreadsErrorCode;

  /** What to do next, in one or two sentences. */
  readonly remedy: string;

  /**
   * @param code what went wrong
   * @param message what failed and on which call; must hold no secret
   * @param options `remedy`: what to do next, in one or two sentences; `cause`: the error behind this one, if it holds
   *   no secret
   */
  constructor(code: ThreadsErrorCode, message: string, options: { remedy: string; cause?: unknown }) {
    super(message, options); // which takes the cause, if there is one
    this.code = code;
    this.remedy = options.remedy;
    // A registered symbol is the same in every copy of this module and in every realm. Not enumerable: not printed.
    Object.defineProperty(this, Symbol.for('@threads-sdk/error'), { value: true });
  }
}
