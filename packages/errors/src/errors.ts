/**
 * What every error of this SDK says beside its code and message.
 *
 * @category Errors
 */
export interface ThreadsErrorDetails {
  /** What to do next, in one or two sentences. */
  readonly remedy: string;
  /** Whether the same call may be made again. Default `'never'`. */
  readonly retryable?: 'never' | 'later' | 'now' | undefined;
  /** The earliest time at which it may be made again, where it is known. */
  readonly retryAt?: Date | undefined;
  /** Whether the call had its effect although it failed. Default `'unsent'`. */
  readonly carriedOut?: 'unsent' | 'no' | 'maybe' | 'yes' | undefined;
  /** The error behind this one. It must lead to no secret. */
  readonly cause?: unknown;
}

/**
 * The base class of every error that this SDK throws on purpose. It holds plain data only: no request, no response, no
 * secret. Each code belongs to one subclass, see `AnyThreadsError`.
 *
 * @example
 * ```ts
 * import { isThreadsError } from '@threads-sdk/errors';
 *
 * // Decides what a queue does with a job that failed.
 * export function nextTry(error: unknown): Date | 'give up' {
 *   if (!isThreadsError(error) || error.retryable === 'never') return 'give up';
 *   return error.retryAt ?? new Date(Date.now() + (error.retryable === 'now' ? 0 : 60_000));
 * }
 * ```
 *
 * @category Errors
 */
export abstract class ThreadsError<
  Code extends string = ThreadsErrorCode,
  Details extends object = object,
> extends Error {
  /** What went wrong; a `switch` over it narrows to the class and its members. */
  declare readonly code: Code;

  /** What to do next, in one or two sentences. */
  declare readonly remedy: string;

  /**
   * Whether the same call may be made again. `'never'`: it would fail in the same way, or act twice. `'later'`: after a
   * pause, see `retryAt`. `'now'`: at once.
   */
  readonly retryable: 'never' | 'later' | 'now' = 'never';

  /** The earliest time at which the call may be made again, where it is known. */
  declare readonly retryAt?: Date;

  /**
   * Whether the call had its effect although it failed, by what is known. `'unsent'`: the request that has the effect was not
   * sent. `'no'`: it was tried, and certainly had none. `'maybe'`: nobody can tell, so look before you repeat it. `'yes'`: it
   * had its effect. Of a post, the effect is that it is live.
   */
  readonly carriedOut: 'unsent' | 'no' | 'maybe' | 'yes' = 'unsent';

  /**
   * @param code what went wrong
   * @param message what failed and on which call; must hold no secret
   * @param details what to do next, and what else is known; must hold no secret. Members that are undefined are left out
   */
  constructor(code: Code, message: string, details: ThreadsErrorDetails & Details) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    Object.defineProperties(this, {
      message: { enumerable: true }, // so that JSON has it
      // A registered symbol is the same in every copy of this module and in every realm. Not enumerable: not printed.
      [Symbol.for('@threads-sdk/error')]: { value: true },
    });
    for (const [name, value] of Object.entries({ ...details, code, message, cause: undefined })) {
      if (value !== undefined) Object.assign(this, { [name]: value });
    }
  }
}

/**
 * Every error of this SDK. Each `code` belongs to one class, so that a `switch` over `error.code` narrows to what that
 * class holds, and can be checked for completeness.
 *
 * @example
 * ```ts
 * import type { AnyThreadsError } from '@threads-sdk/errors';
 *
 * export function describe(error: AnyThreadsError): string {
 *   switch (error.code) {
 *     case 'RATE_LIMITED':
 *       return `Wait until ${error.retryAt?.toISOString() ?? 'the limit resets'}.`;
 *     case 'INVALID_INPUT':
 *       return error.issues.map(({ path, message }) => `${path} ${message}`).join(', ');
 *     case 'OUTCOME_UNKNOWN':
 *       return `Nobody can tell whether it is live; it was at ${error.state?.step}.`;
 *     default:
 *       return error.remedy;
 *   }
 * }
 * ```
 *
 * @category Errors
 */
