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
    let stop = (): void => undefined;
    const abort = (): void => {
      stop();
      reject(new Error('aborted'));
    };
    if (signal?.aborted) return abort();
    signal?.addEventListener('abort', abort);
    stop = start(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    });
  });
}
