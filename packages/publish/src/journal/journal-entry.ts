import { ThreadsError } from '@threads-sdk/errors';
import type { Journal } from './journal.ts';
import { parseState } from '../steps/parse-state.ts';
import type { PublishState } from '../state.ts';

/** What is kept under one key. */
export interface JournalEntry {
  /** Reads how far the post is; `undefined` if nothing is kept. */
  readonly read: () => Promise<PublishState | undefined>;
  /** Keeps how far the post is; `false` if another process has done so since this one read or wrote. */
  readonly write: (state: PublishState) => Promise<boolean>;
}

/** Opens what a journal keeps under a key. */
export function openEntry(journal: Journal, key: string): JournalEntry {
  let last: string | undefined;
  return {
    read: async () => {
      last = await use('the journal could not be read', () => journal.get(key));
      if (last === undefined) return undefined;
      const state = parseState(last);
      if (state) return state;
      throw journalFailure(`the journal has an entry under ${JSON.stringify(key)} that cannot be read.`);
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
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw journalFailure(/^[A-Z][A-Z_]{2,29}$/.test(code) ? `${failure} (${code}).` : `${failure}.`);
  }
}

function journalFailure(message: string): ThreadsError {
  return new ThreadsError('JOURNAL_FAILED', message, {
    remedy: 'Look at the database or server behind the journal. A write may or may not have happened.',
  });
}
