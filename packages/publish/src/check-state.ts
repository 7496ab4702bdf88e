import type { InputIssue, PublishState } from '@threads-sdk/errors';
import { callable, checkInput } from '@threads-sdk/internal';
import { extraIssues, locatedAt, postIssues, repostIssues } from './check-post.ts';
import { optionIssues } from './check-options.ts';
import { type State, stateSchema } from './state.ts';

/**
 * Parses a state that was handed out. A copy, since the caller may change theirs while we wait.
 *
 * @param options whose `storage` has the files of its post
 * @param optionFaults what is wrong with the options, to be named with it
 */
export function checkState(
  call: string,
  state: PublishState,
  options: object,
  optionFaults: readonly InputIssue[],
): State {
  const issues = [...stateIssues(state, options), ...optionFaults];
  return structuredClone(checkInput(call, stateSchema(state), state, issues));
}

/** What is wrong with the post and the `extra` of a state, of which its schema says little. */
export function stateIssues(state: unknown, options: object, path = ''): readonly InputIssue[] {
  const { post, extra } = Object(state);
  const { storage = false } = Object(options);
  const isPost = typeof post === 'object' && post !== null;
  const issues = isPost ? ('repost' in post ? repostIssues(post) : postIssues(post, false, storage)) : [];
  return [...locatedAt(`${path}post`, issues), ...locatedAt(`${path}extra`, extraIssues(extra))];
}

/** What is wrong with options that must have a `record`. What is missing is refused as what it has to be. */
export function recordIssues(options: object): readonly InputIssue[] {
  return optionIssues({ record: null, ...options }, { record: callable() });
}
