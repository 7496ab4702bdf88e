import { inspect } from 'node:util';
import { type AnyThreadsError, isThreadsError } from '@threads-sdk/errors';
import { canary } from './samples.ts';

/** The error that a call ends with. It has to be one of ours and must not show a token, however it is printed. */
export async function errorOf(call: () => unknown): Promise<AnyThreadsError> {
  try {
    await call();
  } catch (error) {
    const printed = inspect(error, { depth: 10, showHidden: true });
    if (!isThreadsError(error) || printed.includes(`THAA-${canary}`)) throw error;
    return error;
  }
  throw new Error('The call succeeded.');
}

/** The faults that a call names. */
export async function faultsOf(call: () => unknown): Promise<readonly string[]> {
  const error = await errorOf(call);
  if (error.code !== 'INVALID_INPUT') throw error;
  return error.issues.map(({ path, message }) => `${path}: ${message}`);
}
