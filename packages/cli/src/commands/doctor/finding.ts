import type { SetupLevel } from '@threads-sdk/check-setup';
import { isThreadsError } from '@threads-sdk/errors';
import { CommandError } from '../../command-error.ts';
import { exitCodes } from '../../exit-codes.ts';
import { inOurWords } from '../../in-our-words.ts';

/** What was found about one thing. */
export interface Finding {
  readonly check: string;
  readonly level: SetupLevel;
  readonly message: string;
  /** What to do. */
  readonly remedy?: string;
}

/** Makes a finding. */
export function found(check: string, level: SetupLevel, message: string, remedy?: string): Finding {
  return { check, level, message, ...(remedy !== undefined && { remedy }) };
}

/** What passes by itself says nothing of the set-up. */
const passing: readonly string[] = ['RATE_LIMITED', 'SERVER_FAILED'];

/**
 * Makes a finding of an error. What Threads did not answer, or cannot answer now, is not known; what it refused is a problem.
 *
 * @throws {unknown} the error, if the person interrupted the command, or if it is a fault of this program
 */
export function foundBy(check: string, error: unknown): Finding {
  if (error instanceof CommandError && error.exitCode !== exitCodes.interrupted)
    return found(check, 'problem', error.message, error.remedy);
  if (!isThreadsError(error) || error.code === 'ABORTED') throw error;
  const level = error.name === 'TransportError' || passing.includes(error.code) ? 'unknown' : 'problem';
  return found(check, level, inOurWords(error.message), inOurWords(error.remedy));
}