export type AnyThreadsError =
  | AbortError
  | ApiError
  | AuthorizationError
  | ContainerError
  | CredentialsError
  | InvalidInputError
  | PublishChainError
  | PublishError
  | SchedulerError
  | StorageError
  | TransportError
  | WebhookError;

/**
 * The code of every error of this SDK, as a closed union.
 *
 * @example
 * ```ts
 * import { isThreadsError, type ThreadsErrorCode } from '@threads-sdk/errors';
 *
 * const loginAgain: readonly ThreadsErrorCode[] = ['CREDENTIALS_EXPIRED', 'TOKEN_INVALID', 'GRANT_MISSING'];
 *
 * export function needsLogin(error: unknown): boolean {
 *   return isThreadsError(error) && loginAgain.includes(error.code);
 * }
 * ```
 *
 * @category Errors
 */
export type ThreadsErrorCode = AnyThreadsError['code'];

/**
 * Tells whether a caught value is an error of this SDK. Unlike `instanceof`, it also recognises errors of another copy
 * of the package and of another realm (a frame, a `node:vm` context). `error.code` and `error.name` narrow further.
 *
 * @param value anything, usually what a `catch` received
 * @returns whether the value is an error of this SDK
 *
 * @example
 * ```ts
 * import { isThreadsError } from '@threads-sdk/errors';
 *
 * try {
 *   throw new Error('not ours');
 * } catch (error) {
 *   if (isThreadsError(error) && error.name === 'ApiError') console.log(error.status, error.remedy);
 *   else throw error;
 * }
 * ```
 *
 * @category Errors
 */
export function isThreadsError(value: unknown): value is AnyThreadsError {
  return typeof value === 'object' && value !== null && Symbol.for('@threads-sdk/error') in value;
}

/**
 * One fault of an input.
 *
 * @category Errors
 */
export interface InputIssue {
  /** Where: `'media[2].altText'`, or `''` for the input as a whole. */
  readonly path: string;

  /** What is wrong there. Never contains a value that may be secret. */
  readonly message: string;
}

/**
 * An input was refused before anything was sent. The message names the call and every fault.
 *
 * @example
 * ```ts
 * import { InvalidInputError } from '@threads-sdk/errors';
 *
 * const error = new InvalidInputError('listThreads', [{ path: 'limit', message: 'must be at most 100' }]);
 * console.log(error.message); // listThreads: invalid input. limit: must be at most 100
 * ```
 *
 * @category Errors
 */
export class InvalidInputError extends ThreadsError<'INVALID_INPUT'> {
  override readonly name = 'InvalidInputError' as const;

  /** The function that refused its input, e.g. `'listThreads'`. */
  declare readonly call: string;

  /** Every fault that was found, never empty. */
  declare readonly issues: readonly InputIssue[];

  /**
   * @param call the name of the function that refuses its input
   * @param issues every fault, at least one; no message may contain a secret
   * @param details `remedy`: what to do next, if there is more to say than to correct the input
   */
  constructor(
    call: string,
    issues: readonly InputIssue[],
    { remedy = 'Correct what the message names. Nothing was sent.' }: { readonly remedy?: string } = {},
  ) {
    const faults = issues.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
    super('INVALID_INPUT', `${call}: invalid input. ${faults.join('; ')}`, { remedy });
    Object.assign(this, { call, issues });
  }
}

/**
 * The caller's signal ended a call. Its `name` is `'AbortError'`, as with `fetch`, and its `cause` is the `reason` that
 * the caller gave to the signal.
 *
 * @example
 * ```ts
 * export function wasAborted(error: unknown): boolean {
 *   return error instanceof Error && error.name === 'AbortError';
 * }
 * ```
 *
 * @category Errors
 */
export class AbortError extends ThreadsError<
  'ABORTED',
  { readonly call: string; readonly state?: PublishState | undefined }
> {
  override readonly name = 'AbortError' as const;

  /** The function or operation that was ended, e.g. `'publish'`. */
  declare readonly call: string;

  /** How far the post was, where one was being published: for `resumePublish`. */
  declare readonly state?: PublishState;
}

