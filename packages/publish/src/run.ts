import { type Client, getUserId } from '@threads-sdk/core-http/fetch';
import { isThreadsError, type PublishedPost, PublishError, type PublishStep } from '@threads-sdk/errors';
import { notify } from '@threads-sdk/internal';
import { type End, errorAtEnd, Stop } from './errors.ts';
import { type JournalEntry, noOthers, openEntry } from './journal/journal-entry.ts';
import type { OpenFiles } from './media-storage.ts';
import { defaultProcessingTimeout, requestOptions, type ResumeOptions } from './options.ts';
import { afresh, firstState, isSamePost, replaceLost, type State, type StateAt } from './state.ts';
import { advance } from './steps/advance.ts';
import type { StepContext } from './steps/context.ts';

/** What is published, by which function, and how. */
export interface Run {
  readonly client: Client;
  /** The function that was called, for messages. */
  readonly call: string;
  /** Where to begin if the journal knows nothing. */
  readonly start: State;
  readonly options: ResumeOptions;
  /** Which post of a chain it is. */
  readonly part?: number | undefined;
  /** What to do before the first step of all. */
  readonly prepare?: (report: StepContext['report']) => Promise<void>;
  /** The files of the post, where there is a storage. */
  readonly files?: OpenFiles | undefined;
}

/** Publishes: alone, or when it is its turn under its key. */
export async function run(task: Run): Promise<PublishedPost> {
  const { client, start: state, options, part } = task;
  const { idempotencyKey: key, journal, signal } = options;
  if (key === undefined || journal === undefined) return takeSteps(task, undefined);
  let entry: JournalEntry;
  try {
    const name = { userId: await getUserId(client), key, part };
    entry = await openEntry(journal, name, client, signal);
  } catch (error) {
    throw errorAtEnd(error, endOf(task, { state, journal: 'was not read' }));
  }
  try {
    return await takeSteps(task, entry);
  } finally {
    entry.close();
  }
}

function endOf({ call, start, options }: Run, known: Pick<End, 'state' | 'journal' | 'isUnseen'>): End {
  const { idempotencyKey, signal } = options;
  const hasKey = idempotencyKey !== undefined;
  const hasContainer = 'containerId' in start || ('children' in start && start.children.length > 0);
  return { call, signal, looksFirst: hasKey, startsOver: hasKey || !hasContainer, ...known };
}

/** Another process got on with the post under the same key. */
class Superseded extends Error {}

/** Takes one step of publishing after the other until the post is live. */
async function takeSteps(task: Run, entry: JournalEntry | undefined): Promise<PublishedPost> {
  const { client, files, start, options, prepare } = task;
  const { signal, onProgress, processingTimeout = defaultProcessingTimeout } = options;
  const { clock } = client;
  const startedAt = clock.now();
  let state = start;
  let journal: End['journal'] = 'agrees';
  let kept: string | undefined;
  let reported: PublishStep | undefined;
  let waitingSince = startedAt;
  let lastStatus: string | undefined;
  /** Whether what was picked up has not been looked at: a journal that has lost its last write would not know. */
  let isUnseen = false;
  let lastFailure: Error | undefined;

  const context: StepContext = {
    client,
    files,
    request: requestOptions(options),
    report: (progress) => {
      if ('status' in progress) {
        lastStatus = progress.status;
        if (lastStatus !== undefined) {
          lastFailure = undefined;
          isUnseen = false;
        }
      }
      void notify('onProgress', onProgress, { ...progress, elapsed: clock.now() - startedAt });
    },
    noteFailure: (failure) => {
      lastFailure = failure;
    },
    others: entry?.others ?? noOthers,
    record: async (next) => {
      const mark = markOf(next);
      if (entry && kept !== mark) {
        try {
          if (!(await entry.write(next))) throw new Superseded();
        } catch (error) {
          // It may be kept all the same: then the next call would look for a post that was not sent.
          if (!(error instanceof Superseded)) await entry.write(state).catch(() => false);
          throw error;
        }
        kept = mark;
      }
      state = next;
    },
  };

  /** Goes on from what the journal knows. */
  const pickUp = async (): Promise<void> => {
    const known = await entry?.read();
    journal = 'agrees';
    if (!known) return;
    kept = markOf(known);
    state = afresh(known);
    isUnseen = 'containerId' in state;
    if (!isSamePost(known, start)) {
      throw new Stop(
        'IDEMPOTENCY_KEY_REUSED',
        'the key belongs to another post. Of that one:',
        undefined,
        true,
      );
    }
    // Its addresses may be signed anew.
    Object.assign(state, { post: start.post });
  };

  /**
   * Before an error is told: another process may have got on with the post. Changes what is known of it.
   *
   * @returns the post, if it is live
   */
  const lookOnceMore = async (): Promise<PublishedPost | undefined> => {
    if (journal === 'was not read') return undefined;
    try {
      const newer = await entry?.readNewer();
      if (newer) {
        journal = 'is ahead';
        state = newer;
      }
      return newer?.step === 'done' ? published(newer) : undefined;
    } catch {
      // Where one process at a time works under a key, nobody else can have.
      if (options.journal?.compareAndSet) journal = 'was not read';
      return undefined;
    }
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
        await entry?.finish(next);
      } catch (error) {
        // The post is live, whatever the journal says.
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
        cause: lastFailure,
      });
    }
    return undefined;
  };

  try {
    if (entry) journal = 'was not read';
    await pickUp();
    if (kept === undefined) await prepare?.(context.report);
    for (;;) {
      try {
        // A state that was handed in may have been sent, and the journal does not know of it.
        if (kept === undefined && task.call === 'resumePublish') await context.record(state);
        const post = await takeStep(state);
        if (post) return post;
      } catch (error) {
        if (!(error instanceof Superseded)) throw error;
        journal = 'is ahead';
        await pickUp();
      }
    }
  } catch (error) {
    const post = await lookOnceMore();
    if (post) return post;
    const ended = errorAtEnd(error, endOf(task, { state, journal, isUnseen }));
    // If the journal fails here, the next call finds out again by itself.
    if (journal === 'agrees' && isDead(state, ended, lastStatus))
      await entry?.write(firstState(state, 0)).catch(() => false);
    throw ended;
  }
}

/** What of a state is worth a write: what the last answer was decides how to go on. */
function markOf(state: State): string {
  return state.step + String('lastError' in state);
}

function isWaiting(state: State): state is StateAt<'wait-for-children' | 'wait-for-container'> {
  return state.step === 'wait-for-children' || state.step === 'wait-for-container';
}

/** The post that is live. */
export function published({ id, containerId, crossreshareToIgStatus }: StateAt<'done'>): PublishedPost {
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
export function isDead(
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
      // Told of a container that was sent only when no request can have its effect any more.
      return state.step === 'publish' && state.unclearAttempts === 0 && !replaceLost(state);
    default:
      // What children were made into no post, and can have expired.
      return state.step === 'create-container' && error.name === 'ApiError';
  }
}
