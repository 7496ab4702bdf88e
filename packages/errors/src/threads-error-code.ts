/**
 * What went wrong, as a closed union: a `switch` over `error.code` narrows and can be checked for completeness.
 *
 * Before a request: `INVALID_INPUT`, `CREDENTIALS_EXPIRED`, `CREDENTIALS_MISSING` (nothing is stored under the key).
 *
 * Login: `AUTHORIZATION_DENIED` (the user said no), `AUTHORIZATION_STATE_MISMATCH` (a forged or stale callback),
 * `AUTHORIZATION_CALLBACK_INVALID` (not a callback of Threads), `AUTHORIZATION_FAILED` (Threads reported another error),
 * `CODE_REJECTED` (the authorization code was not accepted).
 *
 * Tokens and permissions: `TOKEN_INVALID`, `TOKEN_ALREADY_LONG_LIVED`, `TOKEN_TOO_YOUNG` (it cannot be refreshed in its
 * first 24 hours; nothing was sent), `GRANT_MISSING` (no grant of `threads_basic`, or
 * not a tester of an app without review), `PERMISSION_MISSING`.
 *
 * Keeping credentials: `SEAL_INVALID` (a sealed text that was changed, cut, or sealed with another key), `STORE_FAILED`
 * (the database or server behind a store), `STORED_CREDENTIALS_INVALID` (an entry of a store that cannot be read).
 *
 * Webhooks and callbacks: `SIGNATURE_INVALID` (not signed with the app secret), `SIGNATURE_EXPIRED` (a `signed_request`
 * that is too old), `VERIFY_TOKEN_MISMATCH`, `REQUEST_INVALID` (not what Meta sends), `REQUEST_TOO_LARGE`,
 * `PAYLOAD_INVALID` (what was signed is not what Meta documents).
 *
 * Answers of the API: `RATE_LIMITED`, `BLOCKED`, `OBJECT_NOT_FOUND`, `MEDIA_NOT_FOUND`, `MEDIA_DOWNLOAD_FAILED`,
 * `LINK_REJECTED`, `CAROUSEL_CHILDREN_INVALID`, `DUPLICATE_POST`, `REQUEST_REJECTED`, `SERVER_FAILED`,
 * `UNKNOWN_API_ERROR`.
 *
 * Transport: `NETWORK_FAILED`, `TIMED_OUT`, `ABORTED`, `REDIRECT_REFUSED`, `RESPONSE_TOO_LARGE`, `RESPONSE_INVALID`,
 * `PAGINATION_LOOP`.
 *
 * Publishing: `CONTAINER_FAILED`, `CONTAINER_EXPIRED`, `CONTAINER_TIMED_OUT`, `OUTCOME_UNKNOWN` (nobody can tell
 * whether the post went out), `JOURNAL_FAILED` (the journal could not be read or written).
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
 * @see https://developers.facebook.com/docs/threads/troubleshooting
 * @category Recognise an error
 */
export type ThreadsErrorCode =
  | 'INVALID_INPUT'
  | 'CREDENTIALS_EXPIRED'
  | 'CREDENTIALS_MISSING'
  | 'AUTHORIZATION_DENIED'
  | 'AUTHORIZATION_STATE_MISMATCH'
  | 'AUTHORIZATION_CALLBACK_INVALID'
  | 'AUTHORIZATION_FAILED'
  | 'CODE_REJECTED'
  | 'TOKEN_INVALID'
  | 'TOKEN_ALREADY_LONG_LIVED'
  | 'TOKEN_TOO_YOUNG'
  | 'GRANT_MISSING'
  | 'PERMISSION_MISSING'
  | 'SEAL_INVALID'
  | 'STORE_FAILED'
  | 'STORED_CREDENTIALS_INVALID'
  | 'SIGNATURE_INVALID'
  | 'SIGNATURE_EXPIRED'
  | 'VERIFY_TOKEN_MISMATCH'
  | 'REQUEST_INVALID'
  | 'REQUEST_TOO_LARGE'
  | 'PAYLOAD_INVALID'
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
  | 'UNKNOWN_API_ERROR'
  | 'NETWORK_FAILED'
  | 'TIMED_OUT'
  | 'ABORTED'
  | 'REDIRECT_REFUSED'
  | 'RESPONSE_TOO_LARGE'
  | 'RESPONSE_INVALID'
  | 'PAGINATION_LOOP'
  | 'CONTAINER_FAILED'
  | 'CONTAINER_EXPIRED'
  | 'CONTAINER_TIMED_OUT'
  | 'OUTCOME_UNKNOWN'
  | 'JOURNAL_FAILED';
