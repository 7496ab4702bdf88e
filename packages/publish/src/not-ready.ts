import { type Clock, isApiError } from '@threads-sdk/core-http';

/** How long to wait, in milliseconds, before each repeat of a call that named something Threads does not know yet. */
export const notReadyPauses = [2000, 4000, 8000] as const;

/** Whether Threads refused because it does not know something yet that was created just before. */
export function isNotReady(error: unknown): boolean {
  return (
    isApiError(error) && (error.code === 'MEDIA_NOT_FOUND' || error.code === 'CAROUSEL_CHILDREN_INVALID')
  );
}

/** Repeats a call that may be repeated freely until Threads knows what it names, for 14 seconds of pauses. */
export async function untilKnown<Result>(
  clock: Clock,
  signal: AbortSignal | undefined,
  call: () => Promise<Result>,
): Promise<Result> {
  for (const pause of notReadyPauses) {
    try {
      return await call();
    } catch (error) {
      if (!isNotReady(error)) throw error;
      await clock.sleep(pause, signal);
    }
  }
  return call();
}