/**
 * The codes of a {@link CredentialsError}:
 *
 * - `CREDENTIALS_EXPIRED`: they are out of date, and nothing was sent
 * - `CREDENTIALS_MISSING`: nothing is stored under the key
 * - `TOKEN_TOO_YOUNG`: a token cannot be refreshed in its first 24 hours; nothing was sent
 * - `SEAL_INVALID`: a sealed text was changed, cut, or sealed with another key
 * - `STORE_FAILED`: the database or server behind a store failed
 * - `STORED_CREDENTIALS_INVALID`: an entry of a store cannot be read
 *
 * @category Errors
 */
export type CredentialsErrorCode =
  | 'CREDENTIALS_EXPIRED'
  | 'CREDENTIALS_MISSING'
  | 'TOKEN_TOO_YOUNG'
  | 'SEAL_INVALID'
  | 'STORE_FAILED'
  | 'STORED_CREDENTIALS_INVALID';

/**
 * Credentials cannot be used, or cannot be kept.
 *
 * @example
 * ```ts
 * import { isThreadsError } from '@threads-sdk/errors';
 *
 * export function mustLogInAgain(error: unknown): boolean {
 *   return isThreadsError(error) && (error.code === 'CREDENTIALS_EXPIRED' || error.code === 'CREDENTIALS_MISSING');
 * }
 * ```
 *
 * @category Errors
 */
export class CredentialsError extends ThreadsError<CredentialsErrorCode> {
  override readonly name = 'CredentialsError' as const;
}

/**
 * The codes of an {@link AuthorizationError}:
 *
 * - `AUTHORIZATION_DENIED`: the user did not grant the permissions
 * - `AUTHORIZATION_STATE_MISMATCH`: the callback is forged, or belongs to an older login
 * - `AUTHORIZATION_CALLBACK_INVALID`: the address is not a callback of Threads
 * - `AUTHORIZATION_FAILED`: Threads reported another error
 * - `CODE_REJECTED`: Threads did not accept the authorization code
 *
 * @category Errors
 */
export type AuthorizationErrorCode =
  | 'AUTHORIZATION_DENIED'
  | 'AUTHORIZATION_STATE_MISMATCH'
  | 'AUTHORIZATION_CALLBACK_INVALID'
  | 'AUTHORIZATION_FAILED'
  | 'CODE_REJECTED';

/**
 * A login did not end with credentials.
 *
 * @example
 * ```ts
 * import { isThreadsError } from '@threads-sdk/errors';
 *
 * export function saidNo(error: unknown): boolean {
 *   return isThreadsError(error) && error.code === 'AUTHORIZATION_DENIED';
 * }
 * ```
 *
 * @category Errors
 */
export class AuthorizationError extends ThreadsError<AuthorizationErrorCode> {
  override readonly name = 'AuthorizationError' as const;
}

/**
 * The codes of an {@link ApiError}: the SDK's reading of Meta's `code` and `error_subcode`.
 *
 * @see https://developers.facebook.com/docs/graph-api/guides/error-handling
 * @category Errors
 */
export type ApiErrorCode =
  | 'TOKEN_INVALID'
  | 'TOKEN_ALREADY_LONG_LIVED'
  | 'GRANT_MISSING'
  | 'PERMISSION_MISSING'
  | 'RATE_LIMITED'
  | 'BLOCKED'
  | 'OBJECT_NOT_FOUND'
  | 'MEDIA_NOT_FOUND'
  | 'MEDIA_DOWNLOAD_FAILED'
  | 'LINK_REJECTED'
  | 'CAROUSEL_CHILDREN_INVALID'
  | 'DUPLICATE_POST'
  | 'REQUEST_REJECTED'
  | 'SERVER_FAILED'
  | 'UNKNOWN_API_ERROR';

/**
 * How much of the app's rate limit is used up, in percent: the `X-App-Usage` header, with the names that Meta gave its
 * members. Whether Threads sends it on every answer is not documented.
 *
 * @see https://developers.facebook.com/docs/graph-api/overview/rate-limiting
 * @category Errors
 */
export interface AppUsage {
  readonly call_count?: number;
  readonly total_time?: number;
  readonly total_cputime?: number;
}

