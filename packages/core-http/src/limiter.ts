import { wait } from './wait.ts';

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
      wait(signal, (done) => {
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
