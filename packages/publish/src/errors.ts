import {
  AbortError,
  type AnyThreadsError,
  ApiError,
  ContainerError,
  type ContainerErrorCode,
  isThreadsError,
  PublishError,
  type PublishErrorCode,
  type ThreadsError,
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
import { mediaOf } from './container-parameters.ts';
import type { Post } from './post.ts';
import { isId, isSent, type State, type StateAt } from './state.ts';
import type { ContainerStatus } from './steps/container-status.ts';

/** Ends publishing. {@link errorAtEnd} makes of it the error that the caller gets. */
export class Stop extends Error {
  readonly what: PublishErrorCode | ContainerFailure;
  /** Whether it would end in the same way again. */
  readonly isLasting: boolean;

  constructor(what: PublishErrorCode, message: string, cause?: unknown, isLasting?: boolean);
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
  /** Whether `state` is what the journal has, if there is one, and nobody else is at work on it. */
  readonly journal: 'agrees' | 'was not read' | 'was not written' | 'is ahead';
  /** How to find out what became of it, and how to go on from where it is. */
  readonly again?: string;
  readonly goOn?: string;
  /** Whether an earlier call made the container, and this one has not seen its status. */
  readonly isUnseen?: boolean;
}

/** The error that the caller gets: with how far the post is, whether it may be live, and what may be done again. */
export function errorAtEnd(error: unknown, end: End): unknown {
  if (isThreadsError(error) && error.name === 'InvalidInputError') return error;
  const { call, journal, state, signal } = end;
  const outcome = outcomeAt(end);
  const [carriedOut, says, remedy] = outcome;
  const mayRepeat = isNotLive(carriedOut) || end.looksFirst;
  // Going on from a state that the journal does not have could post a second time.
  const details = { ...(journal === 'agrees' && { state }), carriedOut, remedy };

  if (error instanceof Stop) {
    const { what } = error;
    if (typeof what === 'object') return containerError(call, what, end.startsOver, { ...details, says });
    const { code, remedy: first } = Object(error.cause);
    const remedies: Partial<Record<PublishErrorCode, string>> = {
      // Looking will fail as well until that is done.
      ...(/^(TOKEN|GRANT|CRED)/.test(code) && { OUTCOME_UNKNOWN: `${first} ${remedy}` }),
      JOURNAL_FAILED: `Look at what is behind the journal. ${remedy}`,
      IDEMPOTENCY_KEY_REUSED: 'Give each post a key of its own.',
    };
    return new PublishError(what, `${call}: ${error.message} ${says}`, {
      ...details,
      remedy: remedies[what] ?? remedy,
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
type Outcome = readonly [carriedOut: ThreadsError['carriedOut'], says: string, remedy: string];

function isNotLive(carriedOut: Outcome[0]): boolean {
  return carriedOut === 'no' || carriedOut === 'unsent';
}

function outcomeAt({
  again = 'Call again with the same idempotencyKey.',
  goOn = 'go on with `resumePublish` and error.state or the same idempotencyKey',
  isUnseen = false,
  state,
  journal,
}: End): Outcome {
  if (journal === 'was not read')
    return ['maybe', 'Whether the post is live only the journal could tell.', again];
  const look = `Look at the profile before publishing anew, or ${goOn}.`;
  const { step } = state;
  if (step === 'find-post') {
    const remedy = `Do not publish it again. Look at the profile, or ${goOn}.`;
    return ['yes', 'The post is live, but its id is not known.', remedy];
  }
  if (step === 'done') return ['yes', 'The post is live.', 'Do not publish it again.'];
  if (journal === 'is ahead') return ['maybe', 'Another process went on with the post.', again];
  if (isSent(step)) return ['maybe', 'It is not known whether the post went out.', look];
  // A request without an answer may have its effect later than it was looked for.
  const isOpen = step === 'publish' && state.unclearAttempts > (isAnswer(state.lastError) ? 1 : 0);
  if (isOpen) return ['maybe', 'It was tried, and is not live so far.', look];
  if (isUnseen) return ['maybe', 'Its container could not be read.', look];
  const rest = `What was made vanishes within ${lifetime()}.`;
  const wasSent = 'wasSent' in state;
  return [wasSent ? 'no' : 'unsent', 'Nothing was published.', `Publish again, or ${goOn}. ${rest}`];
}

/** The same error, with what is known of the post: of one request that failed, it says whether that one was carried out. */
function restated(error: AnyThreadsError, carriedOut: Outcome[0], mayRepeat: boolean): unknown {
  // The request must not be repeated blindly; the whole call may be.
  const isTemporary = error.retryable === 'later' || /^(SERVER_FAILED|BLOCKED)$/.test(error.code);
  const retryable = !mayRepeat ? 'never' : isTemporary ? 'later' : error.retryable;
  const look = isNotLive(carriedOut) ? '' : 'Look at the profile first: it may be live. ';
  return changed(error, { carriedOut, retryable, remedy: look + error.remedy });
}

/** The same error with other members. */
function changed(error: AnyThreadsError, changes: object, message = error.message): unknown {
  const details = Object.assign({}, error, { cause: error.cause }, changes);
  return Reflect.construct(error.constructor, [error.code, message, details]);
}

/** Whether an error is an answer by which Threads declined, not a failure on the way or of the server. */
export function isAnswer(error: LastError): boolean {
  return error?.name === 'ApiError' && error.code !== 'SERVER_FAILED';
}

/** Whether an error is an answer that came instead of what was asked for. */
export function isRefusal(error: LastError): boolean {
  return error?.carriedOut === 'no';
}

/** The error that a state keeps, if it does. */
type LastError = StateAt<'confirm'>['lastError'];

/** An error as plain JSON, to be kept in a state for whoever goes on with it. */
export function keptError(error: unknown): Pick<StateAt<'confirm'>, 'lastError'> {
  if (!isThreadsError(error)) return {};
  return { lastError: Object.assign({}, error, { retryAt: error.retryAt?.toJSON() }) };
}

/** The error that was kept, `undefined` if it was none of the API and of the way to it. */
export function restoredError(lastError: LastError): ApiError | TransportError | undefined {
  const { name, code, message, retryAt, ...details } = lastError ?? {};
  const Class = name === 'ApiError' ? ApiError : name === 'TransportError' ? TransportError : undefined;
  return (
    Class && Reflect.construct(Class, [code, message, { ...details, retryAt: retryAt && new Date(retryAt) }])
  );
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
  /** Why the last look failed, if it did. */
  readonly cause?: unknown;
}

/** An error about a file, which says which one, by its place and its address without the query, which may be a secret. */
export function mediaError(error: unknown, post: Post, mediaIndex: number): unknown {
  const { image, video = image } = mediaOf(post)[mediaIndex] ?? {};
  // What is refused for other reasons is not about the file.
  if (video === undefined || !isThreadsError(error) || !/^(MEDIA_D|REQ|UNK)/.test(error.code)) return error;
  const file = `media[${mediaIndex}], ${String(Object(video).stored ?? video).replace(/[?#].*/s, '')}`;
  return changed(error, { mediaIndex }, `${error.message} About ${file}.`);
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
 * @param about what is known of the post, if there is one
 */
export function containerError(
  call: string,
  { cause, code, status = 'not readable', waited = 0, ...about }: ContainerFailure,
  startsOver: boolean,
  post: {
    readonly state?: State;
    readonly carriedOut?: Outcome[0];
    readonly says?: string;
  } = {},
): ContainerError {
  const { containerId, errorMessage = '', mediaIndex } = about;
  const subject = `container ${containerId}${mediaIndex === undefined ? '' : ` of media[${mediaIndex}]`}`;
  const make = (says: string, remedy: string, retryable: 'never' | 'later' | 'now'): ContainerError => {
    const message = `${call}: ${says}.${post.says === undefined ? '' : ` ${post.says}`}`;
    const { state, carriedOut = 'no' } = post;
    return new ContainerError(code, message, { ...about, cause, state, carriedOut, remedy, retryable });
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
      const why = cause ? 'See its cause' : 'Large videos take minutes';
      const remedy = `Try again later. ${why}. It lives for ${lifetime()}.`;
      return make(says, remedy, 'later');
    }
  }
}

/** Of a container. */
function lifetime(): string {
  return `${containerSeconds / 3600} hours`;
}

const unknownRemedy = 'Meta gives no reason. Check that its URL serves the file. Keep to its limits.';

/** By Meta's own words, misspelling included. A function, so that importing the package builds nothing. */
function remedies(): Readonly<Record<string, string>> {
  const channels = `${minAudioChannels} or ${maxAudioChannels} channels`;
  return {
    FAILED_DOWNLOADING_VIDEO: 'Check that its URL serves the file, without a login or check for robots.',
    FAILED_PROCESSING_AUDIO: `Encode the audio as AAC with at most ${maxAudioSamplesPerSecond / 1000} kHz, ${channels}, ${audioBitsPerSecond / 1000} kbps.`,
    FAILED_PROCESSING_VIDEO:
      'Encode the video as H.264 or HEVC, progressive, 4:2:0, closed GOP, MP4 or MOV, moov atom first, no edit lists.',
    INVALID_ASPEC_RATIO: `Crop or pad it; a video to ${minVideoAspectRatio}:1 to ${maxVideoAspectRatio}:1, at best 9:16.`,
    INVALID_BIT_RATE: `Encode the video with at most ${maxVideoBitsPerSecond / 1e6} Mbps.`,
    INVALID_DURATION: `Cut the video to at most ${maxVideoSeconds} seconds; it must not be empty.`,
    INVALID_FRAME_RATE: `Encode the video with ${minVideoFramesPerSecond} to ${maxVideoFramesPerSecond} frames per second.`,
    INVALID_AUDIO_CHANNELS: `Encode the audio with ${channels}.`,
    INVALID_AUDIO_CHANNEL_LAYOUT: 'Encode the audio as mono or stereo.',
  } satisfies Readonly<Record<Exclude<ContainerErrorMessage, 'UNKNOWN'>, string>>;
}
