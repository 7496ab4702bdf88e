import { ThreadsError } from '@threads-sdk/errors';

/** Does one thing with the backend of a store. Its errors may quote what is stored, so that only their code is passed on. */
export async function useBackend<Result>(action: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw storeFailed(action, error);
  }
}

/** @param action what was tried, e.g. `reading "mika"` */
export function storeFailed(action: string, error?: unknown): ThreadsError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = /^[A-Z][A-Z_]{2,29}$/.test(code) ? ` (${code})` : '';
  return new ThreadsError('STORE_FAILED', `The store failed at ${action}${reason}.`, {
    remedy:
      'Look at the database or server behind the store and try again. A write may or may not have happened.',
  });
}
