import {
  AbortError,
  type AnyThreadsError,
  ApiError,
  ContainerError,
  type ContainerErrorCode,
  isThreadsError,
  PublishError,
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
import { isId, isSent, type State, type StateAt } from './state.ts';
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
  const [carriedOut, says, remedy] = outcomeAt(end);
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
    return errorAtEnd(new Stop('OUTCOME_UNKNOWN', 'looking for it failed.', error), end);
  }
  return isThreadsError(error) ? restated(error, carriedOut, mayRepeat) : error;
}

/** What is known of the post, and what to do. */
type Outcome = readonly [carriedOut: 'no' | 'maybe' | 'yes', says: string, remedy: string];

function outcomeAt({ state, journal }: End): Outcome {
  const sameKey = 'Call again with the same idempotencyKey.';
  // Of a state that was handed in as sent, the post may be live, whatever this call did.
  if (journal === 'was not read' && !isSent(state.step)) return ['no', 'This call sent nothing.', sameKey];
  if (journal === 'is ahead') return ['maybe', 'Another process went on with the post.', sameKey];
  const goOn = 'go on with `resumePublish` and error.state';
  const look = `Look at the profile before publishing anew, or ${goOn} or the same idempotencyKey.`;
  const { step } = state;
  if (step === 'find-post') {
    const remedy = `Do not publish it again; look for it on the profile, or ${goOn}.`;
    return ['yes', 'The post is live, but its id is not known.', remedy];
  }
  if (step === 'done') return ['yes', 'The post is live.', 'Do not publish it again.'];
  if (isSent(step)) return ['maybe', 'It is not known whether the post went out.', look];
  // A request without an answer may have its effect later than it was looked for.
  const isOpen = step === 'publish' && state.unclearAttempts > (isAnswer(state.lastError) ? 1 : 0);
  if (isOpen) return ['maybe', 'It was tried, and is not live so far.', look];
  const rest = `What was made is invisible and vanishes within ${lifetime()}.`;
  return ['no', 'Nothing was published.', `Publish again, or ${goOn}. ${rest}`];
}

/** The same error, with what is known of the post: of one request that failed, it says whether that one was carried out. */
function restated(error: AnyThreadsError, carriedOut: Outcome[0], mayRepeat: boolean): unknown {
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

/** Whether an error is an answer by which Threads declined, not a failure on the way or of the server. */
export function isAnswer(error: LastError): boolean {
  return error?.name === 'ApiError' && error.code !== 'SERVER_FAILED';
}

/** The error that a state keeps, if it does. */
type LastError = StateAt<'confirm'>['lastError'];

/** An error as plain JSON, to be kept in a state for whoever goes on with it. */
export function keptError(error: unknown): Pick<StateAt<'confirm'>, 'lastError'> {
  if (!isThreadsError(error)) return {};
  const { retryAt: _, ...members } = error;
  return { lastError: { ...members, message: error.message } };
}

/** The error that was kept, `undefined` if it was none of the API and of the way to it. */
export function restoredError(lastError: LastError): ApiError | TransportError | undefined {
  const { name, code, message, ...details } = lastError ?? {};
  const Class = name === 'ApiError' ? ApiError : name === 'TransportError' ? TransportError : undefined;
  return Class && Reflect.construct(Class, [code, message, details]);
}

/** The id in an answer. What is none must not get into a state: nobody knows what it is. */
export function idOf({ id }: { readonly id: string }, operation: string, path: string): string {
  if (isId(id)) return id;
  const reason = 'the answer has no id of digits';
  throw new TransportError('RESPONSE_INVALID', `${operation}: ${reason}.`, {
    operation,
    method: 'POST',
    path,
    attempts: 1,
    reason,
    remedy: 'Look for a proxy or a newer SDK.',
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
      const says = `${subject} expired, not published within ${lifetime()}`;
      const remedy = 'Publish again; that makes a new container.';
      return make(says, remedy, startsOver ? 'now' : 'never');
    }
    case 'CONTAINER_TIMED_OUT': {
      const says = `${subject} was not ready after ${waited / 1000} s, last status ${status}`;
      const remedy = `Try again later, or wait longer: large videos take minutes. The container lives for ${lifetime()}.`;
      return make(says, remedy, 'later');
    }
  }
}

/** Of a container. */
function lifetime(): string {
  return `${containerSeconds / 3600} hours`;
}

const unknownRemedy = 'Meta gives no reason. Make the media URL public; keep to the specifications.';

/** By Meta's own words, misspelling included. A function, so that importing the package builds nothing. */
function remedies(): Readonly<Record<string, string>> {
  const channels = `${minAudioChannels} or ${maxAudioChannels} channels`;
  return {
    FAILED_DOWNLOADING_VIDEO: 'Make the media URL public, without a login or a check for robots.',
    FAILED_PROCESSING_AUDIO: `Encode the audio as AAC with at most ${maxAudioSamplesPerSecond / 1000} kHz, ${channels}, ${audioBitsPerSecond / 1000} kbps.`,
    FAILED_PROCESSING_VIDEO:
      'Encode the video as H.264 or HEVC, progressive, 4:2:0, closed GOP, MP4 or MOV, moov atom first, no edit lists.',
    INVALID_ASPEC_RATIO: `Crop or pad the video to an aspect ratio of ${minVideoAspectRatio}:1 to ${maxVideoAspectRatio}:1, at best 9:16.`,
    INVALID_BIT_RATE: `Encode the video with at most ${maxVideoBitsPerSecond / 1e6} Mbps.`,
    INVALID_DURATION: `Cut the video to at most ${maxVideoSeconds} seconds; it must not be empty.`,
    INVALID_FRAME_RATE: `Encode the video with ${minVideoFramesPerSecond} to ${maxVideoFramesPerSecond} frames per second.`,
    INVALID_AUDIO_CHANNELS: `Encode the audio with ${channels}.`,
    INVALID_AUDIO_CHANNEL_LAYOUT: 'Encode the audio as mono or stereo.',
  } satisfies Readonly<Record<Exclude<ContainerErrorMessage, 'UNKNOWN'>, string>>;
}
