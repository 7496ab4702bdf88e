import { type Client, getUserId } from '@threads-sdk/core-http';
import { InvalidInputError, isThreadsError } from '@threads-sdk/errors';
import { advance } from './advance.ts';
import { afresh } from './afresh.ts';
import { containerError } from './container-error.ts';
import type { Context } from './context.ts';
import { defaultJournal } from '../journal/default-journal.ts';
import { isSamePost } from '../journal/is-same-post.ts';
import { type JournalEntry, openEntry } from '../journal/journal-entry.ts';
import { defaultProcessingTimeout, type ResumeOptions } from '../options.ts';
import type { PublishedPost } from '../published-post.ts';
import { startOver } from './start-over.ts';
import type { PublishState, PublishStep, StateAt } from '../state.ts';
import { takeTurns } from '../journal/take-turns.ts';
import { withState } from './with-state.ts';

/** What is published, by which function, and how. */
export interface Run {
  readonly client: Client;
  /** The function that was called, for messages. */
  readonly call: string;
  /** Where to begin if the journal knows nothing. */
  readonly start: PublishState;
  readonly options: ResumeOptions;
  /** What to do before the first step of all. */
  readonly prepare?: () => Promise<void>;
}

/** Publishes: alone, or when it is its turn under its key. */
export async function run(task: Run): Promise<PublishedPost> {
  const { client, call, start, options } = task;
  const { idempotencyKey, journal = defaultJournal(client), signal } = options;
  if (idempotencyKey === undefined) return takeSteps(task, undefined);
  // The same post on two accounts is two posts.
  const key = `${await getUserId(client)}/${idempotencyKey}`;
  try {
    return await takeTurns(journal, key, signal, () => takeSteps(task, openEntry(journal, key)));
  } catch (error) {
    throw withState(call, start, error, signal); // while it stood in line
  }
}

/** Another process got on with the post under the same key. */
class Superseded extends Error {}

/** Takes one step of publishing after the other until the post is live. */
async function takeSteps(task: Run, entry: JournalEntry | undefined): Promise<PublishedPost> {
  const { client, call, start, options, prepare } = task;
  const { signal, onProgress, processingTimeout = defaultProcessingTimeout } = options;
  const { clock } = client;
  const startedAt = clock.now();
  let state = start;
  let kept: PublishStep | undefined;
  let reported: PublishStep | undefined;
  let waitingSince = startedAt;
  let lastStatus: string | undefined;

  const context: Context = {
    call,
    client,
    signal,
    report: (progress) => {
      if ('status' in progress) lastStatus = progress.status;
      onProgress?.({ ...progress, elapsed: clock.now() - startedAt });
    },
    record: async (next) => {
      if (entry && kept !== next.step) {
        if (!(await entry.write(next))) throw new Superseded();
        kept = next.step;
      }
      state = next;
    },
  };

  /** Goes on from what the journal knows. */
  const pickUp = async (): Promise<void> => {
    const known = await entry?.read();
    if (!known) return;
    if (!isSamePost(known.post, start.post)) {
      throw new InvalidInputError(call, [
        { path: 'options.idempotencyKey', message: 'was used for another post' },
      ]);
    }
    kept = known.step;
    state = afresh(known);
  };

  const takeStep = async (before: PublishState): Promise<PublishedPost | undefined> => {
    if (before.step === 'done') return published(before);
    const { step, containerId, due = 0 } = before;
    const deadline = isWaiting(before) ? waitingSince + processingTimeout : Number.POSITIVE_INFINITY;
    const pause = Math.min(due, deadline) - clock.now();
    if (pause > 0) await clock.sleep(pause, signal);
    signal?.throwIfAborted();
    if (step !== reported) context.report(containerId === undefined ? { step } : { step, containerId });
    reported = step;

    const next = await advance(context, before);
    const now = clock.now();
    if (next.step !== step) waitingSince = now;
    else if (isWaiting(next) && now >= deadline) {
      const late = next.step === 'wait-for-children' ? next.pending.join(', ') : next.containerId;
      const waited = now - waitingSince;
      throw containerError(call, late, { status: 'TIMED_OUT', lastStatus, waited }, next);
    }
    if (next.step !== 'done') {
      await context.record(next);
      return undefined;
    }
    try {
      await context.record(next);
    } catch (error) {
      // The post is live, whatever the journal says.
      if (isThreadsError(error)) return { ...published(next), journalError: error };
    }
    return published(next);
  };

  try {
    await pickUp();
    if (kept === undefined) await prepare?.();
    for (;;) {
      try {
        const post = await takeStep(state);
        if (post) return post;
      } catch (error) {
        if (!(error instanceof Superseded)) throw error;
        await pickUp();
      }
    }
  } catch (error) {
    await startOver(client, entry, state, error, lastStatus);
    throw withState(call, state, error, signal);
  }
}

function isWaiting(state: PublishState): state is StateAt<'wait-for-children' | 'wait-for-container'> {
  return state.step === 'wait-for-children' || state.step === 'wait-for-container';
}

function published({ id, containerId, crossreshareToIgStatus }: StateAt<'done'>): PublishedPost {
  return {
    id,
    ...(containerId === undefined ? {} : { containerId }),
    ...(crossreshareToIgStatus === undefined ? {} : { crossreshareToIgStatus }),
  };
}
