import {
  AbortError,
  type AnyThreadsError,
  ApiError,
  ContainerError,
  type ContainerErrorCode,
  isThreadsError,
  PublishError,
  type ThreadsErrorDetails,
  TransportError,
} from '@threads-sdk/errors';
import {
  audioBitsPerSecond,
  type ContainerErrorMessage,
  containerSeconds,
  maxAudioChannels,
  maxAudioSamplesPerSecond,
  maxVideoAspectRatio,
  maxVideoBitsPerSecond,
  maxVideoFramesPerSecond,
  maxVideoSeconds,
  minAudioChannels,
  minVideoAspectRatio,
  minVideoFramesPerSecond,
} from './generated/limits.ts';
import { isId, isSent, type State } from './state.ts';
import type { ContainerStatus } from './steps/container-status.ts';

/** Ends publishing. {@link errorAtEnd} makes of it the error that the caller gets. */
export class Stop extends Error {
  readonly what: 'OUTCOME_UNKNOWN' | 'JOURNAL_FAILED' | ContainerFailure;
  /** Whether it would end in the same way again. */
  readonly isLasting: boolean;

  constructor(
    what: 'OUTCOME_UNKNOWN' | 'JOURNAL_FAILED',
    message: string,
    cause?: unknown,
    isLasting?: boolean,
  );
  constructor(what: ContainerFailure);
  constructor(what: Stop['what'], message?: string, cause?: unknown, isLasting = false) {
    super(message, { cause });
    this.what = what;
    this.isLasting = isLasting;
  }
}

/** How publishing ended before the post was live. */
export interface End {
  /** The function that was called, for messages. */
  readonly call: string;
  /** How far the post is. */
  readonly state: State;
  readonly signal: AbortSignal | undefined;
  /** Whether the same call finds out what became of the post before it publishes anything. */
  readonly looksFirst: boolean;
  /** Whether the same call makes new containers. */
  readonly startsOver: boolean;
  /** Whether the journal, if there is one, is known to agree with `state`. */
  readonly journal: 'agrees' | 'was not read' | 'is ahead';
}

/** The error that the caller gets: with how far the post is, whether it may be live, and what may be done again. */
export function errorAtEnd(error: unknown, end: End): unknown {
  if (isThreadsError(error) && error.name === 'InvalidInputError') return error;
  const { call, state, signal } = end;
  const { carriedOut, says, remedy } = outcomeAt(end);
  const mayRepeat = carriedOut === 'no' || end.looksFirst;
  const details = { state, carriedOut, remedy };

  if (error instanceof Stop) {
    const { what } = error;
    if (typeof what === 'object') return containerError(call, what, end.startsOver, state);
    return new PublishError(what, `${call}: ${error.message} ${says}`, {
      ...details,
      remedy: what === 'JOURNAL_FAILED' ? `Look at what is behind the journal. ${remedy}` : remedy,
      retryable: mayRepeat && !error.isLasting ? 'later' : 'never',
      cause: error.cause,
    });
  }
  if (signal?.aborted && !(isThreadsError(error) && error.name === 'ApiError')) {
    return new AbortError('ABORTED', `${call}: aborted at ${state.step}. ${says}`, {
      ...details,
      call,
      retryable: mayRepeat ? 'now' : 'never',
      cause: signal.reason,
    });
  }
  if (isSent(state.step)) {
    return errorAtEnd(new Stop('OUTCOME_UNKNOWN', 'looking for the post failed.', error), end);
  }
  return isThreadsError(error) ? restated(error, carriedOut, mayRepeat) : error;
}

/** What is known of the post, and what to do. */
interface Outcome extends Required<Pick<ThreadsErrorDetails, 'remedy'>> {
  readonly carriedOut: 'no' | 'maybe' | 'yes';
  readonly says: string;
}

