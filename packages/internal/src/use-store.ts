import { CredentialsError } from '@threads-sdk/errors';
import { reasonOf } from './keyv.ts';

/**
 * Does one thing with the database or server behind a store. Of its error only the code is passed on: the message may
 * quote what is stored, or a password.
 *
 * @param kind after a failed `write` nobody can tell whether it happened
 * @param action what is tried, e.g. `reading "mika"`
 * @param work does it
 * @param remedy what to do next besides looking at the backend
 * @returns what `work` resolves to
 * @throws {CredentialsError} with code `STORE_FAILED` if `work` throws or rejects
 */
export async function useStore<Result>(
  kind: 'read' | 'write',
  action: string,
  work: () => Promise<Result>,
  remedy: string = kind === 'read'
    ? 'Then read again.'
    : 'The write may have happened: look what is stored before you write again.',
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw new CredentialsError('STORE_FAILED', `The store failed at ${action}${reasonOf(error)}.`, {
      remedy: `Look at the database or server behind the store. ${remedy}`,
      retryable: 'later',
      carriedOut: kind === 'read' ? 'unsent' : 'maybe',
    });
  }
}