/**
 * What an {@link ApiError} says beside its code, message and remedy. All of it is free of secrets.
 *
 * @category Errors
 */
export interface ApiErrorDetails {
  /** The operation's id, such as `publishContainer`. */
  readonly operation: string;
  readonly method: string;
  /** The path template, such as `/{user_id}/threads_publish`. */
  readonly path: string;
  /** HTTP status; absent if nothing was sent. It says little: a missing permission comes with 500. */
  readonly status?: number | undefined;
  /** How often the call was sent. */
  readonly attempts: number;
  /** Permissions that the operation needs. */
  readonly scopes: readonly string[];
  /** Graph `code`. */
  readonly apiCode?: number | undefined;
  /** Graph `error_subcode`. */
  readonly apiSubcode?: number | undefined;
  /** Graph `type`, such as `OAuthException` or `THApiException`; the `error` of an OAuth answer. */
  readonly apiType?: string | undefined;
  /** Graph `fbtrace_id`, which Meta's support asks for. */
  readonly traceId?: string | undefined;
  /** How much of the app's rate limit is used, where the answer said so. */
  readonly usage?: AppUsage | undefined;
  /** While a post is published: which of its media it is about, counted from 0. */
  readonly mediaIndex?: number | undefined;
}

/**
 * The Threads API answered with an error, or would have: a call whose permission is known to be missing is not sent.
 *
 * @example
 * ```ts
 * import { isThreadsError } from '@threads-sdk/errors';
 *
 * export function whenToTryAgain(error: unknown): Date | undefined {
 *   return isThreadsError(error) && error.code === 'RATE_LIMITED' ? error.retryAt : undefined;
 * }
 * ```
 * @see https://developers.facebook.com/docs/graph-api/guides/error-handling
 * @category Errors
 */
export class ApiError extends ThreadsError<ApiErrorCode, ApiErrorDetails> {
  override readonly name = 'ApiError' as const;
  declare readonly operation: string;
  declare readonly method: string;
  declare readonly path: string;
  declare readonly status?: number;
  declare readonly attempts: number;
  declare readonly scopes: readonly string[];
  declare readonly apiCode?: number;
  declare readonly apiSubcode?: number;
  declare readonly apiType?: string;
  declare readonly traceId?: string;
  declare readonly usage?: AppUsage;
  declare readonly mediaIndex?: number;
}

/**
 * The codes of a {@link TransportError}:
 *
 * - `NETWORK_FAILED`: the connection failed
 * - `TIMED_OUT`: no complete answer came in time
 * - `REDIRECT_REFUSED`: the answer was a redirect, which is never followed
 * - `RESPONSE_TOO_LARGE`: the answer was larger than 8 MiB
 * - `RESPONSE_INVALID`: the answer was not what the API documents
 * - `PAGINATION_LOOP`: another page was announced and has no new cursor
 *
 * @category Errors
 */
export type TransportErrorCode =
  | 'NETWORK_FAILED'
  | 'TIMED_OUT'
  | 'REDIRECT_REFUSED'
  | 'RESPONSE_TOO_LARGE'
  | 'RESPONSE_INVALID'
  | 'PAGINATION_LOOP';

/**
 * What a {@link TransportError} says beside its code, message and remedy. All of it is free of secrets.
 *
 * @category Errors
 */
export interface TransportErrorDetails {
  /** The operation's id, such as `publishContainer`. */
  readonly operation: string;
  readonly method: string;
  /** The path template, such as `/{user_id}/threads_publish`. */
  readonly path: string;
  /** How often the call was sent. */
  readonly attempts: number;
  /** What happened, such as `ECONNRESET` or `not JSON`. */
  readonly reason: string;
  /** HTTP status, where an answer began to arrive. */
  readonly status?: number | undefined;
}

/**
 * No usable answer came back. For a call that must not be made twice, `carriedOut` tells what to do: with `'no'` it was
 * certainly not carried out, with `'maybe'` look whether it was before you make it again. After a network failure,
 * `cause` is a copy of the runtime's error without secrets.
 *
 * @example
 * ```ts
 * import { isThreadsError } from '@threads-sdk/errors';
 *
 * export function isTimeout(error: unknown): boolean {
 *   return isThreadsError(error) && error.code === 'TIMED_OUT';
 * }
 * ```
 *
 * @category Errors
 */
