import { checkInput, readJson, reasonOf } from '@threads-sdk/internal';
import { Stop } from '../errors.ts';
import { type State, type StateAt, stateSchema } from '../state.ts';
import type { Journal } from './journal.ts';

/** What is kept under one key. All but `close` throw a {@link Stop} with `JOURNAL_FAILED` when the journal fails. */
export interface JournalEntry {
  /** Reads how far the post is; `undefined` if nothing is kept. */
  readonly read: () => Promise<State | undefined>;
  /** Reads how far another process is that has written since this one read or wrote; `undefined` if none has. */
  readonly readNewer: () => Promise<State | undefined>;
  /** Keeps how far the post is; `false` if another process has done so since this one read or wrote. */
  readonly write: (state: State) => Promise<boolean>;
  /** Keeps that the post is live, whoever else has written since, and that its id belongs to this key. */
  readonly finish: (state: StateAt<'done'>) => Promise<void>;
  /** Whether a post belongs to another key. */
  readonly isOthers: (id: string) => Promise<boolean>;
  /** Makes a post belong to this key; `false` if it belongs to another. */
  readonly claim: (id: string) => Promise<boolean>;
  /** Lets the next one open it. */
  readonly close: () => void;
}

/** Which entry. */
export interface EntryName {
  /** The same post on two accounts is two posts. */
  readonly userId: string;
  readonly key: string;
  /** Which post of a chain. */
  readonly part?: number | undefined;
}

/**
 * Opens what a journal keeps under a key, when all earlier calls of this process with the same key have closed it, so that
 * two of them do not both create a container.
 *
 * @param random for what tells this writer from others
 * @throws {unknown} the signal's reason if it is aborted before its turn; that lets nobody pass before theirs
 */
export async function openEntry(
  journal: Journal,
  { userId, key, part }: EntryName,
  random: () => number,
  signal: AbortSignal | undefined,
): Promise<JournalEntry> {
  // No two keys share an entry, whatever is in them, nor does a key share one with a post.
  const ofKey = `${userId}/${key.replaceAll('%', '%25').replaceAll('/', '%2F')}`;
  const name = part === undefined ? ofKey : `${ofKey}/${part}`;
  const nameOf = (id: string): string => `${userId}//${id}`;
  const close = await takeTurn(journal, name, signal);
  writers += 1;
  const by = `${Math.floor(random() * 2 ** 48).toString(36)}-${writers}`;
  const written = new Set<string | undefined>();
  let last: string | undefined;

  const get = (entry: string): Promise<string | undefined> =>
    use('the journal could not be read', () => journal.get(entry));
  const parse = (entry: string | undefined): State | undefined => {
    if (entry === undefined) return undefined;
    const state = readJson(entry);
    try {
      return checkInput(name, stateSchema(state), state);
    } catch {
      const unreadable = `an entry under ${JSON.stringify(name)} that cannot be read`;
      throw new Stop('JOURNAL_FAILED', `the journal has ${unreadable}.`, undefined, true);
    }
  };
  const compareAndSet = async (entry: string): Promise<boolean> => {
    for (let expected = last; ;) {
      if (await journal.compareAndSet?.(name, entry, expected)) return true;
      // A driver may have sent it twice, and a write that failed may have been kept.
      const found = await journal.get(name);
      if (found === entry) return true;
      if (found === expected || !written.has(found)) return false;
      expected = found;
    }
  };
  const write = async (state: State): Promise<boolean> => {
    const entry = JSON.stringify({ ...state, by });
    written.add(entry);
    const isKept = await use('the journal could not be written', async () => {
      if (journal.compareAndSet) return compareAndSet(entry);
      await journal.set(name, entry);
      return true;
    });
    if (isKept) last = entry;
    return isKept;
  };
  const read = async (): Promise<State | undefined> => parse((last = await get(name)));
  const claim = async (id: string): Promise<boolean> => {
    const owner = await get(nameOf(id));
    if (owner !== undefined) return owner === name;
    return use('the journal could not be written', async () => {
      if (!journal.compareAndSet) await journal.set(nameOf(id), name);
      else if (!(await journal.compareAndSet(nameOf(id), name, undefined)))
        return (await journal.get(nameOf(id))) === name;
      return true;
    });
  };
  return {
    read,
    readNewer: async () => {
      const found = await get(name);
      if (found === last || written.has(found)) return undefined;
      last = found;
      return parse(found);
    },
    write,
    finish: async (state) => {
      await claim(state.id);
      while (!(await write(state))) if ((await read())?.step === 'done') return;
    },
    isOthers: async (id) => {
      const owner = await get(nameOf(id));
      return owner !== undefined && owner !== name;
    },
    claim,
    close,
  };
}

/** How many entries this process has opened. */
let writers = 0;

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
