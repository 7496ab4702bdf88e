import {
  AbortError,
  ApiError,
  type ApiErrorCode,
  type AppUsage,
  TransportError,
  type TransportErrorCode,
} from '@threads-sdk/errors';
import type { Operation } from './operation.ts';

/** One exchange: what is known of the answer as soon as it begins to arrive, and what it came to. */
export interface Exchange {
  readonly status?: number;
  readonly headers?: Headers;
  readonly usage?: AppUsage | undefined;
  readonly outcome: Answer | Failure;
}

/** The value of an answer that is no error. */
interface Answer {
  readonly code?: undefined;
  readonly value: unknown;
}

/** A failed attempt, before it is known whether it becomes an error. Its texts may quote secrets. */
export type Failure = ApiFailure | TransportFailure;

interface AnyFailure {
  /** What happened, in words. */
  readonly reason: string;
  /**
   * When the call may be repeated. `always`: it was certainly not carried out. `unless sendOnce`: it may have been.
   * Absent: a repetition would fail in the same way.
   */
  readonly repeat?: 'always' | 'unless sendOnce' | undefined;
}

export interface TransportFailure extends AnyFailure {
  readonly code: Exclude<TransportErrorCode, 'PAGINATION_LOOP'> | 'ABORTED';
  readonly answer?: undefined;
  readonly retryAfter?: undefined;
  /** A copy of the runtime's error without secrets. */
  readonly cause?: Error;
}

export interface ApiFailure extends AnyFailure {
  readonly code: ApiErrorCode;
  /** Empty if nothing was sent, since a permission is known to be missing. */
  readonly answer: Partial<ErrorAnswer>;
  /** Milliseconds that the server asked to wait. */
  readonly retryAfter?: number | undefined;
  readonly cause?: undefined;
}

/** How the API names an error. */
export interface ErrorAnswer {
  readonly status: number;
  readonly apiCode?: number | undefined;
  readonly apiSubcode?: number | undefined;
  readonly apiType?: string | undefined;
  readonly traceId?: string | undefined;
}

/**
 * What runtimes call failures before the first byte of a request can leave: no server, no address (Node and workerd, then Bun),
 * the wrong one (OpenSSL), Deno, which has no codes, and in words whatever Node meets while it connects.
 */
const unsent =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ConnectionRefused|FailedToOpenSocket|HOSTNAME_MISMATCH)$|^(ERR_TLS_)?CERT_|SELF_SIGNED_CERT|^UNABLE_TO_|client error \(Connect\)|^[Cc]onnect /;

/**
 * Says why an exchange broke off.
 *
 * @param cause what fetch threw, as {@link redactedError} copies it
 * @param status that of the answer, if one had begun
 */
export function connectionFailure(cause: RuntimeError, status: number | undefined): TransportFailure {
  let reason = '';
  let nothingSent = false;
  // ky and Node wrap the error that has the code.
  for (let error: RuntimeError | undefined = cause; error; error = error.cause) {
    if (error.code !== undefined) reason = error.code;
    else if (!/^[A-Z]\w+$/.test(reason)) reason = error.message || reason;
    nothingSent ||= unsent.test(error.message);
  }
  nothingSent ||= unsent.test(reason);
  return {
    code: 'NETWORK_FAILED',
    reason,
    repeat: nothingSent && status === undefined ? 'always' : 'unless sendOnce',
    cause,
  };
}

/**
 * A copy of an error and of those behind it, to debug with: without secrets, and without whatever else hangs on them. Of
 * several addresses that Node tried, the first.
 */
export function redactedError(thrown: unknown, redact: (text: string) => string, depth = 5): RuntimeError {
  const { cause, code, errors, message = thrown, name, stack } = Object(thrown);
  const behind: unknown = cause ?? errors?.[0];
  const copy = new Error(
    redact(typeof message === 'object' ? '' : String(message)),
    behind === undefined || depth === 0 ? undefined : { cause: redactedError(behind, redact, depth - 1) },
  );
  for (const [key, value] of Object.entries({ code, name, stack })) {
    if (typeof value === 'string') Object.defineProperty(copy, key, { value: redact(value) });
  }
  // made so just above
  return copy as RuntimeError;
}

/** What is read of a runtime's error. */
export interface RuntimeError extends Error {
  readonly code?: string;
  readonly cause?: RuntimeError;
}

/** What is known of a call before it is sent. */
export interface FailedCall {
  readonly operation: Operation<unknown>;
  /** Acts twice if it is sent twice. */
  readonly sendOnce: boolean;
  /** Takes the secrets of the call out of a text. */
  readonly redact: (text: string) => string;
}

