import { isApiError } from '@threads-sdk/core-http';
import { isThreadsError } from '@threads-sdk/errors';
import { isPublishError, PublishError, type PublishErrorCode } from '../errors.ts';
import { outcomeOf } from './outcome-of.ts';
import type { PublishState } from '../state.ts';

/** Adds how far the post was to an error that ended its publishing. */
export function withState(
  call: string,
  state: PublishState,
  error: unknown,
  signal: AbortSignal | undefined,
): unknown {
  if (isPublishError(error)) return error;
  const { says, remedy } = outcomeOf(state);
  const wrap = (code: PublishErrorCode, what: string, cause: unknown): PublishError =>
    new PublishError(code, `${call}: ${what} ${says}`, { state, remedy, cause });
  if (isThreadsError(error) && error.code === 'JOURNAL_FAILED') return wrap(error.code, error.message, error);
  if (signal?.aborted && !isApiError(error))
    return wrap('ABORTED', `aborted at ${state.step}.`, signal.reason);
  const mayBeLive = state.step.startsWith('confirm') || state.step === 'find-post';
  return mayBeLive ? wrap('OUTCOME_UNKNOWN', 'looking for the post failed.', error) : error;
}
