import { type AnyThreadsError, isThreadsError } from '@threads-sdk/errors';

/** What a call throws or rejects with; fails unless it is an error of the SDK. */
export async function errorOf(call: () => unknown): Promise<AnyThreadsError> {
  try {
    await call();
  } catch (error) {
    if (isThreadsError(error)) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
