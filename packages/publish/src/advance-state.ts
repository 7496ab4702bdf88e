import type { Client } from '@threads-sdk/core-http/fetch';
import { notify, reasonOf } from '@threads-sdk/internal';
import { type End, errorAtEnd, Stop } from './errors.ts';
import { noOthers } from './journal/journal-entry.ts';
import { requestOptions, type WaitOptions } from './options.ts';
import { afresh, isSent, type State } from './state.ts';
import { advance } from './steps/advance.ts';
import type { StepContext } from './steps/context.ts';

/** Takes one step from a state that the caller keeps, and lets them keep what comes of it. */
export async function advanceState(
  call: string,
  client: Client,
  before: State,
  options: Pick<WaitOptions, 'signal' | 'onProgress' | 'context'> & {
    /** Keeps a state in place of the last one; `false` if what is kept is another by now. */
    readonly record: (state: State) => Promise<boolean>;
    /** What is known of posts like it. Default: nothing. */
    readonly others?: StepContext['others'];
    /** The files of the post, where there is a storage. */
    readonly files?: StepContext['files'];
  },
  /** What else is known, and how to go on, for the words of an error. */
  end: Partial<Pick<End, 'looksFirst' | 'startsOver' | 'again' | 'goOn' | 'isUnseen'>> = {
    again: 'Read the job again, and go on from what is recorded.',
  },
): Promise<State> {
  if (before.step === 'done') return before;
  const { signal, onProgress } = options;
  const startedAt = client.clock.now();
  let latest: State = before;
  let { isUnseen = false } = end;
  let journal = 'agrees' as End['journal']; // changed where it is recorded
  const context: StepContext = {
    client,
    files: options.files,
    request: requestOptions(options),
    report: (progress) => {
      if ('status' in progress && progress.status !== undefined) isUnseen = false;
      void notify('onProgress', onProgress, { ...progress, elapsed: client.clock.now() - startedAt });
    },
    noteFailure: () => undefined,
    others: options.others ?? noOthers,
    record: async (next) => {
      try {
        journal = (await options.record(next)) ? 'agrees' : 'is ahead';
      } catch (error) {
        journal = 'was not written';
        if (next.step === 'done') latest = next;
        throw new Stop('JOURNAL_FAILED', `record failed${reasonOf(error)}.`);
      }
      if (journal === 'is ahead') throw new Stop('JOURNAL_FAILED', 'record did not replace the state.');
      latest = next;
    },
  };
  try {
    signal?.throwIfAborted();
    const next = await advance(context, before);
    await context.record(next);
    return next;
  } catch (error) {
    // Whoever goes on looks anew: from where looking has ended, it would end in the same way for ever.
    const isEnded = error instanceof Stop && error.what === 'OUTCOME_UNKNOWN';
    if (isEnded) await context.record(afresh(latest)).catch(() => undefined);
    throw errorAtEnd(error, {
      call,
      state: latest,
      signal,
      looksFirst: isSent(before.step) || journal === 'is ahead',
      startsOver: false,
      journal,
      ...(journal === 'agrees' ? {} : { goOn: 'go on from what is recorded' }),
      ...end,
      isUnseen,
    });
  }
}
