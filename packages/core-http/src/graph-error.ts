import type { ApiErrorCode, AppUsage } from '@threads-sdk/errors';
import type { ApiFailure, ErrorAnswer } from './failure.ts';

/**
 * Reads the error out of an answer, in the shapes that occur: Graph's `{ error: {...} }`, the code exchange's
 * `{ error_type, code, error_message }`, and that of the OAuth standard, `{ error: '...', error_description }`. An answer whose status is an error is one too, whatever it holds.
 *
 * @param answer the parsed body, undefined if it is not JSON
 * @param retryAfter milliseconds that the server asked to wait
 * @see https://developers.facebook.com/docs/graph-api/guides/error-handling
 */
export function readError(
  answer: unknown,
  { ok, status }: Pick<Response, 'ok' | 'status'>,
  retryAfter: number | undefined,
): ApiFailure | undefined {
  // A container's status has an `error_message` too; only an error has a type beside it.
  const {
    error,
    error_description: description,
    error_type: type = typeof error === 'string' ? error : undefined,
    error_message: message = description,
    code: flatCode,
  } = Object(answer);
  const isEnvelope = error instanceof Object;
  if (ok && !isEnvelope && type === undefined) return undefined;
  const facts: Record<string, unknown> = isEnvelope ? error : { type, message, code: flatCode };

  const apiCode = number(facts['code']);
  // A code in words, such as THREADS_API__LINK_LIMIT_EXCEEDED, is text.
  const texts = [
    apiCode ?? facts['code'],
    facts['message'],
    facts['error_user_title'],
    facts['error_user_msg'],
  ];
  const reason = texts.filter(text).join(' / ');
  const named = {
    status,
    apiCode,
    apiSubcode: number(facts['error_subcode']),
    apiType: text(facts['type']),
    traceId: text(facts['fbtrace_id']),
  };
  const code = classify(named, reason + named.apiType, facts['is_transient'] === true);
  const mayPass = code === 'RATE_LIMITED' || code === 'SERVER_FAILED';
  // Throttled calls were not carried out; of 341 this is not known, and of 9 that Threads means by it what Instagram does.
  const wasRefused = code === 'RATE_LIMITED' && apiCode !== 341 && apiCode !== 9;
  return {
    code,
    answer: named,
    reason,
    repeat: wasRefused ? 'always' : mayPass ? 'unless sendOnce' : undefined,
    retryAfter,
  };
}

function number(value: unknown): number | undefined {
  return Number.parseInt(String(value), 10) || undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

type Meanings = { readonly [code: number]: ApiErrorCode };

const bySubcode: Meanings = {
  10: 'GRANT_MISSING',
  33: 'OBJECT_NOT_FOUND',
  2207051: 'BLOCKED',
  2207052: 'MEDIA_DOWNLOAD_FAILED',
  4279004: 'CAROUSEL_CHILDREN_INVALID',
  4279009: 'MEDIA_NOT_FOUND',
  4279013: 'BLOCKED',
  4279019: 'TOKEN_ALREADY_LONG_LIVED',
  4279030: 'REQUEST_REJECTED',
  4279047: 'LINK_REJECTED',
  4279067: 'PERMISSION_MISSING',
};

const byCode: Meanings = {
  4: 'RATE_LIMITED',
  9: 'RATE_LIMITED', // as Instagram's 9/2207042, the daily limit of posts: that Threads means the same is assumed
  10: 'PERMISSION_MISSING',
  17: 'RATE_LIMITED',
  24: 'MEDIA_NOT_FOUND',
  25: 'BLOCKED', // as with Instagram, which is assumed
  32: 'RATE_LIMITED',
  100: 'REQUEST_REJECTED',
  101: 'REQUEST_REJECTED',
  102: 'TOKEN_INVALID',
  190: 'TOKEN_INVALID',
  341: 'RATE_LIMITED',
  368: 'BLOCKED',
  452: 'TOKEN_ALREADY_LONG_LIVED',
  506: 'DUPLICATE_POST',
  613: 'RATE_LIMITED',
};

/**
 * The meaning of an error, by Meta's code and subcode. The HTTP status decides only where they say nothing: a missing
 * permission comes with 500, as an outage does.
 *
 * @param text what else the API says
 * @see https://developers.facebook.com/docs/graph-api/guides/error-handling
 */
export function classify(
  { apiCode = 0, apiSubcode = 0, status }: ErrorAnswer,
  text: string,
  isTransient = false,
): ApiErrorCode {
  const known = bySubcode[apiSubcode] ?? byCode[apiCode];
  if (known) return known;
  if (apiCode >= 200 && apiCode < 300) return 'PERMISSION_MISSING';
  if (status === 429) return 'RATE_LIMITED';
  if (/THREADS_API__|client.secret/i.test(text)) return 'REQUEST_REJECTED';
  if (apiCode === 1 || apiCode === 2 || isTransient || (status >= 500 && !apiCode)) return 'SERVER_FAILED';
  return 'UNKNOWN_API_ERROR';
}

/** Reads an `X-App-Usage` header, a JSON object of numbers; undefined if it is absent. */
export function parseUsage(header: string | null): AppUsage | undefined {
  const percents = header?.matchAll(/"(\w+)"\s*:\s*([\d.]+)/g);
  return (
    percents &&
    Object.freeze(Object.fromEntries(Array.from(percents, ([, name, percent]) => [name, Number(percent)])))
  );
}
