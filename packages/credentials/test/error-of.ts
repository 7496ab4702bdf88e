import { inspect } from 'node:util';
import { isThreadsError, type ThreadsError } from '@threads-sdk/errors';
import { canary } from './samples.ts';

/** The error that a call ends with. It has to be one of ours and must not show a token, however it is printed. */
export async function errorOf(call: () => unknown): Promise<ThreadsError> {
  try {
    await call();
  } catch (error) {
    const printed = inspect(error, { depth: 10, showHidden: true });
    if (!isThreadsError(error) || printed.includes(`THAA-${canary}`)) throw error;
    return error;
  }
  throw new Error('The call succeeded.');
}
