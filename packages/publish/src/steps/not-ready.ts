import { isApiError } from '@threads-sdk/core-http';

const pauses = [2000, 4000, 8000] as const;

/**
 * How long to wait, in milliseconds, before a call is repeated that named something Threads did not know so often
 * already; `undefined` when it will not get to know it any more.
 */
export function notReadyPause(refusals: number): number | undefined {
  return pauses[refusals];
}

/** Whether Threads refused because it does not know something yet that was created just before. */
export function isNotReady(error: unknown): boolean {
  return (
    isApiError(error) && (error.code === 'MEDIA_NOT_FOUND' || error.code === 'CAROUSEL_CHILDREN_INVALID')
  );
}
