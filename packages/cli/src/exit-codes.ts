import { isThreadsError, type PublishChainError, type ThreadsErrorCode } from '@threads-sdk/errors';
import { CommandError } from './command-error.ts';

/** What the program ends with. */
export const exitCodes = {
  done: 0,
  refused: 1,
  usage: 2,
  notFound: 3,
  loginNeeded: 4,
  outcomeUnknown: 5,
  rateLimited: 6,
  interrupted: 130,
} as const;

/** What each exit code means, for the help and the guide. */
export const exitCodeMeanings: Readonly<Record<keyof typeof exitCodes, string>> = {
  done: 'done',
  refused: 'refused by Threads, or failed on the way',
  usage: 'the command makes no sense; nothing was sent',
  notFound: 'not found',
  loginNeeded: 'log in (again), or the permission is missing',
  outcomeUnknown: 'outcome unknown: type the same command again, or look; never post it under another key',
  rateLimited: 'rate limited; it says until when',
  interrupted: 'interrupted',
};

const byCode: Partial<Record<ThreadsErrorCode, number>> = {
  INVALID_INPUT: exitCodes.usage,
  OBJECT_NOT_FOUND: exitCodes.notFound,
  MEDIA_NOT_FOUND: exitCodes.notFound,
  CREDENTIALS_EXPIRED: exitCodes.loginNeeded,
  CREDENTIALS_MISSING: exitCodes.loginNeeded,
  STORED_CREDENTIALS_INVALID: exitCodes.loginNeeded,
  TOKEN_INVALID: exitCodes.loginNeeded,
  GRANT_MISSING: exitCodes.loginNeeded,
  PERMISSION_MISSING: exitCodes.loginNeeded,
  RATE_LIMITED: exitCodes.rateLimited,
  OUTCOME_UNKNOWN: exitCodes.outcomeUnknown,
  ABORTED: exitCodes.interrupted,
};

/** What the program ends with after an error. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommandError) return error.exitCode;
  if (!isThreadsError(error)) return exitCodes.refused;
  if (error.code === 'ABORTED') return exitCodes.interrupted;
  if (error.code === 'CHAIN_STOPPED') return exitCodeOfChain(error);
  // What is known of the outcome is that of the other post.
  if (error.code === 'IDEMPOTENCY_KEY_REUSED') return exitCodes.usage;
  // Nobody can tell whether a request that changes something did; reading changes nothing.
  const isReading = 'method' in error && error.method === 'GET';
  if (!isReading && (error.carriedOut === 'maybe' || error.carriedOut === 'yes'))
    return exitCodes.outcomeUnknown;
  return byCode[error.code] ?? exitCodes.refused;
}

/** Which parts of a chain are live is known: what is not is only what became of the part at which it stopped. */
function exitCodeOfChain({ cause, index }: PublishChainError): number {
  // A file that was changed meanwhile: something was sent all the same.
  return cause.code === 'INVALID_INPUT' && index > 0 ? exitCodes.refused : exitCodeOf(cause);
}
