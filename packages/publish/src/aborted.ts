import { PublishError } from './errors.ts';
import type { PublishState } from './state.ts';

/** The error for a publishing that the caller's signal ended. */
export function aborted(call: string, state: PublishState, signal: AbortSignal): PublishError {
  const about = { state, cause: signal.reason };
  switch (state.step) {
    case 'confirm':
      return new PublishError(
        'ABORTED',
        `${call}: aborted while it was not known whether the post went out.`,
        {
          ...about,
          remedy: 'Look at the profile before publishing this post again.',
        },
      );
    case 'find-post':
      return new PublishError(
        'ABORTED',
        `${call}: aborted after the post went live, before its id was known.`,
        {
          ...about,
          remedy: 'Do not publish it again; look for it on the profile.',
        },
      );
    default:
      return new PublishError('ABORTED', `${call}: aborted at ${state.step}. Nothing was published.`, {
        ...about,
        remedy:
          'Publish again whenever you like; what was made so far is invisible and vanishes within 24 hours.',
      });
  }
}
