import { wait } from './wait.ts';

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

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) =>
    wait(signal, (done) => {
      const timer = setTimeout(done, milliseconds);
      return () => clearTimeout(timer);
    }),
};
