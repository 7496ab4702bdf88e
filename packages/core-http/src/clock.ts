import { waitFor } from '@threads-sdk/internal';

/**
 * Time, as the SDK sees it. A test passes its own, so that nothing waits.
 *
 * @example
 * ```ts
 * import { createClient, type Clock } from '@threads-sdk/core-http';
 *
 * let time = 0;
 * const clock: Clock = {
 *   now: () => time,
 *   sleep: async (milliseconds) => {
 *     time += milliseconds;
 *   },
 * };
 * export const client = createClient({ clock });
 * ```
 * @category Make a client
 */
export interface Clock {
  /** Milliseconds since 1970, like `Date.now()`. */
  now(): number;
  /** Resolves after the given milliseconds; rejects when the signal is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** Lets a bounded number of tasks run at once; the others wait in the order in which they came. */
export interface Limiter {
  /** Waits for a free place. Rejects when the signal is aborted first. */
  enter(signal?: AbortSignal): Promise<void>;
  /** Gives the place to the next in line. */
  leave(): void;
}

export function createLimiter(places: number): Limiter {
  let free = places;
  const queue = new Set<() => void>();
  const admit = (): void => {
    for (const next of queue) {
      if (free < 1) return;
      free -= 1;
      queue.delete(next);
      next();
    }
  };
  return {
    enter: (signal) =>
      waitFor(signal, (done) => {
        queue.add(done);
        admit();
        return () => queue.delete(done);
      }),
    leave() {
      free += 1;
      admit();
    },
  };
}
