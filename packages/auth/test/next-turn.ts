/** The next turn of the event loop. A timer takes longer, but is what Workers have. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    if ('setImmediate' in globalThis) setImmediate(resolve);
    else if ('scheduler' in globalThis && 'postTask' in scheduler) void scheduler.postTask(resolve);
    else setTimeout(resolve);
  });
}