function outcomeAt({ state, journal }: End): Outcome {
  const sameKey = 'Call again with the same idempotencyKey.';
  // Of a state that was handed in as sent, the post may be live, whatever this call did.
  if (journal === 'was not read' && !isSent(state.step)) {
    return { carriedOut: 'no', says: 'This call sent nothing.', remedy: sameKey };
  }
  if (journal === 'is ahead') {
    return { carriedOut: 'maybe', says: 'Another process went on with the post.', remedy: sameKey };
  }
  const goOn = 'go on with `resumePublish` and error.state';
  const look = `Look at the profile before publishing it anew, or ${goOn}, or with the same idempotencyKey.`;
  const { step } = state;
  if (step === 'find-post') {
    const remedy = `Do not publish it again; look for it on the profile, or ${goOn}.`;
    return { carriedOut: 'yes', says: 'The post is live, but its id is not known.', remedy };
  }
  if (step === 'done') {
    return { carriedOut: 'yes', says: 'The post is live.', remedy: 'Do not publish it again.' };
  }
  if (isSent(step)) {
    return { carriedOut: 'maybe', says: 'It is not known whether the post went out.', remedy: look };
  }
  // A request without an answer may have its effect later than it was looked for.
  const isOpen = step === 'publish' && state.unclearAttempts > (isAnswer(state.lastError?.code) ? 1 : 0);
  if (isOpen) return { carriedOut: 'maybe', says: 'It was tried, and is not live so far.', remedy: look };
  const rest = `What was made so far is invisible and vanishes within ${containerSeconds / 3600} hours.`;
  return { carriedOut: 'no', says: 'Nothing was published.', remedy: `Publish again, or ${goOn}. ${rest}` };
}

/** The same error, with what is known of the post: of one request that failed, it says whether that one was carried out. */
function restated(error: AnyThreadsError, carriedOut: Outcome['carriedOut'], mayRepeat: boolean): unknown {
  // The request must not be repeated blindly; the whole call may be.
  const isTemporary = error.retryable === 'later' || /^(SERVER_FAILED|BLOCKED)$/.test(error.code);
  const retryable = !mayRepeat ? 'never' : isTemporary ? 'later' : error.retryable;
  const isSame = carriedOut === 'no' && error.carriedOut === 'no' && error.retryable === retryable;
  if (isSame) return error;
  const { code, message, cause } = error;
  const look = carriedOut === 'no' ? '' : 'Look at the profile first: the post may be live. ';
  const changes = { cause, carriedOut, retryable, remedy: look + error.remedy };
  return Reflect.construct(error.constructor, [code, message, Object.assign({}, error, changes)]);
}

/** Whether a code is that of an answer by which Threads declined, not of a failure on the way or of the server. */
export function isAnswer(code: string | undefined): boolean {
  return (
    code !== undefined &&
    !/^(NETWORK_FAILED|TIMED_OUT|ABORTED|REDIRECT_REFUSED|RESPONSE_\w+|SERVER_FAILED)$/.test(code)
  );
}

/** An error as plain JSON, to be kept in a state for whoever goes on with it. */
export function keptError(error: unknown): Pick<State & { step: 'confirm' }, 'lastError'> {
  if (!isThreadsError(error)) return {};
  const { retryAt: _, ...members } = error;
  return { lastError: { ...members, message: error.message } };
}

/** The error that was kept, `undefined` if it was none of the API and of the way to it. */
export function restoredError(lastError: (State & { step: 'confirm' })['lastError']): unknown {
  const { name, code, message, ...details } = lastError ?? {};
  const Class = name === 'ApiError' ? ApiError : name === 'TransportError' ? TransportError : undefined;
  return Class && Reflect.construct(Class, [code, message, details]);
}

/** The id in an answer. What is none must not get into a state: nobody knows what it is. */
export function idOf({ id }: { readonly id: string }, operation: string, path: string): string {
  if (isId(id)) return id;
  const reason = 'the answer has an id that is no string of digits';
  throw new TransportError('RESPONSE_INVALID', `${operation}: ${reason}.`, {
    operation,
    method: 'POST',
    path,
    attempts: 1,
    reason,
    remedy: 'Check that nothing between here and Threads changes answers.',
    retryable: 'later',
    carriedOut: 'maybe',
  });
}

/** Why a container cannot be published. */
export interface ContainerFailure {
  readonly code: ContainerErrorCode;
  readonly containerId: string;
  /** With `CONTAINER_FAILED`: Meta's word for the reason. */
  readonly errorMessage?: string;
  /** Which of the post's media it is about. */
  readonly mediaIndex?: number;
  /** With `CONTAINER_TIMED_OUT`: the last status, and for how many milliseconds it was waited for. */
  readonly status?: string | undefined;
  readonly waited?: number;
}

