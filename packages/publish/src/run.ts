import { type Client, getUserId } from '@threads-sdk/core-http/fetch';
import { isThreadsError, type PublishedPost, PublishError, type PublishStep } from '@threads-sdk/errors';
import { fail, notify } from '@threads-sdk/internal';
import { type End, errorAtEnd, Stop } from './errors.ts';
import { defaultJournal } from './journal/journal.ts';
import { type JournalEntry, openEntry } from './journal/journal-entry.ts';
import { defaultProcessingTimeout, requestOptions, type ResumeOptions } from './options.ts';
import { afresh, firstState, isSamePost, replaceLost, type State, type StateAt } from './state.ts';
import { advance } from './steps/advance.ts';
import type { StepContext } from './steps/context.ts';
import { isPast } from './steps/pauses.ts';

/** What is published, by which function, and how. */
export interface Run {
  readonly client: Client;
  /** The function that was called, for messages. */
  readonly call: string;
  /** Where to begin if the journal knows nothing. */
  readonly start: State;
  readonly options: ResumeOptions;
  /** What to do before the first step of all. */
  readonly prepare?: () => Promise<void>;
}

/** Publishes: alone, or when it is its turn under its key. */
export async function run(task: Run): Promise<PublishedPost> {
  const { client, start: state, options } = task;
  const { idempotencyKey, journal = defaultJournal(client), signal } = options;
  if (idempotencyKey === undefined) return takeSteps(task, undefined);
  let entry: JournalEntry;
  try {
    // The same post on two accounts is two posts.
    entry = await openEntry(journal, `${await getUserId(client)}/${idempotencyKey}`, signal);
  } catch (error) {
    throw errorAtEnd(error, endOf(task, { state, journal: 'was not read' }));
  }
  try {
    return await takeSteps(task, entry);
  } finally {
    entry.close();
  }
}

function endOf({ call, start, options }: Run, { state, journal }: Pick<End, 'state' | 'journal'>): End {
  const { idempotencyKey, signal } = options;
  const hasKey = idempotencyKey !== undefined;
  const hasContainer = 'containerId' in start || ('children' in start && start.children.length > 0);
  return { call, state, signal, looksFirst: hasKey, startsOver: hasKey || !hasContainer, journal };
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
  let journal: End['journal'] = 'agrees';
  let kept: PublishStep | undefined;
  let reported: PublishStep | undefined;
  let waitingSince = startedAt;
  let lastStatus: string | undefined;

  const context: StepContext = {
    client,
    request: requestOptions(options),
    report: (progress) => {
      if ('status' in progress) lastStatus = progress.status;
      void notify('onProgress', onProgress, { ...progress, elapsed: clock.now() - startedAt });
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
    journal = 'agrees';
    if (!known) return;
    if (!isSamePost(known, start)) {
      fail(call, { path: 'options.idempotencyKey', message: 'was used for another post' });
    }
    kept = known.step;
    state = afresh(known);
  };

  const takeStep = async (before: State): Promise<PublishedPost | undefined> => {
    if (before.step === 'done') return published(before);
    const { step, due = 0 } = before;
    const deadline = isWaiting(before) ? waitingSince + processingTimeout : Number.POSITIVE_INFINITY;
    const pause = Math.min(due, deadline) - clock.now();
    if (pause > 0) await clock.sleep(pause, signal);
    signal?.throwIfAborted();
    if (step !== reported) {
      context.report('containerId' in before ? { step, containerId: before.containerId } : { step });
    }
    reported = step;

    const next = await advance(context, before);
    if (next.step === 'done') {
      try {
        await context.record(next);
      } catch (error) {
        // The post is live, whatever the journal says, and whoever else has found that out.
        const journalError = errorAtEnd(error, endOf(task, { state: next, journal }));
        if (journalError instanceof PublishError) return { ...published(next), journalError };
      }
      return published(next);
    }
    await context.record(next);
    const now = clock.now();
    if (next.step !== step) waitingSince = now;
    else if (isWaiting(next) && now >= deadline) {
      const containerId = next.step === 'wait-for-children' ? next.pending.join(', ') : next.containerId;
      throw new Stop({
        code: 'CONTAINER_TIMED_OUT',
        containerId,
        status: lastStatus,
        waited: now - waitingSince,
      });
    }
    return undefined;
  };

  try {
    if (entry) journal = 'was not read';
    await pickUp();
    if (kept === undefined) await prepare?.();
    for (;;) {
      try {
        const post = await takeStep(state);
        if (post) return post;
      } catch (error) {
        if (!(error instanceof Superseded)) throw error;
        journal = 'is ahead';
        await pickUp();
      }
    }
  } catch (error) {
    const ended = errorAtEnd(error, endOf(task, { state, journal }));
    // If the journal fails here, the next call finds out again by itself.
    if (isDead(client, state, ended, lastStatus)) await entry?.write(firstState(state, 0)).catch(() => false);
    throw ended;
  }
}

function isWaiting(state: State): state is StateAt<'wait-for-children' | 'wait-for-container'> {
  return state.step === 'wait-for-children' || state.step === 'wait-for-container';
}

function published({ id, containerId, crossreshareToIgStatus }: StateAt<'done'>): PublishedPost {
  return {
    id,
    ...(containerId === undefined ? {} : { containerId }),
    ...(crossreshareToIgStatus === undefined ? {} : { crossreshareToIgStatus }),
  };
}

/**
 * Whether what was made can certainly not become a post any more. Then the next call under the key starts over: going on
 * would fail for ever.
 */
function isDead(
  { clock }: Client,
  state: State,
  error: unknown,
  lastStatus: string | undefined,
): state is Extract<State, { readonly children: unknown }> {
  if (!isThreadsError(error) || !('children' in state)) return false;
  switch (error.code) {
    case 'CONTAINER_FAILED':
    case 'CONTAINER_EXPIRED':
      return true;
    case 'CONTAINER_TIMED_OUT':
      return lastStatus === undefined;
    case 'MEDIA_NOT_FOUND':
      return (
        state.step === 'publish' &&
        !replaceLost(state) &&
        (state.unclearAttempts === 0 || isPast(clock, state.sentAt ?? 0))
      );
    default:
      return false;
  }
}