export class TransportError extends ThreadsError<TransportErrorCode, TransportErrorDetails> {
  override readonly name = 'TransportError' as const;
  declare readonly operation: string;
  declare readonly method: string;
  declare readonly path: string;
  declare readonly attempts: number;
  declare readonly reason: string;
  declare readonly status?: number;
}

/**
 * The codes of a {@link ContainerError}:
 *
 * - `CONTAINER_FAILED`: Meta could not process the media
 * - `CONTAINER_EXPIRED`: the container was not published within 24 hours
 * - `CONTAINER_TIMED_OUT`: Meta had not processed the media by the deadline
 *
 * @category Errors
 */
export type ContainerErrorCode = 'CONTAINER_FAILED' | 'CONTAINER_EXPIRED' | 'CONTAINER_TIMED_OUT';

/**
 * What a {@link ContainerError} says beside its code, message and remedy.
 *
 * @category Errors
 */
export interface ContainerErrorDetails {
  /** The container that cannot be published. */
  readonly containerId: string;
  /** How far the post was; absent where only a container was waited for. */
  readonly state?: PublishState | undefined;
  /** Meta's word for why a container failed. */
  readonly errorMessage?: string | undefined;
  /** Which of the post's media it is about, counted from 0. */
  readonly mediaIndex?: number | undefined;
}

/**
 * A container cannot be published: nothing was.
 *
 * @example
 * ```ts
 * import { isThreadsError } from '@threads-sdk/errors';
 *
 * export function whatMetaSays(error: unknown): string | undefined {
 *   return isThreadsError(error) && error.code === 'CONTAINER_FAILED' ? error.errorMessage : undefined;
 * }
 * ```
 *
 * @category Errors
 */
export class ContainerError extends ThreadsError<ContainerErrorCode, ContainerErrorDetails> {
  override readonly name = 'ContainerError' as const;

  /** The container that cannot be published. */
  declare readonly containerId: string;

  /** How far the post was, for `resumePublish`; absent where only a container was waited for. */
  declare readonly state?: PublishState;

  /** With `CONTAINER_FAILED`: Meta's word for the reason, e.g. `'FAILED_DOWNLOADING_VIDEO'`. */
  declare readonly errorMessage?: string;

  /** Which of a carousel's media it is about, counted from 0. */
  declare readonly mediaIndex?: number;
}

/**
 * The steps of publishing, in their order. A carousel takes all of the first six, other posts begin at
 * `create-container`:
 *
 * - `create-children`, `wait-for-children`: one container for each of a carousel's media, processed by Meta
 * - `create-container`, `wait-for-container`: the container of the post itself
 * - `publish`: the container is ready and nothing was sent that could have published it
 * - `confirm`: publishing was tried and whether it worked is not known yet
 * - `find-post`: the post is live and its id is not known yet
 * - `publish-at-once`: for a repost, and a text with `fast`: one request does it all, and it was not sent
 * - `confirm-at-once`: that request was sent and whether it worked is not known yet; it is never sent again
 * - `done`: the post is live
 *
 * @category Publishing
 */
export type PublishStep =
  | 'create-children'
  | 'wait-for-children'
  | 'create-container'
  | 'wait-for-container'
  | 'publish'
  | 'confirm'
  | 'find-post'
  | 'publish-at-once'
  | 'confirm-at-once'
  | 'done';

/**
 * How far a post is: plain JSON, fit for a log, a database or a queue. It has more members than these; keep it whole and
 * hand it back as it is, to `resumePublish` or `advancePublish` of `@threads-sdk/publish`.
 *
 * @category Publishing
 */
export type PublishState =
  | {
      /** What is to be done next. */
      readonly step: Exclude<PublishStep, 'done'>;
      /** What is published. */
      readonly post: object;
      /** Id of the container of the post, once it exists. */
      readonly containerId?: string;
      /** Before this time, in epoch milliseconds, the next step is not worth taking. */
      readonly due?: number;
    }
  | {
      readonly step: 'done';
      readonly post: object;
      readonly containerId?: string;
      readonly due?: number;
      /** Id of the live post. */
      readonly id: string;
    };

