import type { Journal } from './journal.ts';

/** The last in line for each key of each journal. */
const lines: WeakMap<Journal, Map<string, Promise<void>>> = /* @__PURE__ */ new WeakMap();

/**
 * Runs a task when all earlier ones of the same key have ended, so that two calls of this process with one key do not
 * both create a container. Who leaves the line early lets nobody pass before their turn.
 */
export async function takeTurns<Result>(
  journal: Journal,
  key: string,
  signal: AbortSignal | undefined,
  task: () => Promise<Result>,
): Promise<Result> {
  const line = lines.get(journal) ?? new Map<string, Promise<void>>();
  lines.set(journal, line);
  const before = line.get(key);
  let leave = (): void => {};
  const left = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const last = before ? before.then(() => left) : left;
  line.set(key, last);
  void last.then(() => {
    if (line.get(key) === last) line.delete(key);
  });
  try {
    if (before) await unlessAborted(before, signal);
    return await task();
  } finally {
    leave();
  }
}

async function unlessAborted(turn: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return turn;
  signal.throwIfAborted();
  let stop = (): void => {};
  const aborted = new Promise<void>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop);
  });
  try {
    await Promise.race([turn, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
