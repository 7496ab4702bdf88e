import {
  AbortError,
  ApiError,
  type ApiErrorCode,
  type AppUsage,
  TransportError,
  type TransportErrorCode,
} from '@threads-sdk/errors';
import type { Call } from './exchange.ts';

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
  readonly code: TransportErrorCode | 'ABORTED';
  readonly answer?: undefined;
  readonly retryAfter?: undefined;
  /** The runtime's error. */
  readonly cause?: unknown;
}

export interface ApiFailure extends AnyFailure {
  readonly code: ApiErrorCode;
  readonly answer: ErrorAnswer;
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

/** What runtimes call failures before the first byte of a request can leave: no server, no address, or the wrong one. */
const unsent: readonly RegExp[] = [
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN)$/, // Node, workerd
  /^(CERT_.+|ERR_TLS_CERT_.+|(DEPTH_ZERO_)?SELF_SIGNED_CERT.*|UNABLE_TO_(GET|VERIFY|DECODE)_.+|HOSTNAME_MISMATCH)$/, // OpenSSL
  /^(ConnectionRefused|FailedToOpenSocket)$/, // Bun
  /client error \(Connect\)/, // Deno, which has no codes
];

/** Reads out of what fetch threw why an exchange broke off. `status` is that of the answer, if one had begun. */
export function connectionFailure(thrown: unknown, status: number | undefined): TransportFailure {
  let reason = '';
  // ky and Node wrap the error that has the code, and Node several tried addresses in an AggregateError.
  for (let error = Object(thrown), depth = 0; error && depth < 5; depth += 1) {
    const { code, message, cause, errors } = error;
    if (typeof code === 'string') reason = code;
    else if (typeof message === 'string' && !/^[A-Z]\w+$/.test(reason)) reason = message || reason;
    error = cause ?? errors?.[0];
  }
  const nothingSent = status === undefined && unsent.some((pattern) => pattern.test(reason));
  return {
    code: 'NETWORK_FAILED',
    reason,
    repeat: nothingSent ? 'always' : 'unless sendOnce',
    cause: thrown,
  };
}

/** A copy of an error and of those behind it, to debug with: without secrets, and without whatever else hangs on them. */
export function redactedError(thrown: unknown, redact: (text: string) => string, depth = 5): Error {
  const { cause, code, errors, message = thrown, name, stack } = Object(thrown);
  const behind: unknown = cause ?? errors?.[0];
  const copy = new Error(
    redact(String(message)),
    behind === undefined || depth === 0 ? undefined : { cause: redactedError(behind, redact, depth - 1) },
  );
  for (const [key, value] of Object.entries({ code, name, stack })) {
    if (typeof value === 'string') Object.defineProperty(copy, key, { value: redact(value) });
  }
  return copy;
}

/** What is known about all attempts of a call. */
export interface Attempts extends Omit<Exchange, 'outcome'> {
  readonly attempts: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** An attempt before the last one may have been carried out. */
  readonly isUnclear: boolean;
  /** What the caller gave to the signal as its reason. */
  readonly abortReason?: unknown;
}

/**
 * Makes the error that a caller gets, from scratch: nothing of the transport, of the request or of the response is in it,
 * and every text is redacted.
 */
export function failureError(
  { operation, redact, sendOnce }: Call,
  { answer, cause, code, reason, repeat, retryAfter }: Failure,
  { abortReason, attempts, isUnclear, now, status, usage }: Attempts,
): AbortError | ApiError | TransportError {
  const { id, method, path, scopes = [] } = operation;
  const clean = (text: string | undefined): string | undefined => text && redact(text).slice(0, 500);
  const facts = Object.entries({
    code: answer?.apiCode,
    subcode: answer?.apiSubcode,
    HTTP: status,
    trace: clean(answer?.traceId),
    attempts,
  }).filter(([, value]) => value !== undefined);
  const message = `${id}: ${method} ${path}: ${code}: ${clean(reason)} (${facts.map((fact) => fact.join(' ')).join(', ')})`;

  const mayHaveBeen = isUnclear || !(answer ? refusals.test(code) : repeat === 'always' || attempts === 0);
  const mayRepeat = repeat === 'always' || !(sendOnce && mayHaveBeen);
  const isTemporary = repeat !== undefined || later.test(code);
  const unclear =
    sendOnce && mayHaveBeen && !answer ? 'It may have been carried out: look before sending it again. ' : '';
  const details = {
    remedy: unclear + remedies[code],
    retryable: mayRepeat && isTemporary ? 'later' : 'never',
    carriedOut: mayHaveBeen ? 'maybe' : 'no',
  } as const;
  if (code === 'ABORTED') {
    const retryable = mayRepeat ? 'now' : 'never';
    return new AbortError(id, message, { ...details, retryable, cause: abortReason });
  }
  const about = { ...details, operation: id, method, path, attempts };
  if (!answer) {
    return new TransportError(code, message, {
      ...about,
      status,
      reason: clean(reason) ?? '',
      cause: cause === undefined ? undefined : redactedError(cause, redact),
    });
  }
  return new ApiError(code, message, {
    ...about,
    ...answer,
    apiType: clean(answer.apiType),
    traceId: clean(answer.traceId),
    scopes,
    usage,
    retryAt: retryAfter === undefined ? undefined : new Date(now + retryAfter),
  });
}

/** Answers that come instead of what was asked for. All others prove nothing: posts went live with a 500 or a code 10. */
const refusals =
  /^(TOKEN_INVALID|GRANT_MISSING|RATE_LIMITED|OBJECT_NOT_FOUND|MEDIA_\w+|LINK_REJECTED|CAROUSEL_CHILDREN_INVALID|REQUEST_REJECTED)$/;

/** What may go better later without being repeated here: the wait is longer than a call should last. */
const later = /^(BLOCKED|LINK_REJECTED|MEDIA_NOT_FOUND)$/;

/** What to do about an error of the API or of the way to it. */
const remedies: { readonly [Code in Failure['code']]: string } = {
  ABORTED: 'The caller ended the call.',
  BLOCKED: 'Stop for hours: the account is restricted.',
  CAROUSEL_CHILDREN_INVALID: 'Create children as carousel items; wait until FINISHED.',
  DUPLICATE_POST: 'Look at the newest posts.',
  GRANT_MISSING: 'Have the user accept an invite as Threads tester, then authorize again.',
  LINK_REJECTED: 'Try later, or without the link.',
  MEDIA_DOWNLOAD_FAILED: 'Make the media URL public.',
  MEDIA_NOT_FOUND: 'Often too early: try again in some seconds.',
  NETWORK_FAILED: 'Check network and baseUrl, try again.',
  OBJECT_NOT_FOUND: 'Check the id.',
  PAGINATION_LOOP: 'Use the items read so far.',
  PERMISSION_MISSING: 'Authorize the user with all of scopes.',
  RATE_LIMITED: 'Wait until retryAt, or for minutes.',
  REDIRECT_REFUSED: 'Set baseUrl to where the API is.',
  REQUEST_REJECTED: 'Correct what the message names.',
  RESPONSE_INVALID: 'Try again; look for a proxy or a newer SDK.',
  RESPONSE_TOO_LARGE: 'Ask for fewer items or fields.',
  SERVER_FAILED: 'Try again later.',
  TIMED_OUT: 'Try again, with a longer timeout.',
  TOKEN_ALREADY_LONG_LIVED: 'Use the token as it is.',
  TOKEN_INVALID: 'Authorize the user again.',
  UNKNOWN_API_ERROR: 'Look up the API code.',
};
