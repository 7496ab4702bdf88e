import type { ApiErrorCode } from './api-error.ts';
import type { TransportErrorCode } from './transport-error.ts';

/** What to do about an error of the API or of the way to it. */
export const remedies: { readonly [Code in ApiErrorCode | TransportErrorCode]: string } = {
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