/** What is known about all attempts of a call. */
export interface Attempts extends Omit<Exchange, 'outcome'> {
  readonly attempts: number;
  /** Milliseconds since 1970, where an answer may say how long to wait. */
  readonly now?: number;
  /** An attempt before the last one may have been carried out. */
  readonly isUnclear?: boolean;
  /** What the caller gave to the signal as its reason. */
  readonly abortReason?: unknown;
}

/**
 * Makes the error that a caller gets, from scratch: nothing of the transport, of the request or of the response is in it,
 * and every text is redacted.
 */
export function failureError(
  { operation, redact, sendOnce }: FailedCall,
  { answer, cause, code, reason, repeat, retryAfter }: Failure,
  { abortReason, attempts, isUnclear, now, status, usage }: Attempts,
): AbortError | ApiError | TransportError {
  const { id, method, path, scopes = [] } = operation;
  // text or nothing, as before
  const clean = <Text extends string | undefined>(text: Text): Text =>
    (text && redact(text).slice(0, 500)) as Text;
  const traceId = clean(answer?.traceId);
  const facts = Object.entries({
    code: answer?.apiCode,
    subcode: answer?.apiSubcode,
    HTTP: status,
    trace: traceId,
    attempts,
  }).flatMap(([name, value]) => (value === undefined ? [] : `${name} ${value}`));
  const message = `${id}: ${method} ${path}: ${code}: ${clean(reason)} (${facts.join(', ')})`;

  const wasRefused = attempts === 0 || (answer ? refusals.test(code) : repeat === 'always');
  const mayHaveBeen = isUnclear || !wasRefused;
  const mayRepeat = repeat === 'always' || !(sendOnce && mayHaveBeen);
  const isTemporary = repeat !== undefined || later.test(code);
  const unclear = sendOnce && mayHaveBeen && !answer ? 'It may have been carried out: look first. ' : '';
  const details = {
    remedy: unclear + remedies[code].replace('scopes', scopes.join(', ')),
    retryable: mayRepeat && isTemporary ? 'later' : 'never',
    carriedOut: mayHaveBeen ? 'maybe' : attempts === 0 ? 'unsent' : 'no',
  } as const;
  if (code === 'ABORTED') {
    const retryable = mayRepeat ? 'now' : 'never';
    return new AbortError(code, message, { ...details, call: id, retryable, cause: abortReason });
  }
  const about = { ...details, operation: id, method, path, attempts };
  if (!answer) {
    return new TransportError(code, message, { ...about, status, reason: clean(reason), cause });
  }
  return new ApiError(code, message, {
    ...about,
    ...answer,
    apiType: clean(answer.apiType),
    traceId,
    scopes,
    usage,
    retryAt: retryAfter === undefined ? undefined : new Date((now as number) + retryAfter), // there was an answer
  });
}

/** Answers that come instead of what was asked for. All others prove nothing: posts went live with a 500 or a code 10. */
const refusals = /^(TOKEN|GRANT|RATE|OBJECT|MEDIA|LINK|CAROUSEL|REQUEST)_/;

/** What may go better later without being repeated here: the wait is longer than a call should last. */
const later = /^(BLOCKED|LINK_REJECTED|MEDIA_NOT_FOUND)$/;

/** What to do about an error of the API or of the way to it. */
const remedies: { readonly [Code in Failure['code']]: string } = {
  ABORTED: 'Call again when you like.',
  BLOCKED: 'Stop for hours: the account is restricted.',
  CAROUSEL_CHILDREN_INVALID: 'Create the children anew.',
  DUPLICATE_POST: 'Look at the newest posts.',
  GRANT_MISSING: 'Invite the user as Threads tester. Let the user log in again.',
  LINK_REJECTED: 'Try again later, or without the link.',
  MEDIA_DOWNLOAD_FAILED: 'Check that its URL serves the file.',
  MEDIA_NOT_FOUND: 'Often too early. Try again later.',
  NETWORK_FAILED: 'Check network and baseUrl.',
  OBJECT_NOT_FOUND: 'Check the id.',
  PERMISSION_MISSING: 'Let the user log in again with all of scopes.',
  RATE_LIMITED: 'Wait until retryAt, or for minutes.',
  REDIRECT_REFUSED: 'Check baseUrl.',
  REQUEST_REJECTED: 'Correct what the message names.',
  RESPONSE_INVALID: 'Look for a proxy or a newer SDK.',
  RESPONSE_TOO_LARGE: 'Ask for fewer items or fields.',
  SERVER_FAILED: 'Try again later.',
  TIMED_OUT: 'Try a longer timeout.',
  TOKEN_ALREADY_LONG_LIVED: 'Use the token as it is.',
  TOKEN_INVALID: 'Let the user log in again.',
  UNKNOWN_API_ERROR: 'Look up the API code.',
};
