/** The next turn of the event loop. A timer takes longer, but is what Workers have. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    if ('setImmediate' in globalThis) setImmediate(resolve);
    // In a browser each piece of a body is a task, and there are more of them than turns: those of the background come last.
    else if ('scheduler' in globalThis && 'postTask' in scheduler)
      void scheduler.postTask(resolve, { priority: 'background' });
    else setTimeout(resolve);
  });
}
