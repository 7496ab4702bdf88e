import type { PublishState } from '@threads-sdk/errors';
import { callable, checkInput } from '@threads-sdk/internal';
import { extraIssues, locatedAt, postIssues, repostIssues } from './check-post.ts';
import { optionIssues } from './check-options.ts';
import type { ResumeOptions } from './options.ts';
import { type State, stateSchema } from './state.ts';

/** Parses a state that was handed out. A copy, since the caller may change theirs while we wait. */
export function checkState(
  call: string,
  state: PublishState,
  options: ResumeOptions,
  hasRecord = false,
): State {
  const { post, extra } = Object(state);
  const isPost = typeof post === 'object' && post !== null;
  const issues = isPost ? ('repost' in post ? repostIssues(post) : postIssues(post)) : [];
  const parsed = checkInput(call, stateSchema(state), state, [
    ...locatedAt('post', issues),
    ...locatedAt('extra', extraIssues(extra)),
    // What is missing is refused as what it has to be.
    ...(hasRecord
      ? optionIssues({ record: null, ...options }, { record: callable() })
      : optionIssues(options)),
  ]);
  return structuredClone(parsed);
}