/**
 * A post that is live.
 *
 * @category Publishing
 */
export interface PublishedPost {
  /** Id of the live post, for `getThread`, replies and quotes. */
  readonly id: string;

  /** Id of the container that it was made from; reposts and texts with `fast` have none. */
  readonly containerId?: string;

  /** Whether the Instagram story worked, where one was asked for and Threads said so: `SUCCESS` or `FAILED`. */
  readonly crossreshareToIgStatus?: string;

  /** That the post is live could not be written to the journal. Another call with the key finds the post and posts nothing. */
  readonly journalError?: PublishError;

  /** That files could not be removed after the post went live, where that was asked for. They are still in the storage. */
  readonly storageError?: StorageError;
}

/**
 * The codes of a {@link PublishError}:
 *
 * - `IDEMPOTENCY_KEY_REUSED`: the key belongs to another post; `carriedOut` and `state` are about that one
 * - `OUTCOME_UNKNOWN`: publishing was tried and nobody can tell whether it worked (`carriedOut` is `'maybe'`), or the
 *   post is live and its id is not known (`'yes'`)
 * - `JOURNAL_FAILED`: the journal could not be read or written; `carriedOut` tells what is known of the post
 *
 * @category Errors
 */
export type PublishErrorCode = 'IDEMPOTENCY_KEY_REUSED' | 'JOURNAL_FAILED' | 'OUTCOME_UNKNOWN';

/**
 * Publishing stopped where the journal failed, or where nobody can tell what became of the post.
 *
 * @example
 * ```ts
 * import { isThreadsError } from '@threads-sdk/errors';
 *
 * export function report(error: unknown): string {
 *   if (!isThreadsError(error) || error.name !== 'PublishError') return String(error);
 *   return `${error.code} at ${error.state?.step ?? 'an unknown step'}: ${error.remedy}`;
 * }
 * ```
 *
 * @category Errors
 */
export class PublishError extends ThreadsError<
  PublishErrorCode,
  { readonly state?: PublishState | undefined }
> {
  override readonly name = 'PublishError' as const;

  /**
   * How far the post was, for `resumePublish`: plain JSON with the step and the container ids. Absent where the journal knows
   * more, so that going on from here could post a second time.
   */
  declare readonly state?: PublishState;
}

/**
 * A chain of posts stopped before its end. `cause` is the error of the post at which it stopped.
 *
 * @example
 * ```ts
 * import { isThreadsError } from '@threads-sdk/errors';
 *
 * export function report(error: unknown): string {
 *   if (!isThreadsError(error) || error.code !== 'CHAIN_STOPPED') return String(error);
 *   return `${error.published.length} posts are live, then ${error.cause.code}. ${error.remedy}`;
 * }
 * ```
 *
 * @category Errors
 */
export class PublishChainError extends ThreadsError<
  'CHAIN_STOPPED',
  { readonly cause: AnyThreadsError; readonly published: readonly PublishedPost[]; readonly index: number }
> {
  override readonly name = 'PublishChainError' as const;

  /** The error of the post at which the chain stopped. */
  declare readonly cause: AnyThreadsError;

  /** The posts that are live, in their order. */
  declare readonly published: readonly PublishedPost[];

  /** Which of the posts failed, counted from 0. */
  declare readonly index: number;
}

/**
 * The codes of a {@link SchedulerError}:
 *
 * - `POST_NOT_FOUND`: no post is scheduled under the key
 * - `POST_KEY_REUSED`: another post is scheduled under the key
 * - `POST_NOT_CHANGEABLE`: the post has got too far for what was asked
 * - `SCHEDULER_IN_USE`: another process has the folder open
 * - `DATABASE_FAILED`: the database cannot be reached, or failed
 *
 * @category Errors
 */
export type SchedulerErrorCode =
  | 'POST_NOT_FOUND'
  | 'POST_KEY_REUSED'
  | 'POST_NOT_CHANGEABLE'
  | 'SCHEDULER_IN_USE'
  | 'DATABASE_FAILED';

