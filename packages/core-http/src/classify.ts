import type { ApiErrorCode } from './api-error.ts';
import type { ErrorAnswer } from './failure.ts';

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
  10: 'PERMISSION_MISSING',
  17: 'RATE_LIMITED',
  24: 'MEDIA_NOT_FOUND',
  32: 'RATE_LIMITED',
  100: 'REQUEST_REJECTED',
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
  if (text.includes('THREADS_API__')) return 'REQUEST_REJECTED';
  if (apiCode === 1 || apiCode === 2 || isTransient || (status >= 500 && !apiCode)) return 'SERVER_FAILED';
  return 'UNKNOWN_API_ERROR';
}
