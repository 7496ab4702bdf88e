/** Waits for something that may never come, until a signal says that nobody wants it any more: then rejects with its reason. */
export async function unlessAborted<Result>(
  wanted: Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  if (!signal) return wanted;
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
    void wanted.then(resolve, reject).then(() => signal.removeEventListener('abort', stop));
  });
}
