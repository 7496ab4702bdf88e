import { type AnyThreadsError, isThreadsError } from '@threads-sdk/errors';

/** The error of the SDK with which something failed. */
export async function failureOf(work: Promise<unknown>): Promise<AnyThreadsError> {
  try {
    await work;
  } catch (error) {
    if (!isThreadsError(error)) throw error;
    return error;
  }
  throw new Error('It did not fail.');
}