/**
 * The scheduler refused something, or its database failed.
 *
 * @example
 * ```ts
 * import { isThreadsError } from '@threads-sdk/errors';
 *
 * export function isTooLate(error: unknown): boolean {
 *   return isThreadsError(error) && error.code === 'POST_NOT_CHANGEABLE';
 * }
 * ```
 *
 * @category Errors
 */
export class SchedulerError extends ThreadsError<SchedulerErrorCode> {
  override readonly name = 'SchedulerError' as const;
}

/**
 * The codes of a {@link StorageError}:
 *
 * - `STORAGE_FAILED`: the storage cannot be reached, or failed
 * - `STORAGE_REFUSED`: the storage does not accept the access key, the secret, the session token, or grants too little
 * - `STORAGE_BUCKET_NOT_FOUND`: there is no such bucket at the endpoint
 * - `STORAGE_REGION_WRONG`: the bucket is in another region, or at another endpoint
 * - `STORAGE_CLOCK_OFF`: the clock of this machine differs from that of the storage by more than it accepts
 *
 * @category Errors
 */
export type StorageErrorCode =
  | 'STORAGE_FAILED'
  | 'STORAGE_REFUSED'
  | 'STORAGE_BUCKET_NOT_FOUND'
  | 'STORAGE_REGION_WRONG'
  | 'STORAGE_CLOCK_OFF';

/**
 * What a {@link StorageError} says beside its code, message and remedy. All of it is free of secrets and signatures.
 *
 * @category Errors
 */
export interface StorageErrorDetails {
  /** The bucket or folder, as the app names it. */
  readonly bucket: string;
  /** The key of the file that it is about, if it is about one. */
  readonly key?: string | undefined;
  /** What happened, such as `SignatureDoesNotMatch` or `ECONNREFUSED`. */
  readonly reason: string;
  /** HTTP status, where there was an answer. */
  readonly status?: number | undefined;
}

/**
 * A file could not be kept, addressed or removed. It is about the storage alone: `carriedOut` tells whether the post is live.
 *
 * @example
 * ```ts
 * import { isThreadsError } from '@threads-sdk/errors';
 *
 * export function whereToLook(error: unknown): string | undefined {
 *   if (!isThreadsError(error) || error.name !== 'StorageError') return undefined;
 *   return `${error.bucket}: ${error.reason}. ${error.remedy}`;
 * }
 * ```
 *
 * @category Errors
 */
export class StorageError extends ThreadsError<StorageErrorCode, StorageErrorDetails> {
  override readonly name = 'StorageError' as const;
  declare readonly bucket: string;
  declare readonly key?: string;
  declare readonly reason: string;
  declare readonly status?: number;
}

/**
 * The codes of a {@link WebhookError}:
 *
 * - `SIGNATURE_INVALID`: it is not signed with the app secret
 * - `SIGNATURE_EXPIRED`: the `signed_request` is too old
 * - `VERIFY_TOKEN_MISMATCH`: the verify token is another one
 * - `REQUEST_INVALID`: it is not what Meta sends
 * - `REQUEST_TOO_LARGE`: it is larger than what Meta sends
 * - `REQUEST_TIMED_OUT`: its body did not arrive in time
 * - `PAYLOAD_INVALID`: what was signed is not what Meta documents
 *
 * @category Errors
 */
export type WebhookErrorCode =
  | 'SIGNATURE_INVALID'
  | 'SIGNATURE_EXPIRED'
  | 'VERIFY_TOKEN_MISMATCH'
  | 'REQUEST_INVALID'
  | 'REQUEST_TOO_LARGE'
  | 'REQUEST_TIMED_OUT'
  | 'PAYLOAD_INVALID';

/**
 * A webhook or a callback was refused.
 *
 * @example
 * ```ts
 * import { isThreadsError } from '@threads-sdk/errors';
 *
 * export function isForged(error: unknown): boolean {
 *   return isThreadsError(error) && error.code === 'SIGNATURE_INVALID';
 * }
 * ```
 *
 * @category Errors
 */
export class WebhookError extends ThreadsError<WebhookErrorCode> {
  override readonly name = 'WebhookError' as const;
}
