import { isTransportError } from '@threads-sdk/core-http';
import { isThreadsError, type ThreadsErrorCode } from '@threads-sdk/errors';

/** Answers that come instead of publishing. All others prove nothing: posts went live with a 500 or a code 10. */
const refusals: readonly ThreadsErrorCode[] = [
  'INVALID_INPUT',
  'CREDENTIALS_EXPIRED',
  'TOKEN_INVALID',
  'GRANT_MISSING',
  'RATE_LIMITED',
  'OBJECT_NOT_FOUND',
  'MEDIA_NOT_FOUND',
  'MEDIA_DOWNLOAD_FAILED',
  'LINK_REJECTED',
  'CAROUSEL_CHILDREN_INVALID',
  'REQUEST_REJECTED',
];

/** Whether an error of a request that publishes proves that it did not. */
export function provesRefusal(error: unknown): boolean {
  if (isTransportError(error)) return error.sent === 'no';
  return isThreadsError(error) && refusals.includes(error.code);
}
