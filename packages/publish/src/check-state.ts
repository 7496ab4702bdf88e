import { type InputIssue, InvalidInputError } from '@threads-sdk/errors';
import { optionFaults } from './check-input.ts';
import { checkPost } from './post/check-post.ts';
import type { ResumeOptions } from './options.ts';
import { stateFaults } from './steps/parse-state.ts';
import type { PublishState } from './state.ts';

/** Refuses a state that cannot be gone on with. Its post was checked when it began; a changed one is refused here. */
export function checkState(
  call: string,
  state: PublishState,
  options: ResumeOptions,
  others: readonly InputIssue[] = [],
): void {
  const issues = [...stateFaults(state), ...optionFaults(options), ...others];
  if (issues.length > 0) throw new InvalidInputError(call, issues);
  if (!('repost' in state.post)) checkPost(call, state.post, options);
}
