/** The clock of the machine. */
export const systemClock: {
  now(): number;
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
} = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) =>
    waitFor(signal, (done) => {
      const timer = setTimeout(done, milliseconds);
      return () => clearTimeout(timer);
    }),
};

/**
 * Waits until `start` calls back. When the signal is aborted first, calls what `start` returned and rejects; then
 * nothing is left behind.
 */
export async function waitFor(
  signal: AbortSignal | undefined,
  start: (done: () => void) => () => void,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    if (signal?.aborted) return reject(new Error('aborted'));
    const abort = (): void => {
      stop();
      reject(new Error('aborted'));
    };
    signal?.addEventListener('abort', abort);
    const stop = start(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    });
  });
}
