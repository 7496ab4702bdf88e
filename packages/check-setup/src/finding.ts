import { isThreadsError } from '@threads-sdk/errors';

/**
 * What is looked at:
 *
 * - `app id`, `secret`, `redirect`: the app, as its settings in Meta's dashboard show it
 * - `account`: whether Threads takes the token, and whose it is
 * - `tester`: whether the user is a tester of the app
 * - `permissions`: what was granted, and what is missing
 * - `token`, `grant`: when the token ends, and what was granted to the app
 * - `profile`: whether the profile is public
 * - `quota`: how many posts are used
 *
 * @category Check the set-up
 */
export type SetupCheck =
  | 'app id'
  | 'secret'
  | 'redirect'
  | 'account'
  | 'tester'
  | 'permissions'
  | 'token'
  | 'grant'
  | 'profile'
  | 'quota';

/**
 * How grave a finding is: `ok`; a `warning`, which may matter to you or will soon; a `problem`, with which something does not
 * work; or `unknown`: Threads does not say, so look yourself.
 *
 * @category Check the set-up
 */
export type SetupLevel = 'ok' | 'warning' | 'problem' | 'unknown';

/**
 * What was found about one thing. It holds no secret.
 *
 * @example
 * ```ts
 * import type { SetupFinding } from '@threads-sdk/check-setup';
 *
 * export function describeFinding({ check, level, message, remedy = '' }: SetupFinding): string {
 *   return `${level.padEnd(8)} ${check}: ${message} ${remedy}`;
 * }
 * ```
 *
 * @category Check the set-up
 */
export interface SetupFinding {
  readonly check: SetupCheck;
  readonly level: SetupLevel;
  /** What is known. */
  readonly message: string;
  /** What to do, where there is something to do. */
  readonly remedy?: string;
  /** The permission that is missing. */
  readonly scope?: string;
}

/** Makes a finding. */
export function found(check: SetupCheck, level: SetupLevel, message: string, remedy?: string): SetupFinding {
  return Object.freeze({ check, level, message, ...(remedy !== undefined && { remedy }) });
}

/** What passes by itself says nothing of the set-up. */
const passing: readonly string[] = ['RATE_LIMITED', 'SERVER_FAILED'];

/**
 * Makes a finding of an error. What Threads did not answer, or cannot answer now, is not known; what it refused is a problem.
 *
 * @throws {unknown} the error, if the call was aborted, or if it is none of the SDK
 */
export function foundBy(check: SetupCheck, error: unknown): SetupFinding {
  if (!isThreadsError(error) || error.code === 'ABORTED') throw error;
  const isOpen = error.name === 'TransportError' || passing.includes(error.code);
  return found(check, isOpen ? 'unknown' : 'problem', error.message, error.remedy);
}
