/** Waits for something that may never come, until a signal says that nobody wants it any more. */
export async function unlessAborted<Result>(
  wanted: Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  if (!signal) return wanted;
  wanted.catch(() => undefined); // what it comes to later is nobody's business any more
  signal.throwIfAborted();
  let stop = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([wanted, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
