import type { ThreadsError } from './threads-error.ts';

/**
 * Tells whether a caught value is an error of this SDK. Unlike `instanceof`, it also recognises errors of another copy
 * of the package and of another realm (a frame, a `node:vm` context).
 *
 * @param value anything, usually what a `catch` received
 * @returns whether the value is a {@link ThreadsError}
 *
 * @example
 * ```ts
 * import { isThreadsError } from '@threads-sdk/errors';
 *
 * try {
 *   throw new Error('not ours');
 * } catch (error) {
 *   console.log(isThreadsError(error) ? `${error.code}: ${error.remedy}` : 'something else failed');
 * }
 * ```
 *
 * @see https://developers.facebook.com/docs/threads/troubleshooting
 * @category Recognise an error
 */
export function isThreadsError(value: unknown): value is ThreadsError {
  return typeof value === 'object' && value !== null && Symbol.for('@threads-sdk/error') in value;
}
