import type { Client } from '@threads-sdk/core-http/fetch';
import { readJson, reasonOf, unlessAborted } from '@threads-sdk/internal';
import { mediaOf } from '../container-parameters.ts';
import { Stop } from '../errors.ts';
import type { Post, Repost } from '../post.ts';
import { isSent, type State, type StateAt } from '../state.ts';
import { mediaTypeOf, plain } from '../steps/is-like.ts';
import type { Journal } from './journal.ts';

/** What is kept under one key. All but `close` throw a {@link Stop} with `JOURNAL_FAILED` when the journal fails. */
export interface JournalEntry {
  /** Reads how far the post is; `undefined` if nothing is kept. */
  readonly read: () => Promise<State | undefined>;
  /** Reads how far another process is that has written since this one read or wrote; `undefined` if none has. */
  readonly readNewer: () => Promise<State | undefined>;
  /** Keeps how far the post is; `false` if another process has done so since this one read or wrote. */
  readonly write: (state: State) => Promise<boolean>;
  /** Keeps that the post is live, whoever else has written since. */
  readonly finish: (state: StateAt<'done'>) => Promise<void>;
  /** What other keys have made that is like a post which is not older than `since`. */
  readonly others: (post: Post | Repost, since: number) => Promise<Others>;
  /** Lets the next one open it. */
  readonly close: () => void;
}

/** What other keys have made. */
export interface Others {
  /** The ids of their posts. */
  readonly ids: ReadonlySet<string>;
  /** Whether there can be no post of theirs besides. */
  readonly isClear: boolean;
}

/** Where there is no journal, nothing is known of others. */
export async function noOthers(): Promise<Others> {
  return { ids: new Set(), isClear: true };
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
 * @param client its clock, and its random numbers for what tells this writer from others
 * @throws {unknown} the signal's reason if it is aborted before its turn; that lets nobody pass before theirs
 */
export async function openEntry(
  journal: Journal,
  { userId, key, part }: EntryName,
  { clock, random }: Pick<Client, 'clock' | 'random'>,
  signal: AbortSignal | undefined,
): Promise<JournalEntry> {
  // No two keys share an entry, whatever is in them, nor does a key share one with a post.
  const ofKey = `${userId}/${key.replaceAll('%', '%25').replaceAll('/', '%2F')}`;
  const name = part === undefined ? ofKey : `${ofKey}/${part}`;
  const nameOfList = (post: Post | Repost, day: number): string => `${userId}//${likeness(post)}/${day}`;
  const close = await takeTurn(journal, name, signal);
  writers += 1;
  const by = `${Math.floor(random() * 2 ** 48).toString(36)}-${writers}`;
  const written = new Set<string | undefined>();
  let last: string | undefined;

  const get = (entry: string): Promise<string | undefined> =>
    use('the journal could not be read', () => journal.get(entry));
  const parse = (entry: string | undefined): State | undefined => {
    if (entry === undefined) return undefined;
    const { by: _, format: written, ...state } = Object(readJson(entry));
    if (written === format) return state;
    const unreadable = `an entry under ${JSON.stringify(name)} that cannot be read`;
    throw new Stop('JOURNAL_FAILED', `the journal has ${unreadable}.`, undefined, true);
  };
  /** Writes an entry if it is still `expected`, where the journal can compare. */
  const put = async (entry: string, value: string, expected: string | undefined): Promise<boolean> => {
    if (journal.compareAndSet) return journal.compareAndSet(entry, value, expected);
    await journal.set(entry, value);
    return true;
  };
  const putOwn = async (entry: string): Promise<boolean> => {
    for (let expected = last; ;) {
      if (await put(name, entry, expected)) return true;
      // A driver may have sent it twice, and a write that failed may have been kept.
      const found = await journal.get(name);
      if (found === entry) return true;
      if (found === expected || !written.has(found)) return false;
      expected = found;
    }
  };
  /** Enters the key among those that send something alike on this day, before it does. */
  const enter = async (post: Post | Repost): Promise<void> => {
    const list = nameOfList(post, dayOf(clock.now()));
    const leave = await takeTurn(journal, list, signal);
    try {
      for (let isKept = false; !isKept;) {
        const before = await journal.get(list);
        const names = namesIn(before);
        isKept = names.includes(name) || (await put(list, JSON.stringify([...names, name]), before));
      }
    } finally {
      leave();
    }
  };
  const write = async (state: State): Promise<boolean> => {
    const entry = JSON.stringify({ ...state, by, format });
    written.add(entry);
    const isKept = await use('the journal could not be written', async () => {
      if (isSent(state.step)) await enter(state.post);
      return putOwn(entry);
    });
    if (isKept) last = entry;
    return isKept;
  };
  const read = async (): Promise<State | undefined> => parse((last = await get(name)));
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
      while (!(await write(state))) if ((await read())?.step === 'done') return;
    },
    others: async (post, since) => {
      const ids = new Set<string>();
      let isClear = true;
      for (let day = dayOf(since - margin); day <= dayOf(clock.now() + margin); day += 1) {
        for (const other of namesIn(await get(nameOfList(post, day)))) {
          if (other === name) continue;
          const state = Object(readJson((await get(other)) ?? ''));
          if (state.step === 'done') ids.add(state.id);
          // One that was not sent by what is kept has entered the list all the same: the last write may be lost.
          else if (isSent(state.step) || state.unclearAttempts > 0 || !state.wasSent) isClear = false;
        }
      }
      return { ids, isClear };
    },
    close,
  };
}

/** The form of what is kept: to be counted up when states change, so that nobody goes on from what they would misread. */
const format = 1;

/** Half an hour, in milliseconds: more than clocks differ and requests are late. */
const margin = 1_800_000;

function dayOf(time: number): number {
  return Math.floor(time / (48 * margin));
}

/** The keys that a list holds. */
function namesIn(list = '[]'): readonly string[] {
  const names = readJson(list);
  return Array.isArray(names) ? names : [];
}

/** What posts that cannot be told apart have in common: more may have it. */
function likeness(post: Post | Repost): string {
  const likely =
    'repost' in post ? post.repost : mediaTypeOf(mediaOf(post)) + plain(post.text).replaceAll('#', '');
  return String(new TextEncoder().encode(likely).reduce((hash, byte) => (Math.imul(hash, 31) + byte) | 0, 0));
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
