import { PublishError } from '../errors.ts';
import { outcomeOf } from './outcome-of.ts';
import type { PublishState } from '../state.ts';

/** The error for a post of which nobody can tell whether it went out, or under which id. */
export function unknownOutcome(
  call: string,
  state: PublishState,
  because: string,
  cause: unknown,
): PublishError {
  const { says, remedy } = outcomeOf(state);
  return new PublishError('OUTCOME_UNKNOWN', `${call}: ${because}. ${says}`, {
    state,
    remedy,
    ...(cause === undefined ? {} : { cause }),
  });
}
