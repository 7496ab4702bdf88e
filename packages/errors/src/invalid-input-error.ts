import { isThreadsError } from './is-threads-error.ts';
import { ThreadsError } from './threads-error.ts';

/**
 * One fault of an input.
 *
 * @category Recognise an error
 */
export interface InputIssue {
  /** Where: `'media[2].altText'`, or `''` for the input as a whole. */
  readonly path: string;

  /** What is wrong there. Never contains a value that may be secret. */
  readonly message: string;
}

/**
 * An input was refused before anything was sent. The message names the call and every fault.
 *
 * @example
 * ```ts
 * import { InvalidInputError } from '@threads-sdk/errors';
 *
 * const error = new InvalidInputError('listThreads', [{ path: 'limit', message: 'must be at most 100' }]);
 * console.log(error.message); // listThreads: invalid input. limit: must be at most 100
 * ```
 *
 * @see https://developers.facebook.com/docs/threads
 * @category Recognise an error
 */
export class InvalidInputError extends ThreadsError {
  override readonly name: string = 'InvalidInputError';

  declare readonly code: 'INVALID_INPUT';

  /** The function that refused its input, e.g. `'listThreads'`. */
  readonly call: string;

  /** Every fault that was found, never empty. */
  readonly issues: readonly InputIssue[];

  /**
   * @param call the name of the function that refuses its input
   * @param issues every fault, at least one; no message may contain a secret
   * @param options `remedy`: what to do next, if there is more to say than to correct the input
   */
  constructor(call: string, issues: readonly InputIssue[], options: { remedy?: string } = {}) {
    const faults = issues.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
    super('INVALID_INPUT', `${call}: invalid input. ${faults.join('; ')}`, {
      remedy: options.remedy ?? 'Correct what the message names and call again. Nothing was sent.',
    });
    this.call = call;
    this.issues = issues;
  }
}

/**
 * Tells whether a caught value is an {@link InvalidInputError}, also one of another copy of this package or of another
 * realm.
 *
 * @param value anything, usually what a `catch` received
 * @returns whether the value is an {@link InvalidInputError}
 *
 * @example
 * ```ts
 * import { InvalidInputError, isInvalidInputError } from '@threads-sdk/errors';
 *
 * const error: unknown = new InvalidInputError('publish', [{ path: 'text', message: 'must not be empty' }]);
 * if (isInvalidInputError(error)) console.log(error.issues.map((issue) => issue.path)); // [ 'text' ]
 * ```
 *
 * @see https://developers.facebook.com/docs/threads
 * @category Recognise an error
 */
export function isInvalidInputError(value: unknown): value is InvalidInputError {
  return isThreadsError(value) && value.name === 'InvalidInputError';
}
