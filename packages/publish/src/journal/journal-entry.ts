import { checkInput, readJson, reasonOf } from '@threads-sdk/internal';
import { Stop } from '../errors.ts';
import { type State, stateSchema } from '../state.ts';
import type { Journal } from './journal.ts';

/** What is kept under one key. */
export interface JournalEntry {
  /** Reads how far the post is; `undefined` if nothing is kept. */
  readonly read: () => Promise<State | undefined>;
  /** Keeps how far the post is; `false` if another process has done so since this one read or wrote. */
  readonly write: (state: State) => Promise<boolean>;
  /** Lets the next one open it. */
  readonly close: () => void;
}

/**
 * Opens what a journal keeps under a key, when all earlier calls of this process with the same key have closed it, so that
 * two of them do not both create a container. The entry's functions throw a {@link Stop} with `JOURNAL_FAILED`.
 *
 * @throws {unknown} the signal's reason if it is aborted before its turn; that lets nobody pass before theirs
 */
export async function openEntry(
  journal: Journal,
  key: string,
  signal: AbortSignal | undefined,
): Promise<JournalEntry> {
  const close = await takeTurn(journal, key, signal);
  let last: string | undefined;
  return {
    close,
    read: async () => {
      last = await use('the journal could not be read', () => journal.get(key));
      if (last === undefined) return undefined;
      const state = readJson(last);
      try {
        return checkInput(key, stateSchema(state), state);
      } catch {
        const entry = `an entry under ${JSON.stringify(key)} that cannot be read`;
        throw new Stop('JOURNAL_FAILED', `the journal has ${entry}.`, undefined, true);
      }
    },
    write: async (state) => {
      const entry = JSON.stringify(state);
      const isKept = await use('the journal could not be written', async () => {
        if (journal.compareAndSet) return journal.compareAndSet(key, entry, last);
        await journal.set(key, entry);
        return true;
      });
      if (isKept) last = entry;
      return isKept;
    },
  };
}

/** Its own error may quote what is stored, so only its code is passed on. */
async function use<Result>(failure: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw new Stop('JOURNAL_FAILED', `${failure}${reasonOf(error)}.`);
  }
}

/** The last in line for each key of each journal. */
const lines: WeakMap<Journal, Map<string, Promise<void>>> = /* @__PURE__ */ new WeakMap();

/** Waits until the others of the same key have left; gives the function that leaves. */
async function takeTurn(journal: Journal, key: string, signal: AbortSignal | undefined): Promise<() => void> {
  const line = lines.get(journal) ?? new Map<string, Promise<void>>();
  lines.set(journal, line);
  const before = line.get(key);
  let leave = (): void => {};
  const left = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const last = Promise.all([before, left]).then(() => {
    if (line.get(key) === last) line.delete(key);
  });
  line.set(key, last);
  try {
    if (before) await unlessAborted(before, signal);
  } catch (error) {
    leave();
    throw error;
  }
  return leave;
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
