/**
 * Runs a task for every item at once. The first failure stops the others through their signal and is thrown when all
 * have ended, so nothing goes on behind the caller's back.
 */
export async function runTogether<Item, Result>(
  items: readonly Item[],
  signal: AbortSignal | undefined,
  task: (item: Item, index: number, signal: AbortSignal) => Promise<Result>,
): Promise<Result[]> {
  const stop = new AbortController();
  const stopped = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
  const running = items.map((item, index) => task(item, index, stopped));
  try {
    return await Promise.all(running);
  } catch (error) {
    stop.abort();
    await Promise.allSettled(running);
    throw error;
  }
}