/** What is wrong with a container that has the status `ERROR` or `EXPIRED`, nothing with others. */
export function findContainerFailure(
  containerId: string,
  { status, errorMessage = 'UNKNOWN' }: Pick<ContainerStatus, 'status' | 'errorMessage'>,
): ContainerFailure | undefined {
  if (status === 'ERROR') return { code: 'CONTAINER_FAILED', containerId, errorMessage };
  return status === 'EXPIRED' ? { code: 'CONTAINER_EXPIRED', containerId } : undefined;
}

/**
 * The error for a container that cannot become a post.
 *
 * @param startsOver whether the same call makes a new container
 * @param state how far the post was, if there is one
 */
export function containerError(
  call: string,
  { code, status = 'not readable', waited = 0, ...about }: ContainerFailure,
  startsOver: boolean,
  state?: State,
): ContainerError {
  const { containerId, errorMessage = '', mediaIndex } = about;
  const subject = `container ${containerId}${mediaIndex === undefined ? '' : ` of media[${mediaIndex}]`}`;
  const make = (says: string, remedy: string, retryable: 'never' | 'later' | 'now'): ContainerError => {
    const message = `${call}: ${says}.${state ? ' Nothing was published.' : ''}`;
    return new ContainerError(code, message, { ...about, state, remedy, retryable });
  };
  switch (code) {
    case 'CONTAINER_FAILED': {
      const known = remedies();
      const remedy = Object.hasOwn(known, errorMessage) ? known[errorMessage] : undefined;
      const mayPass = startsOver && (remedy === undefined || errorMessage === 'FAILED_DOWNLOADING_VIDEO');
      const says = `Meta could not process ${subject}: ${errorMessage}`;
      return make(says, remedy ?? unknownRemedy, mayPass ? 'later' : 'never');
    }
    case 'CONTAINER_EXPIRED': {
      const remedy = 'Publish the post again; that makes a new container.';
      return make(
        `${subject} was not published within ${containerSeconds / 3600} hours and expired`,
        remedy,
        startsOver ? 'now' : 'never',
      );
    }
    case 'CONTAINER_TIMED_OUT': {
      const remedy = `Try again later, or wait longer: large videos take minutes. The container lives for ${containerSeconds / 3600} hours.`;
      return make(
        `${subject} was not ready after ${waited / 1000} s, last status ${status}`,
        remedy,
        'later',
      );
    }
  }
}

const unknownRemedy =
  'Meta gives no reason. Check that anybody can download the file at its URL and that it keeps to the specifications.';

/** By Meta's own words, misspelling included. A function, so that importing the package builds nothing. */
function remedies(): Readonly<Record<string, string>> {
  const channels = `${minAudioChannels} or ${maxAudioChannels} channels`;
  return {
    FAILED_DOWNLOADING_VIDEO:
      'Check that anybody can download the video at its URL, without a login or a check for robots.',
    FAILED_PROCESSING_AUDIO: `Encode the audio as AAC with at most ${maxAudioSamplesPerSecond / 1000} kHz, ${channels} and ${audioBitsPerSecond / 1000} kbps.`,
    FAILED_PROCESSING_VIDEO:
      'Encode the video as H.264 or HEVC, progressive, 4:2:0, closed GOP, as MP4 or MOV with the moov atom first, without edit lists.',
    INVALID_ASPEC_RATIO: `Crop or pad the video to an aspect ratio between ${minVideoAspectRatio}:1 and ${maxVideoAspectRatio}:1, at best 9:16.`,
    INVALID_BIT_RATE: `Encode the video with at most ${maxVideoBitsPerSecond / 1e6} Mbps.`,
    INVALID_DURATION: `Cut the video to at most ${maxVideoSeconds} seconds; it must not be empty.`,
    INVALID_FRAME_RATE: `Encode the video with ${minVideoFramesPerSecond} to ${maxVideoFramesPerSecond} frames per second.`,
    INVALID_AUDIO_CHANNELS: `Encode the audio with ${channels}.`,
    INVALID_AUDIO_CHANNEL_LAYOUT: 'Encode the audio as mono or stereo.',
  } satisfies Readonly<Record<Exclude<ContainerErrorMessage, 'UNKNOWN'>, string>>;
}
